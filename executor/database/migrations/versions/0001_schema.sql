-- The tables of the scanner, the rules that guard them, and the audit of every write.
-- Three rules hold whatever the application does:
--   1. a transaction sees and writes the rows of one organisation, the one it named (row-level security);
--   2. a governed row is written only on behalf of a tool call, whose audit row is in the same transaction;
--   3. a stored quote reads, letter for letter, what the transcript reads at its offsets.
-- The functions that put a table under the first two are in ../governed_tables.sql, which runs before. The schema as
-- it stands after all migrations is in ../../schema.sql.

-- Helpers -----------------------------------------------------------------------------------------

-- The organisation this transaction works for. After a commit the setting reads '' rather than null.
create function current_org() returns uuid language sql stable parallel safe
return nullif(current_setting('app.org_id', true), '')::uuid;

-- Immutable although convert_to is only stable: the target encoding is fixed.
create function sha256_hex(content text) returns text language sql immutable strict parallel safe
as $$ select encode(sha256(convert_to(content, 'UTF8')), 'hex') $$;

-- Business tables ---------------------------------------------------------------------------------
-- Keys begin with org_id, and so do foreign keys: their checks bypass row-level security.

create table interviews (
    org_id uuid not null,
    id uuid not null,
    title text not null,
    summary text not null default '',
    raw_transcript text not null,
    content_hash text not null generated always as (sha256_hex(raw_transcript)) stored,
    created_at timestamptz not null,
    primary key (org_id, id)
);
create index interviews_newest_first on interviews (org_id, created_at desc, id desc);

create table interview_quotes (
    org_id uuid not null,
    id uuid not null,
    interview_id uuid not null,
    quote text not null check (quote <> ''),
    start_offset integer not null check (start_offset >= 0),
    end_offset integer not null check (end_offset > start_offset),
    topic text,
    created_by text not null,
    created_at timestamptz not null default now(),
    primary key (org_id, id),
    unique (org_id, interview_id, id),
    unique (org_id, interview_id, start_offset, end_offset),
    foreign key (org_id, interview_id) references interviews (org_id, id) on delete cascade
);

create table themes (
    org_id uuid not null,
    id uuid not null,
    slug text not null check (slug <> ''),
    name text not null check (name <> ''),
    description text not null default '',
    confidence_score double precision not null check (confidence_score between 0 and 1),
    occurrences integer not null check (occurrences >= 0),
    evidence jsonb not null,
    first_seen_at timestamptz not null,
    last_seen_at timestamptz not null,
    rules_version text not null,
    created_by text not null,
    updated_by text not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    -- A theme whose evidence fell below the minimum is retired. Its id stays, and new evidence brings it back.
    status text not null default 'active' check (status in ('active', 'retired')),
    -- A rejected theme stays, so that scans recognise it and hold it back. A pinned theme stays whatever happens.
    decision text check (decision in ('rejected', 'pinned')),
    -- A merged theme keeps its id. Its slug, names and links belong to the theme it was merged into.
    merged_into uuid check (merged_into <> id),
    -- A theme that a person split off another: what these interviews say of that one counts for this one.
    split_from uuid check (split_from <> id),
    split_interviews uuid[] not null default '{}',
    primary key (org_id, id),
    unique (org_id, slug),
    foreign key (org_id, merged_into) references themes (org_id, id) on delete set null (merged_into),
    foreign key (org_id, split_from) references themes (org_id, id) on delete set null (split_from)
);
create index themes_merged_into on themes (org_id, merged_into) where merged_into is not null;
create index themes_split_from on themes (org_id, split_from) where split_from is not null;

create table theme_aliases (
    org_id uuid not null,
    id uuid not null,
    theme_id uuid not null,
    slug text not null check (slug <> ''),
    name text not null,
    source text not null check (source in ('embedding', 'model', 'deterministic', 'person')),
    created_by text not null,
    created_at timestamptz not null default now(),
    primary key (org_id, id),
    unique (org_id, slug),
    foreign key (org_id, theme_id) references themes (org_id, id) on delete cascade
);
create index theme_aliases_of_theme on theme_aliases (org_id, theme_id);

create table interview_themes (
    org_id uuid not null,
    id uuid not null,
    theme_id uuid not null,
    interview_id uuid not null,
    quote_id uuid,
    created_by text not null,
    created_at timestamptz not null default now(),
    -- The slugs of the names under which the newest scan that saw the passage heard it.
    heard_as text[] not null default '{}',
    primary key (org_id, id),
    unique nulls not distinct (org_id, theme_id, interview_id, quote_id),
    foreign key (org_id, theme_id) references themes (org_id, id) on delete cascade,
    foreign key (org_id, interview_id) references interviews (org_id, id) on delete cascade,
    -- With the interview in the key, a link can only cite a quote of the interview it links.
    foreign key (org_id, interview_id, quote_id)
        references interview_quotes (org_id, interview_id, id) on delete cascade
);
create index interview_themes_of_interview on interview_themes (org_id, interview_id, quote_id);

