-- The interview, with what was stored about it; its quotes, links and participants' parts go with it.
with cached as (
    select count(*) as entries from cached_results
    where org_id = (select current_org()) and interview_id = :interview
),
decided as (delete from merge_decisions where org_id = (select current_org())),
gone as (
    select 'interview_themes' as table_name, id from interview_themes
    where org_id = (select current_org()) and interview_id = :interview
    union all
    select 'interview_quotes', id from interview_quotes
    where org_id = (select current_org()) and interview_id = :interview
    union all
    select 'interview_participants', id from interview_participants
    where org_id = (select current_org()) and interview_id = :interview
    union all
    select 'interviews', id from interviews where org_id = (select current_org()) and id = :interview
),
erased as (delete from interviews where org_id = (select current_org()) and id = :interview)
select gone.table_name, gone.id, cached.entries as cached from gone, cached
