with input as materialized (
    select * from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        position integer, id uuid, theme_id uuid, interview_id uuid, quote_id uuid, heard_as text[],
        is_against boolean)
),
found as (
    select
        r.*, t.id is not null as theme_known, i.id is not null as interview_known,
        r.quote_id is null or q.id is not null as quote_known
    from input r
    left join themes t on t.org_id = (select current_org()) and t.id = r.theme_id and t.merged_into is null
    left join interviews i on i.org_id = (select current_org()) and i.id = r.interview_id
    left join interview_quotes q on q.org_id = (select current_org())
        and q.interview_id = r.interview_id and q.id = r.quote_id
),
created as (
    insert into interview_themes (
        org_id, id, theme_id, interview_id, quote_id, heard_as, is_against, created_by)
    select current_org(), id, theme_id, interview_id, quote_id, heard_as, is_against, :actor
    from found where theme_known and interview_known and quote_known
    on conflict do nothing
    returning id
),
reheard as (
    update interview_themes l set
        heard_as = case when f.heard_as = '{}' then l.heard_as else f.heard_as end, is_against = f.is_against
    from found f
    where l.org_id = (select current_org()) and l.id = f.id
      and (l.theme_id, l.interview_id) = (f.theme_id, f.interview_id)
      and ((f.heard_as <> '{}' and f.heard_as <> l.heard_as) or f.is_against <> l.is_against)
    returning l.id
)
select
    f.id as link_id, theme_known, interview_known, quote_known,
    c.id is not null as created, h.id is not null as reheard
from found f
left join created c on c.id = f.id
left join reheard h on h.id = f.id
order by f.position
