-- A filled database at version 0009, as `theme-scan` of commit 77f0b56 left it, by pg_dump: two organisations, with
-- scans, decisions of people, a study, a revert and an erasure. test_migrations.py carries it over.
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET row_security = off;

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
        insert into row_changes (org_id, call_id, table_name, row_id, operation, before, before_hash, after_hash)
        select o.org_id, call_of(calls, to_jsonb(n)), tg_table_name, o.id, 'update',
               to_jsonb(o), sha256_hex(to_jsonb(o)::text), coalesce(sha256_hex(to_jsonb(n)::text), '')
        from old_rows o left join new_rows n using (org_id, id)
        where o is distinct from n order by o.id;
    end if;
    return null;
end $$;

CREATE FUNCTION theme_scan.changes_digest(org uuid, call uuid) RETURNS text
    LANGUAGE sql STABLE
    AS $$
    select sha256_hex(coalesce(string_agg(
        concat_ws(E'\n', r.id, r.table_name, r.row_id, r.operation, r.before_hash, r.after_hash), E'\n'
        order by r.id), ''))
    from row_changes r where r.org_id = org and r.call_id = call
$$;

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
    with words as (
        select substr(to_jsonb(t)::text, 2, length(to_jsonb(t)::text) - 2) as word from unnest(texts) t
    ), erased as (
        update row_changes r set before = null
        where r.org_id = current_org() and r.before is not null and (
            r.row_id = interview
            or r.before ->> 'interview_id' = interview::text
            or r.before -> 'evidence' -> 'interview_ids' ? interview::text
            or exists (select from words w where position(w.word in r.before::text) > 0))
        returning r.org_id, r.table_name, r.row_id, r.before_hash
    )
    insert into row_changes (org_id, call_id, table_name, row_id, operation, before_hash, after_hash)
    select org_id, call, table_name, row_id, 'erase', before_hash, '' from erased;
    get diagnostics removed = row_count;
    return removed;
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
      and r.table_name <> 'job_runs' and r.operation <> 'erase'
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
    CONSTRAINT tool_calls_check CHECK ((concat(actor, job, tool, error_code) !~ '[[:cntrl:]]'::text)),
    CONSTRAINT tool_calls_outcome_check CHECK ((outcome = ANY (ARRAY['succeeded'::text, 'refused'::text, 'failed'::text])))
);

ALTER TABLE ONLY theme_scan.tool_calls FORCE ROW LEVEL SECURITY;

CREATE FUNCTION theme_scan.tool_call_digest(c theme_scan.tool_calls) RETURNS text
    LANGUAGE sql STABLE
    AS $$
    select sha256_hex(concat_ws(E'\n',
        c.previous_hash, c.org_id, c.seq, c.id, c.run_id, c.actor, c.job, c.tool, c.tool_version,
        c.dry_run, c.outcome, c.error_code, c.arguments_hash, c.result_hash, c.writes, c.changes_hash,
        c.duration_us, (extract(epoch from c.called_at) * 1000000)::bigint))
$$;

CREATE TABLE theme_scan.alembic_version (
    version_num character varying(32) NOT NULL
);

CREATE TABLE theme_scan.audit_heads (
    org_id uuid NOT NULL,
    seq bigint NOT NULL,
    hash text NOT NULL
);

ALTER TABLE ONLY theme_scan.audit_heads FORCE ROW LEVEL SECURITY;

