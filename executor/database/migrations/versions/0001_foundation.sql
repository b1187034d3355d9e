-- The tables of the scanner, the rules that guard them, and the audit of every write.
-- Three rules hold whatever the application does:
--   1. a transaction sees and writes the rows of one organisation, the one it named (row-level security);
--   2. a governed row is written only on behalf of a tool call, whose audit row is in the same transaction;
--   3. a stored quote reads, letter for letter, what the transcript reads at its offsets.

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
    primary key (org_id, id),
    unique (org_id, slug)
);

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
    primary key (org_id, id),
    unique nulls not distinct (org_id, theme_id, interview_id, quote_id),
    foreign key (org_id, theme_id) references themes (org_id, id) on delete cascade,
    foreign key (org_id, interview_id) references interviews (org_id, id) on delete cascade,
    -- With the interview in the key, a link can only cite a quote of the interview it links.
    foreign key (org_id, interview_id, quote_id)
        references interview_quotes (org_id, interview_id, id) on delete cascade
);
create index interview_themes_of_interview on interview_themes (org_id, interview_id, quote_id);

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
    primary key (org_id, id)
);
create index job_runs_newest_first on job_runs (org_id, job, started_at desc);

-- Operational tables, not governed: losing them costs time or money, never a fact -------------------

-- Who has interviews, so that a nightly job finds every organisation without reading anybody's rows.
create table organisations (
    org_id uuid primary key,
    newest_interview_at timestamptz not null
);
create index organisations_by_newest_interview on organisations (newest_interview_at);

create function note_organisation() returns trigger language plpgsql security definer
set search_path from current as $$
begin
    if tg_op = 'INSERT' then
        insert into organisations as o (org_id, newest_interview_at)
        select org_id, max(created_at) from new_rows group by org_id
        on conflict (org_id) do update set newest_interview_at = excluded.newest_interview_at
        where o.newest_interview_at < excluded.newest_interview_at;
    else
        delete from organisations o
        where o.org_id = current_org() and not exists (select from interviews i where i.org_id = o.org_id);
        update organisations o set newest_interview_at = n.newest
        from (select max(created_at) as newest from interviews where org_id = current_org()) n
        where o.org_id = current_org() and n.newest is distinct from o.newest_interview_at;
    end if;
    return null;
end $$;
create trigger note_insert after insert on interviews referencing new table as new_rows
    for each statement execute function note_organisation();
create trigger note_update after update on interviews
    for each statement execute function note_organisation();
create trigger note_delete after delete on interviews
    for each statement execute function note_organisation();

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

-- The row as it was is kept so that a write can be undone; as it became, only by its hash.
create table row_changes (
    org_id uuid not null,
    id bigint generated always as identity,
    call_id uuid not null,
    table_name text not null,
    row_id uuid not null,
    operation text not null check (operation in ('insert', 'update', 'delete')),
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

-- The call that answers for a row: app.tool_calls maps ids of rows, or of their parents, to call ids.
create function call_of(calls jsonb, written jsonb) returns uuid language plpgsql immutable as $$
declare
    call_id uuid := coalesce(
        calls ->> (written ->> 'id'),
        calls ->> (written ->> 'interview_id'),
        calls ->> (written ->> 'theme_id')
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

do $$
declare
    governed text;
begin
    foreach governed in array array[
        'interviews', 'interview_quotes', 'themes', 'theme_aliases', 'interview_themes', 'job_runs'
    ] loop
        execute format(
            'create trigger capture_insert after insert on %I referencing new table as new_rows
                for each statement execute function capture_changes()', governed);
        execute format(
            'create trigger capture_update after update on %I
                referencing old table as old_rows new table as new_rows
                for each statement execute function capture_changes()', governed);
        execute format(
            'create trigger capture_delete after delete on %I referencing old table as old_rows
                for each statement execute function capture_changes()', governed);
    end loop;
end $$;

-- Rule 2: the chain ------------------------------------------------------------------------------------

-- What a chained row's hash covers, one field a line. executor/audit_chain.py computes the same in Python.
create function tool_call_digest(c tool_calls) returns text language sql stable as $$
    select sha256_hex(concat_ws(E'\n',
        c.previous_hash, c.org_id, c.seq, c.id, c.run_id, c.actor, c.job, c.tool, c.tool_version,
        c.dry_run, c.outcome, c.error_code, c.arguments_hash, c.result_hash, c.writes, c.changes_hash,
        c.duration_us, (extract(epoch from c.called_at) * 1000000)::bigint))
$$;

-- The hash over the rows a call changed; they themselves may later lose their text to an erasure.
create function changes_digest(org uuid, call uuid) returns text language sql stable as $$
    select sha256_hex(coalesce(string_agg(
        concat_ws(E'\n', r.table_name, r.row_id, r.operation, r.before_hash, r.after_hash), E'\n'
        order by r.id), ''))
    from row_changes r where r.org_id = org and r.call_id = call
$$;

-- Appends calls (a JSON array) to the chain of the current organisation, in their order. The only way
-- for the application to write to the audit: it counts and hashes the captured changes by itself.
create function append_tool_calls(calls jsonb) returns table (call_id uuid, chain_seq bigint, chain_hash text)
language plpgsql security definer set search_path from current as $$
#variable_conflict use_column
declare
    head audit_heads;
    entry tool_calls;
    item jsonb;
    written integer;
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
        select count(*) into written from row_changes r
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
end $$;

-- Rule 3: quotes are verbatim ----------------------------------------------------------------------------

create function check_quote_is_verbatim() returns trigger language plpgsql
set search_path from current as $$
begin
    if not exists (
        select from interviews i
        where i.org_id = new.org_id and i.id = new.interview_id
          and substr(i.raw_transcript, new.start_offset + 1, new.end_offset - new.start_offset) = new.quote
    ) then
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

-- Rule 1: row-level security ------------------------------------------------------------------------------

do $$
declare
    guarded text;
begin
    for guarded in select tablename from pg_tables where schemaname = current_schema() loop
        continue when guarded = 'alembic_version';
        execute format('alter table %I enable row level security', guarded);
        execute format('alter table %I force row level security', guarded);
        -- The subselect makes the setting a constant of the plan instead of a call per row.
        execute format(
            'create policy one_organisation on %I using (org_id = (select current_org()))
                with check (org_id = (select current_org()))', guarded);
    end loop;
end $$;

-- The one exception: who fans out over all organisations may read their ids, and nothing else of them.
create policy directory on organisations for select
    using ((select current_setting('app.scope', true)) = 'directory');
