-- The schema after all migrations. `make schema` writes this file; a test keeps it current.
CREATE SCHEMA theme_scan;

CREATE FUNCTION theme_scan.append_tool_calls(calls jsonb) RETURNS TABLE(call_id uuid, chain_seq bigint, chain_hash text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'theme_scan', 'pg_temp'
    AS $$
#variable_conflict use_column
declare
    head audit_heads;
    entry tool_calls;
    item jsonb;
    written integer;
    touched boolean := false;
    newest timestamptz;
begin
    insert into audit_heads as h (org_id, seq, hash) values (current_org(), 0, '')
    on conflict (org_id) do update set seq = h.seq  -- takes the row's lock
    returning * into head;
    for item in select value from jsonb_array_elements(calls) loop
        entry := jsonb_populate_record(null::tool_calls, item);
        entry.chain_version := 2;
        entry.transaction_id := pg_current_xact_id();
        entry.org_id := head.org_id;
        entry.seq := head.seq + 1;
        entry.called_at := clock_timestamp();
        entry.previous_hash := head.hash;
        entry.changes_hash := changes_digest(head.org_id, entry.id);
        select count(*), touched or count(*) filter (where r.table_name = 'interviews') > 0
        into written, touched from row_changes r
        where r.org_id = head.org_id and r.call_id = entry.id;
        if not entry.dry_run then
            entry.writes := written;
        elsif written > 0 then
            raise exception 'A dry run may not keep what it wrote.' using errcode = 'TS003';
        end if;
        entry.hash := tool_call_digest(entry);
        insert into tool_calls values (entry.*);
        head.seq := entry.seq;
        head.hash := entry.hash;
        call_id := entry.id; chain_seq := entry.seq; chain_hash := entry.hash;
        return next;
    end loop;
    update audit_heads set seq = head.seq, hash = head.hash where org_id = head.org_id;
    if touched then
        select max(created_at) into newest from interviews where org_id = head.org_id;
        delete from organisations where org_id = head.org_id and newest is null;
        insert into organisations as o (org_id, newest_interview_at)
        select head.org_id, newest where newest is not null
        on conflict (org_id) do update set newest_interview_at = excluded.newest_interview_at
        where o.newest_interview_at <> excluded.newest_interview_at;
    end if;
end $$;

CREATE FUNCTION theme_scan.application_rights() RETURNS TABLE(table_name name, rights text)
    LANGUAGE sql STABLE
    SET search_path TO 'theme_scan', 'pg_temp'
    AS $$
    select relname, case
        when relname in ('tool_calls', 'row_changes', 'audit_heads', 'organisations', 'alembic_version')
            then 'select'
        when relname = 'erasure_keys' then 'select, insert'
        when relname = 'job_runs' then 'select, insert, update'
        else 'select, insert, update, delete'
    end
    from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r' order by relname
$$;

CREATE FUNCTION theme_scan.call_of(calls jsonb, written jsonb) RETURNS uuid
    LANGUAGE plpgsql IMMUTABLE
    AS $$
declare
    call_id uuid := coalesce(
        calls ->> (written ->> 'id'),
        calls ->> (written ->> 'interview_id'),
        calls ->> (written ->> 'theme_id'),
        calls ->> (written ->> 'slug'),
        calls ->> '*'
    )::uuid;
begin
    if call_id is null then
        raise exception 'This table is governed: write to it through the executor''s tools.'
            using errcode = 'TS001';
    end if;
    return call_id;
end $$;

CREATE FUNCTION theme_scan.capture_changes() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'theme_scan', 'pg_temp'
    SET "TimeZone" TO 'UTC'
    SET extra_float_digits TO '1'
    AS $$
declare
    calls jsonb := nullif(current_setting('app.tool_calls', true), '')::jsonb;
begin
    if tg_op = 'INSERT' then
        insert into row_changes (org_id, call_id, table_name, row_id, operation, before_hash, after_hash)
        select n.org_id, call_of(calls, to_jsonb(n)), tg_table_name, n.id, 'insert',
               '', sha256_hex(to_jsonb(n)::text)
        from new_rows n order by n.id;
    elsif tg_op = 'DELETE' then
        insert into row_changes (org_id, call_id, table_name, row_id, operation, before, before_hash, after_hash)
        select o.org_id, call_of(calls, to_jsonb(o)), tg_table_name, o.id, 'delete',
               to_jsonb(o), sha256_hex(to_jsonb(o)::text), ''
        from old_rows o order by o.id;
    else
        if exists (select from new_rows n left join old_rows o using (org_id, id) where o.org_id is null) then
            raise exception 'A row keeps its id and its organisation.' using errcode = 'TS005';
        end if;
        insert into row_changes (org_id, call_id, table_name, row_id, operation, before, before_hash, after_hash)
        select o.org_id, call_of(calls, to_jsonb(n)), tg_table_name, o.id, 'update',
               to_jsonb(o), sha256_hex(to_jsonb(o)::text), sha256_hex(to_jsonb(n)::text)
        from old_rows o join new_rows n using (org_id, id)
        where o *<> n order by o.id;
    end if;
    return null;
end $$;

CREATE FUNCTION theme_scan.changes_digest(org uuid, call uuid) RETURNS text
    LANGUAGE sql STABLE
    AS $$
    select sha256_hex(coalesce(jsonb_agg(
        jsonb_build_array(r.id, r.table_name, r.row_id, r.operation, r.before_hash, r.after_hash)
        order by r.id), '[]')::text)
    from row_changes r where r.org_id = org and r.call_id = call
$$;

CREATE FUNCTION theme_scan.check_call_counts_its_writes() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'theme_scan', 'pg_temp'
    AS $$
declare
    written bigint;
begin
    select count(*) into written from row_changes r where r.org_id = new.org_id and r.call_id = new.id;
    if written <> (case when new.dry_run then 0 else new.writes end) then
        raise exception 'A call answers for exactly the writes that its audit row counts.' using errcode = 'TS004';
    end if;
    return null;
end $$;

CREATE FUNCTION theme_scan.check_change_belongs_to_its_transaction() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'theme_scan', 'pg_temp'
    AS $$
begin
    if not exists (
        select from tool_calls t
        where t.org_id = new.org_id and t.id = new.call_id and t.transaction_id = pg_current_xact_id()
    ) then
        raise exception 'A call answers for the writes of its own transaction alone.' using errcode = 'TS004';
    end if;
    return null;
end $$;

CREATE FUNCTION theme_scan.check_quote_is_verbatim() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'theme_scan', 'pg_temp'
    AS $$
begin
    perform from interviews i
    where i.org_id = new.org_id and i.id = new.interview_id
      and substr(i.raw_transcript, new.start_offset + 1, new.end_offset - new.start_offset) = new.quote
    for share;
    if not found then
        raise exception 'A quote must read what its transcript reads at its offsets.' using errcode = 'TS002';
    end if;
    return new;
end $$;

CREATE FUNCTION theme_scan.check_quotes_still_verbatim() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'theme_scan', 'pg_temp'
    AS $$
begin
    if exists (
        select from interview_quotes q join interviews i on i.org_id = q.org_id and i.id = q.interview_id
        where q.org_id = new.org_id and q.interview_id = new.id
          and substr(i.raw_transcript, q.start_offset + 1, q.end_offset - q.start_offset) <> q.quote
    ) then
        raise exception 'A transcript may not change under its quotes.' using errcode = 'TS002';
    end if;
    return null;
end $$;

CREATE FUNCTION theme_scan.current_org() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('app.org_id'::text, true), ''::text))::uuid;

