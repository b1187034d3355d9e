-- Which organisations there are ------------------------------------------------------------------------------

-- Whoever removes interviews, or dates them anew, first waits for everybody who notes the organisation, and then
-- sees what they did. Otherwise an organisation into which somebody imports while its last interview is erased
-- would be missing here, and no night would scan it.
create or replace function note_organisation() returns trigger language plpgsql security definer
set search_path from current as $$
begin
    if tg_op = 'INSERT' then
        insert into organisations as o (org_id, newest_interview_at)
        select org_id, max(created_at) from new_rows group by org_id
        on conflict (org_id) do update set newest_interview_at = excluded.newest_interview_at
        where o.newest_interview_at < excluded.newest_interview_at;
        return null;
    elsif tg_op = 'UPDATE' then
        if not exists (
            select from old_rows o join new_rows n using (org_id, id) where o.created_at <> n.created_at
        ) then
            return null;
        end if;
    end if;
    perform from organisations where org_id = current_org() for update;
    delete from organisations o
    where o.org_id = current_org() and not exists (select from interviews i where i.org_id = o.org_id);
    update organisations o set newest_interview_at = n.newest
    from (select max(created_at) as newest from interviews where org_id = current_org()) n
    where o.org_id = current_org() and n.newest is distinct from o.newest_interview_at;
    return null;
end $$;
drop trigger note_update on interviews;
create trigger note_update after update on interviews referencing old table as old_rows new table as new_rows
    for each statement execute function note_organisation();

-- What such races left. The owner is bound by row-level security too, but for these statements.
alter table interviews no force row level security;
alter table organisations no force row level security;
insert into organisations as o (org_id, newest_interview_at)
select org_id, max(created_at) from interviews group by org_id
on conflict (org_id) do update set newest_interview_at = excluded.newest_interview_at
where o.newest_interview_at <> excluded.newest_interview_at;
alter table interviews force row level security;
alter table organisations force row level security;

-- The audit ----------------------------------------------------------------------------------------------------

-- They write past the rights of whoever fires them. On a table of one's own, such as a temporary one, they would
-- write what one likes into the audit and the directory.
revoke execute on function capture_changes(), note_organisation() from public;

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
