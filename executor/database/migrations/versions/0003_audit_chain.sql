-- The second version of the audit chain, tombstones of erased interviews, and no statistics of words.

-- Planner statistics ---------------------------------------------------------------------------------------

-- ANALYZE keeps values of columns in pg_statistic, where no erasure reaches them. So the columns whose values may be
-- words get no statistics, and lose those that they have. Every `theme-scan migrate` calls this at its end.
create function keep_no_words_in_statistics() returns void language plpgsql set search_path from current as $$
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

-- Tombstones -------------------------------------------------------------------------------------------------

-- Interviews that were erased, so that no import brings them back unasked. A mark is a keyed hash of the words of one
-- of an interview's transcripts: it recognises the transcript under another id, and holds no text.
create table erased_interviews (
    org_id uuid not null,
    id uuid not null,
    marks text[] not null,
    erased_by text not null,
    erased_at timestamptz not null default now(),
    primary key (org_id, id)
);
create index erased_interviews_by_mark on erased_interviews using gin (marks);
select govern_table('erased_interviews');

-- The key of each organisation's marks: without it nobody can try out transcripts against them.
create table erasure_keys (
    org_id uuid primary key,
    key bytea not null
);
select isolate_table('erasure_keys');

-- As before; a key, once made, stays.
create or replace function application_rights() returns table (table_name name, rights text) language sql stable
set search_path from current as $$
    select relname, case
        when relname in ('tool_calls', 'row_changes', 'audit_heads', 'organisations', 'alembic_version')
            then 'select'
        when relname = 'erasure_keys' then 'select, insert'
        when relname = 'job_runs' then 'select, insert, update'
        else 'select, insert, update, delete'
    end
    from pg_class where relnamespace = current_schema()::regnamespace and relkind = 'r' order by relname
$$;

-- Capture ----------------------------------------------------------------------------------------------------

-- As before, with three holes closed. A row is compared byte by byte, because jsonb takes 1.0 and 1.00 for equal. A
-- row cannot leave under another id. No setting of the session decides how the hashed text of a row reads.
create or replace function capture_changes() returns trigger language plpgsql security definer
set search_path from current set timezone = 'UTC' set extra_float_digits = 1 as $$
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

-- The chain ---------------------------------------------------------------------------------------------------

-- Version 1 joined fields by line feeds. Version 2 hashes a JSON array, in which no value can pass for two.
alter table tool_calls add column chain_version smallint not null default 1 check (chain_version in (1, 2));
alter table tool_calls alter column chain_version drop default;
-- The transaction in which the call was appended, which is the one that may write under it.
alter table tool_calls add column transaction_id xid8;
alter table tool_calls add constraint tool_calls_hashes_check
    check (arguments_hash ~ '^[0-9a-f]{64}$' and result_hash ~ '^[0-9a-f]{64}$') not valid;

-- What a chained row's hash covers. executor/reads/audit_digest.py computes the same in Python.
create or replace function tool_call_digest(c tool_calls) returns text language sql stable as $$
    select sha256_hex(jsonb_build_array(
        2, c.previous_hash, c.org_id, c.seq, c.id, c.run_id, c.actor, c.job, c.tool, c.tool_version,
        c.dry_run, c.outcome, c.error_code, c.arguments_hash, c.result_hash, c.writes, c.changes_hash,
        c.duration_us, (extract(epoch from c.called_at) * 1000000)::bigint, c.transaction_id::text)::text)
$$;

-- The hash over the rows a call changed. Their payloads are covered by before_hash, so that an erasure can
-- remove them. executor/reads/audit_digest.py computes the same in Python.
create or replace function changes_digest(org uuid, call uuid) returns text language sql stable as $$
    select sha256_hex(coalesce(jsonb_agg(
        jsonb_build_array(r.id, r.table_name, r.row_id, r.operation, r.before_hash, r.after_hash)
        order by r.id), '[]')::text)
    from row_changes r where r.org_id = org and r.call_id = call
$$;

-- As before, in version 2, and with the transaction that each call belongs to.
create or replace function append_tool_calls(calls jsonb) returns table (call_id uuid, chain_seq bigint, chain_hash text)
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

-- At commit a call counts the rows that were written under it, and each such row finds its call appended by its own
-- transaction. Two sessions that write under one call at the same time see nothing of each other before that.
create function check_call_counts_its_writes() returns trigger language plpgsql security definer
set search_path from current as $$
declare
    written bigint;
begin
    select count(*) into written from row_changes r where r.org_id = new.org_id and r.call_id = new.id;
    if written <> (case when new.dry_run then 0 else new.writes end) then
        raise exception 'A call answers for exactly the writes that its audit row counts.' using errcode = 'TS004';
    end if;
    return null;
end $$;
create constraint trigger call_counts_its_writes after insert on tool_calls
    deferrable initially deferred for each row execute function check_call_counts_its_writes();

create function check_change_belongs_to_its_transaction() returns trigger language plpgsql security definer
set search_path from current as $$
begin
    if not exists (
        select from tool_calls t
        where t.org_id = new.org_id and t.id = new.call_id and t.transaction_id = pg_current_xact_id()
    ) then
        raise exception 'A call answers for the writes of its own transaction alone.' using errcode = 'TS004';
    end if;
    return null;
end $$;
create constraint trigger change_belongs_to_its_transaction after insert on row_changes
    deferrable initially deferred for each row execute function check_change_belongs_to_its_transaction();

-- Reverting ---------------------------------------------------------------------------------------------------

-- As before. The tombstone of an erasure is no part of what a revert takes back: only a person brings back what was
-- erased.
create or replace function run_changes(run uuid)
returns table (
    table_name text, row_id uuid, existed boolean, before jsonb, before_hash text, after_hash text,
    first_id bigint, last_id bigint
) language sql stable as $$
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

-- Erasure -----------------------------------------------------------------------------------------------------

-- As before, but only for a call that leaves the tombstone of an interview which is gone.
create or replace function erase_payloads(call uuid, interview uuid, texts text[]) returns bigint
language plpgsql security definer set search_path from current as $$
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

-- What runs with the rights of the tables' owner is for the application's role alone, to which `theme-scan migrate`
-- grants it.
revoke execute on function append_tool_calls(jsonb), erase_payloads(uuid, uuid, text[]),
    check_call_counts_its_writes(), check_change_belongs_to_its_transaction() from public;
