-- How each row that a run changed stands now, compared with how it was before the run and after it. The rows
-- are locked, so that none changes, and nothing new comes to depend on one, before the undo has written it;
-- so are the interviews to which quotes return, all in the order in which everybody locks interviews.
with changed as materialized (select * from run_changes(:run)),
interview as materialized (
    select t.id, sha256_hex(to_jsonb(t)::text) as hash from interviews t
    where t.org_id = (select current_org()) and t.id in (
        select row_id from changed where table_name = 'interviews'
        union all
        select (before ->> 'interview_id')::uuid from changed where table_name = 'interview_quotes')
    order by t.id for update of t
),
quote as materialized (
    select t.id, sha256_hex(to_jsonb(t)::text) as hash from interview_quotes t
    where t.org_id = (select current_org()) and t.id in (select row_id from changed) for update of t
),
theme as materialized (
    select t.id, sha256_hex(to_jsonb(t)::text) as hash from themes t
    where t.org_id = (select current_org()) and t.id in (select row_id from changed) for update of t
),
alias as materialized (
    select t.id, sha256_hex(to_jsonb(t)::text) as hash from theme_aliases t
    where t.org_id = (select current_org()) and t.id in (select row_id from changed) for update of t
),
link as materialized (
    select t.id, sha256_hex(to_jsonb(t)::text) as hash from interview_themes t
    where t.org_id = (select current_org()) and t.id in (select row_id from changed) for update of t
),
standing as materialized (
    select t.id, sha256_hex(to_jsonb(t)::text) as hash from theme_standings t
    where t.org_id = (select current_org()) and t.id in (select row_id from changed) for update of t
),
study as materialized (
    select t.id, sha256_hex(to_jsonb(t)::text) as hash from studies t
    where t.org_id = (select current_org()) and t.id in (select row_id from changed) for update of t
),
participant as materialized (
    select t.id, sha256_hex(to_jsonb(t)::text) as hash from participants t
    where t.org_id = (select current_org()) and t.id in (select row_id from changed) for update of t
),
part as materialized (
    select t.id, sha256_hex(to_jsonb(t)::text) as hash from interview_participants t
    where t.org_id = (select current_org()) and t.id in (select row_id from changed) for update of t
),
-- Links that the run gave to another theme, where they still are: scans only heard them under other names since.
heard_since as (
    select l.id
    from interview_themes l join link on link.id = l.id
    join changed c on c.table_name = 'interview_themes' and c.row_id = l.id
    where l.org_id = (select current_org()) and c.existed and (c.before ->> 'theme_id')::uuid <> l.theme_id
      and not exists (
        select from row_changes r
        where r.org_id = l.org_id and r.table_name = 'interview_themes' and r.row_id = l.id and r.id > c.last_id
          and (r.operation <> 'update' or r.before ->> 'theme_id' is distinct from l.theme_id::text))
),
image as (
    select 'interviews' as table_name, id, hash from interview
    union all select 'interview_quotes', id, hash from quote
    union all select 'themes', id, hash from theme
    union all select 'theme_aliases', id, hash from alias
    union all select 'interview_themes', id, hash from link
    union all select 'theme_standings', id, hash from standing
    union all select 'studies', id, hash from study
    union all select 'participants', id, hash from participant
    union all select 'interview_participants', id, hash from part
)
select
    c.table_name, c.row_id, c.existed, i.hash is not null as exists,
    case
        when coalesce(i.hash, '') = c.before_hash then 'as_before'
        when coalesce(i.hash, '') <> c.after_hash and not exists (
            select from heard_since h where c.table_name = 'interview_themes' and h.id = c.row_id
        ) or exists (
            -- Another run's change between two of this run's: what was before this run is older than that.
            select from row_changes r join tool_calls t on t.org_id = r.org_id and t.id = r.call_id
            where r.org_id = (select current_org()) and r.row_id = c.row_id and r.table_name = c.table_name
              and r.id between c.first_id and c.last_id and t.run_id <> :run
        ) then 'changed'
        when c.existed and c.before is null then 'erased'
        else 'undoable'
    end as state
from changed c left join image i on i.table_name = c.table_name and i.id = c.row_id
order by c.table_name, c.row_id