CREATE FUNCTION theme_scan.erase_payloads(call uuid, interview uuid, texts text[]) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'theme_scan', 'pg_temp'
    AS $$
declare
    removed bigint;
begin
    if not exists (
        select from row_changes r
        where r.org_id = current_org() and r.call_id = call and r.table_name = 'erased_interviews'
          and r.row_id = interview and r.operation in ('insert', 'update')
    ) or exists (select from interviews i where i.org_id = current_org() and i.id = interview) then
        raise exception 'Only a call that has erased an interview removes what the audit keeps.'
            using errcode = 'TS006';
    end if;
    with words as (
        select substr(to_jsonb(t)::text, 2, length(to_jsonb(t)::text) - 2) as word from unnest(texts) t
    ), nobody as (
        select (r.before ->> 'participant_id')::uuid as id from row_changes r
        where r.org_id = current_org() and r.table_name = 'interview_participants'
          and r.before ->> 'interview_id' = interview::text
        except
        select p.id from participants p where p.org_id = current_org()
    ), erased as (
        update row_changes r set before = null
        where r.org_id = current_org() and r.before is not null and (
            r.row_id = interview
            or r.before ->> 'interview_id' = interview::text
            or r.before -> 'evidence' -> 'interview_ids' ? interview::text
            or (r.table_name = 'participants' and r.row_id in (select id from nobody))
            or exists (select from words w where position(w.word in r.before::text) > 0))
        returning r.org_id, r.table_name, r.row_id, r.before_hash
    )
    insert into row_changes (org_id, call_id, table_name, row_id, operation, before_hash, after_hash)
    select org_id, call, table_name, row_id, 'erase', before_hash, '' from erased;
    get diagnostics removed = row_count;
    return removed;
end $$;

