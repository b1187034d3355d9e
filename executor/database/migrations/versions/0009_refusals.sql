-- Which organisations there are ------------------------------------------------------------------------------

-- Noted where writers of one organisation stand in line: by append_tool_calls, below. The triggers that did it saw
-- nothing of a transaction beside theirs: an organisation into which somebody imported while its last interview was
-- erased was missing here, and no night scanned it.
drop trigger note_insert on interviews;
drop trigger note_update on interviews;
drop trigger note_delete on interviews;
drop function note_organisation();

-- What such races left. The owner is bound by row-level security too, but for this statement.
alter table interviews no force row level security;
alter table organisations no force row level security;
insert into organisations as o (org_id, newest_interview_at)
select org_id, max(created_at) from interviews group by org_id
on conflict (org_id) do update set newest_interview_at = excluded.newest_interview_at
where o.newest_interview_at <> excluded.newest_interview_at;
alter table interviews force row level security;
alter table organisations force row level security;

-- The audit ----------------------------------------------------------------------------------------------------

-- It writes past the rights of whoever fires it: on a table of one's own, such as a temporary one, it would write
-- what one likes into the audit.
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

-- As before; and whoever changed interviews notes the organisation. The head's lock is held by then, so that all
-- who changed some before are seen, and those who come later see this.
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

-- Undo -----------------------------------------------------------------------------------------------------------

-- As before, but a column that is younger than what the audit kept of a row gets its default.
create or replace function restore_rows(target regclass, run uuid, ids uuid[]) returns setof uuid
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