-- How themes stand as their evidence ages. A table apart from the themes: a scan writes what the evidence says,
-- the decay writes what time left of it, and reverting one never meets a later change by the other.
create table theme_standings (
    org_id uuid not null,
    id uuid not null,
    theme_id uuid not null,
    state text not null check (state in ('active', 'fading', 'dormant')),
    confidence double precision not null check (confidence between 0 and 1),
    rules_version text not null,
    updated_by text not null,
    updated_at timestamptz not null default now(),
    primary key (org_id, id),
    unique (org_id, theme_id),
    foreign key (org_id, theme_id) references themes (org_id, id) on delete cascade
);

-- One row an organisation: what its research is about, and the codes it brings.
create table studies (
    org_id uuid not null,
    id uuid not null,
    context text not null default '' check (char_length(context) <= 400),
    codebook jsonb not null default '[]' check (jsonb_typeof(codebook) = 'array'),
    updated_by text not null,
    updated_at timestamptz not null default now(),
    primary key (org_id, id),
    unique (org_id)
);

create table job_runs (
    org_id uuid not null,
    id uuid not null,
    job text not null,
    actor text not null,
    parameters jsonb not null,
    dry_run boolean not null,
    status text not null check (status in ('running', 'finished', 'failed')),
    report jsonb,
    error text,
    started_at timestamptz not null default now(),
    finished_at timestamptz,
    -- What the outcome depended on, by hash. Null where the run could not use all of it, or the job does not say.
    -- While the hash is the same and nobody has written since, another run would do nothing.
    inputs_hash text,
    primary key (org_id, id)
);
create index job_runs_newest_first on job_runs (org_id, job, started_at desc);

-- Operational tables, not governed: losing them costs time or money, never a fact -------------------

-- Who has interviews, so that a nightly job finds every organisation without reading anybody's rows.
-- append_tool_calls keeps the table, where writers of one organisation stand in line.
create table organisations (
    org_id uuid primary key,
    newest_interview_at timestamptz not null
);
create index organisations_by_newest_interview on organisations (newest_interview_at);

create table job_leases (
    org_id uuid not null,
    job text not null,
    run_id uuid not null,
    acquired_at timestamptz not null default now(),
    expires_at timestamptz not null,
    primary key (org_id, job)
);

create table cached_results (
    org_id uuid not null,
    key text not null,
    interview_id uuid not null,
    value bytea not null,
    created_at timestamptz not null default now(),
    primary key (org_id, key),
    foreign key (org_id, interview_id) references interviews (org_id, id) on delete cascade
);
create index cached_results_of_interview on cached_results (org_id, interview_id);

create table merge_decisions (
    org_id uuid not null,
    name_hash text not null,
    group_hash text not null,
    created_at timestamptz not null default now(),
    primary key (org_id, name_hash)
);

-- Audit --------------------------------------------------------------------------------------------

create table tool_calls (
    org_id uuid not null,
    id uuid not null,
    seq bigint not null,
    run_id uuid not null,
    actor text not null,
    job text not null,
    tool text not null,
    tool_version integer not null,
    dry_run boolean not null,
    outcome text not null check (outcome in ('succeeded', 'refused', 'failed')),
    error_code text not null default '',
    arguments_hash text not null,
    result_hash text not null,
    writes integer not null,
    changes_hash text not null,
    duration_us bigint not null,
    called_at timestamptz not null default now(),
    previous_hash text not null,
    hash text not null,
    primary key (org_id, id),
    unique (org_id, seq),
    -- The chain joins fields by line feeds; none may bring its own.
    check (concat(actor, job, tool, error_code) !~ '[[:cntrl:]]')
);
create index tool_calls_of_run on tool_calls (org_id, run_id);

-- The row as it was is kept so that a write can be undone; as it became, only by its hash. An erasure is itself
-- a change that the chain covers: it names the payload that it removed by its hash.
create table row_changes (
    org_id uuid not null,
    id bigint generated always as identity,
    call_id uuid not null,
    table_name text not null,
    row_id uuid not null,
    operation text not null check (operation in ('insert', 'update', 'delete', 'erase')),
    before jsonb,
    before_hash text not null,
    after_hash text not null,
    primary key (org_id, id),
    -- Checked at commit: no governed write survives without the audit row of its call.
    foreign key (org_id, call_id) references tool_calls (org_id, id) deferrable initially deferred
);
create index row_changes_of_call on row_changes (org_id, call_id);
create index row_changes_of_row on row_changes (org_id, row_id);

-- The end of each organisation's chain; locking its row puts writers of one chain in line.
create table audit_heads (
    org_id uuid primary key,
    seq bigint not null,
    hash text not null
);

-- Rule 2: capture ------------------------------------------------------------------------------------

-- The call that answers for a row: app.tool_calls maps ids of rows, or of their parents, to call ids. A theme may
-- be known by its slug alone. A call that answers for whatever is written is named under '*'.
create function call_of(calls jsonb, written jsonb) returns uuid language plpgsql immutable as $$
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