CREATE FUNCTION theme_scan.govern_table(target regclass) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
    perform isolate_table(target);
    execute format(
        'create trigger capture_insert after insert on %s referencing new table as new_rows
            for each statement execute function capture_changes()', target);
    execute format(
        'create trigger capture_update after update on %s
            referencing old table as old_rows new table as new_rows
            for each statement execute function capture_changes()', target);
    execute format(
        'create trigger capture_delete after delete on %s referencing old table as old_rows
            for each statement execute function capture_changes()', target);
end $$;

CREATE FUNCTION theme_scan.isolate_table(target regclass) RETURNS void
    LANGUAGE plpgsql
    AS $$
begin
    execute format('alter table %s enable row level security', target);
    execute format('alter table %s force row level security', target);
    -- The subselect makes the setting a constant of the plan instead of a call per row.
    execute format(
        'create policy one_organisation on %s using (org_id = (select current_org()))
            with check (org_id = (select current_org()))', target);
end $$;

CREATE FUNCTION theme_scan.keep_no_words_in_statistics() RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'theme_scan', 'pg_temp'
    AS $$
declare
    word_column record;
begin
    for word_column in
        select c.oid, c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and a.attnum > 0
          and not a.attisdropped and a.attstattarget is distinct from 0 and a.atttypid not in (
            'uuid'::regtype, 'uuid[]'::regtype, 'boolean'::regtype, 'smallint'::regtype, 'integer'::regtype,
            'bigint'::regtype, 'double precision'::regtype, 'timestamptz'::regtype, 'date'::regtype, 'xid8'::regtype)
    loop
        execute format(
            'alter table %s alter column %I set statistics 0', word_column.oid::regclass, word_column.attname);
        if current_setting('server_version_num')::integer >= 180000 then
            execute format('select pg_clear_attribute_stats(%L, %L, %L, false)',
                current_schema(), word_column.relname, word_column.attname);
        elsif has_table_privilege('pg_statistic', 'delete') then
            delete from pg_statistic s using pg_attribute a
            where s.starelid = word_column.oid and s.staattnum = a.attnum and a.attrelid = word_column.oid
              and a.attname = word_column.attname;
        end if;
    end loop;
end $$;

CREATE FUNCTION theme_scan.refuse_late_changes() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'theme_scan', 'pg_temp'
    AS $$
begin
    if exists (select from new_rows n join tool_calls t on t.org_id = n.org_id and t.id = n.call_id) then
        raise exception 'This call is in the audit already: it answers for no further write.'
            using errcode = 'TS004';
    end if;
    return null;
end $$;

CREATE FUNCTION theme_scan.restore_rows(target regclass, run uuid, ids uuid[]) RETURNS SETOF uuid
    LANGUAGE plpgsql
    AS $_$
declare
    columns text;
    values_of_payload text;
begin
    select string_agg(quote_ident(attname), ', ' order by attnum),
           string_agg(
               format('case when c.before ? %1$L then r.%1$I else %2$s end as %1$I',
                   attname, coalesce(pg_get_expr(adbin, adrelid), 'null')),
               ', ' order by attnum)
    into columns, values_of_payload
    from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where attrelid = target and attnum > 0 and not attisdropped and attgenerated = '';
    return query execute format(
        'with payload as (
            select %4$s from run_changes($1) c, jsonb_populate_record(null::%1$s, c.before) r
            where c.table_name = %2$L and c.row_id = any($2) and c.before is not null
        ), mended as (
            update %1$s t set (%3$s) = (select %3$s from payload r where r.id = t.id)
            where t.org_id = (select current_org()) and t.id in (select id from payload)
            returning t.id
        ), recreated as (
            insert into %1$s (%3$s) select %3$s from payload r
            where r.id not in (select t.id from %1$s t where t.org_id = (select current_org()))
            on conflict do nothing returning id
        ) select id from mended union all select id from recreated',
        target, (select relname from pg_class where oid = target), columns, values_of_payload)
    using run, ids;
end $_$;

CREATE FUNCTION theme_scan.run_changes(run uuid) RETURNS TABLE(table_name text, row_id uuid, existed boolean, before jsonb, before_hash text, after_hash text, first_id bigint, last_id bigint)
    LANGUAGE sql STABLE
    AS $$
    select distinct on (r.table_name, r.row_id)
        r.table_name, r.row_id, r.operation <> 'insert', r.before, r.before_hash,
        last_value(r.after_hash) over whole_run, r.id, last_value(r.id) over whole_run
    from row_changes r join tool_calls t on t.org_id = r.org_id and t.id = r.call_id
    where t.org_id = (select current_org()) and t.run_id = run
      and r.table_name not in ('job_runs', 'erased_interviews') and r.operation <> 'erase'
    window whole_run as (
        partition by r.table_name, r.row_id order by r.id
        rows between unbounded preceding and unbounded following)
    order by r.table_name, r.row_id, r.id
$$;

CREATE FUNCTION theme_scan.sha256_hex(content text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ select encode(sha256(convert_to(content, 'UTF8')), 'hex') $$;

CREATE TABLE theme_scan.tool_calls (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    seq bigint NOT NULL,
    run_id uuid NOT NULL,
    actor text NOT NULL,
    job text NOT NULL,
    tool text NOT NULL,
    tool_version integer NOT NULL,
    dry_run boolean NOT NULL,
    outcome text NOT NULL,
    error_code text DEFAULT ''::text NOT NULL,
    arguments_hash text NOT NULL,
    result_hash text NOT NULL,
    writes integer NOT NULL,
    changes_hash text NOT NULL,
    duration_us bigint NOT NULL,
    called_at timestamp with time zone DEFAULT now() NOT NULL,
    previous_hash text NOT NULL,
    hash text NOT NULL,
    chain_version smallint NOT NULL,
    transaction_id xid8,
    CONSTRAINT tool_calls_chain_version_check CHECK ((chain_version = ANY (ARRAY[1, 2]))),
    CONSTRAINT tool_calls_check CHECK ((concat(actor, job, tool, error_code) !~ '[[:cntrl:]]'::text)),
    CONSTRAINT tool_calls_outcome_check CHECK ((outcome = ANY (ARRAY['succeeded'::text, 'refused'::text, 'failed'::text])))
);
ALTER TABLE ONLY theme_scan.tool_calls ALTER COLUMN actor SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.tool_calls ALTER COLUMN job SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.tool_calls ALTER COLUMN tool SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.tool_calls ALTER COLUMN outcome SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.tool_calls ALTER COLUMN error_code SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.tool_calls ALTER COLUMN arguments_hash SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.tool_calls ALTER COLUMN result_hash SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.tool_calls ALTER COLUMN changes_hash SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.tool_calls ALTER COLUMN previous_hash SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.tool_calls ALTER COLUMN hash SET STATISTICS 0;

ALTER TABLE ONLY theme_scan.tool_calls FORCE ROW LEVEL SECURITY;

CREATE FUNCTION theme_scan.tool_call_digest(c theme_scan.tool_calls) RETURNS text
    LANGUAGE sql STABLE
    AS $$
    select sha256_hex(jsonb_build_array(
        2, c.previous_hash, c.org_id, c.seq, c.id, c.run_id, c.actor, c.job, c.tool, c.tool_version,
        c.dry_run, c.outcome, c.error_code, c.arguments_hash, c.result_hash, c.writes, c.changes_hash,
        c.duration_us, (extract(epoch from c.called_at) * 1000000)::bigint, c.transaction_id::text)::text)
$$;

CREATE TABLE theme_scan.alembic_version (
    version_num character varying(32) NOT NULL
);
ALTER TABLE ONLY theme_scan.alembic_version ALTER COLUMN version_num SET STATISTICS 0;

CREATE TABLE theme_scan.audit_heads (
    org_id uuid NOT NULL,
    seq bigint NOT NULL,
    hash text NOT NULL
);
ALTER TABLE ONLY theme_scan.audit_heads ALTER COLUMN hash SET STATISTICS 0;

ALTER TABLE ONLY theme_scan.audit_heads FORCE ROW LEVEL SECURITY;

CREATE TABLE theme_scan.cached_results (
    org_id uuid NOT NULL,
    key text NOT NULL,
    interview_id uuid NOT NULL,
    value bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE ONLY theme_scan.cached_results ALTER COLUMN key SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.cached_results ALTER COLUMN value SET STATISTICS 0;

ALTER TABLE ONLY theme_scan.cached_results FORCE ROW LEVEL SECURITY;

CREATE TABLE theme_scan.erased_interviews (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    marks text[] NOT NULL,
    erased_by text NOT NULL,
    erased_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE ONLY theme_scan.erased_interviews ALTER COLUMN marks SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.erased_interviews ALTER COLUMN erased_by SET STATISTICS 0;

ALTER TABLE ONLY theme_scan.erased_interviews FORCE ROW LEVEL SECURITY;

CREATE TABLE theme_scan.erasure_keys (
    org_id uuid NOT NULL,
    key bytea NOT NULL
);
ALTER TABLE ONLY theme_scan.erasure_keys ALTER COLUMN key SET STATISTICS 0;

ALTER TABLE ONLY theme_scan.erasure_keys FORCE ROW LEVEL SECURITY;

CREATE TABLE theme_scan.interview_participants (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    interview_id uuid NOT NULL,
    participant_id uuid NOT NULL,
    speaker text,
    is_stated boolean NOT NULL,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT interview_participants_attributes_check CHECK ((jsonb_typeof(attributes) = 'object'::text))
);
ALTER TABLE ONLY theme_scan.interview_participants ALTER COLUMN speaker SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.interview_participants ALTER COLUMN attributes SET STATISTICS 0;

ALTER TABLE ONLY theme_scan.interview_participants FORCE ROW LEVEL SECURITY;

CREATE TABLE theme_scan.interview_quotes (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    interview_id uuid NOT NULL,
    quote text NOT NULL,
    start_offset integer NOT NULL,
    end_offset integer NOT NULL,
    topic text,
    created_by text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT interview_quotes_check CHECK ((end_offset > start_offset)),
    CONSTRAINT interview_quotes_quote_check CHECK ((quote <> ''::text)),
    CONSTRAINT interview_quotes_start_offset_check CHECK ((start_offset >= 0))
);
ALTER TABLE ONLY theme_scan.interview_quotes ALTER COLUMN quote SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.interview_quotes ALTER COLUMN topic SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.interview_quotes ALTER COLUMN created_by SET STATISTICS 0;

ALTER TABLE ONLY theme_scan.interview_quotes FORCE ROW LEVEL SECURITY;

CREATE TABLE theme_scan.interview_themes (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    theme_id uuid NOT NULL,
    interview_id uuid NOT NULL,
    quote_id uuid,
    created_by text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    heard_as text[] DEFAULT '{}'::text[] NOT NULL,
    is_against boolean DEFAULT false NOT NULL
);
ALTER TABLE ONLY theme_scan.interview_themes ALTER COLUMN created_by SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.interview_themes ALTER COLUMN heard_as SET STATISTICS 0;

ALTER TABLE ONLY theme_scan.interview_themes FORCE ROW LEVEL SECURITY;

CREATE TABLE theme_scan.interviews (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    title text NOT NULL,
    summary text DEFAULT ''::text NOT NULL,
    raw_transcript text NOT NULL,
    content_hash text GENERATED ALWAYS AS (theme_scan.sha256_hex(raw_transcript)) STORED NOT NULL,
    created_at timestamp with time zone NOT NULL,
    turns jsonb,
    corrected_roles jsonb,
    CONSTRAINT interviews_corrected_roles_check CHECK ((jsonb_typeof(corrected_roles) = 'object'::text)),
    CONSTRAINT interviews_turns_check CHECK ((jsonb_typeof(turns) = 'array'::text))
);
ALTER TABLE ONLY theme_scan.interviews ALTER COLUMN title SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.interviews ALTER COLUMN summary SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.interviews ALTER COLUMN raw_transcript SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.interviews ALTER COLUMN content_hash SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.interviews ALTER COLUMN turns SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.interviews ALTER COLUMN corrected_roles SET STATISTICS 0;

ALTER TABLE ONLY theme_scan.interviews FORCE ROW LEVEL SECURITY;

CREATE TABLE theme_scan.job_leases (
    org_id uuid NOT NULL,
    job text NOT NULL,
    run_id uuid NOT NULL,
    acquired_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
ALTER TABLE ONLY theme_scan.job_leases ALTER COLUMN job SET STATISTICS 0;

ALTER TABLE ONLY theme_scan.job_leases FORCE ROW LEVEL SECURITY;

CREATE TABLE theme_scan.job_runs (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    job text NOT NULL,
    actor text NOT NULL,
    parameters jsonb NOT NULL,
    dry_run boolean NOT NULL,
    status text NOT NULL,
    report jsonb,
    error text,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    finished_at timestamp with time zone,
    inputs_hash text,
    CONSTRAINT job_runs_status_check CHECK ((status = ANY (ARRAY['running'::text, 'finished'::text, 'failed'::text])))
);
ALTER TABLE ONLY theme_scan.job_runs ALTER COLUMN job SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.job_runs ALTER COLUMN actor SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.job_runs ALTER COLUMN parameters SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.job_runs ALTER COLUMN status SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.job_runs ALTER COLUMN report SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.job_runs ALTER COLUMN error SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.job_runs ALTER COLUMN inputs_hash SET STATISTICS 0;

ALTER TABLE ONLY theme_scan.job_runs FORCE ROW LEVEL SECURITY;

CREATE TABLE theme_scan.merge_decisions (
    org_id uuid NOT NULL,
    name_hash text NOT NULL,
    group_hash text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);
ALTER TABLE ONLY theme_scan.merge_decisions ALTER COLUMN name_hash SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.merge_decisions ALTER COLUMN group_hash SET STATISTICS 0;

ALTER TABLE ONLY theme_scan.merge_decisions FORCE ROW LEVEL SECURITY;

CREATE TABLE theme_scan.organisations (
    org_id uuid NOT NULL,
    newest_interview_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY theme_scan.organisations FORCE ROW LEVEL SECURITY;

CREATE TABLE theme_scan.participants (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    attributes jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT participants_attributes_check CHECK ((jsonb_typeof(attributes) = 'object'::text))
);
ALTER TABLE ONLY theme_scan.participants ALTER COLUMN name SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.participants ALTER COLUMN attributes SET STATISTICS 0;

ALTER TABLE ONLY theme_scan.participants FORCE ROW LEVEL SECURITY;

CREATE TABLE theme_scan.row_changes (
    org_id uuid NOT NULL,
    id bigint NOT NULL,
    call_id uuid NOT NULL,
    table_name text NOT NULL,
    row_id uuid NOT NULL,
    operation text NOT NULL,
    before jsonb,
    before_hash text NOT NULL,
    after_hash text NOT NULL,
    CONSTRAINT row_changes_operation_check CHECK ((operation = ANY (ARRAY['insert'::text, 'update'::text, 'delete'::text, 'erase'::text])))
);
ALTER TABLE ONLY theme_scan.row_changes ALTER COLUMN table_name SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.row_changes ALTER COLUMN operation SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.row_changes ALTER COLUMN before SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.row_changes ALTER COLUMN before_hash SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.row_changes ALTER COLUMN after_hash SET STATISTICS 0;

ALTER TABLE ONLY theme_scan.row_changes FORCE ROW LEVEL SECURITY;

ALTER TABLE theme_scan.row_changes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME theme_scan.row_changes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE theme_scan.studies (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    context text DEFAULT ''::text NOT NULL,
    codebook jsonb DEFAULT '[]'::jsonb NOT NULL,
    updated_by text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT studies_codebook_check CHECK ((jsonb_typeof(codebook) = 'array'::text)),
    CONSTRAINT studies_context_check CHECK ((char_length(context) <= 400))
);
ALTER TABLE ONLY theme_scan.studies ALTER COLUMN context SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.studies ALTER COLUMN codebook SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.studies ALTER COLUMN updated_by SET STATISTICS 0;

ALTER TABLE ONLY theme_scan.studies FORCE ROW LEVEL SECURITY;

CREATE TABLE theme_scan.theme_aliases (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    theme_id uuid NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    source text NOT NULL,
    created_by text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    code_id uuid,
    description text DEFAULT ''::text NOT NULL,
    CONSTRAINT theme_aliases_slug_check CHECK ((slug <> ''::text)),
    CONSTRAINT theme_aliases_source_check CHECK ((source = ANY (ARRAY['embedding'::text, 'model'::text, 'deterministic'::text, 'person'::text])))
);
ALTER TABLE ONLY theme_scan.theme_aliases ALTER COLUMN slug SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.theme_aliases ALTER COLUMN name SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.theme_aliases ALTER COLUMN source SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.theme_aliases ALTER COLUMN created_by SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.theme_aliases ALTER COLUMN description SET STATISTICS 0;

ALTER TABLE ONLY theme_scan.theme_aliases FORCE ROW LEVEL SECURITY;

CREATE TABLE theme_scan.theme_standings (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    theme_id uuid NOT NULL,
    state text NOT NULL,
    confidence double precision NOT NULL,
    rules_version text NOT NULL,
    updated_by text NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT theme_standings_confidence_check CHECK (((confidence >= (0)::double precision) AND (confidence <= (1)::double precision))),
    CONSTRAINT theme_standings_state_check CHECK ((state = ANY (ARRAY['active'::text, 'fading'::text, 'dormant'::text])))
);
ALTER TABLE ONLY theme_scan.theme_standings ALTER COLUMN state SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.theme_standings ALTER COLUMN rules_version SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.theme_standings ALTER COLUMN updated_by SET STATISTICS 0;

ALTER TABLE ONLY theme_scan.theme_standings FORCE ROW LEVEL SECURITY;

CREATE TABLE theme_scan.themes (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    description text DEFAULT ''::text NOT NULL,
    confidence_score double precision NOT NULL,
    occurrences integer NOT NULL,
    evidence jsonb NOT NULL,
    first_seen_at timestamp with time zone NOT NULL,
    last_seen_at timestamp with time zone NOT NULL,
    rules_version text NOT NULL,
    created_by text NOT NULL,
    updated_by text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    decision text,
    merged_into uuid,
    split_from uuid,
    split_interviews uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    CONSTRAINT themes_check CHECK ((merged_into <> id)),
    CONSTRAINT themes_check1 CHECK ((split_from <> id)),
    CONSTRAINT themes_confidence_score_check CHECK (((confidence_score >= (0)::double precision) AND (confidence_score <= (1)::double precision))),
    CONSTRAINT themes_decision_check CHECK ((decision = ANY (ARRAY['rejected'::text, 'pinned'::text]))),
    CONSTRAINT themes_name_check CHECK ((name <> ''::text)),
    CONSTRAINT themes_occurrences_check CHECK ((occurrences >= 0)),
    CONSTRAINT themes_slug_check CHECK ((slug <> ''::text)),
    CONSTRAINT themes_status_check CHECK ((status = ANY (ARRAY['active'::text, 'retired'::text])))
);
ALTER TABLE ONLY theme_scan.themes ALTER COLUMN slug SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.themes ALTER COLUMN name SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.themes ALTER COLUMN description SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.themes ALTER COLUMN evidence SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.themes ALTER COLUMN rules_version SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.themes ALTER COLUMN created_by SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.themes ALTER COLUMN updated_by SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.themes ALTER COLUMN status SET STATISTICS 0;
ALTER TABLE ONLY theme_scan.themes ALTER COLUMN decision SET STATISTICS 0;

ALTER TABLE ONLY theme_scan.themes FORCE ROW LEVEL SECURITY;

ALTER TABLE ONLY theme_scan.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);

ALTER TABLE ONLY theme_scan.audit_heads
    ADD CONSTRAINT audit_heads_pkey PRIMARY KEY (org_id);

ALTER TABLE ONLY theme_scan.cached_results
    ADD CONSTRAINT cached_results_pkey PRIMARY KEY (org_id, key);

ALTER TABLE ONLY theme_scan.erased_interviews
    ADD CONSTRAINT erased_interviews_pkey PRIMARY KEY (org_id, id);

ALTER TABLE ONLY theme_scan.erasure_keys
    ADD CONSTRAINT erasure_keys_pkey PRIMARY KEY (org_id);

ALTER TABLE ONLY theme_scan.interview_participants
    ADD CONSTRAINT interview_participants_pkey PRIMARY KEY (org_id, id);

ALTER TABLE ONLY theme_scan.interview_quotes
    ADD CONSTRAINT interview_quotes_org_id_interview_id_id_key UNIQUE (org_id, interview_id, id);

ALTER TABLE ONLY theme_scan.interview_quotes
    ADD CONSTRAINT interview_quotes_org_id_interview_id_start_offset_end_offse_key UNIQUE (org_id, interview_id, start_offset, end_offset);

ALTER TABLE ONLY theme_scan.interview_quotes
    ADD CONSTRAINT interview_quotes_pkey PRIMARY KEY (org_id, id);

ALTER TABLE ONLY theme_scan.interview_themes
    ADD CONSTRAINT interview_themes_org_id_theme_id_interview_id_quote_id_key UNIQUE NULLS NOT DISTINCT (org_id, theme_id, interview_id, quote_id);

ALTER TABLE ONLY theme_scan.interview_themes
    ADD CONSTRAINT interview_themes_pkey PRIMARY KEY (org_id, id);

ALTER TABLE ONLY theme_scan.interviews
    ADD CONSTRAINT interviews_pkey PRIMARY KEY (org_id, id);

ALTER TABLE ONLY theme_scan.job_leases
    ADD CONSTRAINT job_leases_pkey PRIMARY KEY (org_id, job);

ALTER TABLE ONLY theme_scan.job_runs
    ADD CONSTRAINT job_runs_pkey PRIMARY KEY (org_id, id);

ALTER TABLE ONLY theme_scan.merge_decisions
    ADD CONSTRAINT merge_decisions_pkey PRIMARY KEY (org_id, name_hash);

ALTER TABLE ONLY theme_scan.organisations
    ADD CONSTRAINT organisations_pkey PRIMARY KEY (org_id);

ALTER TABLE ONLY theme_scan.participants
    ADD CONSTRAINT participants_pkey PRIMARY KEY (org_id, id);

ALTER TABLE ONLY theme_scan.row_changes
    ADD CONSTRAINT row_changes_pkey PRIMARY KEY (org_id, id);

ALTER TABLE ONLY theme_scan.studies
    ADD CONSTRAINT studies_org_id_key UNIQUE (org_id);

ALTER TABLE ONLY theme_scan.studies
    ADD CONSTRAINT studies_pkey PRIMARY KEY (org_id, id);

ALTER TABLE ONLY theme_scan.theme_aliases
    ADD CONSTRAINT theme_aliases_org_id_slug_key UNIQUE (org_id, slug);

ALTER TABLE ONLY theme_scan.theme_aliases
    ADD CONSTRAINT theme_aliases_pkey PRIMARY KEY (org_id, id);

ALTER TABLE ONLY theme_scan.theme_standings
    ADD CONSTRAINT theme_standings_org_id_theme_id_key UNIQUE (org_id, theme_id);

ALTER TABLE ONLY theme_scan.theme_standings
    ADD CONSTRAINT theme_standings_pkey PRIMARY KEY (org_id, id);

ALTER TABLE ONLY theme_scan.themes
    ADD CONSTRAINT themes_org_id_slug_key UNIQUE (org_id, slug);

ALTER TABLE ONLY theme_scan.themes
    ADD CONSTRAINT themes_pkey PRIMARY KEY (org_id, id);

ALTER TABLE theme_scan.tool_calls
    ADD CONSTRAINT tool_calls_hashes_check CHECK (((arguments_hash ~ '^[0-9a-f]{64}$'::text) AND (result_hash ~ '^[0-9a-f]{64}$'::text))) NOT VALID;

ALTER TABLE ONLY theme_scan.tool_calls
    ADD CONSTRAINT tool_calls_org_id_seq_key UNIQUE (org_id, seq);

ALTER TABLE ONLY theme_scan.tool_calls
    ADD CONSTRAINT tool_calls_pkey PRIMARY KEY (org_id, id);

CREATE INDEX cached_results_of_interview ON theme_scan.cached_results USING btree (org_id, interview_id);

CREATE INDEX erased_interviews_by_mark ON theme_scan.erased_interviews USING gin (marks);

CREATE INDEX interview_participants_of_interview ON theme_scan.interview_participants USING btree (org_id, interview_id);

CREATE INDEX interview_participants_of_participant ON theme_scan.interview_participants USING btree (org_id, participant_id);

CREATE INDEX interview_themes_of_interview ON theme_scan.interview_themes USING btree (org_id, interview_id, quote_id);

CREATE INDEX interviews_newest_first ON theme_scan.interviews USING btree (org_id, created_at DESC, id DESC);

CREATE INDEX job_runs_newest_first ON theme_scan.job_runs USING btree (org_id, job, started_at DESC);

CREATE INDEX organisations_by_newest_interview ON theme_scan.organisations USING btree (newest_interview_at);

CREATE INDEX row_changes_of_call ON theme_scan.row_changes USING btree (org_id, call_id);

CREATE INDEX row_changes_of_row ON theme_scan.row_changes USING btree (org_id, row_id);

CREATE INDEX theme_aliases_of_theme ON theme_scan.theme_aliases USING btree (org_id, theme_id);

CREATE INDEX themes_merged_into ON theme_scan.themes USING btree (org_id, merged_into) WHERE (merged_into IS NOT NULL);

CREATE INDEX themes_split_from ON theme_scan.themes USING btree (org_id, split_from) WHERE (split_from IS NOT NULL);

CREATE INDEX tool_calls_of_run ON theme_scan.tool_calls USING btree (org_id, run_id);

CREATE CONSTRAINT TRIGGER call_counts_its_writes AFTER INSERT ON theme_scan.tool_calls DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION theme_scan.check_call_counts_its_writes();

CREATE TRIGGER call_is_open AFTER INSERT ON theme_scan.row_changes REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.refuse_late_changes();

CREATE TRIGGER capture_delete AFTER DELETE ON theme_scan.erased_interviews REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_delete AFTER DELETE ON theme_scan.interview_participants REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_delete AFTER DELETE ON theme_scan.interview_quotes REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_delete AFTER DELETE ON theme_scan.interview_themes REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_delete AFTER DELETE ON theme_scan.interviews REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_delete AFTER DELETE ON theme_scan.job_runs REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_delete AFTER DELETE ON theme_scan.participants REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_delete AFTER DELETE ON theme_scan.studies REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_delete AFTER DELETE ON theme_scan.theme_aliases REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_delete AFTER DELETE ON theme_scan.theme_standings REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_delete AFTER DELETE ON theme_scan.themes REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_insert AFTER INSERT ON theme_scan.erased_interviews REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_insert AFTER INSERT ON theme_scan.interview_participants REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_insert AFTER INSERT ON theme_scan.interview_quotes REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_insert AFTER INSERT ON theme_scan.interview_themes REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_insert AFTER INSERT ON theme_scan.interviews REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_insert AFTER INSERT ON theme_scan.job_runs REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_insert AFTER INSERT ON theme_scan.participants REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_insert AFTER INSERT ON theme_scan.studies REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_insert AFTER INSERT ON theme_scan.theme_aliases REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_insert AFTER INSERT ON theme_scan.theme_standings REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_insert AFTER INSERT ON theme_scan.themes REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_update AFTER UPDATE ON theme_scan.erased_interviews REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_update AFTER UPDATE ON theme_scan.interview_participants REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_update AFTER UPDATE ON theme_scan.interview_quotes REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_update AFTER UPDATE ON theme_scan.interview_themes REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_update AFTER UPDATE ON theme_scan.interviews REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_update AFTER UPDATE ON theme_scan.job_runs REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_update AFTER UPDATE ON theme_scan.participants REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_update AFTER UPDATE ON theme_scan.studies REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_update AFTER UPDATE ON theme_scan.theme_aliases REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_update AFTER UPDATE ON theme_scan.theme_standings REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_update AFTER UPDATE ON theme_scan.themes REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE CONSTRAINT TRIGGER change_belongs_to_its_transaction AFTER INSERT ON theme_scan.row_changes DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION theme_scan.check_change_belongs_to_its_transaction();

CREATE TRIGGER quote_is_verbatim BEFORE INSERT OR UPDATE ON theme_scan.interview_quotes FOR EACH ROW EXECUTE FUNCTION theme_scan.check_quote_is_verbatim();

CREATE CONSTRAINT TRIGGER quotes_still_verbatim AFTER UPDATE OF raw_transcript ON theme_scan.interviews DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION theme_scan.check_quotes_still_verbatim();

ALTER TABLE ONLY theme_scan.cached_results
    ADD CONSTRAINT cached_results_org_id_interview_id_fkey FOREIGN KEY (org_id, interview_id) REFERENCES theme_scan.interviews(org_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY theme_scan.interview_participants
    ADD CONSTRAINT interview_participants_org_id_interview_id_fkey FOREIGN KEY (org_id, interview_id) REFERENCES theme_scan.interviews(org_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY theme_scan.interview_participants
    ADD CONSTRAINT interview_participants_org_id_participant_id_fkey FOREIGN KEY (org_id, participant_id) REFERENCES theme_scan.participants(org_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY theme_scan.interview_quotes
    ADD CONSTRAINT interview_quotes_org_id_interview_id_fkey FOREIGN KEY (org_id, interview_id) REFERENCES theme_scan.interviews(org_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY theme_scan.interview_themes
    ADD CONSTRAINT interview_themes_org_id_interview_id_fkey FOREIGN KEY (org_id, interview_id) REFERENCES theme_scan.interviews(org_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY theme_scan.interview_themes
    ADD CONSTRAINT interview_themes_org_id_interview_id_quote_id_fkey FOREIGN KEY (org_id, interview_id, quote_id) REFERENCES theme_scan.interview_quotes(org_id, interview_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY theme_scan.interview_themes
    ADD CONSTRAINT interview_themes_org_id_theme_id_fkey FOREIGN KEY (org_id, theme_id) REFERENCES theme_scan.themes(org_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY theme_scan.row_changes
    ADD CONSTRAINT row_changes_org_id_call_id_fkey FOREIGN KEY (org_id, call_id) REFERENCES theme_scan.tool_calls(org_id, id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY theme_scan.theme_aliases
    ADD CONSTRAINT theme_aliases_org_id_theme_id_fkey FOREIGN KEY (org_id, theme_id) REFERENCES theme_scan.themes(org_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY theme_scan.theme_standings
    ADD CONSTRAINT theme_standings_org_id_theme_id_fkey FOREIGN KEY (org_id, theme_id) REFERENCES theme_scan.themes(org_id, id) ON DELETE CASCADE;

ALTER TABLE ONLY theme_scan.themes
    ADD CONSTRAINT themes_org_id_merged_into_fkey FOREIGN KEY (org_id, merged_into) REFERENCES theme_scan.themes(org_id, id) ON DELETE SET NULL (merged_into);

ALTER TABLE ONLY theme_scan.themes
    ADD CONSTRAINT themes_org_id_split_from_fkey FOREIGN KEY (org_id, split_from) REFERENCES theme_scan.themes(org_id, id) ON DELETE SET NULL (split_from);

ALTER TABLE theme_scan.audit_heads ENABLE ROW LEVEL SECURITY;

ALTER TABLE theme_scan.cached_results ENABLE ROW LEVEL SECURITY;

CREATE POLICY directory ON theme_scan.organisations FOR SELECT USING ((( SELECT current_setting('app.scope'::text, true) AS current_setting) = 'directory'::text));

ALTER TABLE theme_scan.erased_interviews ENABLE ROW LEVEL SECURITY;

ALTER TABLE theme_scan.erasure_keys ENABLE ROW LEVEL SECURITY;

ALTER TABLE theme_scan.interview_participants ENABLE ROW LEVEL SECURITY;

ALTER TABLE theme_scan.interview_quotes ENABLE ROW LEVEL SECURITY;

ALTER TABLE theme_scan.interview_themes ENABLE ROW LEVEL SECURITY;

ALTER TABLE theme_scan.interviews ENABLE ROW LEVEL SECURITY;

ALTER TABLE theme_scan.job_leases ENABLE ROW LEVEL SECURITY;

ALTER TABLE theme_scan.job_runs ENABLE ROW LEVEL SECURITY;

ALTER TABLE theme_scan.merge_decisions ENABLE ROW LEVEL SECURITY;

CREATE POLICY one_organisation ON theme_scan.audit_heads USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.cached_results USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.erased_interviews USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.erasure_keys USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.interview_participants USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.interview_quotes USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.interview_themes USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.interviews USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.job_leases USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.job_runs USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.merge_decisions USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.organisations USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.participants USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.row_changes USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.studies USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.theme_aliases USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.theme_standings USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.themes USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.tool_calls USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

ALTER TABLE theme_scan.organisations ENABLE ROW LEVEL SECURITY;

ALTER TABLE theme_scan.participants ENABLE ROW LEVEL SECURITY;

ALTER TABLE theme_scan.row_changes ENABLE ROW LEVEL SECURITY;

ALTER TABLE theme_scan.studies ENABLE ROW LEVEL SECURITY;

ALTER TABLE theme_scan.theme_aliases ENABLE ROW LEVEL SECURITY;

ALTER TABLE theme_scan.theme_standings ENABLE ROW LEVEL SECURITY;

ALTER TABLE theme_scan.themes ENABLE ROW LEVEL SECURITY;

ALTER TABLE theme_scan.tool_calls ENABLE ROW LEVEL SECURITY;

GRANT USAGE ON SCHEMA theme_scan TO theme_scan_app;

REVOKE ALL ON FUNCTION theme_scan.append_tool_calls(calls jsonb) FROM PUBLIC;
GRANT ALL ON FUNCTION theme_scan.append_tool_calls(calls jsonb) TO theme_scan_app;

REVOKE ALL ON FUNCTION theme_scan.capture_changes() FROM PUBLIC;

REVOKE ALL ON FUNCTION theme_scan.check_call_counts_its_writes() FROM PUBLIC;

REVOKE ALL ON FUNCTION theme_scan.check_change_belongs_to_its_transaction() FROM PUBLIC;

REVOKE ALL ON FUNCTION theme_scan.erase_payloads(call uuid, interview uuid, texts text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION theme_scan.erase_payloads(call uuid, interview uuid, texts text[]) TO theme_scan_app;

GRANT SELECT ON TABLE theme_scan.tool_calls TO theme_scan_app;

GRANT SELECT ON TABLE theme_scan.alembic_version TO theme_scan_app;

GRANT SELECT ON TABLE theme_scan.audit_heads TO theme_scan_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE theme_scan.cached_results TO theme_scan_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE theme_scan.erased_interviews TO theme_scan_app;

GRANT SELECT,INSERT ON TABLE theme_scan.erasure_keys TO theme_scan_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE theme_scan.interview_participants TO theme_scan_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE theme_scan.interview_quotes TO theme_scan_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE theme_scan.interview_themes TO theme_scan_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE theme_scan.interviews TO theme_scan_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE theme_scan.job_leases TO theme_scan_app;

GRANT SELECT,INSERT,UPDATE ON TABLE theme_scan.job_runs TO theme_scan_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE theme_scan.merge_decisions TO theme_scan_app;

GRANT SELECT ON TABLE theme_scan.organisations TO theme_scan_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE theme_scan.participants TO theme_scan_app;

GRANT SELECT ON TABLE theme_scan.row_changes TO theme_scan_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE theme_scan.studies TO theme_scan_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE theme_scan.theme_aliases TO theme_scan_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE theme_scan.theme_standings TO theme_scan_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE theme_scan.themes TO theme_scan_app;