CREATE TABLE theme_scan.cached_results (
    org_id uuid NOT NULL,
    key text NOT NULL,
    interview_id uuid NOT NULL,
    value bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY theme_scan.cached_results FORCE ROW LEVEL SECURITY;

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

ALTER TABLE ONLY theme_scan.interview_quotes FORCE ROW LEVEL SECURITY;

CREATE TABLE theme_scan.interview_themes (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    theme_id uuid NOT NULL,
    interview_id uuid NOT NULL,
    quote_id uuid,
    created_by text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    heard_as text[] DEFAULT '{}'::text[] NOT NULL
);

ALTER TABLE ONLY theme_scan.interview_themes FORCE ROW LEVEL SECURITY;

CREATE TABLE theme_scan.interviews (
    org_id uuid NOT NULL,
    id uuid NOT NULL,
    title text NOT NULL,
    summary text DEFAULT ''::text NOT NULL,
    raw_transcript text NOT NULL,
    content_hash text GENERATED ALWAYS AS (theme_scan.sha256_hex(raw_transcript)) STORED NOT NULL,
    created_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY theme_scan.interviews FORCE ROW LEVEL SECURITY;

CREATE TABLE theme_scan.job_leases (
    org_id uuid NOT NULL,
    job text NOT NULL,
    run_id uuid NOT NULL,
    acquired_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

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

ALTER TABLE ONLY theme_scan.job_runs FORCE ROW LEVEL SECURITY;

CREATE TABLE theme_scan.merge_decisions (
    org_id uuid NOT NULL,
    name_hash text NOT NULL,
    group_hash text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY theme_scan.merge_decisions FORCE ROW LEVEL SECURITY;

CREATE TABLE theme_scan.organisations (
    org_id uuid NOT NULL,
    newest_interview_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY theme_scan.organisations FORCE ROW LEVEL SECURITY;

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
    CONSTRAINT theme_aliases_slug_check CHECK ((slug <> ''::text)),
    CONSTRAINT theme_aliases_source_check CHECK ((source = ANY (ARRAY['embedding'::text, 'model'::text, 'deterministic'::text, 'person'::text])))
);

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

ALTER TABLE ONLY theme_scan.themes FORCE ROW LEVEL SECURITY;

INSERT INTO theme_scan.alembic_version VALUES
	('0009');

INSERT INTO theme_scan.audit_heads VALUES
	('5a0c1c4e-0000-4000-8000-000000000009', 81, '5b03065714319844dd5377e43891407ee25b733620de661114963493a5c83487'),
	('5a0c1c4e-0000-4000-8000-00000000000a', 2, '7a855062a438c2d5a8c4dc6e97de627cb61e7bd90f76912b8ec0cfabd282ff0f');

INSERT INTO theme_scan.cached_results VALUES
	('5a0c1c4e-0000-4000-8000-000000000009', '4ac4866a-b1c0-5d97-b5a4-2788077dc404/panel', '4ac4866a-b1c0-5d97-b5a4-2788077dc404', '\x', '2026-11-30 21:36:25.359121+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', '4b506f4c-98f1-5a2d-9190-4453896c6e4c/panel', '4b506f4c-98f1-5a2d-9190-4453896c6e4c', '\x', '2026-11-30 21:36:25.359121+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', '3684236b-a7d7-55b9-bc66-54fad6f87bcc/panel', '3684236b-a7d7-55b9-bc66-54fad6f87bcc', '\x', '2026-11-30 21:36:25.359121+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', '1f9ae133-0eb4-5a96-b63b-86e0609e496b/panel', '1f9ae133-0eb4-5a96-b63b-86e0609e496b', '\x', '2026-11-30 21:36:25.359121+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'd4cf4f1f-dc4f-570b-8a49-f60165fd0c77/panel', 'd4cf4f1f-dc4f-570b-8a49-f60165fd0c77', '\x', '2026-11-30 21:36:25.359121+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'key', '4f483417-8463-5866-8bd7-7f73b246aabe', '\x636163686564', '2026-11-30 21:36:25.48275+00');

INSERT INTO theme_scan.interview_quotes VALUES
	('5a0c1c4e-0000-4000-8000-000000000009', 'e96141fa-2377-5166-8f50-48aecc5afa37', '1f9ae133-0eb4-5a96-b63b-86e0609e496b', 'This is remark 0 about how the work goes.', 23, 64, NULL, 'system:theme-scan', '2026-11-30 21:36:24.839125+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'c148c017-eb8f-5289-a125-996a4b8695e4', '1f9ae133-0eb4-5a96-b63b-86e0609e496b', 'This is remark 1 about how the work goes.', 65, 106, NULL, 'system:theme-scan', '2026-11-30 21:36:24.839125+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'e9c27774-9206-568d-940e-eaaf5c0c1e0e', '1f9ae133-0eb4-5a96-b63b-86e0609e496b', 'This is remark 2 about how the work goes.', 107, 148, NULL, 'system:theme-scan', '2026-11-30 21:36:24.839125+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', '0dd6a57a-136a-5d62-8210-78fa4172420a', '3684236b-a7d7-55b9-bc66-54fad6f87bcc', 'This is remark 0 about how the work goes.', 24, 65, NULL, 'system:theme-scan', '2026-11-30 21:36:24.839125+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'b8d98e18-5691-5ea0-8324-362650f3915c', '3684236b-a7d7-55b9-bc66-54fad6f87bcc', 'This is remark 1 about how the work goes.', 66, 107, NULL, 'system:theme-scan', '2026-11-30 21:36:24.839125+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'db52e249-3381-568d-a096-2a827235cc28', '3684236b-a7d7-55b9-bc66-54fad6f87bcc', 'This is remark 2 about how the work goes.', 108, 149, NULL, 'system:theme-scan', '2026-11-30 21:36:24.839125+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', '767e3fc2-113a-5868-a661-13fccab4e722', '4ac4866a-b1c0-5d97-b5a4-2788077dc404', 'This is remark 0 about how the work goes.', 23, 64, NULL, 'system:theme-scan', '2026-11-30 21:36:24.839125+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', '389ef7ab-b740-524b-bfa8-cc065f17d258', '4ac4866a-b1c0-5d97-b5a4-2788077dc404', 'This is remark 1 about how the work goes.', 65, 106, NULL, 'system:theme-scan', '2026-11-30 21:36:24.839125+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'f7d3b7be-4668-5859-8ac8-afc4a83eebff', '4ac4866a-b1c0-5d97-b5a4-2788077dc404', 'This is remark 2 about how the work goes.', 107, 148, NULL, 'system:theme-scan', '2026-11-30 21:36:24.839125+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', '54c5124f-21e0-53f4-96b1-b9bc612c362f', '4b506f4c-98f1-5a2d-9190-4453896c6e4c', 'This is remark 0 about how the work goes.', 23, 64, NULL, 'system:theme-scan', '2026-11-30 21:36:24.839125+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', '55a8fee9-9624-5972-9180-9ec3334bbdba', '4b506f4c-98f1-5a2d-9190-4453896c6e4c', 'This is remark 1 about how the work goes.', 65, 106, NULL, 'system:theme-scan', '2026-11-30 21:36:24.839125+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', '6039f569-8bf8-56a2-ae9e-1353361fd058', '4b506f4c-98f1-5a2d-9190-4453896c6e4c', 'This is remark 2 about how the work goes.', 107, 148, NULL, 'system:theme-scan', '2026-11-30 21:36:24.839125+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', '0fd72501-f5b1-526b-b412-7e20c0c21e5e', 'd4cf4f1f-dc4f-570b-8a49-f60165fd0c77', 'This is remark 0 about how the work goes.', 23, 64, NULL, 'system:theme-scan', '2026-11-30 21:36:24.839125+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', '58992ff8-9d51-5f90-a88c-000b9f3e6ce2', 'd4cf4f1f-dc4f-570b-8a49-f60165fd0c77', 'This is remark 1 about how the work goes.', 65, 106, NULL, 'system:theme-scan', '2026-11-30 21:36:24.839125+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', '9806b766-bce9-519c-bb23-c692e62380e7', 'd4cf4f1f-dc4f-570b-8a49-f60165fd0c77', 'This is remark 2 about how the work goes.', 107, 148, NULL, 'system:theme-scan', '2026-11-30 21:36:24.839125+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', '367e9c9d-70b3-5460-8008-56061e19659a', '4f483417-8463-5866-8bd7-7f73b246aabe', 'sentence 1 that fay', 67, 86, 'A mark', 'system:review', '2026-11-30 21:36:25.006855+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', '31787c73-6d34-5376-902a-485a73927199', '4f483417-8463-5866-8bd7-7f73b246aabe', 'sentence 0 that fay said about the work.', 13, 53, NULL, 'system:theme-scan', '2026-11-30 21:36:25.014344+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'e4b31468-a9f1-5398-84b9-fe83a4c2e068', '4f483417-8463-5866-8bd7-7f73b246aabe', 'sentence 1 that fay said about the work.', 67, 107, NULL, 'system:theme-scan', '2026-11-30 21:36:25.014344+00');

INSERT INTO theme_scan.interview_themes VALUES
	('5a0c1c4e-0000-4000-8000-000000000009', '01ea872c-733f-5302-8c3a-352bc0977505', '04dfac21-f127-5857-981f-ac45e28b3383', 'd4cf4f1f-dc4f-570b-8a49-f60165fd0c77', '0fd72501-f5b1-526b-b412-7e20c0c21e5e', 'system:theme-scan', '2026-11-30 21:36:24.839125+00', '{slow-export}'),
	('5a0c1c4e-0000-4000-8000-000000000009', '3261d258-ee43-5882-ad05-07e324cbc17b', '04dfac21-f127-5857-981f-ac45e28b3383', '4b506f4c-98f1-5a2d-9190-4453896c6e4c', '54c5124f-21e0-53f4-96b1-b9bc612c362f', 'system:theme-scan', '2026-11-30 21:36:24.839125+00', '{slow-export}'),
	('5a0c1c4e-0000-4000-8000-000000000009', '7fe81a81-d8e1-51cf-8335-a45c7c022eed', '04dfac21-f127-5857-981f-ac45e28b3383', '4ac4866a-b1c0-5d97-b5a4-2788077dc404', '767e3fc2-113a-5868-a661-13fccab4e722', 'system:theme-scan', '2026-11-30 21:36:24.839125+00', '{slow-export}'),
	('5a0c1c4e-0000-4000-8000-000000000009', '1037471b-8a51-5b31-8884-88509e7021fc', '3bc32c6b-c216-523c-b7c8-3efaa7f59332', '3684236b-a7d7-55b9-bc66-54fad6f87bcc', 'b8d98e18-5691-5ea0-8324-362650f3915c', 'system:theme-scan', '2026-11-30 21:36:24.839125+00', '{high-price}'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'a0d4e887-9516-5110-8ddd-44b5409e9997', '3bc32c6b-c216-523c-b7c8-3efaa7f59332', '4b506f4c-98f1-5a2d-9190-4453896c6e4c', '55a8fee9-9624-5972-9180-9ec3334bbdba', 'system:theme-scan', '2026-11-30 21:36:24.839125+00', '{high-price}'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'e5d09a6e-0cdb-5a3d-a9c6-322458f7d7cc', '3bc32c6b-c216-523c-b7c8-3efaa7f59332', '4ac4866a-b1c0-5d97-b5a4-2788077dc404', '389ef7ab-b740-524b-bfa8-cc065f17d258', 'system:theme-scan', '2026-11-30 21:36:24.839125+00', '{high-price}'),
	('5a0c1c4e-0000-4000-8000-000000000009', '71048119-10b9-5948-81fb-9941769750f2', 'b484b86e-dc38-5a1d-b44d-8750848f9c5f', '1f9ae133-0eb4-5a96-b63b-86e0609e496b', 'e9c27774-9206-568d-940e-eaaf5c0c1e0e', 'system:theme-scan', '2026-11-30 21:36:24.839125+00', '{loud-office}'),
	('5a0c1c4e-0000-4000-8000-000000000009', '1583a87b-aa37-5253-8ba5-b76444734c60', 'b484b86e-dc38-5a1d-b44d-8750848f9c5f', '4b506f4c-98f1-5a2d-9190-4453896c6e4c', '6039f569-8bf8-56a2-ae9e-1353361fd058', 'system:theme-scan', '2026-11-30 21:36:24.839125+00', '{loud-office}'),
	('5a0c1c4e-0000-4000-8000-000000000009', '23a49e93-95ec-529d-9386-33b6365bfeee', 'b484b86e-dc38-5a1d-b44d-8750848f9c5f', '4ac4866a-b1c0-5d97-b5a4-2788077dc404', 'f7d3b7be-4668-5859-8ac8-afc4a83eebff', 'system:theme-scan', '2026-11-30 21:36:24.839125+00', '{loud-office}'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'b45b6bfa-364d-59ea-899f-8c05f291b655', '3bc32c6b-c216-523c-b7c8-3efaa7f59332', '1f9ae133-0eb4-5a96-b63b-86e0609e496b', 'c148c017-eb8f-5289-a125-996a4b8695e4', 'system:theme-scan', '2026-11-30 21:36:24.839125+00', '{endless-onboarding}'),
	('5a0c1c4e-0000-4000-8000-000000000009', '3e4bd215-b96f-5c4b-ab26-effe471c400a', '3bc32c6b-c216-523c-b7c8-3efaa7f59332', '3684236b-a7d7-55b9-bc66-54fad6f87bcc', 'db52e249-3381-568d-a096-2a827235cc28', 'system:theme-scan', '2026-11-30 21:36:24.839125+00', '{endless-onboarding}'),
	('5a0c1c4e-0000-4000-8000-000000000009', '3115f1b6-292b-551e-b225-424566e4e061', '3bc32c6b-c216-523c-b7c8-3efaa7f59332', 'd4cf4f1f-dc4f-570b-8a49-f60165fd0c77', '9806b766-bce9-519c-bb23-c692e62380e7', 'system:theme-scan', '2026-11-30 21:36:24.839125+00', '{endless-onboarding}'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'd1796ae9-3140-5a00-9e9f-8bc2a9f1603a', '85480140-5bf7-531d-a7a7-102bd325bb68', 'd4cf4f1f-dc4f-570b-8a49-f60165fd0c77', '58992ff8-9d51-5f90-a88c-000b9f3e6ce2', 'system:theme-scan', '2026-11-30 21:36:24.839125+00', '{slow-slow-export}'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'caff6c87-b7a1-5a80-9f92-063404f206d3', '85480140-5bf7-531d-a7a7-102bd325bb68', '1f9ae133-0eb4-5a96-b63b-86e0609e496b', 'e96141fa-2377-5166-8f50-48aecc5afa37', 'system:theme-scan', '2026-11-30 21:36:24.839125+00', '{slow-slow-export}'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'da29315b-4998-5f2a-a4ae-a1cd356ab373', '85480140-5bf7-531d-a7a7-102bd325bb68', '3684236b-a7d7-55b9-bc66-54fad6f87bcc', '0dd6a57a-136a-5d62-8210-78fa4172420a', 'system:theme-scan', '2026-11-30 21:36:24.839125+00', '{slow-slow-export}'),
	('5a0c1c4e-0000-4000-8000-000000000009', '8113c25a-0beb-5def-90f9-51c93268ec6d', '51fec328-145f-551e-b07b-3bd53146c4b9', '4f483417-8463-5866-8bd7-7f73b246aabe', '31787c73-6d34-5376-902a-485a73927199', 'system:theme-scan', '2026-11-30 21:36:25.014344+00', '{}'),
	('5a0c1c4e-0000-4000-8000-000000000009', '063a0d85-9e45-59c8-9afa-71e7185003c6', '51fec328-145f-551e-b07b-3bd53146c4b9', '4f483417-8463-5866-8bd7-7f73b246aabe', 'e4b31468-a9f1-5398-84b9-fe83a4c2e068', 'system:theme-scan', '2026-11-30 21:36:25.014344+00', '{}');

INSERT INTO theme_scan.interviews VALUES
	('5a0c1c4e-0000-4000-8000-000000000009', '1f9ae133-0eb4-5a96-b63b-86e0609e496b', 'Talk with dan', '', 'Nadia: How is it?
Dan: This is remark 0 about how the work goes. This is remark 1 about how the work goes. This is remark 2 about how the work goes. This is remark 3 about how the work goes. This is remark 4 about how the work goes. This is remark 5 about how the work goes.
Nadia: Thanks.', DEFAULT, '2026-01-08 12:00:00+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', '3684236b-a7d7-55b9-bc66-54fad6f87bcc', 'Talk with cleo', '', 'Nadia: How is it?
Cleo: This is remark 0 about how the work goes. This is remark 1 about how the work goes. This is remark 2 about how the work goes. This is remark 3 about how the work goes. This is remark 4 about how the work goes. This is remark 5 about how the work goes.
Nadia: Thanks.', DEFAULT, '2026-01-07 12:00:00+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', '4ac4866a-b1c0-5d97-b5a4-2788077dc404', 'Talk with ann', '', 'Nadia: How is it?
Ann: This is remark 0 about how the work goes. This is remark 1 about how the work goes. This is remark 2 about how the work goes. This is remark 3 about how the work goes. This is remark 4 about how the work goes. This is remark 5 about how the work goes.
Nadia: Thanks.', DEFAULT, '2026-01-05 12:00:00+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', '4b506f4c-98f1-5a2d-9190-4453896c6e4c', 'Talk with ben', '', 'Nadia: How is it?
Ben: This is remark 0 about how the work goes. This is remark 1 about how the work goes. This is remark 2 about how the work goes. This is remark 3 about how the work goes. This is remark 4 about how the work goes. This is remark 5 about how the work goes.
Nadia: Thanks.', DEFAULT, '2026-01-06 12:00:00+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'd4cf4f1f-dc4f-570b-8a49-f60165fd0c77', 'Talk with eve', '', 'Nadia: How is it?
Eve: This is remark 0 about how the work goes. This is remark 1 about how the work goes. This is remark 2 about how the work goes. This is remark 3 about how the work goes. This is remark 4 about how the work goes. This is remark 5 about how the work goes.
Nadia: Thanks.', DEFAULT, '2026-01-09 12:00:00+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', '4f483417-8463-5866-8bd7-7f73b246aabe', 'Talk with fay', '', 'Speaker fay: sentence 0 that fay said about the work.
Speaker fay: sentence 1 that fay said about the work.
Speaker fay: sentence 2 that fay said about the work.
Speaker fay: sentence 3 that fay said about the work.
Speaker fay: sentence 4 that fay said about the work.', DEFAULT, '2026-01-01 00:00:00+00'),
	('5a0c1c4e-0000-4000-8000-00000000000a', '4da58ca6-29a8-5dd9-a74b-590627dd2ee4', 'Talk with ida', '', 'Nadia: How is it?
Ida: This is remark 0 about how the work goes. This is remark 1 about how the work goes. This is remark 2 about how the work goes. This is remark 3 about how the work goes. This is remark 4 about how the work goes. This is remark 5 about how the work goes.
Nadia: Thanks.', DEFAULT, '2026-01-06 12:00:00+00'),
	('5a0c1c4e-0000-4000-8000-00000000000a', '62eb732d-742a-54a4-9f8d-4139ede6a6d7', 'Talk with hal', '', 'Nadia: How is it?
Hal: This is remark 0 about how the work goes. This is remark 1 about how the work goes. This is remark 2 about how the work goes. This is remark 3 about how the work goes. This is remark 4 about how the work goes. This is remark 5 about how the work goes.
Nadia: Thanks.', DEFAULT, '2026-01-05 12:00:00+00');

INSERT INTO theme_scan.job_runs VALUES
	('5a0c1c4e-0000-4000-8000-000000000009', 'a262e655-bb28-4825-bc95-f07212217a2f', 'theme-scan', 'system:theme-scan', '{"lookback_days": 30}', false, 'finished', '{"notes": [], "run_id": "a262e655-bb28-4825-bc95-f07212217a2f", "themes": [{"name": "Slow export", "slug": "slow-export", "action": "created", "interviews": 5, "occurrences": 6, "new_interviews": 5, "confidence_score": 0.8766}, {"name": "Endless onboarding", "slug": "endless-onboarding", "action": "created", "interviews": 3, "occurrences": 3, "new_interviews": 3, "confidence_score": 0.8136}, {"name": "High price", "slug": "high-price", "action": "created", "interviews": 3, "occurrences": 3, "new_interviews": 3, "confidence_score": 0.8136}, {"name": "Loud office", "slug": "loud-office", "action": "created", "interviews": 3, "occurrences": 3, "new_interviews": 3, "confidence_score": 0.8136}], "changes": ["4 new themes: Slow export, Endless onboarding, High price, Loud office."], "dry_run": false, "repeats": null, "skipped": [], "cost_usd": null, "extractor": "test", "held_back": 0, "audit_head": null, "model_calls": 0, "links_created": 15, "prompt_tokens": 0, "quotes_created": 15, "themes_created": 4, "themes_updated": 0, "aliases_created": 1, "estimated_tokens": 0, "themes_unchanged": 0, "completion_tokens": 0, "interviews_failed": 0, "interviews_reused": 0, "interviews_scanned": 5}', NULL, '2026-11-30 21:36:24.733129+00', '2026-11-30 21:36:24.89486+00', NULL),
	('5a0c1c4e-0000-4000-8000-000000000009', 'fdb1fcf3-2850-4352-8355-51f4cafc1cb3', 'study', 'system:study', '{}', false, 'finished', '{"context": "created", "codebook": "updated"}', NULL, '2026-11-30 21:36:24.900837+00', '2026-11-30 21:36:24.900837+00', NULL),
	('5a0c1c4e-0000-4000-8000-000000000009', '94bf2b04-8ca8-4788-b81e-ff5cedc3f5fd', 'curate', 'person:Ada', '{"tool": "themes.rename_theme", "themes": ["b484b86e-dc38-5a1d-b44d-8750848f9c5f"]}', false, 'finished', '{"themes_changed": 1}', NULL, '2026-11-30 21:36:24.912039+00', '2026-11-30 21:36:24.912039+00', NULL),
	('5a0c1c4e-0000-4000-8000-000000000009', '53776f75-d155-4a45-bd47-43620fb82357', 'curate', 'person:Ada', '{"into": "3bc32c6b-c216-523c-b7c8-3efaa7f59332", "tool": "themes.merge_themes", "themes": ["76c6ccaf-b16e-5bdd-b826-25005b7c17e1"]}', false, 'finished', '{"themes_changed": 1}', NULL, '2026-11-30 21:36:24.926675+00', '2026-11-30 21:36:24.926675+00', NULL),
	('5a0c1c4e-0000-4000-8000-000000000009', '0dc016fb-89d2-494d-b362-fbde829f0ff1', 'curate', 'person:Ada', '{"tool": "themes.pin_theme", "themes": ["b484b86e-dc38-5a1d-b44d-8750848f9c5f"]}', false, 'finished', '{"themes_changed": 1}', NULL, '2026-11-30 21:36:24.952851+00', '2026-11-30 21:36:24.952851+00', NULL),
	('5a0c1c4e-0000-4000-8000-000000000009', '6959bbb3-8434-4efd-b087-a1a16c2ada3f', 'curate', 'person:Ada', '{"tool": "themes.split_theme", "themes": ["04dfac21-f127-5857-981f-ac45e28b3383"]}', false, 'finished', '{"themes_made": ["85480140-5bf7-531d-a7a7-102bd325bb68"], "themes_changed": 1}', NULL, '2026-11-30 21:36:24.968577+00', '2026-11-30 21:36:24.968577+00', NULL),
	('5a0c1c4e-0000-4000-8000-000000000009', '3f8429c5-b153-4db7-a2db-7cb1ec8d735d', 'theme-scan', 'system:theme-scan', '{"lookback_days": 30}', false, 'finished', '{"notes": [], "run_id": "3f8429c5-b153-4db7-a2db-7cb1ec8d735d", "themes": [{"name": "Noise at work", "slug": "loud-office", "action": "unchanged", "interviews": 3, "occurrences": 3, "new_interviews": 0, "confidence_score": 0.8136}, {"name": "High price", "slug": "high-price", "action": "updated", "interviews": 5, "occurrences": 6, "new_interviews": 0, "confidence_score": 0.8766}, {"name": "Slow export", "slug": "slow-export", "action": "unchanged", "interviews": 3, "occurrences": 3, "new_interviews": 0, "confidence_score": 0.8136}, {"name": "Slow slow export", "slug": "slow-slow-export", "action": "unchanged", "interviews": 3, "occurrences": 3, "new_interviews": 0, "confidence_score": 0.8136}], "changes": ["The evidence of 1 theme changed: High price."], "dry_run": false, "repeats": null, "skipped": [], "cost_usd": null, "extractor": "test", "held_back": 0, "audit_head": "1ae2e56b8b063690773a9d1f98488d143bf06643c5c3c772395ac65d373ba964", "model_calls": 0, "links_created": 0, "prompt_tokens": 0, "quotes_created": 0, "themes_created": 0, "themes_updated": 1, "aliases_created": 0, "estimated_tokens": 0, "themes_unchanged": 3, "completion_tokens": 0, "interviews_failed": 0, "interviews_reused": 0, "interviews_scanned": 5}', NULL, '2026-11-30 21:36:25.350568+00', '2026-11-30 21:36:25.46565+00', NULL);

INSERT INTO theme_scan.merge_decisions VALUES
	('5a0c1c4e-0000-4000-8000-000000000009', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', '2026-11-30 21:36:25.476745+00');

INSERT INTO theme_scan.organisations VALUES
	('5a0c1c4e-0000-4000-8000-000000000009', '2026-01-09 12:00:00+00'),
	('5a0c1c4e-0000-4000-8000-00000000000a', '2026-01-06 12:00:00+00');

INSERT INTO theme_scan.row_changes OVERRIDING SYSTEM VALUE VALUES
	('5a0c1c4e-0000-4000-8000-000000000009', 1, '581da083-5208-46a2-9324-6eabcaaf2ff1', 'interviews', '1f9ae133-0eb4-5a96-b63b-86e0609e496b', 'insert', NULL, '', 'd900f861130e59a74493b3ccf58ab61c1a34c1688e751f5aa8db481c056da128'),
	('5a0c1c4e-0000-4000-8000-000000000009', 2, '6be84186-6e6a-4c11-ba42-71dcc16c8a00', 'interviews', '3684236b-a7d7-55b9-bc66-54fad6f87bcc', 'insert', NULL, '', 'eae2316bd9fc4ee66e4884ed10bb7f089a84fee1a498cab5065693c2a6b38c72'),
	('5a0c1c4e-0000-4000-8000-000000000009', 3, '57264a5a-bccc-4852-a9bf-613b62230c70', 'interviews', '4ac4866a-b1c0-5d97-b5a4-2788077dc404', 'insert', NULL, '', '36499296d6f588f06934c2b8349f94b431678d02811c2d78e76818607c59b49a'),
	('5a0c1c4e-0000-4000-8000-000000000009', 4, '8f86d3ec-9dc7-451b-92ae-5bc2a1a621b1', 'interviews', '4b506f4c-98f1-5a2d-9190-4453896c6e4c', 'insert', NULL, '', 'e710eafd5470a2e28d8872c992651cf51bb20297928bff313d02a3b811261178'),
	('5a0c1c4e-0000-4000-8000-000000000009', 5, 'f43dbe5c-05bc-4f6b-948f-c12847930aa7', 'interviews', 'd4cf4f1f-dc4f-570b-8a49-f60165fd0c77', 'insert', NULL, '', 'a1e980222cfaf0ece7d7c8fdd57a3dbb8c457ef517876ce4a00d744197e64e8d'),
	('5a0c1c4e-0000-4000-8000-000000000009', 6, '3b53c713-39cb-4bd1-b9e4-27bbbac40630', 'job_runs', 'a262e655-bb28-4825-bc95-f07212217a2f', 'insert', NULL, '', 'd62382fa8008f9c904752956ce2d664fb1a39ae07f983ad69cccfa40fbfd8301'),
	('5a0c1c4e-0000-4000-8000-000000000009', 7, '17c715ff-1d5e-4a47-8e98-8d334fd2b2f3', 'interview_quotes', '0dd6a57a-136a-5d62-8210-78fa4172420a', 'insert', NULL, '', '63250ef5777aa9fb7d5eddfdc036b9a8c72e82c7417890b035b240ce3f671934'),
	('5a0c1c4e-0000-4000-8000-000000000009', 8, '70ce5c0d-f3a8-4006-a817-5257bd21db70', 'interview_quotes', '0fd72501-f5b1-526b-b412-7e20c0c21e5e', 'insert', NULL, '', '1e96a3f54b6455e2867da46c37ac4717c7338bbf1969400a75a5c66103755bd9'),
	('5a0c1c4e-0000-4000-8000-000000000009', 9, '4f917adf-e9ac-439c-bf0f-875d43251605', 'interview_quotes', '389ef7ab-b740-524b-bfa8-cc065f17d258', 'insert', NULL, '', '4dc93cf2fbd7a5e1ce3b405909c1d7bbb634d190100416a8b6233789a85a4dc3'),
	('5a0c1c4e-0000-4000-8000-000000000009', 10, '1ee95fee-d73e-4d4b-9018-07f02770ebdc', 'interview_quotes', '54c5124f-21e0-53f4-96b1-b9bc612c362f', 'insert', NULL, '', 'e3c78e4b8435cf52beed45b538ac2c164c416e3ad10b9c340a2a2fa5fb44dba9'),
	('5a0c1c4e-0000-4000-8000-000000000009', 11, '0aed89f6-2826-4a54-9f68-7f2bf89134e1', 'interview_quotes', '55a8fee9-9624-5972-9180-9ec3334bbdba', 'insert', NULL, '', 'bb99073066a6971493ec52a8633185eab3a518c90520a14def87311b02cc16ba'),
	('5a0c1c4e-0000-4000-8000-000000000009', 12, 'f0260813-f0e7-40c3-87e9-4239814d00a9', 'interview_quotes', '58992ff8-9d51-5f90-a88c-000b9f3e6ce2', 'insert', NULL, '', 'ed4e7db07bedf88543c08d4dde39a57801cad01ec0726e8874c9f04fa7dfe7cc'),
	('5a0c1c4e-0000-4000-8000-000000000009', 13, '17bef7da-3a4c-4d98-b6e2-8abc1643254b', 'interview_quotes', '6039f569-8bf8-56a2-ae9e-1353361fd058', 'insert', NULL, '', '30690f41549e5f29ec1c59248d4083e696f37051ccf029922fe83e607aad0f73'),
	('5a0c1c4e-0000-4000-8000-000000000009', 14, '7f5101f2-e18d-4902-9730-99f8e5eaaf27', 'interview_quotes', '767e3fc2-113a-5868-a661-13fccab4e722', 'insert', NULL, '', '47c119569b6c458e3394aea080e07f309464abc225108165771f2f288760c058'),
	('5a0c1c4e-0000-4000-8000-000000000009', 15, '61ab8753-8ea4-4567-bc3b-272e34d899cd', 'interview_quotes', '9806b766-bce9-519c-bb23-c692e62380e7', 'insert', NULL, '', 'effe0bd1011ec85c1b3dc8ab53c1aacc8f2f251f4b0ef57ed6650ddbcff4061b'),
	('5a0c1c4e-0000-4000-8000-000000000009', 16, 'eac3e3fe-b4b1-4e5f-8526-ca2c7f052ddf', 'interview_quotes', 'b8d98e18-5691-5ea0-8324-362650f3915c', 'insert', NULL, '', 'b5542314922ac3954215ea398c38a7822b55b00a60e511b52f5a2f8dc9ee527f'),
	('5a0c1c4e-0000-4000-8000-000000000009', 17, '1b084d55-4e74-4995-a83a-db1e157b8d8f', 'interview_quotes', 'c148c017-eb8f-5289-a125-996a4b8695e4', 'insert', NULL, '', '894047a0a6127ae9b7df13c713c1bcc4ea0386d5e151bcd691c7cd0d066bcc7a'),
	('5a0c1c4e-0000-4000-8000-000000000009', 18, 'c641e655-5120-4332-8398-825e23acdd2b', 'interview_quotes', 'db52e249-3381-568d-a096-2a827235cc28', 'insert', NULL, '', '67a67104c8388e96ab79037b0a7e2b4d0a5cc0b41ca9b8a59803fc192d5ef5d9'),
	('5a0c1c4e-0000-4000-8000-000000000009', 19, 'd9472d71-9226-4178-af31-1cfa27bcc4b0', 'interview_quotes', 'e96141fa-2377-5166-8f50-48aecc5afa37', 'insert', NULL, '', 'c191888e746a5ead695943172178fece7b3ebaed4e4e9565ea11a082814fedcf'),
	('5a0c1c4e-0000-4000-8000-000000000009', 20, '18a66c4b-7376-4e5e-b953-e62dc5639fd9', 'interview_quotes', 'e9c27774-9206-568d-940e-eaaf5c0c1e0e', 'insert', NULL, '', 'ab9bcfbd0ae56bf3d2beeb5d2bedcb8b10f5f14974dec956fd00e44743d0796a'),
	('5a0c1c4e-0000-4000-8000-000000000009', 21, '055daa9d-9f56-4804-95fb-e593dad90237', 'interview_quotes', 'f7d3b7be-4668-5859-8ac8-afc4a83eebff', 'insert', NULL, '', 'c3706aeaf57f2935ab67e18207d6cca3fe71d65b07e93872826cd514cbcdcf22'),
	('5a0c1c4e-0000-4000-8000-000000000009', 22, '638d568e-1252-4a84-ad1a-6b42ea777256', 'themes', '04dfac21-f127-5857-981f-ac45e28b3383', 'insert', NULL, '', 'e1f616ab6f4e01da44dcff69c2a796c9c00aa07847f2fac4c1b4ba9617c7e4fb'),
	('5a0c1c4e-0000-4000-8000-000000000009', 23, 'f16f270a-a814-4d44-a290-03098fb975b4', 'themes', '3bc32c6b-c216-523c-b7c8-3efaa7f59332', 'insert', NULL, '', '81ff12c1e033116959283d342f09092c628120a547fdf21363b1d100bfe53853'),
	('5a0c1c4e-0000-4000-8000-000000000009', 24, '51b1fead-1211-4777-aab0-6668fc19bf57', 'themes', '76c6ccaf-b16e-5bdd-b826-25005b7c17e1', 'insert', NULL, '', '51f78353280b6b5d33b53115fa0bba1435c06d5a73cce54ab21ffe8e5db5e256'),
	('5a0c1c4e-0000-4000-8000-000000000009', 25, '615c537f-c05a-4f33-9e64-2624a5199a15', 'themes', 'b484b86e-dc38-5a1d-b44d-8750848f9c5f', 'insert', NULL, '', '8dd92ffeb2f50854012f6a6b66e211c4a04f639f06e715509b7ea1d8c179a03a'),
	('5a0c1c4e-0000-4000-8000-000000000009', 26, '19957e51-5f61-4769-91e5-237d26db0739', 'interview_themes', '01ea872c-733f-5302-8c3a-352bc0977505', 'insert', NULL, '', '051a04e640168f70ac9c8640317607f79cb02dcbc5041e5ddc2822afaca3e5a1'),
	('5a0c1c4e-0000-4000-8000-000000000009', 27, '9cbb5237-765c-4efd-b135-b6cb1ff617d4', 'interview_themes', '1037471b-8a51-5b31-8884-88509e7021fc', 'insert', NULL, '', 'f7336b50f10050456329ffff0cd1f42466337ac40b0a7f6cb9c0992c37665c88'),
	('5a0c1c4e-0000-4000-8000-000000000009', 28, 'b8831f81-6f0c-4b1e-9271-bd3eac002c10', 'interview_themes', '1583a87b-aa37-5253-8ba5-b76444734c60', 'insert', NULL, '', 'a8ede8547ae84ddedff41e7e0fe1f12d13cf9f0190b16acbb3c4f68917d4f3b6'),
	('5a0c1c4e-0000-4000-8000-000000000009', 29, '9f65115c-cc09-47e4-8e42-6582e6d33a0a', 'interview_themes', '23a49e93-95ec-529d-9386-33b6365bfeee', 'insert', NULL, '', '8781592363ee5d9a68377d84734c8db868ea156a0618d9df01c3362bd62236a9'),
	('5a0c1c4e-0000-4000-8000-000000000009', 30, '3c8b68a6-3ba4-4fc9-b13b-68e6f1c2084f', 'interview_themes', '3115f1b6-292b-551e-b225-424566e4e061', 'insert', NULL, '', '584a2b1f93c3c91be38b1cf9a7da775c0c30557b41e2ffb2b9536be7344edb1e'),
	('5a0c1c4e-0000-4000-8000-000000000009', 31, '9adeb02c-9a31-43a0-a5f7-ad803b2320d8', 'interview_themes', '315eec6e-c815-5435-8c1c-1cbe8487c3a4', 'insert', NULL, '', '524a4c50d58682ef3052e7132ef3fcbeb3b954e0261e62936c61b0f653a663d5'),
	('5a0c1c4e-0000-4000-8000-000000000009', 32, '8c072d4b-736e-42e6-9dec-84d13734a828', 'interview_themes', '3261d258-ee43-5882-ad05-07e324cbc17b', 'insert', NULL, '', 'fcd31ec2cb7d0257f1b690eaa5b23b13a324c7a773dc9dfb2229b83261703264'),
	('5a0c1c4e-0000-4000-8000-000000000009', 33, '15fd4802-d444-4020-bd4a-081c278b7765', 'interview_themes', '3e4bd215-b96f-5c4b-ab26-effe471c400a', 'insert', NULL, '', '7da199c1f8751cbeccc298c5f6a2d39428eb3b1c5a493c1306ac86dea0ed954f'),
	('5a0c1c4e-0000-4000-8000-000000000009', 34, '76dcb86b-992e-4f32-b8c9-366abd886cb5', 'interview_themes', '45aaf59b-a9d0-5904-b148-e81db538c82a', 'insert', NULL, '', 'ac6228dda92927191dc5a50b63db2e0cd08cf9c4769548414f0d56caa9bff7d1'),
	('5a0c1c4e-0000-4000-8000-000000000009', 35, '7087e495-0a25-49a1-9009-497a00e5683f', 'interview_themes', '71048119-10b9-5948-81fb-9941769750f2', 'insert', NULL, '', 'acf1626ac2ea006126b4b7633fe7eca27335319a1f2a57f7b98c0000f4282337'),
	('5a0c1c4e-0000-4000-8000-000000000009', 36, '86b29eee-9733-4009-824e-b8e2990fb55a', 'interview_themes', '7fe81a81-d8e1-51cf-8335-a45c7c022eed', 'insert', NULL, '', '4751984ced9d9706d95fb5f9f8d25b15e3988793d9add2f12bd56e8a95bffd2e'),
	('5a0c1c4e-0000-4000-8000-000000000009', 37, 'd321b0d5-88ae-4669-a4fe-17784e77c551', 'interview_themes', 'a0d4e887-9516-5110-8ddd-44b5409e9997', 'insert', NULL, '', 'f50edb84539bf6b8e7fdcd0e224ebdd0dd4712676a97eb8dbdb7644b26489564'),
	('5a0c1c4e-0000-4000-8000-000000000009', 38, '3ac0680b-ca9a-4c12-871a-7b1bc8195310', 'interview_themes', 'a4b6cbde-2c21-52b3-a9fd-f4061b0a3b37', 'insert', NULL, '', '67cdb42d4646fe64dfabe43f0719301ddbcef897b327a0f790f7a42e5fd09bd1'),
	('5a0c1c4e-0000-4000-8000-000000000009', 39, '7b2f9ad1-293b-4ad9-a4ae-1c05cccb05c3', 'interview_themes', 'b45b6bfa-364d-59ea-899f-8c05f291b655', 'insert', NULL, '', '15e91c99c6456ca0d10cf07bcde67030f004634a587df3c0717921a9c2251f9a'),
	('5a0c1c4e-0000-4000-8000-000000000009', 40, 'e3ffdf31-1fe0-42e7-94db-bf70f3c87104', 'interview_themes', 'e5d09a6e-0cdb-5a3d-a9c6-322458f7d7cc', 'insert', NULL, '', '0fde03ba98c94bed027cef0bc246ccb6c0b3697c30df59db32e6bc4f74323fc3'),
	('5a0c1c4e-0000-4000-8000-000000000009', 41, '0fda7a59-51f1-4bdd-b299-18af5b589f77', 'theme_aliases', '42a28bc3-29b1-5714-bffa-ae077f8ebf98', 'insert', NULL, '', '7143b4dfea5d0c4632ba85dd88b9ce5d8ef363ab3632d01db62b739ad7b17672'),
	('5a0c1c4e-0000-4000-8000-000000000009', 90, 'fdd3ac20-1aa9-460d-81f7-2ec45c812049', 'interview_themes', 'a316f6c2-472f-5534-9a76-09455c6215f6', 'delete', '{"id": "a316f6c2-472f-5534-9a76-09455c6215f6", "org_id": "5a0c1c4e-0000-4000-8000-000000000009", "heard_as": [], "quote_id": "bfc44935-4f46-5edd-b047-ccba0295635e", "theme_id": "e06f460d-b778-543b-97cb-f1971b37d847", "created_at": "2026-11-30T21:36:25.056224+00:00", "created_by": "system:theme-scan", "interview_id": "4f483417-8463-5866-8bd7-7f73b246aabe"}', 'a12a569e1529d03d0788f830c28f801d823b3a1d1ff35c695dc268779da7e4c1', ''),
	('5a0c1c4e-0000-4000-8000-000000000009', 42, 'be139c18-a23d-423d-9161-9545919a7ad5', 'job_runs', 'a262e655-bb28-4825-bc95-f07212217a2f', 'update', '{"id": "a262e655-bb28-4825-bc95-f07212217a2f", "job": "theme-scan", "actor": "system:theme-scan", "error": null, "org_id": "5a0c1c4e-0000-4000-8000-000000000009", "report": null, "status": "running", "dry_run": false, "parameters": {"lookback_days": 30}, "started_at": "2026-11-30T21:36:24.733129+00:00", "finished_at": null, "inputs_hash": null}', 'd62382fa8008f9c904752956ce2d664fb1a39ae07f983ad69cccfa40fbfd8301', '6aa9f3a7213441b0f23c197debca64a22fc5a1022710d7a43dfa8d5a753b6272'),
	('5a0c1c4e-0000-4000-8000-000000000009', 43, 'd8b75329-f73e-4153-a140-7c4bf902e4cb', 'job_runs', 'fdb1fcf3-2850-4352-8355-51f4cafc1cb3', 'insert', NULL, '', 'bc4305e92281276a44414884fb020276e8ac842584d00784b62d7baf9349890b'),
	('5a0c1c4e-0000-4000-8000-000000000009', 44, 'a4bcc2d7-4ce8-407b-8edb-39e3ca89ca4f', 'studies', 'ca0f098b-b7f8-5362-980a-15e797919415', 'insert', NULL, '', 'c6ede44f250f57562f22250321e34dd8a76a5302876082d8fc0a225d4c2aecc0'),
	('5a0c1c4e-0000-4000-8000-000000000009', 45, 'f57a0327-5fb5-453e-8804-2ea8acefc9b5', 'studies', 'ca0f098b-b7f8-5362-980a-15e797919415', 'update', '{"id": "ca0f098b-b7f8-5362-980a-15e797919415", "org_id": "5a0c1c4e-0000-4000-8000-000000000009", "context": "Why people leave.", "codebook": [], "updated_at": "2026-11-30T21:36:24.900837+00:00", "updated_by": "system:study"}', 'c6ede44f250f57562f22250321e34dd8a76a5302876082d8fc0a225d4c2aecc0', '333e5b7b70aa71d4a0932bbd7e426f137823f4b0ef95c2bfcea111d1fd0cef68'),
	('5a0c1c4e-0000-4000-8000-000000000009', 46, '2022f6f7-aa23-4292-93fc-c2b1ac5161be', 'job_runs', 'fdb1fcf3-2850-4352-8355-51f4cafc1cb3', 'update', '{"id": "fdb1fcf3-2850-4352-8355-51f4cafc1cb3", "job": "study", "actor": "system:study", "error": null, "org_id": "5a0c1c4e-0000-4000-8000-000000000009", "report": null, "status": "running", "dry_run": false, "parameters": {}, "started_at": "2026-11-30T21:36:24.900837+00:00", "finished_at": null, "inputs_hash": null}', 'bc4305e92281276a44414884fb020276e8ac842584d00784b62d7baf9349890b', 'bbea37ce94e9a1fb9801ae146b2e20c4cf33c3570aa097a40d23b8fdbaeffd74'),
	('5a0c1c4e-0000-4000-8000-000000000009', 47, '30a4d08f-3306-44ad-80da-478b0db15e02', 'job_runs', '94bf2b04-8ca8-4788-b81e-ff5cedc3f5fd', 'insert', NULL, '', '755354bf67ff4ed69aca96eae2748780210ac877f15ebdff8e6eb6500eeac21a'),
	('5a0c1c4e-0000-4000-8000-000000000009', 48, 'd9c28fe7-dd75-4052-8987-65a657849f8f', 'themes', 'b484b86e-dc38-5a1d-b44d-8750848f9c5f', 'update', '{"id": "b484b86e-dc38-5a1d-b44d-8750848f9c5f", "name": "Loud office", "slug": "loud-office", "org_id": "5a0c1c4e-0000-4000-8000-000000000009", "status": "active", "decision": null, "evidence": {"supports": [{"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "1f9ae133-0eb4-5a96-b63b-86e0609e496b"}, {"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "4b506f4c-98f1-5a2d-9190-4453896c6e4c"}, {"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "4ac4866a-b1c0-5d97-b5a4-2788077dc404"}], "quote_ids": ["e9c27774-9206-568d-940e-eaaf5c0c1e0e", "6039f569-8bf8-56a2-ae9e-1353361fd058", "f7d3b7be-4668-5859-8ac8-afc4a83eebff"], "rationale": "said so", "occurrences": 3, "interview_ids": ["1f9ae133-0eb4-5a96-b63b-86e0609e496b", "4b506f4c-98f1-5a2d-9190-4453896c6e4c", "4ac4866a-b1c0-5d97-b5a4-2788077dc404"]}, "created_at": "2026-11-30T21:36:24.839125+00:00", "created_by": "system:theme-scan", "split_from": null, "updated_at": "2026-11-30T21:36:24.839125+00:00", "updated_by": "system:theme-scan", "description": "", "merged_into": null, "occurrences": 3, "last_seen_at": "2026-01-08T12:00:00+00:00", "first_seen_at": "2026-01-05T12:00:00+00:00", "rules_version": "1", "confidence_score": 0.8136, "split_interviews": []}', '8dd92ffeb2f50854012f6a6b66e211c4a04f639f06e715509b7ea1d8c179a03a', 'd830bff77b1a8d2b580ab9ede4e99175bb8fba574ef630b84b034ba717363e08'),
	('5a0c1c4e-0000-4000-8000-000000000009', 49, 'd9c28fe7-dd75-4052-8987-65a657849f8f', 'theme_aliases', '1e806eeb-1c7b-59b5-9c14-4f6a3bb322c5', 'insert', NULL, '', 'dd925e3c8a57e58a59a8a9356690b6429542d466f16c547f62d70f2d9e2e0a19'),
	('5a0c1c4e-0000-4000-8000-000000000009', 50, 'd9c28fe7-dd75-4052-8987-65a657849f8f', 'theme_aliases', '9a192cc6-fbb5-5044-9c84-74eb8554a28f', 'insert', NULL, '', '178c260016e38c65bdfe7e998938b41b800f17c5e31484aa1b9491f68d01367f'),
	('5a0c1c4e-0000-4000-8000-000000000009', 51, '6f6e33da-18b1-49ac-8037-4f1fe0f6cef4', 'job_runs', '94bf2b04-8ca8-4788-b81e-ff5cedc3f5fd', 'update', '{"id": "94bf2b04-8ca8-4788-b81e-ff5cedc3f5fd", "job": "curate", "actor": "person:Ada", "error": null, "org_id": "5a0c1c4e-0000-4000-8000-000000000009", "report": null, "status": "running", "dry_run": false, "parameters": {"tool": "themes.rename_theme", "themes": ["b484b86e-dc38-5a1d-b44d-8750848f9c5f"]}, "started_at": "2026-11-30T21:36:24.912039+00:00", "finished_at": null, "inputs_hash": null}', '755354bf67ff4ed69aca96eae2748780210ac877f15ebdff8e6eb6500eeac21a', '2d07136c75892a3a2b4db27a0cc6c4bc42009c1949d5f3e4e7a0ee22421d7a6c'),
	('5a0c1c4e-0000-4000-8000-000000000009', 52, '515b3f57-b40e-46b6-ac02-f7f2a872675b', 'job_runs', '53776f75-d155-4a45-bd47-43620fb82357', 'insert', NULL, '', '363e22366b2155e2dbfdd953971779a956623d424dd6538e4828aa3c82268000'),
	('5a0c1c4e-0000-4000-8000-000000000009', 53, '2b7d9d13-37a8-42b2-bcea-fb1851c7e9f8', 'interview_themes', '3115f1b6-292b-551e-b225-424566e4e061', 'update', '{"id": "3115f1b6-292b-551e-b225-424566e4e061", "org_id": "5a0c1c4e-0000-4000-8000-000000000009", "heard_as": ["endless-onboarding"], "quote_id": "9806b766-bce9-519c-bb23-c692e62380e7", "theme_id": "76c6ccaf-b16e-5bdd-b826-25005b7c17e1", "created_at": "2026-11-30T21:36:24.839125+00:00", "created_by": "system:theme-scan", "interview_id": "d4cf4f1f-dc4f-570b-8a49-f60165fd0c77"}', '584a2b1f93c3c91be38b1cf9a7da775c0c30557b41e2ffb2b9536be7344edb1e', 'd2f7dc5c0c447583b6bb5a1f73bf5c66b4edfd3ba90ba409d632c2262633526e'),
	('5a0c1c4e-0000-4000-8000-000000000009', 54, '2b7d9d13-37a8-42b2-bcea-fb1851c7e9f8', 'interview_themes', '3e4bd215-b96f-5c4b-ab26-effe471c400a', 'update', '{"id": "3e4bd215-b96f-5c4b-ab26-effe471c400a", "org_id": "5a0c1c4e-0000-4000-8000-000000000009", "heard_as": ["endless-onboarding"], "quote_id": "db52e249-3381-568d-a096-2a827235cc28", "theme_id": "76c6ccaf-b16e-5bdd-b826-25005b7c17e1", "created_at": "2026-11-30T21:36:24.839125+00:00", "created_by": "system:theme-scan", "interview_id": "3684236b-a7d7-55b9-bc66-54fad6f87bcc"}', '7da199c1f8751cbeccc298c5f6a2d39428eb3b1c5a493c1306ac86dea0ed954f', '07f2bde4c00a47fd13cee7983ff51df03ba783e8fc76c4042c4d3c0297520511'),
	('5a0c1c4e-0000-4000-8000-000000000009', 55, '2b7d9d13-37a8-42b2-bcea-fb1851c7e9f8', 'interview_themes', 'b45b6bfa-364d-59ea-899f-8c05f291b655', 'update', '{"id": "b45b6bfa-364d-59ea-899f-8c05f291b655", "org_id": "5a0c1c4e-0000-4000-8000-000000000009", "heard_as": ["endless-onboarding"], "quote_id": "c148c017-eb8f-5289-a125-996a4b8695e4", "theme_id": "76c6ccaf-b16e-5bdd-b826-25005b7c17e1", "created_at": "2026-11-30T21:36:24.839125+00:00", "created_by": "system:theme-scan", "interview_id": "1f9ae133-0eb4-5a96-b63b-86e0609e496b"}', '15e91c99c6456ca0d10cf07bcde67030f004634a587df3c0717921a9c2251f9a', 'f121405516adab9a5f39f0ca8746247eaf84c9bbe5744d2045b1ce7ae8082935'),
	('5a0c1c4e-0000-4000-8000-000000000009', 56, '2b7d9d13-37a8-42b2-bcea-fb1851c7e9f8', 'theme_aliases', 'dd0a4b0e-a820-54c5-8ef1-c0ff24664dd0', 'insert', NULL, '', '55286b51b415ae2f6aaded778fa9ce0424ecec8835bce7e43c1b2e3cf41d5101'),
	('5a0c1c4e-0000-4000-8000-000000000009', 91, 'fdd3ac20-1aa9-460d-81f7-2ec45c812049', 'interview_themes', 'dcb13a1a-a935-5114-84e7-6e3b40b33713', 'delete', NULL, '1fb810b8566716175da456b78d20de1abdf9202e4b2e78475c283a48fc7196d7', ''),
	('5a0c1c4e-0000-4000-8000-000000000009', 57, '2b7d9d13-37a8-42b2-bcea-fb1851c7e9f8', 'themes', '3bc32c6b-c216-523c-b7c8-3efaa7f59332', 'update', '{"id": "3bc32c6b-c216-523c-b7c8-3efaa7f59332", "name": "High price", "slug": "high-price", "org_id": "5a0c1c4e-0000-4000-8000-000000000009", "status": "active", "decision": null, "evidence": {"supports": [{"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "3684236b-a7d7-55b9-bc66-54fad6f87bcc"}, {"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "4b506f4c-98f1-5a2d-9190-4453896c6e4c"}, {"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "4ac4866a-b1c0-5d97-b5a4-2788077dc404"}], "quote_ids": ["b8d98e18-5691-5ea0-8324-362650f3915c", "55a8fee9-9624-5972-9180-9ec3334bbdba", "389ef7ab-b740-524b-bfa8-cc065f17d258"], "rationale": "said so", "occurrences": 3, "interview_ids": ["3684236b-a7d7-55b9-bc66-54fad6f87bcc", "4b506f4c-98f1-5a2d-9190-4453896c6e4c", "4ac4866a-b1c0-5d97-b5a4-2788077dc404"]}, "created_at": "2026-11-30T21:36:24.839125+00:00", "created_by": "system:theme-scan", "split_from": null, "updated_at": "2026-11-30T21:36:24.839125+00:00", "updated_by": "system:theme-scan", "description": "", "merged_into": null, "occurrences": 3, "last_seen_at": "2026-01-07T12:00:00+00:00", "first_seen_at": "2026-01-05T12:00:00+00:00", "rules_version": "1", "confidence_score": 0.8136, "split_interviews": []}', '81ff12c1e033116959283d342f09092c628120a547fdf21363b1d100bfe53853', '8b7724ffdc592b033f0a8023aeba054a7096f9b25c7a6d1fea9a48eb76d76709'),
	('5a0c1c4e-0000-4000-8000-000000000009', 58, '2b7d9d13-37a8-42b2-bcea-fb1851c7e9f8', 'themes', '76c6ccaf-b16e-5bdd-b826-25005b7c17e1', 'update', '{"id": "76c6ccaf-b16e-5bdd-b826-25005b7c17e1", "name": "Endless onboarding", "slug": "endless-onboarding", "org_id": "5a0c1c4e-0000-4000-8000-000000000009", "status": "active", "decision": null, "evidence": {"supports": [{"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "d4cf4f1f-dc4f-570b-8a49-f60165fd0c77"}, {"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "1f9ae133-0eb4-5a96-b63b-86e0609e496b"}, {"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "3684236b-a7d7-55b9-bc66-54fad6f87bcc"}], "quote_ids": ["9806b766-bce9-519c-bb23-c692e62380e7", "c148c017-eb8f-5289-a125-996a4b8695e4", "db52e249-3381-568d-a096-2a827235cc28"], "rationale": "said so", "occurrences": 3, "interview_ids": ["d4cf4f1f-dc4f-570b-8a49-f60165fd0c77", "1f9ae133-0eb4-5a96-b63b-86e0609e496b", "3684236b-a7d7-55b9-bc66-54fad6f87bcc"]}, "created_at": "2026-11-30T21:36:24.839125+00:00", "created_by": "system:theme-scan", "split_from": null, "updated_at": "2026-11-30T21:36:24.839125+00:00", "updated_by": "system:theme-scan", "description": "", "merged_into": null, "occurrences": 3, "last_seen_at": "2026-01-09T12:00:00+00:00", "first_seen_at": "2026-01-07T12:00:00+00:00", "rules_version": "1", "confidence_score": 0.8136, "split_interviews": []}', '51f78353280b6b5d33b53115fa0bba1435c06d5a73cce54ab21ffe8e5db5e256', '719794685ea4bff44858180b577fa586f3eb2ee3ecaf18d4fe2b79130967e52e'),
	('5a0c1c4e-0000-4000-8000-000000000009', 59, '4f9d7f57-f709-42f3-b008-dcaa29b09f26', 'job_runs', '53776f75-d155-4a45-bd47-43620fb82357', 'update', '{"id": "53776f75-d155-4a45-bd47-43620fb82357", "job": "curate", "actor": "person:Ada", "error": null, "org_id": "5a0c1c4e-0000-4000-8000-000000000009", "report": null, "status": "running", "dry_run": false, "parameters": {"into": "3bc32c6b-c216-523c-b7c8-3efaa7f59332", "tool": "themes.merge_themes", "themes": ["76c6ccaf-b16e-5bdd-b826-25005b7c17e1"]}, "started_at": "2026-11-30T21:36:24.926675+00:00", "finished_at": null, "inputs_hash": null}', '363e22366b2155e2dbfdd953971779a956623d424dd6538e4828aa3c82268000', 'df2b6eb278177c3b80375d124607c2921f31da1342a87705d7886fd9e61d8886'),
	('5a0c1c4e-0000-4000-8000-000000000009', 60, 'ce42279e-8755-4aba-b198-b58e23fe9117', 'job_runs', '0dc016fb-89d2-494d-b362-fbde829f0ff1', 'insert', NULL, '', '60ef7fb9f2605bb090c9fd5a32b0f07cf8664f384aad03fa38e55e5076808e12'),
	('5a0c1c4e-0000-4000-8000-000000000009', 61, '60524a6e-caa6-45f2-875a-5b7977ad9066', 'themes', 'b484b86e-dc38-5a1d-b44d-8750848f9c5f', 'update', '{"id": "b484b86e-dc38-5a1d-b44d-8750848f9c5f", "name": "Noise at work", "slug": "loud-office", "org_id": "5a0c1c4e-0000-4000-8000-000000000009", "status": "active", "decision": null, "evidence": {"supports": [{"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "1f9ae133-0eb4-5a96-b63b-86e0609e496b"}, {"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "4b506f4c-98f1-5a2d-9190-4453896c6e4c"}, {"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "4ac4866a-b1c0-5d97-b5a4-2788077dc404"}], "quote_ids": ["e9c27774-9206-568d-940e-eaaf5c0c1e0e", "6039f569-8bf8-56a2-ae9e-1353361fd058", "f7d3b7be-4668-5859-8ac8-afc4a83eebff"], "rationale": "said so", "occurrences": 3, "interview_ids": ["1f9ae133-0eb4-5a96-b63b-86e0609e496b", "4b506f4c-98f1-5a2d-9190-4453896c6e4c", "4ac4866a-b1c0-5d97-b5a4-2788077dc404"]}, "created_at": "2026-11-30T21:36:24.839125+00:00", "created_by": "system:theme-scan", "split_from": null, "updated_at": "2026-11-30T21:36:24.912039+00:00", "updated_by": "person:Ada", "description": "", "merged_into": null, "occurrences": 3, "last_seen_at": "2026-01-08T12:00:00+00:00", "first_seen_at": "2026-01-05T12:00:00+00:00", "rules_version": "1", "confidence_score": 0.8136, "split_interviews": []}', 'd830bff77b1a8d2b580ab9ede4e99175bb8fba574ef630b84b034ba717363e08', '1c4db1b2e13e3af7f70cfc6bf137742349152b8769122fa3af92a4ca61f0bd51'),
	('5a0c1c4e-0000-4000-8000-000000000009', 62, '8c900f71-b83d-48f6-8243-56ae7a7cd1b7', 'job_runs', '0dc016fb-89d2-494d-b362-fbde829f0ff1', 'update', '{"id": "0dc016fb-89d2-494d-b362-fbde829f0ff1", "job": "curate", "actor": "person:Ada", "error": null, "org_id": "5a0c1c4e-0000-4000-8000-000000000009", "report": null, "status": "running", "dry_run": false, "parameters": {"tool": "themes.pin_theme", "themes": ["b484b86e-dc38-5a1d-b44d-8750848f9c5f"]}, "started_at": "2026-11-30T21:36:24.952851+00:00", "finished_at": null, "inputs_hash": null}', '60ef7fb9f2605bb090c9fd5a32b0f07cf8664f384aad03fa38e55e5076808e12', '41e5cb7f9998fdd2db48227a9e8bfe9b3a3d4403a7b2111dafc7a3409187bbd9'),
	('5a0c1c4e-0000-4000-8000-000000000009', 63, '8f5d7aed-9745-4593-abe4-30c27f93c707', 'job_runs', '6959bbb3-8434-4efd-b087-a1a16c2ada3f', 'insert', NULL, '', 'b7305e48d85f4331c7d7c674e1996eeb751d299cba9fb188e3618967d22d330a'),
	('5a0c1c4e-0000-4000-8000-000000000009', 64, '3b26ab43-34ec-4345-9f06-62ce5fa0c18f', 'themes', '85480140-5bf7-531d-a7a7-102bd325bb68', 'insert', NULL, '', '904c51e17a37b9b9554b21a0de15e0c06710337baebc0a368e733175c47c4c91'),
	('5a0c1c4e-0000-4000-8000-000000000009', 93, 'fdd3ac20-1aa9-460d-81f7-2ec45c812049', 'interview_quotes', 'bfc44935-4f46-5edd-b047-ccba0295635e', 'delete', '{"id": "bfc44935-4f46-5edd-b047-ccba0295635e", "quote": "sentence 2 that fay said about the work.", "topic": null, "org_id": "5a0c1c4e-0000-4000-8000-000000000009", "created_at": "2026-11-30T21:36:25.056224+00:00", "created_by": "system:theme-scan", "end_offset": 161, "interview_id": "4f483417-8463-5866-8bd7-7f73b246aabe", "start_offset": 121}', '0aea9938e97c08038717255dff5c8b1ef7b57f1e8a61514a6ae02d96b4a0e214', ''),
	('5a0c1c4e-0000-4000-8000-000000000009', 92, 'fdd3ac20-1aa9-460d-81f7-2ec45c812049', 'interview_quotes', '6728ceea-0a64-598d-99b8-82886f3c9c7e', 'delete', NULL, '0abc2db7c8d73801c07b8102448ab107bf3a971d0c4298d3e595bf1af5074d11', ''),
	('5a0c1c4e-0000-4000-8000-000000000009', 65, '3b26ab43-34ec-4345-9f06-62ce5fa0c18f', 'themes', '04dfac21-f127-5857-981f-ac45e28b3383', 'update', '{"id": "04dfac21-f127-5857-981f-ac45e28b3383", "name": "Slow export", "slug": "slow-export", "org_id": "5a0c1c4e-0000-4000-8000-000000000009", "status": "active", "decision": null, "evidence": {"supports": [{"rationale": "said so", "confidence": 0.6, "occurrences": 2, "interview_id": "d4cf4f1f-dc4f-570b-8a49-f60165fd0c77"}, {"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "1f9ae133-0eb4-5a96-b63b-86e0609e496b"}, {"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "3684236b-a7d7-55b9-bc66-54fad6f87bcc"}, {"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "4b506f4c-98f1-5a2d-9190-4453896c6e4c"}, {"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "4ac4866a-b1c0-5d97-b5a4-2788077dc404"}], "quote_ids": ["0fd72501-f5b1-526b-b412-7e20c0c21e5e", "e96141fa-2377-5166-8f50-48aecc5afa37", "0dd6a57a-136a-5d62-8210-78fa4172420a", "54c5124f-21e0-53f4-96b1-b9bc612c362f", "767e3fc2-113a-5868-a661-13fccab4e722", "58992ff8-9d51-5f90-a88c-000b9f3e6ce2"], "rationale": "said so", "occurrences": 6, "interview_ids": ["d4cf4f1f-dc4f-570b-8a49-f60165fd0c77", "1f9ae133-0eb4-5a96-b63b-86e0609e496b", "3684236b-a7d7-55b9-bc66-54fad6f87bcc", "4b506f4c-98f1-5a2d-9190-4453896c6e4c", "4ac4866a-b1c0-5d97-b5a4-2788077dc404"]}, "created_at": "2026-11-30T21:36:24.839125+00:00", "created_by": "system:theme-scan", "split_from": null, "updated_at": "2026-11-30T21:36:24.839125+00:00", "updated_by": "system:theme-scan", "description": "", "merged_into": null, "occurrences": 6, "last_seen_at": "2026-01-09T12:00:00+00:00", "first_seen_at": "2026-01-05T12:00:00+00:00", "rules_version": "1", "confidence_score": 0.8766, "split_interviews": []}', 'e1f616ab6f4e01da44dcff69c2a796c9c00aa07847f2fac4c1b4ba9617c7e4fb', 'bbb0cf269a3a8ac5ba778b49dc80a63b74d9dc252df131163304dbb86ada0022'),
	('5a0c1c4e-0000-4000-8000-000000000009', 66, '3b26ab43-34ec-4345-9f06-62ce5fa0c18f', 'theme_aliases', '42a28bc3-29b1-5714-bffa-ae077f8ebf98', 'update', '{"id": "42a28bc3-29b1-5714-bffa-ae077f8ebf98", "name": "Slow slow export", "slug": "slow-slow-export", "org_id": "5a0c1c4e-0000-4000-8000-000000000009", "source": "deterministic", "theme_id": "04dfac21-f127-5857-981f-ac45e28b3383", "created_at": "2026-11-30T21:36:24.839125+00:00", "created_by": "system:theme-scan"}', '7143b4dfea5d0c4632ba85dd88b9ce5d8ef363ab3632d01db62b739ad7b17672', 'f8b85dbada9fc5104fddae95aee38f30cc12792639eb960202c0ef7fa231fe74'),
	('5a0c1c4e-0000-4000-8000-000000000009', 67, '3b26ab43-34ec-4345-9f06-62ce5fa0c18f', 'interview_themes', 'caff6c87-b7a1-5a80-9f92-063404f206d3', 'insert', NULL, '', '9e75961019b863d5ef13733d4f5a36e0be642fcf852016de2e76409758de82ed'),
	('5a0c1c4e-0000-4000-8000-000000000009', 68, '3b26ab43-34ec-4345-9f06-62ce5fa0c18f', 'interview_themes', 'd1796ae9-3140-5a00-9e9f-8bc2a9f1603a', 'insert', NULL, '', 'fac61b6fa48634c8f6f5e75bb1b958f1632f01cccacf7e7a69382ae6afa87d3e'),
	('5a0c1c4e-0000-4000-8000-000000000009', 69, '3b26ab43-34ec-4345-9f06-62ce5fa0c18f', 'interview_themes', 'da29315b-4998-5f2a-a4ae-a1cd356ab373', 'insert', NULL, '', '58eeb12344982a2e437f3133beb843949d31f44b72e79e5355f5bf5846d09585'),
	('5a0c1c4e-0000-4000-8000-000000000009', 70, '3b26ab43-34ec-4345-9f06-62ce5fa0c18f', 'interview_themes', '315eec6e-c815-5435-8c1c-1cbe8487c3a4', 'delete', '{"id": "315eec6e-c815-5435-8c1c-1cbe8487c3a4", "org_id": "5a0c1c4e-0000-4000-8000-000000000009", "heard_as": ["slow-slow-export"], "quote_id": "58992ff8-9d51-5f90-a88c-000b9f3e6ce2", "theme_id": "04dfac21-f127-5857-981f-ac45e28b3383", "created_at": "2026-11-30T21:36:24.839125+00:00", "created_by": "system:theme-scan", "interview_id": "d4cf4f1f-dc4f-570b-8a49-f60165fd0c77"}', '524a4c50d58682ef3052e7132ef3fcbeb3b954e0261e62936c61b0f653a663d5', ''),
	('5a0c1c4e-0000-4000-8000-000000000009', 71, '3b26ab43-34ec-4345-9f06-62ce5fa0c18f', 'interview_themes', '45aaf59b-a9d0-5904-b148-e81db538c82a', 'delete', '{"id": "45aaf59b-a9d0-5904-b148-e81db538c82a", "org_id": "5a0c1c4e-0000-4000-8000-000000000009", "heard_as": ["slow-slow-export"], "quote_id": "e96141fa-2377-5166-8f50-48aecc5afa37", "theme_id": "04dfac21-f127-5857-981f-ac45e28b3383", "created_at": "2026-11-30T21:36:24.839125+00:00", "created_by": "system:theme-scan", "interview_id": "1f9ae133-0eb4-5a96-b63b-86e0609e496b"}', 'ac6228dda92927191dc5a50b63db2e0cd08cf9c4769548414f0d56caa9bff7d1', ''),
	('5a0c1c4e-0000-4000-8000-000000000009', 72, '3b26ab43-34ec-4345-9f06-62ce5fa0c18f', 'interview_themes', 'a4b6cbde-2c21-52b3-a9fd-f4061b0a3b37', 'delete', '{"id": "a4b6cbde-2c21-52b3-a9fd-f4061b0a3b37", "org_id": "5a0c1c4e-0000-4000-8000-000000000009", "heard_as": ["slow-slow-export"], "quote_id": "0dd6a57a-136a-5d62-8210-78fa4172420a", "theme_id": "04dfac21-f127-5857-981f-ac45e28b3383", "created_at": "2026-11-30T21:36:24.839125+00:00", "created_by": "system:theme-scan", "interview_id": "3684236b-a7d7-55b9-bc66-54fad6f87bcc"}', '67cdb42d4646fe64dfabe43f0719301ddbcef897b327a0f790f7a42e5fd09bd1', ''),
	('5a0c1c4e-0000-4000-8000-000000000009', 73, 'f6007073-b8bd-44f9-b82c-253eae7c91b7', 'job_runs', '6959bbb3-8434-4efd-b087-a1a16c2ada3f', 'update', '{"id": "6959bbb3-8434-4efd-b087-a1a16c2ada3f", "job": "curate", "actor": "person:Ada", "error": null, "org_id": "5a0c1c4e-0000-4000-8000-000000000009", "report": null, "status": "running", "dry_run": false, "parameters": {"tool": "themes.split_theme", "themes": ["04dfac21-f127-5857-981f-ac45e28b3383"]}, "started_at": "2026-11-30T21:36:24.968577+00:00", "finished_at": null, "inputs_hash": null}', 'b7305e48d85f4331c7d7c674e1996eeb751d299cba9fb188e3618967d22d330a', 'e92049e0831626c2999397e8b4fbf44dcf91247c9d933392a85a0314260638d3'),
	('5a0c1c4e-0000-4000-8000-000000000009', 74, 'fb11307c-4d13-4915-b037-fb21467acd30', 'interviews', '2d169f90-a1f1-59e2-91b6-8493341b5258', 'insert', NULL, '', 'b6a6a4a30907aaf70c3530ef4d5f5ab56bd053ef672a4009937da882a52052ef'),
	('5a0c1c4e-0000-4000-8000-000000000009', 75, 'f12f995d-2dd5-4e47-b259-068d6513b699', 'interviews', '4f483417-8463-5866-8bd7-7f73b246aabe', 'insert', NULL, '', '8617194d34c4f5d5f5caa38215ef20015667c3b59445684676c72fb4585c861c'),
	('5a0c1c4e-0000-4000-8000-000000000009', 76, 'b78d7a9d-c95a-4028-aa69-ad64fa75a8de', 'interview_quotes', '367e9c9d-70b3-5460-8008-56061e19659a', 'insert', NULL, '', '8cc7e136525ae057ca514d4f73a6dfd6768700b664dad3a68de261856089e9ba'),
	('5a0c1c4e-0000-4000-8000-000000000009', 77, '9a46ee1d-aa96-4823-a168-e7c76471cb57', 'interview_quotes', '31787c73-6d34-5376-902a-485a73927199', 'insert', NULL, '', '98d858416df7faf3e2f2d11b922d18eea0a9d3620aeda92ca5e2a30dc6144f2f'),
	('5a0c1c4e-0000-4000-8000-000000000009', 78, '6a8efca3-c3a3-4d71-8d11-c57ab255eb88', 'interview_quotes', '395ccbbe-8a04-5fa6-84ae-4e5952e360bb', 'insert', NULL, '', '0e0447ffea6c34ff197ad6768506490c0fcd1140c74734579542f4bd7f302862'),
	('5a0c1c4e-0000-4000-8000-000000000009', 79, '7727866d-ad6a-47cd-b6b0-2819766cde67', 'interview_quotes', 'e4b31468-a9f1-5398-84b9-fe83a4c2e068', 'insert', NULL, '', 'a32e71cd249f8a0bad42a569c1920281a9f0110d8bf838ed2f36008322306e6f'),
	('5a0c1c4e-0000-4000-8000-000000000009', 80, '1e40b641-3963-4ebf-95fa-09ae3bcd9cec', 'themes', '51fec328-145f-551e-b07b-3bd53146c4b9', 'insert', NULL, '', '7d21d14bc2d7b2b0c31368d7fdd1bd164c1f502638a54252e1b384d4ea90eccd'),
	('5a0c1c4e-0000-4000-8000-000000000009', 81, '770b97e6-0aba-466e-adad-7f6d97792121', 'interview_themes', '063a0d85-9e45-59c8-9afa-71e7185003c6', 'insert', NULL, '', 'b14c37d052ec45e1af15d1b2d845d50933bb3f863f7f1bd0a6549fbfbf75e72a'),
	('5a0c1c4e-0000-4000-8000-000000000009', 82, '9a00faac-1de4-4c3c-9835-f69a871f71e9', 'interview_themes', '8113c25a-0beb-5def-90f9-51c93268ec6d', 'insert', NULL, '', '232931f97671a7c6f3d6c637470bb7775b16b25ec3f7f7e5b6eaad0a13f7c779'),
	('5a0c1c4e-0000-4000-8000-000000000009', 83, 'c301cbe2-6330-46df-968e-b51535b769e4', 'interview_themes', 'ec3c107b-e19d-5c42-9476-332fcdbe960c', 'insert', NULL, '', 'e8fada5feb6bf3c59a58fc634fe3eda6b556050a73c0ca547bc764d69710d181'),
	('5a0c1c4e-0000-4000-8000-000000000009', 84, '7362a855-c99f-468d-9660-1b47788e7954', 'theme_aliases', '3e7b075b-b259-5e70-adbb-dd02f40198c6', 'insert', NULL, '', '674fda137e373044746a20e0fd1c2fbc3321ed12bb60e10670a2162155d8580b'),
	('5a0c1c4e-0000-4000-8000-000000000009', 85, '98464cb7-0039-4c02-9c39-8c9f289efa20', 'interview_quotes', '6728ceea-0a64-598d-99b8-82886f3c9c7e', 'insert', NULL, '', '0abc2db7c8d73801c07b8102448ab107bf3a971d0c4298d3e595bf1af5074d11'),
	('5a0c1c4e-0000-4000-8000-000000000009', 86, '2252e791-ca52-498c-9d9a-8b8960a6dd5c', 'interview_quotes', 'bfc44935-4f46-5edd-b047-ccba0295635e', 'insert', NULL, '', '0aea9938e97c08038717255dff5c8b1ef7b57f1e8a61514a6ae02d96b4a0e214'),
	('5a0c1c4e-0000-4000-8000-000000000009', 87, '71db81fe-606c-4939-81c2-3851528f32a3', 'themes', 'e06f460d-b778-543b-97cb-f1971b37d847', 'insert', NULL, '', 'b1d194bca4869af106f23e8f2b819d4708d3f74afd7a814736d178ad7134e74f'),
	('5a0c1c4e-0000-4000-8000-000000000009', 88, '479207a9-0e67-4616-b735-1e366140c1ee', 'interview_themes', 'a316f6c2-472f-5534-9a76-09455c6215f6', 'insert', NULL, '', 'a12a569e1529d03d0788f830c28f801d823b3a1d1ff35c695dc268779da7e4c1'),
	('5a0c1c4e-0000-4000-8000-000000000009', 89, 'e5330d5b-a11a-4af3-9d84-d80587ad94ae', 'interview_themes', 'dcb13a1a-a935-5114-84e7-6e3b40b33713', 'insert', NULL, '', '1fb810b8566716175da456b78d20de1abdf9202e4b2e78475c283a48fc7196d7'),
	('5a0c1c4e-0000-4000-8000-000000000009', 99, '9ba76ff8-f55d-42cb-8830-f8a988e47c1b', 'interview_themes', 'dcb13a1a-a935-5114-84e7-6e3b40b33713', 'erase', NULL, '1fb810b8566716175da456b78d20de1abdf9202e4b2e78475c283a48fc7196d7', ''),
	('5a0c1c4e-0000-4000-8000-000000000009', 100, '9ba76ff8-f55d-42cb-8830-f8a988e47c1b', 'interview_quotes', '6728ceea-0a64-598d-99b8-82886f3c9c7e', 'erase', NULL, '0abc2db7c8d73801c07b8102448ab107bf3a971d0c4298d3e595bf1af5074d11', ''),
	('5a0c1c4e-0000-4000-8000-000000000009', 94, 'fdd3ac20-1aa9-460d-81f7-2ec45c812049', 'themes', 'e06f460d-b778-543b-97cb-f1971b37d847', 'delete', NULL, 'b1d194bca4869af106f23e8f2b819d4708d3f74afd7a814736d178ad7134e74f', ''),
	('5a0c1c4e-0000-4000-8000-000000000009', 101, '9ba76ff8-f55d-42cb-8830-f8a988e47c1b', 'themes', 'e06f460d-b778-543b-97cb-f1971b37d847', 'erase', NULL, 'b1d194bca4869af106f23e8f2b819d4708d3f74afd7a814736d178ad7134e74f', ''),
	('5a0c1c4e-0000-4000-8000-000000000009', 95, '9ba76ff8-f55d-42cb-8830-f8a988e47c1b', 'interviews', '2d169f90-a1f1-59e2-91b6-8493341b5258', 'delete', NULL, 'b6a6a4a30907aaf70c3530ef4d5f5ab56bd053ef672a4009937da882a52052ef', ''),
	('5a0c1c4e-0000-4000-8000-000000000009', 102, '9ba76ff8-f55d-42cb-8830-f8a988e47c1b', 'interviews', '2d169f90-a1f1-59e2-91b6-8493341b5258', 'erase', NULL, 'b6a6a4a30907aaf70c3530ef4d5f5ab56bd053ef672a4009937da882a52052ef', ''),
	('5a0c1c4e-0000-4000-8000-000000000009', 96, '9ba76ff8-f55d-42cb-8830-f8a988e47c1b', 'interview_quotes', '395ccbbe-8a04-5fa6-84ae-4e5952e360bb', 'delete', NULL, '0e0447ffea6c34ff197ad6768506490c0fcd1140c74734579542f4bd7f302862', ''),
	('5a0c1c4e-0000-4000-8000-000000000009', 103, '9ba76ff8-f55d-42cb-8830-f8a988e47c1b', 'interview_quotes', '395ccbbe-8a04-5fa6-84ae-4e5952e360bb', 'erase', NULL, '0e0447ffea6c34ff197ad6768506490c0fcd1140c74734579542f4bd7f302862', ''),
	('5a0c1c4e-0000-4000-8000-000000000009', 97, '9ba76ff8-f55d-42cb-8830-f8a988e47c1b', 'interview_themes', 'ec3c107b-e19d-5c42-9476-332fcdbe960c', 'delete', NULL, 'e8fada5feb6bf3c59a58fc634fe3eda6b556050a73c0ca547bc764d69710d181', ''),
	('5a0c1c4e-0000-4000-8000-000000000009', 104, '9ba76ff8-f55d-42cb-8830-f8a988e47c1b', 'interview_themes', 'ec3c107b-e19d-5c42-9476-332fcdbe960c', 'erase', NULL, 'e8fada5feb6bf3c59a58fc634fe3eda6b556050a73c0ca547bc764d69710d181', ''),
	('5a0c1c4e-0000-4000-8000-000000000009', 98, '9ba76ff8-f55d-42cb-8830-f8a988e47c1b', 'themes', '51fec328-145f-551e-b07b-3bd53146c4b9', 'update', NULL, '7d21d14bc2d7b2b0c31368d7fdd1bd164c1f502638a54252e1b384d4ea90eccd', '7e0dd9a8afbf11f6faf22a08fa06dfe00eb47a95563f9dec6683997f631a2257'),
	('5a0c1c4e-0000-4000-8000-000000000009', 105, '9ba76ff8-f55d-42cb-8830-f8a988e47c1b', 'themes', '51fec328-145f-551e-b07b-3bd53146c4b9', 'erase', NULL, '7d21d14bc2d7b2b0c31368d7fdd1bd164c1f502638a54252e1b384d4ea90eccd', ''),
	('5a0c1c4e-0000-4000-8000-000000000009', 106, '0d4afe36-3054-4cb1-84f5-e9b4c176b595', 'theme_standings', '835e8095-8f43-5320-9542-dd69d467c489', 'insert', NULL, '', '39d966e8b6b4b41254cc9b068c6feb8746d6a1090f7a54eeceac00cfec1caa63'),
	('5a0c1c4e-0000-4000-8000-000000000009', 107, '1f4c9056-2d83-46e7-87c1-f74906a3600d', 'theme_standings', 'b990bc1a-1e1b-52b0-b4f3-b4ee049808b3', 'insert', NULL, '', 'a620b7907977025e023cd09d4c1de422592e599176e962811937601cafcd944a'),
	('5a0c1c4e-0000-4000-8000-000000000009', 108, 'e6ae2cb1-bbad-48e4-81c7-cc583c680a61', 'job_runs', '3f8429c5-b153-4db7-a2db-7cb1ec8d735d', 'insert', NULL, '', '6dc6f57fe5d7eace29704b959404c867f9b7a9881738e399e2643f7d15b1e45c'),
	('5a0c1c4e-0000-4000-8000-000000000009', 109, '533ba99b-fdc2-44e5-8b1b-fa02e8144087', 'themes', '3bc32c6b-c216-523c-b7c8-3efaa7f59332', 'update', '{"id": "3bc32c6b-c216-523c-b7c8-3efaa7f59332", "name": "High price", "slug": "high-price", "org_id": "5a0c1c4e-0000-4000-8000-000000000009", "status": "active", "decision": null, "evidence": {"supports": [{"rationale": "said so", "confidence": 0.6, "occurrences": 2, "interview_id": "3684236b-a7d7-55b9-bc66-54fad6f87bcc"}, {"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "1f9ae133-0eb4-5a96-b63b-86e0609e496b"}, {"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "4ac4866a-b1c0-5d97-b5a4-2788077dc404"}, {"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "4b506f4c-98f1-5a2d-9190-4453896c6e4c"}, {"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "d4cf4f1f-dc4f-570b-8a49-f60165fd0c77"}], "quote_ids": ["b8d98e18-5691-5ea0-8324-362650f3915c", "c148c017-eb8f-5289-a125-996a4b8695e4", "389ef7ab-b740-524b-bfa8-cc065f17d258", "55a8fee9-9624-5972-9180-9ec3334bbdba", "9806b766-bce9-519c-bb23-c692e62380e7", "db52e249-3381-568d-a096-2a827235cc28"], "rationale": "said so", "occurrences": 6, "interview_ids": ["3684236b-a7d7-55b9-bc66-54fad6f87bcc", "1f9ae133-0eb4-5a96-b63b-86e0609e496b", "4ac4866a-b1c0-5d97-b5a4-2788077dc404", "4b506f4c-98f1-5a2d-9190-4453896c6e4c", "d4cf4f1f-dc4f-570b-8a49-f60165fd0c77"]}, "created_at": "2026-11-30T21:36:24.839125+00:00", "created_by": "system:theme-scan", "split_from": null, "updated_at": "2026-11-30T21:36:24.926675+00:00", "updated_by": "person:Ada", "description": "", "merged_into": null, "occurrences": 6, "last_seen_at": "2026-01-09T12:00:00+00:00", "first_seen_at": "2026-01-05T12:00:00+00:00", "rules_version": "1", "confidence_score": 0.8766, "split_interviews": []}', '8b7724ffdc592b033f0a8023aeba054a7096f9b25c7a6d1fea9a48eb76d76709', 'ce8761c809312fc590218da8dfbbb27f45df34a68451d4ec5a30934417ca28d7'),
	('5a0c1c4e-0000-4000-8000-000000000009', 110, '46a59dce-0fdc-476b-8aed-3a4f65c280c9', 'job_runs', '3f8429c5-b153-4db7-a2db-7cb1ec8d735d', 'update', '{"id": "3f8429c5-b153-4db7-a2db-7cb1ec8d735d", "job": "theme-scan", "actor": "system:theme-scan", "error": null, "org_id": "5a0c1c4e-0000-4000-8000-000000000009", "report": null, "status": "running", "dry_run": false, "parameters": {"lookback_days": 30}, "started_at": "2026-11-30T21:36:25.350568+00:00", "finished_at": null, "inputs_hash": null}', '6dc6f57fe5d7eace29704b959404c867f9b7a9881738e399e2643f7d15b1e45c', '2c3f084f1c1238eb61f66e7745b6e7e8c9d55a6216f99bb9cc6cb37a27751f12'),
	('5a0c1c4e-0000-4000-8000-00000000000a', 111, 'e183bc47-7536-441a-b338-d72d054d4397', 'interviews', '4da58ca6-29a8-5dd9-a74b-590627dd2ee4', 'insert', NULL, '', 'a5584b22914a109354244a6ce3f1cb362aee1d3bde874aa2a039965c96689556'),
	('5a0c1c4e-0000-4000-8000-00000000000a', 112, '999427f0-16b4-4af8-af32-ea981b5129be', 'interviews', '62eb732d-742a-54a4-9f8d-4139ede6a6d7', 'insert', NULL, '', 'cfc0d8daa69d400ab59e12eb7f87e8805fe3df03de54d867a991f950d061f130');

INSERT INTO theme_scan.studies VALUES
	('5a0c1c4e-0000-4000-8000-000000000009', 'ca0f098b-b7f8-5362-980a-15e797919415', 'Why people leave.', '[{"name": "Training", "examples": ["I want a course"], "definition": "People ask for courses."}]', 'system:study', '2026-11-30 21:36:24.900837+00');

INSERT INTO theme_scan.theme_aliases VALUES
	('5a0c1c4e-0000-4000-8000-000000000009', '9a192cc6-fbb5-5044-9c84-74eb8554a28f', 'b484b86e-dc38-5a1d-b44d-8750848f9c5f', 'loud-office', 'Loud office', 'person', 'person:Ada', '2026-11-30 21:36:24.912039+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', '1e806eeb-1c7b-59b5-9c14-4f6a3bb322c5', 'b484b86e-dc38-5a1d-b44d-8750848f9c5f', 'noise-at-work', 'Noise at work', 'person', 'person:Ada', '2026-11-30 21:36:24.912039+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'dd0a4b0e-a820-54c5-8ef1-c0ff24664dd0', '3bc32c6b-c216-523c-b7c8-3efaa7f59332', 'endless-onboarding', 'Endless onboarding', 'person', 'person:Ada', '2026-11-30 21:36:24.926675+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', '42a28bc3-29b1-5714-bffa-ae077f8ebf98', '85480140-5bf7-531d-a7a7-102bd325bb68', 'slow-slow-export', 'Slow slow export', 'deterministic', 'system:theme-scan', '2026-11-30 21:36:24.839125+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', '3e7b075b-b259-5e70-adbb-dd02f40198c6', '51fec328-145f-551e-b07b-3bd53146c4b9', 'faith', 'Faith', 'embedding', 'system:theme-scan', '2026-11-30 21:36:25.014344+00');

INSERT INTO theme_scan.theme_standings VALUES
	('5a0c1c4e-0000-4000-8000-000000000009', '835e8095-8f43-5320-9542-dd69d467c489', '3bc32c6b-c216-523c-b7c8-3efaa7f59332', 'fading', 0.3, '1', 'system:confidence-decay', '2026-11-30 21:36:25.333781+00'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'b990bc1a-1e1b-52b0-b4f3-b4ee049808b3', '04dfac21-f127-5857-981f-ac45e28b3383', 'fading', 0.3, '1', 'system:confidence-decay', '2026-11-30 21:36:25.333781+00');

INSERT INTO theme_scan.themes VALUES
	('5a0c1c4e-0000-4000-8000-000000000009', '76c6ccaf-b16e-5bdd-b826-25005b7c17e1', 'endless-onboarding', 'Endless onboarding', '', 0.8136, 3, '{"supports": [{"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "d4cf4f1f-dc4f-570b-8a49-f60165fd0c77"}, {"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "1f9ae133-0eb4-5a96-b63b-86e0609e496b"}, {"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "3684236b-a7d7-55b9-bc66-54fad6f87bcc"}], "quote_ids": ["9806b766-bce9-519c-bb23-c692e62380e7", "c148c017-eb8f-5289-a125-996a4b8695e4", "db52e249-3381-568d-a096-2a827235cc28"], "rationale": "said so", "occurrences": 3, "interview_ids": ["d4cf4f1f-dc4f-570b-8a49-f60165fd0c77", "1f9ae133-0eb4-5a96-b63b-86e0609e496b", "3684236b-a7d7-55b9-bc66-54fad6f87bcc"]}', '2026-01-07 12:00:00+00', '2026-01-09 12:00:00+00', '1', 'system:theme-scan', 'person:Ada', '2026-11-30 21:36:24.839125+00', '2026-11-30 21:36:24.926675+00', 'active', NULL, '3bc32c6b-c216-523c-b7c8-3efaa7f59332', NULL, '{}'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'b484b86e-dc38-5a1d-b44d-8750848f9c5f', 'loud-office', 'Noise at work', '', 0.8136, 3, '{"supports": [{"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "1f9ae133-0eb4-5a96-b63b-86e0609e496b"}, {"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "4b506f4c-98f1-5a2d-9190-4453896c6e4c"}, {"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "4ac4866a-b1c0-5d97-b5a4-2788077dc404"}], "quote_ids": ["e9c27774-9206-568d-940e-eaaf5c0c1e0e", "6039f569-8bf8-56a2-ae9e-1353361fd058", "f7d3b7be-4668-5859-8ac8-afc4a83eebff"], "rationale": "said so", "occurrences": 3, "interview_ids": ["1f9ae133-0eb4-5a96-b63b-86e0609e496b", "4b506f4c-98f1-5a2d-9190-4453896c6e4c", "4ac4866a-b1c0-5d97-b5a4-2788077dc404"]}', '2026-01-05 12:00:00+00', '2026-01-08 12:00:00+00', '1', 'system:theme-scan', 'person:Ada', '2026-11-30 21:36:24.839125+00', '2026-11-30 21:36:24.952851+00', 'active', 'pinned', NULL, NULL, '{}'),
	('5a0c1c4e-0000-4000-8000-000000000009', '85480140-5bf7-531d-a7a7-102bd325bb68', 'slow-slow-export', 'Slow slow export', '', 0.8136, 3, '{"supports": [{"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "d4cf4f1f-dc4f-570b-8a49-f60165fd0c77"}, {"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "1f9ae133-0eb4-5a96-b63b-86e0609e496b"}, {"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "3684236b-a7d7-55b9-bc66-54fad6f87bcc"}], "quote_ids": ["58992ff8-9d51-5f90-a88c-000b9f3e6ce2", "e96141fa-2377-5166-8f50-48aecc5afa37", "0dd6a57a-136a-5d62-8210-78fa4172420a"], "rationale": "said so", "occurrences": 3, "interview_ids": ["d4cf4f1f-dc4f-570b-8a49-f60165fd0c77", "1f9ae133-0eb4-5a96-b63b-86e0609e496b", "3684236b-a7d7-55b9-bc66-54fad6f87bcc"]}', '2026-01-07 12:00:00+00', '2026-01-09 12:00:00+00', '1', 'person:Ada', 'person:Ada', '2026-11-30 21:36:24.968577+00', '2026-11-30 21:36:24.968577+00', 'active', NULL, NULL, '04dfac21-f127-5857-981f-ac45e28b3383', '{}'),
	('5a0c1c4e-0000-4000-8000-000000000009', '04dfac21-f127-5857-981f-ac45e28b3383', 'slow-export', 'Slow export', '', 0.8136, 3, '{"supports": [{"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "d4cf4f1f-dc4f-570b-8a49-f60165fd0c77"}, {"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "4b506f4c-98f1-5a2d-9190-4453896c6e4c"}, {"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "4ac4866a-b1c0-5d97-b5a4-2788077dc404"}], "quote_ids": ["0fd72501-f5b1-526b-b412-7e20c0c21e5e", "54c5124f-21e0-53f4-96b1-b9bc612c362f", "767e3fc2-113a-5868-a661-13fccab4e722"], "rationale": "said so", "occurrences": 3, "interview_ids": ["d4cf4f1f-dc4f-570b-8a49-f60165fd0c77", "4b506f4c-98f1-5a2d-9190-4453896c6e4c", "4ac4866a-b1c0-5d97-b5a4-2788077dc404"]}', '2026-01-05 12:00:00+00', '2026-01-09 12:00:00+00', '1', 'system:theme-scan', 'person:Ada', '2026-11-30 21:36:24.839125+00', '2026-11-30 21:36:24.968577+00', 'active', NULL, NULL, NULL, '{}'),
	('5a0c1c4e-0000-4000-8000-000000000009', '51fec328-145f-551e-b07b-3bd53146c4b9', 'trust', 'Trust', 'What people say about Trust.', 0.5, 2, '{"supports": [{"rationale": "Speaker fay comes back to it.", "confidence": 0.5, "occurrences": 2, "interview_id": "4f483417-8463-5866-8bd7-7f73b246aabe"}], "quote_ids": ["31787c73-6d34-5376-902a-485a73927199", "e4b31468-a9f1-5398-84b9-fe83a4c2e068"], "rationale": "Speaker fay comes back to it.", "occurrences": 2, "interview_ids": ["4f483417-8463-5866-8bd7-7f73b246aabe"]}', '2026-01-01 00:00:00+00', '2026-01-01 00:00:00+00', '1', 'system:theme-scan', 'system:erase-interview', '2026-11-30 21:36:25.014344+00', '2026-11-30 21:36:25.1046+00', 'retired', NULL, NULL, NULL, '{}'),
	('5a0c1c4e-0000-4000-8000-000000000009', '3bc32c6b-c216-523c-b7c8-3efaa7f59332', 'high-price', 'High price', '', 0.8766, 6, '{"supports": [{"rationale": "said so", "confidence": 0.6, "occurrences": 2, "interview_id": "3684236b-a7d7-55b9-bc66-54fad6f87bcc"}, {"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "d4cf4f1f-dc4f-570b-8a49-f60165fd0c77"}, {"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "1f9ae133-0eb4-5a96-b63b-86e0609e496b"}, {"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "4b506f4c-98f1-5a2d-9190-4453896c6e4c"}, {"rationale": "said so", "confidence": 0.6, "occurrences": 1, "interview_id": "4ac4866a-b1c0-5d97-b5a4-2788077dc404"}], "quote_ids": ["db52e249-3381-568d-a096-2a827235cc28", "9806b766-bce9-519c-bb23-c692e62380e7", "c148c017-eb8f-5289-a125-996a4b8695e4", "55a8fee9-9624-5972-9180-9ec3334bbdba", "389ef7ab-b740-524b-bfa8-cc065f17d258", "b8d98e18-5691-5ea0-8324-362650f3915c"], "rationale": "said so", "occurrences": 6, "interview_ids": ["3684236b-a7d7-55b9-bc66-54fad6f87bcc", "d4cf4f1f-dc4f-570b-8a49-f60165fd0c77", "1f9ae133-0eb4-5a96-b63b-86e0609e496b", "4b506f4c-98f1-5a2d-9190-4453896c6e4c", "4ac4866a-b1c0-5d97-b5a4-2788077dc404"]}', '2026-01-05 12:00:00+00', '2026-01-09 12:00:00+00', '1', 'system:theme-scan', 'system:theme-scan', '2026-11-30 21:36:24.839125+00', '2026-11-30 21:36:25.396192+00', 'active', NULL, NULL, NULL, '{}');

INSERT INTO theme_scan.tool_calls VALUES
	('5a0c1c4e-0000-4000-8000-000000000009', '57264a5a-bccc-4852-a9bf-613b62230c70', 1, '3d8b108e-ee2b-4c7b-b31f-431ebed72364', 'system:theme-scan', 'theme-scan', 'interviews.upsert_interview', 2, false, 'succeeded', '', 'def1aae895566cfcc5653499a0b9c0ce6ef17efc6581559b1b25ddc538ac85b4', '5da9523ac735a17bde3b7d3d3d9251e4655bfcc4a104623f183caa09e9f3526a', 1, '5650ac98c15a2d7eb7b625b85ae7883e5c5c101a101d3f51f5359117f0645dba', 13909, '2026-11-30 21:36:24.720564+00', '', 'c70f518894b3fc57b8a92bd31c9e80b2773adb8b94f3a36b632cad0e903532bd'),
	('5a0c1c4e-0000-4000-8000-000000000009', '8f86d3ec-9dc7-451b-92ae-5bc2a1a621b1', 2, '3d8b108e-ee2b-4c7b-b31f-431ebed72364', 'system:theme-scan', 'theme-scan', 'interviews.upsert_interview', 2, false, 'succeeded', '', '02b726142ac87aa5cca91dd1bb1b5378105bf42f36ea76daaba90ae7aea586fe', '97789a83f73232afad49dfbd2c6d96e0d68284feac871e14e62add5b83edce52', 1, '35d39fc69f76767ca18547b07eb7ffeef8079300113b52a264a2a889c3286e43', 13909, '2026-11-30 21:36:24.724897+00', 'c70f518894b3fc57b8a92bd31c9e80b2773adb8b94f3a36b632cad0e903532bd', '261dfc5e1447098f51455beb3117d74ee7090e6751c3639f9f7eb0164adc16ce'),
	('5a0c1c4e-0000-4000-8000-000000000009', '6be84186-6e6a-4c11-ba42-71dcc16c8a00', 3, '3d8b108e-ee2b-4c7b-b31f-431ebed72364', 'system:theme-scan', 'theme-scan', 'interviews.upsert_interview', 2, false, 'succeeded', '', '19ff25c3841985c06c7005d3c65587f2902804b359d912b701d81f26e9643fdb', 'e17183a6b2f0ab94f1931aa7ec20c33a520a48dcb247bc3e93f02f8e1069f0bc', 1, '56454263fe1d8e9d51c37ee3fc3388c08d40fb2ff02c59e004a0cd1c768dc15c', 13909, '2026-11-30 21:36:24.725234+00', '261dfc5e1447098f51455beb3117d74ee7090e6751c3639f9f7eb0164adc16ce', '35fa16c826a713e293e79b831a0ef2de96265b4cb6c0772b535b88e4c79a4325'),
	('5a0c1c4e-0000-4000-8000-000000000009', '581da083-5208-46a2-9324-6eabcaaf2ff1', 4, '3d8b108e-ee2b-4c7b-b31f-431ebed72364', 'system:theme-scan', 'theme-scan', 'interviews.upsert_interview', 2, false, 'succeeded', '', '71a75c75293ae2e9cc08c30a68938c8c45956c21f5c4230f15572c8afdd87864', '23262c13c5c85594f9f31afafe6588e8a6cdafbdc31e311e18dbcef3becf4b58', 1, '7af793ba5430b6407429cd02f34d15406877a80350de5ece47ea9fb5722fbb46', 13909, '2026-11-30 21:36:24.725519+00', '35fa16c826a713e293e79b831a0ef2de96265b4cb6c0772b535b88e4c79a4325', '9619f84b37087b3a745c828f288c87366a3d7d5028e9e838cad23c4ff72131d5'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'f43dbe5c-05bc-4f6b-948f-c12847930aa7', 5, '3d8b108e-ee2b-4c7b-b31f-431ebed72364', 'system:theme-scan', 'theme-scan', 'interviews.upsert_interview', 2, false, 'succeeded', '', 'dd6706fd5247c9e9ba683fa7d2f242cbaa3405625930dcc233656be3558d8788', '3809d621a173e615e147dcf02e3898c12dea430a96943251dd50fbcb1a2460b1', 1, '6723d289eff965e46b45837ca9a5239e5107ef384adb25bb1817727e92bcc279', 13909, '2026-11-30 21:36:24.725792+00', '9619f84b37087b3a745c828f288c87366a3d7d5028e9e838cad23c4ff72131d5', '803662d421a994c221335b14e959891bb67bf690b3acc390d2ccd29ee3ec2e84'),
	('5a0c1c4e-0000-4000-8000-000000000009', '3b53c713-39cb-4bd1-b9e4-27bbbac40630', 6, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'runs.start_run', 1, false, 'succeeded', '', '590a781ffbb70e1b749f4ac3b0f1ca2fe6ff7e514154d3fce4db23b2ca8403ea', 'd56d3ee606c13b2c20a02456e4ed44394070aa21147c8f1082b02594b2040538', 1, '5a033a1abd33be122d21967ea50c844de89156ab19c5e49a93edea3f263659b1', 4070, '2026-11-30 21:36:24.739723+00', '803662d421a994c221335b14e959891bb67bf690b3acc390d2ccd29ee3ec2e84', '2b8277db88609288999d446849e905fbf35244ac0da083b243ddc9594745eddd'),
	('5a0c1c4e-0000-4000-8000-000000000009', '18a66c4b-7376-4e5e-b953-e62dc5639fd9', 7, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'interviews.add_quote', 2, false, 'succeeded', '', '4aaf3af00f38e9fed845260a21af296fd85eac5f22a2cb33eaad48c23b3e1967', '30b5879012df87ad44241d1641835aae5351ad7811af2dfda420e899a9566715', 1, '2888499fca8cc9d796d1ed783d9c544c86a869f61505ac34cde98dbd0f51613d', 7213, '2026-11-30 21:36:24.885396+00', '2b8277db88609288999d446849e905fbf35244ac0da083b243ddc9594745eddd', '1e464080da8ccf24d5d7d9c0d864ae5424d007b7975941cc25b0ac85676a82f0'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'd9472d71-9226-4178-af31-1cfa27bcc4b0', 8, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'interviews.add_quote', 2, false, 'succeeded', '', 'b2da02f404be166195857f1158eadadafede43825f9d6eaea09f55bdaaaad347', 'bcff56742a68ef8da4100a6cfa61c674d0efefdcebc33d1d57139de6cf6363c6', 1, '5e0b92824e23a8ddd7095dc9da5161ff6c43ce1e419ffc1ae9b82744ac0ac01e', 7213, '2026-11-30 21:36:24.885561+00', '1e464080da8ccf24d5d7d9c0d864ae5424d007b7975941cc25b0ac85676a82f0', '229a80435b7a066002276bbaa45b892cd1b44c53972dd0d370a303086a7612d1'),
	('5a0c1c4e-0000-4000-8000-000000000009', '1b084d55-4e74-4995-a83a-db1e157b8d8f', 9, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'interviews.add_quote', 2, false, 'succeeded', '', 'cb12ab17599b85a3830c82b2405031813a2b8fae499d25569f7cd5c5b23fd80b', '8471651eee811258f5f802c7bd85efb6624bea071a1db287d4f7970bf95bfa4e', 1, '6c905ff0fa9ee54f5c0ec29a4ea2d7ae7ad8268c655bc02645c2c94c731322f6', 7213, '2026-11-30 21:36:24.885652+00', '229a80435b7a066002276bbaa45b892cd1b44c53972dd0d370a303086a7612d1', '89297fa59f4fd59c44c3e7263b4184ca295de4826b1f9d0b40a89cfc879282fb'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'c641e655-5120-4332-8398-825e23acdd2b', 10, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'interviews.add_quote', 2, false, 'succeeded', '', '9938c047d83dcf10ef9c798d76c11a1732c542bcdcb9af488afe19bcc5d4c242', 'b410cbb61deb591ddec3f1720cea287ab0742b9843a3f5855cbc86a42ca107a8', 1, 'a26f47c46f20776c1ef486db945ae54284ef1bbb76c6a1a7948eb9ab1b65ceb8', 7213, '2026-11-30 21:36:24.885733+00', '89297fa59f4fd59c44c3e7263b4184ca295de4826b1f9d0b40a89cfc879282fb', 'ad96c66660a9f8f664ddf65e1c2dde0a8d2b2f40e5f47afb9f784c76bb9ad7fb'),
	('5a0c1c4e-0000-4000-8000-000000000009', '17c715ff-1d5e-4a47-8e98-8d334fd2b2f3', 11, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'interviews.add_quote', 2, false, 'succeeded', '', 'b7a82136e1cc5c63e6ff8bd421efc9bb1c6a298cc4569e00ceebbc225edc8aff', '1b162745ee6df2a79d931a552cdd0b9f4fb41426faeba3582698bd34b2714f85', 1, '5d9456adc7236df6c5a9b15e607371bd9cbcaa590784279e982f662f29b349b1', 7213, '2026-11-30 21:36:24.885805+00', 'ad96c66660a9f8f664ddf65e1c2dde0a8d2b2f40e5f47afb9f784c76bb9ad7fb', '246962106f5c31cebea3f234d141840a69dd5b4b369c015cd98247013aa9e727'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'eac3e3fe-b4b1-4e5f-8526-ca2c7f052ddf', 12, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'interviews.add_quote', 2, false, 'succeeded', '', '20a858fabf3baa8456cff1fef2a9f3bc92d23757e7cc35473a6a86701c751fdf', 'e22005bad5e91ac987e520a6af42954f318ad508542202bb4baee99d56cdb937', 1, '4aac318525b71a94fe0079267691870402c82682de4a1168142d7c438930b9fe', 7213, '2026-11-30 21:36:24.885873+00', '246962106f5c31cebea3f234d141840a69dd5b4b369c015cd98247013aa9e727', '7b36ff570ad3bc332ece680b332726e87386af3eaa9bdf35e77e14281ea48d73'),
	('5a0c1c4e-0000-4000-8000-000000000009', '055daa9d-9f56-4804-95fb-e593dad90237', 13, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'interviews.add_quote', 2, false, 'succeeded', '', '4de734241ad2054221149d977b475f768f883e10bbdc25b5fa25f4da9ba87461', 'a0947c59aa3484267df3651fa4b4fac0210b9a3d97c9a6094318012e3c6678d1', 1, '1b2abc7be175bc18b6d5a62021e9719eb8970890cbc7f841858f999fe70d2bdd', 7213, '2026-11-30 21:36:24.885942+00', '7b36ff570ad3bc332ece680b332726e87386af3eaa9bdf35e77e14281ea48d73', 'a453ac5dc248a8454c2507e5f22a982706d9b04854243353e56f6c5fedbc52ed'),
	('5a0c1c4e-0000-4000-8000-000000000009', '7f5101f2-e18d-4902-9730-99f8e5eaaf27', 14, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'interviews.add_quote', 2, false, 'succeeded', '', '5df03da6d27c3ba6b2113d1aec4aa8fc210423411beda510762ae24b2a719370', '01425f7e18df58ea63ae7bdf4c90f10acce8dab73c6d9d460f69f9ea6ff96f92', 1, '64957ead7a708f970407c877ca56e0c68c224b38abc519173e42616bb751995a', 7213, '2026-11-30 21:36:24.88601+00', 'a453ac5dc248a8454c2507e5f22a982706d9b04854243353e56f6c5fedbc52ed', 'b772c9fe30fee237ef813947171360452aa7c72c956db08ec81883cd65ad3e5c'),
	('5a0c1c4e-0000-4000-8000-000000000009', '4f917adf-e9ac-439c-bf0f-875d43251605', 15, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'interviews.add_quote', 2, false, 'succeeded', '', 'dc667075254cd9bd0bd30d28f64ca36ab888f814e14c4c6a4b827b8dbd72e73c', '2253eda2569ce11e8972b35486d8063585c5920c7bcae1e293da28900c01c089', 1, '113ad7e0c26c837de8383bafc825c82e606ac684dc0455585b6f2e4c96a10158', 7213, '2026-11-30 21:36:24.886082+00', 'b772c9fe30fee237ef813947171360452aa7c72c956db08ec81883cd65ad3e5c', 'f3f2e437f546329b9d053f9da953108d423726632b2eb82628179e449a5a6362'),
	('5a0c1c4e-0000-4000-8000-000000000009', '17bef7da-3a4c-4d98-b6e2-8abc1643254b', 16, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'interviews.add_quote', 2, false, 'succeeded', '', '77062ad5523a4b9c61b10af0069e480efc70c94ed166ed936daa30beb044b9db', 'f106e701c70e8af38ea157800d5617defc3b9040cfeb360adabfcb45f2765fde', 1, '7dcfbdd2323e5725a21d6b1956c1c33d77f73c072f7d39bcfb4d5cb536279db6', 7213, '2026-11-30 21:36:24.88615+00', 'f3f2e437f546329b9d053f9da953108d423726632b2eb82628179e449a5a6362', 'e3f3b6705394dd6954c42ff5593efbbaaee1dbc9ac1a7168adf60b375d2e9315'),
	('5a0c1c4e-0000-4000-8000-000000000009', '1ee95fee-d73e-4d4b-9018-07f02770ebdc', 17, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'interviews.add_quote', 2, false, 'succeeded', '', 'b0aac10737b6e6648cff8667629b891d0d6f4464c781638303d76d7b96cf57be', 'b4516ebe461185f70e0d9368fb4258e5a933b1786f5394c8a96b5bdb1ab15f75', 1, '933725439bd0593b1e8bc4b1876e378d95e60a5f7bf6276afa51aa041c9c7b8b', 7213, '2026-11-30 21:36:24.88622+00', 'e3f3b6705394dd6954c42ff5593efbbaaee1dbc9ac1a7168adf60b375d2e9315', '24bca41fae9cc774cc1d926a56167b3370d847d149cc6ddf10639668721ebe6f'),
	('5a0c1c4e-0000-4000-8000-000000000009', '0aed89f6-2826-4a54-9f68-7f2bf89134e1', 18, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'interviews.add_quote', 2, false, 'succeeded', '', '183bae2a5c33f6b4796fd48b614df622b186527c2baee636a511d34f74ccc4fe', '5b3f3aaf193150ef2ba861486b224b6ac9a764516a1ad3b017b3bf2ff886822c', 1, '692c34e4822fbefe945e25555242411d1ef4b87ae32532b21fb66dae2e4f5753', 7213, '2026-11-30 21:36:24.886401+00', '24bca41fae9cc774cc1d926a56167b3370d847d149cc6ddf10639668721ebe6f', 'f39f6b0b48e80597e13318cea9c53b535d345bd180a38e56b45513ba2795c6e2'),
	('5a0c1c4e-0000-4000-8000-000000000009', '61ab8753-8ea4-4567-bc3b-272e34d899cd', 19, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'interviews.add_quote', 2, false, 'succeeded', '', '8c977842058de23dd4a0d5a3c7f72fc6d091987b25e8ac92c418f93d421b1e53', 'a1946a32ccfdea039c64c04587fe1f5a04a4b884abc6b75008aed3ca1cf55d93', 1, 'f38392d2dd6bff7da0b66b610ae8f563df094ff6f1b51977f62766079cecf1da', 7213, '2026-11-30 21:36:24.886487+00', 'f39f6b0b48e80597e13318cea9c53b535d345bd180a38e56b45513ba2795c6e2', 'cca5ea63bf90b9ded40214e677dfdd382374adc972e5d47432d758c43107f576'),
	('5a0c1c4e-0000-4000-8000-000000000009', '70ce5c0d-f3a8-4006-a817-5257bd21db70', 20, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'interviews.add_quote', 2, false, 'succeeded', '', 'c8752c1dbd69bb26a129af1c4754222c2376969ab662695b485774b1c8343d23', 'd6f7a996448825db8e2d57a547024ff317e311c8a7bf750d27c603fc2066b8ce', 1, 'f09b593b8b2d0d9cd4abc49afec7664fcfadf18b18e70cd1cfb9642c062e6483', 7213, '2026-11-30 21:36:24.886561+00', 'cca5ea63bf90b9ded40214e677dfdd382374adc972e5d47432d758c43107f576', 'ee57210c7bb40554ef4eaf508ea402058365c76ec6232d1821bcd8a6bcbaa475'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'f0260813-f0e7-40c3-87e9-4239814d00a9', 21, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'interviews.add_quote', 2, false, 'succeeded', '', '85f7010714bec8db824d640421d95125c7cbaae718ca8f7be939c107cef15433', '4983f2f13a64a8524e1c54dccf4239effed3a2d49f9355e5dd2d9bcf5d08503c', 1, 'dcd46bc3baacf3a1f5a1791c15ecbbd077323da67b46e6155b2e1e6bee6a1d77', 7213, '2026-11-30 21:36:24.886629+00', 'ee57210c7bb40554ef4eaf508ea402058365c76ec6232d1821bcd8a6bcbaa475', '862c457a37ecf292b7e3622c6c1178d13c92774fca93594671a5ab52dcbe2093'),
	('5a0c1c4e-0000-4000-8000-000000000009', '638d568e-1252-4a84-ad1a-6b42ea777256', 22, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'themes.upsert_theme', 2, false, 'succeeded', '', 'd2e56e1bf1707810b4e61f103c3c81920ef8a8b7faa97fa4f56456c5b428fd91', 'e45e0e9b92dbfaa70c3be3e223ed9ba43c09449da5ad068f3e0db69455a10ba4', 1, '169539b655ec1efbc4056d54c61b59a223f5c08794a94797e1badc7cd3924f5a', 10307, '2026-11-30 21:36:24.886694+00', '862c457a37ecf292b7e3622c6c1178d13c92774fca93594671a5ab52dcbe2093', '583a39ef71ac8ecd62431fec21c3b9ada8c64dd272c5a5f56d86954d192f9a6d'),
	('5a0c1c4e-0000-4000-8000-000000000009', '51b1fead-1211-4777-aab0-6668fc19bf57', 23, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'themes.upsert_theme', 2, false, 'succeeded', '', '4945f59ad7415bfc7e13be63153b80f80207b67b079d25e4bfeb0163e3fbae12', 'be93af8ac927a07ca7505def634d3a8c855b69a9299126a69b50052ca28e853f', 1, '3ba32f20d16cc07e4125dfe66df82635e6398b7e239a79e2d712238d6729dbe6', 10307, '2026-11-30 21:36:24.88676+00', '583a39ef71ac8ecd62431fec21c3b9ada8c64dd272c5a5f56d86954d192f9a6d', '19e2062836fd2c16fb9b6c786cdf57951a1bb8c5c3cde2cc57c4b875d674a11d'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'f16f270a-a814-4d44-a290-03098fb975b4', 24, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'themes.upsert_theme', 2, false, 'succeeded', '', 'c78b9d8cef8a5ea139d870a178b6ec6de46067194350349074c1081c262448e9', '8813111954638338379313bc386dcb411ac7912e8a966dc66a369a919130a442', 1, '39fe82de4f1f4a6b48a5390785996004ac239265b7886ee22c47b12802dcdb0e', 10307, '2026-11-30 21:36:24.886825+00', '19e2062836fd2c16fb9b6c786cdf57951a1bb8c5c3cde2cc57c4b875d674a11d', '87b51cd462fcd279ab19dcc2ea161a9d2a2c9fecd13d856c6ea0bcceadaf87f2'),
	('5a0c1c4e-0000-4000-8000-000000000009', '615c537f-c05a-4f33-9e64-2624a5199a15', 25, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'themes.upsert_theme', 2, false, 'succeeded', '', '19888808f1c4c6a98305e0b808953f561bea55edf0def0f18cbbf842f5f7288d', '2c95d06f31f8da6da2d7c1c20ef883153cbec404440db29e285204a15ed17114', 1, 'a55358c0e697ae8b9aad6344fbe38c4c27baf0974f07227d26353d85b01f376f', 10307, '2026-11-30 21:36:24.886894+00', '87b51cd462fcd279ab19dcc2ea161a9d2a2c9fecd13d856c6ea0bcceadaf87f2', '69cafdf6438b5a20499d9381dbb0e20780db0ddb44c863ddb9baf11a41201555'),
	('5a0c1c4e-0000-4000-8000-000000000009', '19957e51-5f61-4769-91e5-237d26db0739', 26, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'themes.link_to_interview', 2, false, 'succeeded', '', '32e6f39b163781f2a782c3a53f2ed56d8ea8a6f5eda25c851ef8dbb6abf3d788', 'f655ba23d08a9a9738dcef8ec0c32d6cff57a89702e0e0e1db3b7126677fcb6b', 1, '06d2b2851ad8a98613412a1478475ff7c7b47b989da96d818e13d0f3788c8634', 12695, '2026-11-30 21:36:24.886959+00', '69cafdf6438b5a20499d9381dbb0e20780db0ddb44c863ddb9baf11a41201555', '7afb003985fe44df635f807c8967fbd6c82bf6a340854543c9b1272b757d5ef8'),
	('5a0c1c4e-0000-4000-8000-000000000009', '76dcb86b-992e-4f32-b8c9-366abd886cb5', 27, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'themes.link_to_interview', 2, false, 'succeeded', '', 'ee5cc6e113e8bbf34546dd67b998be6988f58162afb84fc6cc0e8407e93b8762', '4ba10aab7d401e3f10d26face4153b4f945692a860dfb17a0d20ddf2c0a38ec1', 1, '96855bc90d6b11be9bbbe40a9905707399eca016ffdbf7ef04f9f9d016e3be7d', 12695, '2026-11-30 21:36:24.887023+00', '7afb003985fe44df635f807c8967fbd6c82bf6a340854543c9b1272b757d5ef8', 'f823b5946c7184828264b5f173ac6aa6ab442add65fdb8fa40fbf939e6cb1ce9'),
	('5a0c1c4e-0000-4000-8000-000000000009', '3ac0680b-ca9a-4c12-871a-7b1bc8195310', 28, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'themes.link_to_interview', 2, false, 'succeeded', '', '356bbbb47c64dacc18aa3058ed1aad0995e884a7c3bd01e7a102f082d25d3f24', '580225bdb5b14e20c634dedf91fb2b0881d23c9272cffff582610c4a6a39db14', 1, 'd2d45ad2212e0f5abaca7ca8ae6a087bfd9c40492e593865306be03ae8c11b0a', 12695, '2026-11-30 21:36:24.887088+00', 'f823b5946c7184828264b5f173ac6aa6ab442add65fdb8fa40fbf939e6cb1ce9', 'df5ead9c38e7d972e2b4efb33fc4d9fbadb9cc00ded188223c065a1f1fbb53ba'),
	('5a0c1c4e-0000-4000-8000-000000000009', '8c072d4b-736e-42e6-9dec-84d13734a828', 29, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'themes.link_to_interview', 2, false, 'succeeded', '', 'a0c646bf5c27976e8f6b0897316dc6224ec14f1791a4257967b1b0d3d464463f', '7c4cc6b02fe5930c89b96e20c5f195b08cf5133147771a1d0fe6944bd975e87e', 1, '7de1842083b9cbf942c4799f8487707c4dbc10546910525c7a0bf22eb65be34c', 12695, '2026-11-30 21:36:24.887152+00', 'df5ead9c38e7d972e2b4efb33fc4d9fbadb9cc00ded188223c065a1f1fbb53ba', 'e7dce8d9acb5add38a387b59038de5c6063ed2a2089137c0496cea67b15c886c'),
	('5a0c1c4e-0000-4000-8000-000000000009', '86b29eee-9733-4009-824e-b8e2990fb55a', 30, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'themes.link_to_interview', 2, false, 'succeeded', '', 'ef7aca9c9c57e46180e1bd04acc0abf14ad1077609491486a4126bde0e831af9', '605b29e700dc703acbc04f4c8f617677db084c730ff914e8db3ccf20329dd2a4', 1, 'b62531851b02398ad092125b5efb2215ba4dce812ece8c8572d709f7bf26d2bd', 12695, '2026-11-30 21:36:24.88722+00', 'e7dce8d9acb5add38a387b59038de5c6063ed2a2089137c0496cea67b15c886c', '14c28bb7cd3d1bbd04b80d318c95ac6dcb8124c15e9018d78262215ddeaa6676'),
	('5a0c1c4e-0000-4000-8000-000000000009', '9adeb02c-9a31-43a0-a5f7-ad803b2320d8', 31, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'themes.link_to_interview', 2, false, 'succeeded', '', '83a990f81168e18bd0b4761b33c560466153d083aa089f3830be58cfa7bc8d37', 'a15adec6dcb1c51abe14e8bbcffd2fa113c689b586fa48938de33faccb112b7e', 1, '1b95d26c7c5b8f9998638e6fef5d3b0e86e49d02f648a60721e6cd9c30c2946b', 12695, '2026-11-30 21:36:24.887294+00', '14c28bb7cd3d1bbd04b80d318c95ac6dcb8124c15e9018d78262215ddeaa6676', '00758e7b40de36cfd4209a0b6b9608afff647eeb057221b042e8002b9d9ce75f'),
	('5a0c1c4e-0000-4000-8000-000000000009', '3c8b68a6-3ba4-4fc9-b13b-68e6f1c2084f', 32, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'themes.link_to_interview', 2, false, 'succeeded', '', 'f230d81ff700524a1fd438a348f32ba8c1ffc3c35f8fce88a6b2d34d24bdabd6', '296df49897e6100d66bb5125784319ab25e937f87ed0a20d9989ad7c0e66f4fa', 1, 'e4a9d3c7931627ba60d95fe5bfc458c7af64ffc55118d832bc0bbf43777be030', 12695, '2026-11-30 21:36:24.887357+00', '00758e7b40de36cfd4209a0b6b9608afff647eeb057221b042e8002b9d9ce75f', '88174c4b07a0298d324aec0ad0ab21fec43161af3bb204f107e88c1129d84a5d'),
	('5a0c1c4e-0000-4000-8000-000000000009', '7b2f9ad1-293b-4ad9-a4ae-1c05cccb05c3', 33, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'themes.link_to_interview', 2, false, 'succeeded', '', 'f9e44f07e78b6e4242b6fd38ba54cbcf30d11bbef71cbc4a9c5fcef73d733a33', '73e1424015c47c567f2deb9d03852dc618e9f2faf946a15d9be23a82520a07b9', 1, '8ad14fb7ad4f162d5b2c361b6698d4a52a20ec1f186bcd7ca3bf9599ab72790a', 12695, '2026-11-30 21:36:24.891639+00', '88174c4b07a0298d324aec0ad0ab21fec43161af3bb204f107e88c1129d84a5d', 'abdf9230989e8f2cfa3ac6ac675f2390974453bc56e8679b925397e15b65f78e'),
	('5a0c1c4e-0000-4000-8000-000000000009', '15fd4802-d444-4020-bd4a-081c278b7765', 34, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'themes.link_to_interview', 2, false, 'succeeded', '', '246c4d492cb95f4460529192872e780dd422e652c77fba8d7fa836c586061d83', '49848ae4a6f2e7f6468149aca2e6b9d397f93624a758bc733ab765035997c737', 1, 'dab1b09b129b9f0e945e177ec83f4d0bc9eff3462f4824ad37c98812958c4fd4', 12695, '2026-11-30 21:36:24.891809+00', 'abdf9230989e8f2cfa3ac6ac675f2390974453bc56e8679b925397e15b65f78e', 'de37534afbf4c58f287e59c76a6773a90130e8dacb19eaf4d154337be5ed45b1'),
	('5a0c1c4e-0000-4000-8000-000000000009', '9cbb5237-765c-4efd-b135-b6cb1ff617d4', 35, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'themes.link_to_interview', 2, false, 'succeeded', '', '442582438d564c38a231de7b9fceddcd4936c1d02e07cba3eaf4fa11b00e4f34', 'bcce5460b7b2222ba5b8390158d452d6f108b77364da7cbbc6cfc8454afc514f', 1, '3587d205ce7912c06b4b456e4924e349527aff7f0da74c29ae290c2e78e702e2', 12695, '2026-11-30 21:36:24.891902+00', 'de37534afbf4c58f287e59c76a6773a90130e8dacb19eaf4d154337be5ed45b1', '7f89b4d68eee0f2682e7b73a52db767abf86041e4afa4e9b1621b81e07fc8e0e'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'd321b0d5-88ae-4669-a4fe-17784e77c551', 36, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'themes.link_to_interview', 2, false, 'succeeded', '', '111095df60d22061a6c0b20b714701702715714500a6a9e692b22cd1a4823d1a', 'd28cbdf7cae6afc83ac2bccea02a77a7d8736f28262ecce315be44f0fdf07cee', 1, '06e5016d191d9cd9179184abe70cfc30f32d8fca7b6dea3e2d3c07fcd5fa2723', 12695, '2026-11-30 21:36:24.891977+00', '7f89b4d68eee0f2682e7b73a52db767abf86041e4afa4e9b1621b81e07fc8e0e', '8bdde588698efbbc03bcbe41d36c0a90df758c63562c467bff733373ff856c38'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'e3ffdf31-1fe0-42e7-94db-bf70f3c87104', 37, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'themes.link_to_interview', 2, false, 'succeeded', '', 'f8a84e55f4e27798da8bc82052cf1657901a8fe7463c7e4c16fc0e5771a9f825', '95c2bbbbe78fbd812b7bef30731e3c302b2002dd412e637802fb2941e4c2c83f', 1, '7ab4551aa5c289681220133a43d3a095c9eb2a9b44647021cb3c61b3daf978ea', 12695, '2026-11-30 21:36:24.892048+00', '8bdde588698efbbc03bcbe41d36c0a90df758c63562c467bff733373ff856c38', '0f4a6aca2c9083d20fd4fd3eb73ae182eb68af17485d424301ea47501ee67aa8'),
	('5a0c1c4e-0000-4000-8000-000000000009', '7087e495-0a25-49a1-9009-497a00e5683f', 38, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'themes.link_to_interview', 2, false, 'succeeded', '', '0acb8d698b2058c8c2979040ac140c6a632e681e596f7cbef82e99e038812161', 'b19a7a789ae45144851db0425f5a5b867a2c16782fcac4414b6f8805a5f0bdbf', 1, '08a16321deb96d0647191af236c3190fa35b1acdea4206ce812dae9d2548b9ff', 12695, '2026-11-30 21:36:24.892114+00', '0f4a6aca2c9083d20fd4fd3eb73ae182eb68af17485d424301ea47501ee67aa8', '09efff9713cbc183327f51749ed47f9d3c9740cdd76ff8ee2f638c6402b813c0'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'b8831f81-6f0c-4b1e-9271-bd3eac002c10', 39, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'themes.link_to_interview', 2, false, 'succeeded', '', '80d3d8a730f06283652898f7e63548be7b5dbc86f91010da9af0035e16f6d29a', '20825872fe07ef34d652120e7f2d06cf1d85607b1fc5b9f0f4968ce4e4ba4c48', 1, 'fa6f2f7200e1102206225601160ad2bf40be1b02fa0ff6d51adf120ef28f0ba9', 12695, '2026-11-30 21:36:24.89218+00', '09efff9713cbc183327f51749ed47f9d3c9740cdd76ff8ee2f638c6402b813c0', '33fccad8c5cf6caa286ee6c1f1cd5ca0f7423e412bba4eeda33e0c7a05bd947c'),
	('5a0c1c4e-0000-4000-8000-000000000009', '9f65115c-cc09-47e4-8e42-6582e6d33a0a', 40, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'themes.link_to_interview', 2, false, 'succeeded', '', '1b7c1fd1503c8cb2c8c1c9ac3a0002746a397d722c0300d256348125877cd927', '905b33c86ceb4342ca9819bfefd0300ce93347e55b8c1c685f995df2363b2564', 1, '5d38bdbaa4a4d82b4490c28bdc3c25d6f68f11ade4234227d41d5ae8797f5dbf', 12695, '2026-11-30 21:36:24.89225+00', '33fccad8c5cf6caa286ee6c1f1cd5ca0f7423e412bba4eeda33e0c7a05bd947c', '7d1cb788df374a4a6cfb1be426fdb4bb8198c222eaa4b66250d727d6b63c932c'),
	('5a0c1c4e-0000-4000-8000-000000000009', '0fda7a59-51f1-4bdd-b299-18af5b589f77', 41, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'themes.add_alias', 1, false, 'succeeded', '', '0e9775cecd64b3b95a878feef7cf3ac281759d5ff1fa7f85f7f7879a77ceb4de', '4fae88ad5c0138ce7e1f3e149b6ed6da1a54db1d0920e68feeba08152ae35967', 1, 'b991a799872a23c2815e969b08fa270a88f17525f3bf2f6d74bf7c5c95c3bede', 5963, '2026-11-30 21:36:24.892316+00', '7d1cb788df374a4a6cfb1be426fdb4bb8198c222eaa4b66250d727d6b63c932c', '707263170699b917fc9e348fdbe3a41ca16f5b55c6285685e18b21110a3698f5'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'be139c18-a23d-423d-9161-9545919a7ad5', 42, 'a262e655-bb28-4825-bc95-f07212217a2f', 'system:theme-scan', 'theme-scan', 'runs.finish_run', 2, false, 'succeeded', '', 'b152885f37e440d61788ff4b4e823831982c9c2408f205e2b6b0d76a95c94fab', '6eb04354719c601032b5166a6f049ad3ef51663af6cd588781a1f06e476799c8', 1, '5f976ed3e87b1da407158b223e3e1185ac7942ab697c236da2958a86324b12c8', 1988, '2026-11-30 21:36:24.897744+00', '707263170699b917fc9e348fdbe3a41ca16f5b55c6285685e18b21110a3698f5', 'f9cc9bd87fcff909bfafed2771139ec84ea707ac86c19a2cf05f1b1832dd6f0e'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'd8b75329-f73e-4153-a140-7c4bf902e4cb', 43, 'fdb1fcf3-2850-4352-8355-51f4cafc1cb3', 'system:study', 'study', 'runs.start_run', 1, false, 'succeeded', '', '96ebb2e8bbef2533ae79ac7e3d64de95459591fa85b4b9e9595feb170f0e08cc', '861e8f9e7a85d4971bb9eda16c7c5d1812e21df3790ad7d9e15f0e2b5bb17646', 1, '75c62fb9feb4c5e887ab2432b166c006975869dffafab4ab90cd3db0ccfc8154', 1352, '2026-11-30 21:36:24.910188+00', 'f9cc9bd87fcff909bfafed2771139ec84ea707ac86c19a2cf05f1b1832dd6f0e', 'a09cf431a085bc5a8be07b742e842ad5725cb49f1f1b9cc3439ac83444e83aa5'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'a4bcc2d7-4ce8-407b-8edb-39e3ca89ca4f', 44, 'fdb1fcf3-2850-4352-8355-51f4cafc1cb3', 'system:study', 'study', 'studies.set_context', 1, false, 'succeeded', '', 'f3989b53a281735ed555dc2e916d4d6ecabffeca264bc53ee224bdbf720bbe6d', 'ebc62c39b26da6f3c73e5a804f3df52c52eb81162d1f67a15f6c3ce75a7a4929', 1, 'adddcde6f4ba31c2c460e0e55d56ba84de95a90ed1057cb9f0c206a681e8f60f', 2164, '2026-11-30 21:36:24.91034+00', 'a09cf431a085bc5a8be07b742e842ad5725cb49f1f1b9cc3439ac83444e83aa5', '6bffbf15007db8474fa674b138201271d641f633f111db8f7d72d884a167b508'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'f57a0327-5fb5-453e-8804-2ea8acefc9b5', 45, 'fdb1fcf3-2850-4352-8355-51f4cafc1cb3', 'system:study', 'study', 'studies.set_codebook', 1, false, 'succeeded', '', 'cd914f3ed018882bd36577c0a0e8ae8940d285d73e9455bb916d30bf742cb8ce', '24c43783329e636ac4500cd5040b8c4a012134264d5d0026d25cfee76b222609', 1, '3fab1fa5c6d8acf32f32dea49c457d0305cb26effb1f109d1e92c794a5bf02d0', 3666, '2026-11-30 21:36:24.910439+00', '6bffbf15007db8474fa674b138201271d641f633f111db8f7d72d884a167b508', 'c87600ebb41f0a5928e32eca4f37a0eed088714794967abaca44035046da92f5'),
	('5a0c1c4e-0000-4000-8000-000000000009', '2022f6f7-aa23-4292-93fc-c2b1ac5161be', 46, 'fdb1fcf3-2850-4352-8355-51f4cafc1cb3', 'system:study', 'study', 'runs.finish_run', 2, false, 'succeeded', '', '80c75a4af846a29ffebd2c599072b15f6320d69152d7e52519e461701a8989f1', '3e9f382e7d3ebabd244cf990114858c535b4e525a057abb01718fff3beeab072', 1, 'c1d552149bafe249360557254543f76714891a5176672c7419ccb6f61253ce15', 1103, '2026-11-30 21:36:24.910601+00', 'c87600ebb41f0a5928e32eca4f37a0eed088714794967abaca44035046da92f5', '49b9499cfc16c3e4ed1ccb385f7c3186ceb1d494b742cc62a603ea5ed4241473'),
	('5a0c1c4e-0000-4000-8000-000000000009', '30a4d08f-3306-44ad-80da-478b0db15e02', 47, '94bf2b04-8ca8-4788-b81e-ff5cedc3f5fd', 'person:Ada', 'curate', 'runs.start_run', 1, false, 'succeeded', '', '846165881df4c1f5f22c3f6573fe7d5a070062fddf4dbd73d9219820646228f8', '05f1db621ea8e06192b4cf80297f3d5808af660f4b28834ab46e0ad87ae9c8da', 1, '60eb13f0e627eeb7181a1f76c08dd085bca978381ed52aacd274f423ffb0a835', 1090, '2026-11-30 21:36:24.924957+00', '49b9499cfc16c3e4ed1ccb385f7c3186ceb1d494b742cc62a603ea5ed4241473', 'e6a959aa27573557c4c3c9a5beb2e2274eb87f3cae9385e1bd643f49240d241b'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'd9c28fe7-dd75-4052-8987-65a657849f8f', 48, '94bf2b04-8ca8-4788-b81e-ff5cedc3f5fd', 'person:Ada', 'curate', 'themes.rename_theme', 2, false, 'succeeded', '', 'd50f559260c015ff5892584a2a4e326a350b8784deaa544928e716c6d0d2f4b1', '7b4f2e635475b15f73462da6e0ab841af2959e5971144ce528e990c9588d914d', 3, 'e6e597f469abcd8c9896b13907d3f965fa064f69c3d9c3d70960c342bcd83927', 7350, '2026-11-30 21:36:24.925108+00', 'e6a959aa27573557c4c3c9a5beb2e2274eb87f3cae9385e1bd643f49240d241b', '43be55db33707dfb9e3176d3cdc92cae9e054ceb4211531a81e06175f1719c4e'),
	('5a0c1c4e-0000-4000-8000-000000000009', '6f6e33da-18b1-49ac-8037-4f1fe0f6cef4', 49, '94bf2b04-8ca8-4788-b81e-ff5cedc3f5fd', 'person:Ada', 'curate', 'runs.finish_run', 2, false, 'succeeded', '', 'ff5b821427addb522e5e6f170b3e5b5f0f07479880c18cfaaebc81b7c16e8dfb', 'dd354a432761ad569a14512e384d8b905b71a01b457a89e64d65b6d461712b6f', 1, 'fc92656aaf5dc09a59ac68408b6a19edb6786c1b26320a0a49600622aa505bc1', 1181, '2026-11-30 21:36:24.925236+00', '43be55db33707dfb9e3176d3cdc92cae9e054ceb4211531a81e06175f1719c4e', '6fbc25a5628894cf9e2a524fe4dfd3e460137d703062fdfeaf5ef2484b5515d8'),
	('5a0c1c4e-0000-4000-8000-000000000009', '515b3f57-b40e-46b6-ac02-f7f2a872675b', 50, '53776f75-d155-4a45-bd47-43620fb82357', 'person:Ada', 'curate', 'runs.start_run', 1, false, 'succeeded', '', '60743758405fbddf747ebd51ff4687f6503b798860c9ea259137db3de26b0ef3', '95bb7a00c984e7c57a33c0da11be8de305caa674b0d74718a108ef69b783f6be', 1, 'd317ce9bf0afbfab9f334b62be5a4b9a711a57da5410af5b1f255f33c58b5bea', 1064, '2026-11-30 21:36:24.95103+00', '6fbc25a5628894cf9e2a524fe4dfd3e460137d703062fdfeaf5ef2484b5515d8', '033e9fd06d5d8b41f41205d867b4f1f33e963cb956b7a9e99745cc91ce7efeb6'),
	('5a0c1c4e-0000-4000-8000-000000000009', '2b7d9d13-37a8-42b2-bcea-fb1851c7e9f8', 51, '53776f75-d155-4a45-bd47-43620fb82357', 'person:Ada', 'curate', 'themes.merge_themes', 2, false, 'succeeded', '', '25d11f2e59b09af05776a1014f79f43e75881915fedbb6734ca1f4c2e965db56', '773a7ab2ddd495f4885448fab886c8a810abc59282200e816b67e9245471973b', 6, 'a55a7749a340908b9bd10ccfc951e6fadd025cd4ca5f9d08942a9d1b33e7ac80', 16461, '2026-11-30 21:36:24.951188+00', '033e9fd06d5d8b41f41205d867b4f1f33e963cb956b7a9e99745cc91ce7efeb6', '050e6799a686abbc146db250a2cfbb4d3064ca397ec073a66bc488133a0787e2'),
	('5a0c1c4e-0000-4000-8000-000000000009', '4f9d7f57-f709-42f3-b008-dcaa29b09f26', 52, '53776f75-d155-4a45-bd47-43620fb82357', 'person:Ada', 'curate', 'runs.finish_run', 2, false, 'succeeded', '', 'ff5b821427addb522e5e6f170b3e5b5f0f07479880c18cfaaebc81b7c16e8dfb', '3456a764bdbfb58e8ed05e3e1f3e6f58ae18acf0c2156a486833e3fb54dcfdbf', 1, 'df0371ea199dfe9a95539b945edc3cd7736ef64c7fe1e8dfd6722145e2ca919e', 1571, '2026-11-30 21:36:24.951293+00', '050e6799a686abbc146db250a2cfbb4d3064ca397ec073a66bc488133a0787e2', 'e01f77f21fb03e89be7ea66d58b4da86677d488038f3ceb3e792a876f34e59f0'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'ce42279e-8755-4aba-b198-b58e23fe9117', 53, '0dc016fb-89d2-494d-b362-fbde829f0ff1', 'person:Ada', 'curate', 'runs.start_run', 1, false, 'succeeded', '', '6a54524525ad6ef74433b9caea912f07368c350eb844f5122fc0a669cc04bcf9', '398f8bf9129d6b74f48a91895e3a9e0d37f1fed50009f3b121155ffa0f4797aa', 1, '3504a7fa0701288e18c086301021bdbf284e21fd46423ba71b2a3155f55ee214', 1258, '2026-11-30 21:36:24.963336+00', 'e01f77f21fb03e89be7ea66d58b4da86677d488038f3ceb3e792a876f34e59f0', '52aee2c3dec2fe4d34ef8c687762bcb29744a91757647b21ed540aecb53d08dc'),
	('5a0c1c4e-0000-4000-8000-000000000009', '60524a6e-caa6-45f2-875a-5b7977ad9066', 54, '0dc016fb-89d2-494d-b362-fbde829f0ff1', 'person:Ada', 'curate', 'themes.pin_theme', 1, false, 'succeeded', '', 'eedc90a95dc8eb94bac156558a3079949cc8608675d9193529da1524207216bb', 'b66c4e1a24b51065c3e9aee7d24b7b1f4d5904dce57ad7098889c478639ca205', 1, '8872cd84d37adb1afd2342546396c4900505406b22291db5c795d135f89c3021', 4431, '2026-11-30 21:36:24.963552+00', '52aee2c3dec2fe4d34ef8c687762bcb29744a91757647b21ed540aecb53d08dc', 'c4b77249c0799febbad1cef45371a4290bca4a28741c588eca855006738ee51c'),
	('5a0c1c4e-0000-4000-8000-000000000009', '8c900f71-b83d-48f6-8243-56ae7a7cd1b7', 55, '0dc016fb-89d2-494d-b362-fbde829f0ff1', 'person:Ada', 'curate', 'runs.finish_run', 2, false, 'succeeded', '', 'ff5b821427addb522e5e6f170b3e5b5f0f07479880c18cfaaebc81b7c16e8dfb', 'ff29be356ba95e1e83a9a560658867ae92e764529e2b3931a9b23cdee5722370', 1, '0f88e9d4ae40433f945f92a193d002c995752691a923ab08d17cf5eacd191db1', 1115, '2026-11-30 21:36:24.963647+00', 'c4b77249c0799febbad1cef45371a4290bca4a28741c588eca855006738ee51c', '1597a4152dfb7627879dfb58358da9f1d3b3189d96127565acc82cc1153bd551'),
	('5a0c1c4e-0000-4000-8000-000000000009', '8f5d7aed-9745-4593-abe4-30c27f93c707', 56, '6959bbb3-8434-4efd-b087-a1a16c2ada3f', 'person:Ada', 'curate', 'runs.start_run', 1, false, 'succeeded', '', '678b8b543d4013daa4c41efc9242dcd9a9cc8474ead2f2989d8ede4afc4c05b3', '09d7844fe83fc911b2ad1b15885224e5202e50af0a49e4a33e4572acbabb92f8', 1, '9e02c049fc3e3d71602b36b2300272ce7054c4b14f0c12b832fc9b14727d8f71', 9331, '2026-11-30 21:36:25.000249+00', '1597a4152dfb7627879dfb58358da9f1d3b3189d96127565acc82cc1153bd551', '16c0824d9e5813d7ec70461d692d6a4ed4641dd1b849f24028574954334294d9'),
	('5a0c1c4e-0000-4000-8000-000000000009', '3b26ab43-34ec-4345-9f06-62ce5fa0c18f', 57, '6959bbb3-8434-4efd-b087-a1a16c2ada3f', 'person:Ada', 'curate', 'themes.split_theme', 2, false, 'succeeded', '', '3f395ff8ff5d27def4c4b925f4ad536c22f99b29311fe1a15912c58fca5845a0', 'c86c9f525250b30471551b90a8b10487e013c6734d46362c8f72f859170f0be9', 9, 'c586508b9c61e1d767d4a46c2c9ef099b4f3d587437a2ef267cc8885d118f4a0', 17755, '2026-11-30 21:36:25.000472+00', '16c0824d9e5813d7ec70461d692d6a4ed4641dd1b849f24028574954334294d9', '397a41c7c332df4bfe2861fa443005c04324e8fafc15dc9cc233aac849ffc209'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'f6007073-b8bd-44f9-b82c-253eae7c91b7', 58, '6959bbb3-8434-4efd-b087-a1a16c2ada3f', 'person:Ada', 'curate', 'runs.finish_run', 2, false, 'succeeded', '', 'd13d79abc1c85f45c8adc15b1e0db102a53a887532f1c00b88a07b1b56c5d8c5', 'd62de002f0b87c3a8ec58c88af35a6be497e7b9baa9834ef20c1478ba8f672fb', 1, 'a7eff79fd0ba60f4e7ec48e784d65f9e3a5f8129a89a54f72551820157efe77d', 1568, '2026-11-30 21:36:25.000605+00', '397a41c7c332df4bfe2861fa443005c04324e8fafc15dc9cc233aac849ffc209', '52813c43d8dc216afbc4091391dd4b7c9456d2b104e45dc55214551124981c2f'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'f12f995d-2dd5-4e47-b259-068d6513b699', 59, '1da2fb33-7789-4a45-aa8f-9dedbea2dfa1', 'system:import', 'import', 'interviews.upsert_interview', 2, false, 'succeeded', '', '3faa5d35a33f41f0e56001d118cfaeeb909add235af7e6f698a4346980920e77', '84bfa8aabb9a875b4d4ff39b009139e8433b649fe7c67977305f585f5dd40c0b', 1, '72b0bd6dac2e89ffd05aae7bc77cf4391208e0a858d2c84610e0e541553c9be8', 1860, '2026-11-30 21:36:25.004653+00', '52813c43d8dc216afbc4091391dd4b7c9456d2b104e45dc55214551124981c2f', '654a3ac38fc5022130ca0b2047323b159844090df6192c5361cf2665265116d6'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'fb11307c-4d13-4915-b037-fb21467acd30', 60, '1da2fb33-7789-4a45-aa8f-9dedbea2dfa1', 'system:import', 'import', 'interviews.upsert_interview', 2, false, 'succeeded', '', '07de6134c5d5c0126ff3ce418abe7abbc68770e183f7bad3f9bd9ef6e47585cf', '5f4f2cd0eb2545362dd949570aea3d7915fb0f6ba6d89678438ee030ac870104', 1, 'a44c1ac38270a383ead2526f2c892b127f30c552c246d0cf658069ab045eb037', 1860, '2026-11-30 21:36:25.004783+00', '654a3ac38fc5022130ca0b2047323b159844090df6192c5361cf2665265116d6', 'df1c4873928c4c0a239825b19a33451f106c1e929b4ba7383ae3d90910b45de5'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'b78d7a9d-c95a-4028-aa69-ad64fa75a8de', 61, '1123cd11-d421-4959-a369-fd9f644ec5af', 'system:review', 'review', 'interviews.add_quote', 2, false, 'succeeded', '', '420e443af57bc5528ba8da24aa44de4610a3851e69cc4328eec2dcb6539a752c', 'd22f2469f9ef6efc66dfb7e870328a331a87caa2547d3819108b44fa34b678eb', 1, '239d4515afddb80e33012a9c314653994ce1d579cfaf63e6245ce53514b49e4f', 3358, '2026-11-30 21:36:25.012941+00', 'df1c4873928c4c0a239825b19a33451f106c1e929b4ba7383ae3d90910b45de5', 'fc61c9be125a820c0725b8454097e84359e5bc4e611f924075f9c3725cd6e019'),
	('5a0c1c4e-0000-4000-8000-000000000009', '6a8efca3-c3a3-4d71-8d11-c57ab255eb88', 62, 'aa54c188-0c7e-42b9-9688-80d3f6537e7d', 'system:theme-scan', 'theme-scan', 'interviews.add_quote', 2, false, 'succeeded', '', '34bf610d944b9b1236f070199f2e8fb8b195a19834e451628257f8f2514dfaa7', '1eb99ac3bc89062f2940086bab89aa3f23ac32a578c0ae722b374b4855ac39ab', 1, '6af92521b9544c0c4b46ef4b6b1efbf1fb1570226abcacecf46819f57af94ec6', 3374, '2026-11-30 21:36:25.047786+00', 'fc61c9be125a820c0725b8454097e84359e5bc4e611f924075f9c3725cd6e019', '5a07b877068006078c6728be12799ec94a9efae948ccd4c953c5e96cbf2f8bdf'),
	('5a0c1c4e-0000-4000-8000-000000000009', '9a46ee1d-aa96-4823-a168-e7c76471cb57', 63, 'aa54c188-0c7e-42b9-9688-80d3f6537e7d', 'system:theme-scan', 'theme-scan', 'interviews.add_quote', 2, false, 'succeeded', '', '374a0246ca26709947853fafe0431a3c419ee3201886a009b9bccde1ead955e1', '3c166c7a258becc4c109219b712617e65bf807961c52a67f7d3016f68a991e69', 1, 'b20d247dd23170e5b33601d8fafbdd90f2c6c161b8bea2b2a6fa8e594244fb4c', 3374, '2026-11-30 21:36:25.047963+00', '5a07b877068006078c6728be12799ec94a9efae948ccd4c953c5e96cbf2f8bdf', '5d41c752a9a13aa419c8af946d19be5b273b43e40fb796d82af771b651856a99'),
	('5a0c1c4e-0000-4000-8000-000000000009', '7727866d-ad6a-47cd-b6b0-2819766cde67', 64, 'aa54c188-0c7e-42b9-9688-80d3f6537e7d', 'system:theme-scan', 'theme-scan', 'interviews.add_quote', 2, false, 'succeeded', '', '14969310ca9c6dfe1b10d8fb522e1d9ac1ceb2fbfb99caa33d35185ab68efba0', 'dcc7b2d2e919eac21e4c652382f0328e0b6f20f22c63cf6ca51efc8f0d6230e8', 1, '50c0a91a95af5747491d6deeeb9f15965a78c7c039c1bd15d85873ad3c5bda71', 3374, '2026-11-30 21:36:25.04806+00', '5d41c752a9a13aa419c8af946d19be5b273b43e40fb796d82af771b651856a99', '655ffeaad6b1fb8dc7075302151ddb281a96a0cb896c40d2bde9f7b0740ca3c4'),
	('5a0c1c4e-0000-4000-8000-000000000009', '1e40b641-3963-4ebf-95fa-09ae3bcd9cec', 65, 'aa54c188-0c7e-42b9-9688-80d3f6537e7d', 'system:theme-scan', 'theme-scan', 'themes.upsert_theme', 2, false, 'succeeded', '', 'd083426461b0cd02325cdb171937a32dfaade1c43711126c810784e36061ff16', '54f94c85db7aa6d69425bf70ef837276489cc21a2002826e0c9d32232a6a7482', 1, '2d27c7af25964a966cf93caf7b8e6486653aebc9ac4445b9d749de0d1925b3d7', 2218, '2026-11-30 21:36:25.048174+00', '655ffeaad6b1fb8dc7075302151ddb281a96a0cb896c40d2bde9f7b0740ca3c4', '45ce199d2377df61a44519ce93b4b9bd750ea976b39fdd4f6c2333ecc58d83f5'),
	('5a0c1c4e-0000-4000-8000-000000000009', '9a00faac-1de4-4c3c-9835-f69a871f71e9', 66, 'aa54c188-0c7e-42b9-9688-80d3f6537e7d', 'system:theme-scan', 'theme-scan', 'themes.link_to_interview', 2, false, 'succeeded', '', 'e7b8986048f6812689fd9f74f5d45748a9e0a32fac7f1f485ad786075f9aca65', '3eab250b9763ef78a7f0edaf00df3900be27cce0974b6dc78124bc2c2fbb2035', 1, '83c01606a51d47661963b4fec68ee2429162ea615f945990ae2982a8bcc52ada', 13321, '2026-11-30 21:36:25.048254+00', '45ce199d2377df61a44519ce93b4b9bd750ea976b39fdd4f6c2333ecc58d83f5', '05f356bed3f2921e464ebcaaf9f6fa8fd24cf9ab968de86f5b2e6d9661e0e6c8'),
	('5a0c1c4e-0000-4000-8000-000000000009', '770b97e6-0aba-466e-adad-7f6d97792121', 67, 'aa54c188-0c7e-42b9-9688-80d3f6537e7d', 'system:theme-scan', 'theme-scan', 'themes.link_to_interview', 2, false, 'succeeded', '', 'a6e11fdf7fa01c4a2e87829b209529ee615f615b695d0c00de8621b8ec93f263', 'f56230b926f8008c82660a050d6f56a1bdc8f802108565483bc61bb5c8aa178b', 1, 'a31ecc8e549e8eb235593e532d2790ce5a5953c6185fc1e3af755457429ae1f0', 13321, '2026-11-30 21:36:25.048325+00', '05f356bed3f2921e464ebcaaf9f6fa8fd24cf9ab968de86f5b2e6d9661e0e6c8', 'b0e11d6bccdcdc4aefd5ba6a338fbbf685670821f17ebff481662dbeaa10c4b0'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'c301cbe2-6330-46df-968e-b51535b769e4', 68, 'aa54c188-0c7e-42b9-9688-80d3f6537e7d', 'system:theme-scan', 'theme-scan', 'themes.link_to_interview', 2, false, 'succeeded', '', '70adc11a2c24dee1617f41bbe1548747ecabaed929d8a903f26da5b15527cb3d', '2cf2aa7b21ab96ecf4c8416bf1b70c252b35222bd190ec8b8cf7fec9ac950900', 1, '69727d08e0f09203a27db484fbcd29ed084e3443b9eb3636eb48c825e32cbb26', 13321, '2026-11-30 21:36:25.051348+00', 'b0e11d6bccdcdc4aefd5ba6a338fbbf685670821f17ebff481662dbeaa10c4b0', '01540b3e651c611f287575b11f7af7270025b97c9c364a7f2c7908482c4fd713'),
	('5a0c1c4e-0000-4000-8000-000000000009', '7362a855-c99f-468d-9660-1b47788e7954', 69, 'aa54c188-0c7e-42b9-9688-80d3f6537e7d', 'system:theme-scan', 'theme-scan', 'themes.add_alias', 1, false, 'succeeded', '', '7fbf45905f7499c6f17d756525595c566b6b2b2da9575c60daaacd3b9c185679', '57bda8145f21feda7f79dfb67c76f96350a7ebbc03572f5ab135c809ecc9430e', 1, '7c256e1bdbfeeff4fd40dd4923743716eb7bc86b08dde85b06b9f2d6c8fb0546', 3739, '2026-11-30 21:36:25.051793+00', '01540b3e651c611f287575b11f7af7270025b97c9c364a7f2c7908482c4fd713', '5d5ecf0369b360c5247aea3e83c9abcd4320d43eba23b219aca7c6c6aa4fe2f7'),
	('5a0c1c4e-0000-4000-8000-000000000009', '98464cb7-0039-4c02-9c39-8c9f289efa20', 70, 'db5338b2-1050-43a1-bc7f-c94d9e1ceb62', 'system:theme-scan', 'theme-scan', 'interviews.add_quote', 2, false, 'succeeded', '', '2476c386513d5e40f0c3aa2d6e26d04aec032028b9af2b9169b7bd4513e5d435', '199293048e46c31cd3fd1b803133f978f756c3a158eb06923ec1124a694e66d1', 1, 'dc3974948868f7a8ceec4dbcfd25d56e94948b161629a14211889ef1e616f086', 3331, '2026-11-30 21:36:25.075888+00', '5d5ecf0369b360c5247aea3e83c9abcd4320d43eba23b219aca7c6c6aa4fe2f7', '71ea67338a6bb44ef76c4ed72a4e7a99a997405f697d12d49b829baeb6a81198'),
	('5a0c1c4e-0000-4000-8000-000000000009', '2252e791-ca52-498c-9d9a-8b8960a6dd5c', 71, 'db5338b2-1050-43a1-bc7f-c94d9e1ceb62', 'system:theme-scan', 'theme-scan', 'interviews.add_quote', 2, false, 'succeeded', '', '9443d486e762b76b840aa04007a15aa2dc5ff942ee1926fce477103e73226765', '5d7e11737b7fd82ac3b408dc11e8b75354e70c0c3e6291a73366c5a5ea38e77f', 1, 'e4aeae8d6dd7c22d0dfa2aefbebe06245f2682ecb487073a174c0326951949d2', 3331, '2026-11-30 21:36:25.076059+00', '71ea67338a6bb44ef76c4ed72a4e7a99a997405f697d12d49b829baeb6a81198', '5caaf381fd0a96f24ec3bee9e67f06cbb2926e1cf47620501418e0744158eeeb'),
	('5a0c1c4e-0000-4000-8000-000000000009', '71db81fe-606c-4939-81c2-3851528f32a3', 72, 'db5338b2-1050-43a1-bc7f-c94d9e1ceb62', 'system:theme-scan', 'theme-scan', 'themes.upsert_theme', 2, false, 'succeeded', '', '6cd91f664dcd14d7b5c24e734e2069d99de85479940fdf58c46bd7a8862ec837', 'e96942255c2a217997f136fa697b8d4498e361c9a296be1cac9e38e667a76a7a', 1, 'e313a3abcff6344eb742b8cbc7d806774996624a028f63a2591a1214c5bb72c6', 2623, '2026-11-30 21:36:25.076151+00', '5caaf381fd0a96f24ec3bee9e67f06cbb2926e1cf47620501418e0744158eeeb', 'f66cd391eaece8151b67876eeabbc948fb2958ed5dd0bf8afdea21e9c4ea1202'),
	('5a0c1c4e-0000-4000-8000-000000000009', '479207a9-0e67-4616-b735-1e366140c1ee', 73, 'db5338b2-1050-43a1-bc7f-c94d9e1ceb62', 'system:theme-scan', 'theme-scan', 'themes.link_to_interview', 2, false, 'succeeded', '', '2305775e03962abcff28ffb6246f0ce7b5f98a0f95892f98714dc0a4f1e054dd', '4ddb13923e6212e875ecb3e323c7cfefe96474490287e33d98d36d086bb1607d', 1, '2b6610f88ef5bdfc7c724f37854b5945aa44dcda8b925e4fb3d841f2b8291786', 3027, '2026-11-30 21:36:25.076229+00', 'f66cd391eaece8151b67876eeabbc948fb2958ed5dd0bf8afdea21e9c4ea1202', 'df0bc69be855af993e28abd55eb697646d9724f27af53a5f8cd089f62355bfb4'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'e5330d5b-a11a-4af3-9d84-d80587ad94ae', 74, 'db5338b2-1050-43a1-bc7f-c94d9e1ceb62', 'system:theme-scan', 'theme-scan', 'themes.link_to_interview', 2, false, 'succeeded', '', '09690d93203d41ef7a1740d16fa9b1af03c8c40b61a47a7c8479206ac9a8853b', '77f21654ab412cc25f8bf965f1ed539f110754727b7e66e3fc0b2f1131115f18', 1, 'ecf4a3aa77051fe47fdfd2bd994f41edfda0a9f77328d27b9c9f307542bc49b0', 3027, '2026-11-30 21:36:25.076301+00', 'df0bc69be855af993e28abd55eb697646d9724f27af53a5f8cd089f62355bfb4', '4b51a4963f34cc9749ae09abff0fbce3756ffb6316a562d7592e8319beb438a1'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'fdd3ac20-1aa9-460d-81f7-2ec45c812049', 75, '1487f832-583c-42f7-9605-c18f9a915285', 'system:revert-run', 'revert-run', 'runs.revert_run', 2, false, 'succeeded', '', '2c441d06cb38a2ff3ec741c2b80228991ea7c2d71f84b3f55e681d5177530bb3', 'c1cd4f03daac05a83a70ae790ee7f5aa1b45c623e70c33e3474fc2a91cebc780', 5, '1a1168daa5c08ccceb9e69436761b75b37d965e2588b0783b2c69e7280d6915a', 22713, '2026-11-30 21:36:25.10126+00', '4b51a4963f34cc9749ae09abff0fbce3756ffb6316a562d7592e8319beb438a1', '43ec2189b7d9454b4f8f9cca2c6123700357dd686a0a180ce4fe853c2e030ecf'),
	('5a0c1c4e-0000-4000-8000-000000000009', '9ba76ff8-f55d-42cb-8830-f8a988e47c1b', 76, '235cb6c4-ba2d-4c00-97d0-a2d62a51481d', 'system:erase-interview', 'erase-interview', 'interviews.erase_interview', 2, false, 'succeeded', '', 'd3122f51bd87761f34bee1783ffb642eaf6989b1d305ae8a899014c50b1c6939', 'f838cde67a427154fa17be4ac5abf88499600194b9fad69e94afb6048b526647', 11, '37ed481fb8c67d874ec2095ec962f25f22fcbb67188a2b0dc7688599c2374a7c', 220044, '2026-11-30 21:36:25.325567+00', '43ec2189b7d9454b4f8f9cca2c6123700357dd686a0a180ce4fe853c2e030ecf', '2f1f726157ce82af7e309437f6cffa708bd3651cf4947156faa0781f4e639c03'),
	('5a0c1c4e-0000-4000-8000-000000000009', '0d4afe36-3054-4cb1-84f5-e9b4c176b595', 77, '983387f3-b234-45ad-9029-71786729b755', 'system:confidence-decay', 'confidence-decay', 'themes.set_standing', 1, false, 'succeeded', '', '0f9123b2e4efa30696fa0a041694b3ecca5b8e48885cd9293faddce2325a2368', 'f8b24bb3c8175475a77a04b4a6d613e4ed38f84b0e90ff1267fc14e4ace0e0c2', 1, '8fa917a389fb2b6d2747368f38165f9408a6c6d9da4c1ed997cb5058d4590872', 3322, '2026-11-30 21:36:25.34138+00', '2f1f726157ce82af7e309437f6cffa708bd3651cf4947156faa0781f4e639c03', 'ef6ae0a918661e9d14bb79804bfc1d6fce906f85ae3143da6e75d47f53841e06'),
	('5a0c1c4e-0000-4000-8000-000000000009', '1f4c9056-2d83-46e7-87c1-f74906a3600d', 78, '983387f3-b234-45ad-9029-71786729b755', 'system:confidence-decay', 'confidence-decay', 'themes.set_standing', 1, false, 'succeeded', '', '3c1589562b31af97820449b11c86c89b0296b8c28592c8c45ef7084e0efeec74', '3ee9b34bfeaefdfd5303abe81446acfa6b1c97d851b9c3e72203c265280bf38c', 1, 'cd493c7c89ddb0b23085b2f6327a31b802e3a08f0ee8b806dd2bed6f8d4f05ed', 3322, '2026-11-30 21:36:25.341662+00', 'ef6ae0a918661e9d14bb79804bfc1d6fce906f85ae3143da6e75d47f53841e06', 'daf6633cd23ed9294c32c2b72f793dfb370b520cd817a19492489a819267f882'),
	('5a0c1c4e-0000-4000-8000-000000000009', 'e6ae2cb1-bbad-48e4-81c7-cc583c680a61', 79, '3f8429c5-b153-4db7-a2db-7cb1ec8d735d', 'system:theme-scan', 'theme-scan', 'runs.start_run', 1, false, 'succeeded', '', '590a781ffbb70e1b749f4ac3b0f1ca2fe6ff7e514154d3fce4db23b2ca8403ea', 'af8d4a7ed78dbead45247eb1208ab9952e6d6aa476aaf4388959af199d2a9784', 1, '9ee7874f98cee30a9bacb570bb69d3d0bf72c68069365858f179d2aa3468b075', 2397, '2026-11-30 21:36:25.35565+00', 'daf6633cd23ed9294c32c2b72f793dfb370b520cd817a19492489a819267f882', '1c11c28d637057ed0144f553cd23bb16e59ab923edc8a8147d30b9e1a3c44351'),
	('5a0c1c4e-0000-4000-8000-000000000009', '533ba99b-fdc2-44e5-8b1b-fa02e8144087', 80, '3f8429c5-b153-4db7-a2db-7cb1ec8d735d', 'system:theme-scan', 'theme-scan', 'themes.upsert_theme', 2, false, 'succeeded', '', 'd1aa8c7a65889eb9f1a02d6764888adf6215e4fea460f67c91ab26d7374ed6b9', '3e2e298fcdbd5ee413f0bf69f92be25d2a18ae6c88331aecb6c2ce7eba895e02', 1, 'e55c8a02ac26ff42460b3759a66072b213b91d44a79ff26e5cfda7b3b824553f', 15695, '2026-11-30 21:36:25.427565+00', '1c11c28d637057ed0144f553cd23bb16e59ab923edc8a8147d30b9e1a3c44351', '1ae2e56b8b063690773a9d1f98488d143bf06643c5c3c772395ac65d373ba964'),
	('5a0c1c4e-0000-4000-8000-000000000009', '46a59dce-0fdc-476b-8aed-3a4f65c280c9', 81, '3f8429c5-b153-4db7-a2db-7cb1ec8d735d', 'system:theme-scan', 'theme-scan', 'runs.finish_run', 2, false, 'succeeded', '', '2bc9be5fa696e4c11b0573f7cd82e7866590687b4a2d4849d60a9c0f5edf3a35', '5f69ca2afefa21df178ac0c94db8d353b163af82d5718d45afb686a861a6e373', 1, 'e4ba861e943d2024631a9fffd6427ac3ea9931ae25ff51427faf05e2ada89ad3', 1320, '2026-11-30 21:36:25.467813+00', '1ae2e56b8b063690773a9d1f98488d143bf06643c5c3c772395ac65d373ba964', '5b03065714319844dd5377e43891407ee25b733620de661114963493a5c83487'),
	('5a0c1c4e-0000-4000-8000-00000000000a', '999427f0-16b4-4af8-af32-ea981b5129be', 1, '04067e7c-214a-43ac-97e5-e05c0dce6f20', 'system:theme-scan', 'theme-scan', 'interviews.upsert_interview', 2, false, 'succeeded', '', '25c8b8b87cbb164e123fb1a150b1b04419cd0aebb10adf061dfab5c688655f0d', '832ec1b24daa28fae08b17233fe19e5eb00f10135121257cc76072a1dd521f57', 1, '98dc257766d2f98c60d0d332b6ff9cca4a7ca5147b73c0f9596ac577d937bcef', 2035, '2026-11-30 21:36:25.494986+00', '', 'dce218663fcf5cf69978d818ccb92fcdd18edffba17a3f19eeb347f8e6b9e303'),
	('5a0c1c4e-0000-4000-8000-00000000000a', 'e183bc47-7536-441a-b338-d72d054d4397', 2, '04067e7c-214a-43ac-97e5-e05c0dce6f20', 'system:theme-scan', 'theme-scan', 'interviews.upsert_interview', 2, false, 'succeeded', '', '1007e013cb64c5e1e92df1d459825c6311ae8207539e98572a6dcd47fa07d825', '374cb6e21c0792d8586762cff9c1e1a52072401ece8c1259d09f0fdb1c2b4926', 1, 'c1a1ef3fab4d30cc1d86b2374f274bd32311978c670e137e7b1f3458c4ab5516', 2035, '2026-11-30 21:36:25.495155+00', 'dce218663fcf5cf69978d818ccb92fcdd18edffba17a3f19eeb347f8e6b9e303', '7a855062a438c2d5a8c4dc6e97de627cb61e7bd90f76912b8ec0cfabd282ff0f');

SELECT pg_catalog.setval('theme_scan.row_changes_id_seq', 112, true);

ALTER TABLE ONLY theme_scan.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);

ALTER TABLE ONLY theme_scan.audit_heads
    ADD CONSTRAINT audit_heads_pkey PRIMARY KEY (org_id);

ALTER TABLE ONLY theme_scan.cached_results
    ADD CONSTRAINT cached_results_pkey PRIMARY KEY (org_id, key);

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

ALTER TABLE ONLY theme_scan.tool_calls
    ADD CONSTRAINT tool_calls_org_id_seq_key UNIQUE (org_id, seq);

ALTER TABLE ONLY theme_scan.tool_calls
    ADD CONSTRAINT tool_calls_pkey PRIMARY KEY (org_id, id);

CREATE INDEX cached_results_of_interview ON theme_scan.cached_results USING btree (org_id, interview_id);

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

CREATE TRIGGER call_is_open AFTER INSERT ON theme_scan.row_changes REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.refuse_late_changes();

CREATE TRIGGER capture_delete AFTER DELETE ON theme_scan.interview_quotes REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_delete AFTER DELETE ON theme_scan.interview_themes REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_delete AFTER DELETE ON theme_scan.interviews REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_delete AFTER DELETE ON theme_scan.job_runs REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_delete AFTER DELETE ON theme_scan.studies REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_delete AFTER DELETE ON theme_scan.theme_aliases REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_delete AFTER DELETE ON theme_scan.theme_standings REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_delete AFTER DELETE ON theme_scan.themes REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_insert AFTER INSERT ON theme_scan.interview_quotes REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_insert AFTER INSERT ON theme_scan.interview_themes REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_insert AFTER INSERT ON theme_scan.interviews REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_insert AFTER INSERT ON theme_scan.job_runs REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_insert AFTER INSERT ON theme_scan.studies REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_insert AFTER INSERT ON theme_scan.theme_aliases REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_insert AFTER INSERT ON theme_scan.theme_standings REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_insert AFTER INSERT ON theme_scan.themes REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_update AFTER UPDATE ON theme_scan.interview_quotes REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_update AFTER UPDATE ON theme_scan.interview_themes REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_update AFTER UPDATE ON theme_scan.interviews REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_update AFTER UPDATE ON theme_scan.job_runs REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_update AFTER UPDATE ON theme_scan.studies REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_update AFTER UPDATE ON theme_scan.theme_aliases REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_update AFTER UPDATE ON theme_scan.theme_standings REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER capture_update AFTER UPDATE ON theme_scan.themes REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION theme_scan.capture_changes();

CREATE TRIGGER quote_is_verbatim BEFORE INSERT OR UPDATE ON theme_scan.interview_quotes FOR EACH ROW EXECUTE FUNCTION theme_scan.check_quote_is_verbatim();

CREATE CONSTRAINT TRIGGER quotes_still_verbatim AFTER UPDATE OF raw_transcript ON theme_scan.interviews DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION theme_scan.check_quotes_still_verbatim();

ALTER TABLE ONLY theme_scan.cached_results
    ADD CONSTRAINT cached_results_org_id_interview_id_fkey FOREIGN KEY (org_id, interview_id) REFERENCES theme_scan.interviews(org_id, id) ON DELETE CASCADE;

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

ALTER TABLE theme_scan.interview_quotes ENABLE ROW LEVEL SECURITY;

ALTER TABLE theme_scan.interview_themes ENABLE ROW LEVEL SECURITY;

ALTER TABLE theme_scan.interviews ENABLE ROW LEVEL SECURITY;

ALTER TABLE theme_scan.job_leases ENABLE ROW LEVEL SECURITY;

ALTER TABLE theme_scan.job_runs ENABLE ROW LEVEL SECURITY;

ALTER TABLE theme_scan.merge_decisions ENABLE ROW LEVEL SECURITY;

CREATE POLICY one_organisation ON theme_scan.audit_heads USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.cached_results USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.interview_quotes USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.interview_themes USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.interviews USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.job_leases USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.job_runs USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.merge_decisions USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.organisations USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.row_changes USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.studies USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.theme_aliases USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.theme_standings USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.themes USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

CREATE POLICY one_organisation ON theme_scan.tool_calls USING ((org_id = ( SELECT theme_scan.current_org() AS current_org))) WITH CHECK ((org_id = ( SELECT theme_scan.current_org() AS current_org)));

ALTER TABLE theme_scan.organisations ENABLE ROW LEVEL SECURITY;

ALTER TABLE theme_scan.row_changes ENABLE ROW LEVEL SECURITY;

ALTER TABLE theme_scan.studies ENABLE ROW LEVEL SECURITY;

ALTER TABLE theme_scan.theme_aliases ENABLE ROW LEVEL SECURITY;

ALTER TABLE theme_scan.theme_standings ENABLE ROW LEVEL SECURITY;

ALTER TABLE theme_scan.themes ENABLE ROW LEVEL SECURITY;

ALTER TABLE theme_scan.tool_calls ENABLE ROW LEVEL SECURITY;

GRANT USAGE ON SCHEMA theme_scan TO theme_scan_app;

REVOKE ALL ON FUNCTION theme_scan.capture_changes() FROM PUBLIC;

GRANT SELECT ON TABLE theme_scan.tool_calls TO theme_scan_app;

GRANT SELECT ON TABLE theme_scan.alembic_version TO theme_scan_app;

GRANT SELECT ON TABLE theme_scan.audit_heads TO theme_scan_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE theme_scan.cached_results TO theme_scan_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE theme_scan.interview_quotes TO theme_scan_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE theme_scan.interview_themes TO theme_scan_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE theme_scan.interviews TO theme_scan_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE theme_scan.job_leases TO theme_scan_app;

GRANT SELECT,INSERT,UPDATE ON TABLE theme_scan.job_runs TO theme_scan_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE theme_scan.merge_decisions TO theme_scan_app;

GRANT SELECT ON TABLE theme_scan.organisations TO theme_scan_app;

GRANT SELECT ON TABLE theme_scan.row_changes TO theme_scan_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE theme_scan.studies TO theme_scan_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE theme_scan.theme_aliases TO theme_scan_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE theme_scan.theme_standings TO theme_scan_app;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE theme_scan.themes TO theme_scan_app;