create function capture_changes() returns trigger language plpgsql security definer
set search_path from current as $$
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
-- The function writes past the rights of whoever fires it: on a table of one's own, such as a temporary one, it
-- would write what one likes into the audit.
revoke execute on function capture_changes() from public;

-- A call that is in the chain has been counted and hashed: what is written later needs a call of its own.
create function refuse_late_changes() returns trigger language plpgsql set search_path from current as $$
begin
    if exists (select from new_rows n join tool_calls t on t.org_id = n.org_id and t.id = n.call_id) then
        raise exception 'This call is in the audit already: it answers for no further write.'
            using errcode = 'TS004';
    end if;
    return null;
end $$;
create trigger call_is_open after insert on row_changes referencing new table as new_rows
    for each statement execute function refuse_late_changes();

select govern_table(governed) from unnest(array[
    'interviews', 'interview_quotes', 'themes', 'theme_aliases', 'interview_themes', 'theme_standings', 'studies',
    'job_runs']::regclass[]) governed;
select isolate_table(isolated) from unnest(array[
    'organisations', 'job_leases', 'cached_results', 'merge_decisions', 'tool_calls', 'row_changes',
    'audit_heads']::regclass[]) isolated;

-- The one exception: who fans out over all organisations may read their ids, and nothing else of them.
create policy directory on organisations for select
    using ((select current_setting('app.scope', true)) = 'directory');

-- Rule 2: the chain ------------------------------------------------------------------------------------

-- What a chained row's hash covers, one field a line. executor/reads/audit_verification.py computes the same in
-- Python.
create function tool_call_digest(c tool_calls) returns text language sql stable as $$
    select sha256_hex(concat_ws(E'\n',
        c.previous_hash, c.org_id, c.seq, c.id, c.run_id, c.actor, c.job, c.tool, c.tool_version,
        c.dry_run, c.outcome, c.error_code, c.arguments_hash, c.result_hash, c.writes, c.changes_hash,
        c.duration_us, (extract(epoch from c.called_at) * 1000000)::bigint))
$$;

-- The hash over the rows a call changed. Their payloads are covered by before_hash, so that an erasure can
-- remove them. executor/reads/audit_verification.py computes the same in Python.
create function changes_digest(org uuid, call uuid) returns text language sql stable as $$
    select sha256_hex(coalesce(string_agg(
        concat_ws(E'\n', r.id, r.table_name, r.row_id, r.operation, r.before_hash, r.after_hash), E'\n'
        order by r.id), ''))
    from row_changes r where r.org_id = org and r.call_id = call
$$;

-- Appends calls (a JSON array) to the chain of the current organisation, in their order. The only way
-- for the application to write to the audit: it counts and hashes the captured changes by itself. Whoever changed
-- interviews notes the organisation. The head's lock is held by then, so that all who changed some before are
-- seen, and those who come later see this.
create function append_tool_calls(calls jsonb) returns table (call_id uuid, chain_seq bigint, chain_hash text)
language plpgsql security definer set search_path from current as $$
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

-- Rule 3: quotes are verbatim ----------------------------------------------------------------------------

-- A stored quote reads what its transcript reads, whoever writes at the same time. The transcript stays as it
-- is from the check to the end of the quote's transaction: a change of it waits, and then finds the quote.
-- The foreign key alone would not do that, because its lock does not keep a transcript from changing.
create function check_quote_is_verbatim() returns trigger language plpgsql
set search_path from current as $$
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
create trigger quote_is_verbatim before insert or update on interview_quotes
    for each row execute function check_quote_is_verbatim();

create function check_quotes_still_verbatim() returns trigger language plpgsql
set search_path from current as $$
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
-- At commit, so that one tool call can change a transcript and mend its quotes.
create constraint trigger quotes_still_verbatim after update of raw_transcript on interviews
    deferrable initially deferred for each row execute function check_quotes_still_verbatim();

-- Revert -----------------------------------------------------------------------------------------------

-- What a run changed, one line a row: how the row was before the run, and the hash of how the run left it.
-- The record of a run is no part of its work.
create function run_changes(run uuid)
returns table (
    table_name text, row_id uuid, existed boolean, before jsonb, before_hash text, after_hash text,
    first_id bigint, last_id bigint
) language sql stable as $$
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

-- Puts rows of one table back as they were before a run; returns those that now stand so. A column that is younger
-- than what the audit kept of a row gets its default.
create function restore_rows(target regclass, run uuid, ids uuid[]) returns setof uuid
language plpgsql as $$
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
end $$;

-- Erasure ----------------------------------------------------------------------------------------------

-- Removes from the audit what it kept of an interview, of themes it was evidence for, and of rows that hold
-- one of the given texts; each removal is recorded under the call. Returns how many payloads went.
create function erase_payloads(call uuid, interview uuid, texts text[]) returns bigint
language plpgsql security definer set search_path from current as $$
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
