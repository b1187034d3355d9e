-- Undo and erasure: what it takes to put rows back, and to remove what the audit kept of erased ones.

-- A theme whose evidence fell below the minimum is retired. It keeps its id, and its evidence brings it back.
alter table themes add column status text not null default 'active' check (status in ('active', 'retired'));

-- An erasure is itself a change that the chain covers: it names the payload that it removed by its hash.
alter table row_changes drop constraint row_changes_operation_check;
alter table row_changes add check (operation in ('insert', 'update', 'delete', 'erase'));

-- A theme may be known by its slug alone. A call that answers for whatever is written is named under '*'.
create or replace function call_of(calls jsonb, written jsonb) returns uuid language plpgsql immutable as $$
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

-- The hash over the rows a call changed. Their payloads are covered by before_hash, so that an erasure can
-- remove them. executor/reads/audit_verification.py computes the same in Python.
create or replace function changes_digest(org uuid, call uuid) returns text language sql stable as $$
    select sha256_hex(coalesce(string_agg(
        concat_ws(E'\n', r.id, r.table_name, r.row_id, r.operation, r.before_hash, r.after_hash), E'\n'
        order by r.id), ''))
    from row_changes r where r.org_id = org and r.call_id = call
$$;

-- Undo -----------------------------------------------------------------------------------------------

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

-- Puts rows of one table back as they were before a run; returns those that now stand so.
create function restore_rows(target regclass, run uuid, ids uuid[]) returns setof uuid language plpgsql as $$
declare
    columns text;
    values_of_payload text;
begin
    select string_agg(quote_ident(attname), ', ' order by attnum),
           string_agg('r.' || quote_ident(attname), ', ' order by attnum)
    into columns, values_of_payload
    from pg_attribute
    where attrelid = target and attnum > 0 and not attisdropped and attgenerated = '';
    return query execute format(
        'with payload as (
            select r.* from run_changes($1) c, jsonb_populate_record(null::%1$s, c.before) r
            where c.table_name = %2$L and c.row_id = any($2) and c.before is not null
        ), mended as (
            update %1$s t set (%3$s) = (select %4$s from payload r where r.id = t.id)
            where t.org_id = (select current_org()) and t.id in (select id from payload)
            returning t.id
        ), recreated as (
            insert into %1$s (%3$s) select %4$s from payload r
            where r.id not in (select t.id from %1$s t where t.org_id = (select current_org()))
            on conflict do nothing returning id
        ) select id from mended union all select id from recreated',
        target, (select relname from pg_class where oid = target), columns, values_of_payload)
    using run, ids;
end $$;

-- Erasure --------------------------------------------------------------------------------------------

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
