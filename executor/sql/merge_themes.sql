-- Everything that leads to the source now leads to the target: its slug and other names, and its links.
with input as materialized (
    select * from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        position integer, theme_id uuid, into_id uuid, alias_id uuid)
),
found as (
    select
        r.*, s.slug, s.name, s.id is not null as known, t.id is not null as into_known,
        s.merged_into is not null as merged, coalesce(s.merged_into = t.id, false) as already,
        t.merged_into is not null as into_merged, coalesce(t.decision = 'rejected', false) as into_rejected
    from input r
    left join themes s on s.org_id = (select current_org()) and s.id = r.theme_id
    left join themes t on t.org_id = (select current_org()) and t.id = r.into_id
),
agreed as (
    select * from found
    where known and into_known and not merged and not into_merged and not into_rejected
),
-- The target's links and those that come to it; of equal ones the target's stays, else the first.
ranked as (
    select l.id, l.theme_id, a.into_id, l.theme_id <> a.into_id as comes, row_number() over (
        partition by a.into_id, l.interview_id, l.quote_id order by l.theme_id <> a.into_id, l.id) as rank
    from (select into_id, theme_id from agreed union select into_id, into_id from agreed) a
    join interview_themes l on l.org_id = (select current_org()) and l.theme_id = a.theme_id
),
dropped as (
    delete from interview_themes l using ranked r
    where l.org_id = (select current_org()) and l.id = r.id and r.comes and r.rank > 1
    returning l.id, r.theme_id
),
moved as (
    update interview_themes l set theme_id = r.into_id from ranked r
    where l.org_id = (select current_org()) and l.id = r.id and r.comes and r.rank = 1
    returning l.id, r.theme_id
),
followed as (
    update theme_aliases x set theme_id = a.into_id from agreed a
    where x.org_id = (select current_org()) and x.theme_id = a.theme_id and x.slug <> a.slug
    returning x.id, a.theme_id
),
-- A theme that was renamed remembers its own slug as a name already.
named as (
    insert into theme_aliases as x (org_id, id, theme_id, slug, name, source, created_by)
    select current_org(), alias_id, into_id, slug, name, 'person', :actor from agreed
    on conflict (org_id, slug) do update set theme_id = excluded.theme_id
    returning x.id, x.slug
),
-- The next scan weighs the evidence anew; until then it is that of all of them together.
together as (
    select
        a.into_id, max(s.confidence_score) as confidence_score, min(s.first_seen_at) as first_seen_at,
        max(s.last_seen_at) as last_seen_at, sum((s.evidence ->> 'occurrences')::integer) as occurrences
    from (select into_id, theme_id from agreed union select into_id, into_id from agreed) a
    join themes s on s.org_id = (select current_org()) and s.id = a.theme_id
    group by a.into_id
),
listed as (
    select a.into_id, key.name, jsonb_agg(distinct item.value) as items
    from (select into_id, theme_id from agreed union select into_id, into_id from agreed) a
    join themes s on s.org_id = (select current_org()) and s.id = a.theme_id
    cross join (values ('quote_ids'), ('interview_ids'), ('supports')) as key(name)
    cross join jsonb_array_elements(coalesce(s.evidence -> key.name, '[]'::jsonb)) as item(value)
    group by a.into_id, key.name
),
changed as (
    update themes t set
        merged_into = a.into_id,
        confidence_score = coalesce(g.confidence_score, t.confidence_score),
        first_seen_at = coalesce(g.first_seen_at, t.first_seen_at),
        last_seen_at = coalesce(g.last_seen_at, t.last_seen_at),
        occurrences = coalesce(g.occurrences, t.occurrences),
        evidence = case when g.into_id is null then t.evidence else
            t.evidence || jsonb_build_object('occurrences', g.occurrences) || coalesce(
                (select jsonb_object_agg(name, items) from listed where into_id = t.id), '{}'::jsonb) end,
        updated_by = :actor, updated_at = now()
    from themes u
    left join agreed a on a.theme_id = u.id
    left join together g on g.into_id = u.id
    where u.org_id = (select current_org()) and t.org_id = u.org_id and t.id = u.id
      and (a.theme_id is not null or g.into_id is not null)
    returning t.id
)
select
    f.*,
    array(select id from dropped where theme_id = f.theme_id) as links_dropped,
    array(select id from moved where theme_id = f.theme_id) as links_moved,
    array(select id from followed where theme_id = f.theme_id
          union all select id from named where slug = f.slug) as aliases_moved,
    array(select id from changed where id in (f.theme_id, f.into_id)) as themes_changed
from found f
order by f.position
