-- A part of a theme becomes a theme of its own. Its links are made anew rather than moved, because a link's
-- id follows from its theme; so an undo finds nothing hanging on the new theme but what the split put there.
with leaving as materialized (
    select * from jsonb_to_recordset(cast(:links as jsonb)) as r(
        id uuid, new_id uuid, heard_as text[], remaining text[])
),
side as materialized (
    select r.*, seen.first, seen.last
    from jsonb_to_recordset(cast(:sides as jsonb)) as r(
        is_part boolean, confidence_score double precision, evidence jsonb, supporters uuid[], falls_below boolean),
    lateral (
        select min(i.created_at) as first, max(i.created_at) as last from interviews i
        where i.org_id = (select current_org()) and i.id = any(r.supporters)
    ) seen
),
created as (
    insert into themes (
        org_id, id, slug, name, description, confidence_score, occurrences, evidence, first_seen_at,
        last_seen_at, rules_version, created_by, updated_by, split_from, split_interviews)
    select
        t.org_id, :new_id, :slug, :name, :description, s.confidence_score,
        (s.evidence ->> 'occurrences')::integer, s.evidence, s.first, s.last,
        t.rules_version, :actor, :actor, t.id, cast(:interviews as uuid[])
    from themes t join side s on s.is_part
    where t.org_id = (select current_org()) and t.id = :theme_id
    returning id
),
reduced as (
    update themes t set
        confidence_score = s.confidence_score, occurrences = (s.evidence ->> 'occurrences')::integer,
        evidence = s.evidence, first_seen_at = s.first, last_seen_at = s.last,
        status = case when s.falls_below then 'retired' else t.status end,
        updated_by = :actor, updated_at = now()
    from side s
    where t.org_id = (select current_org()) and t.id = :theme_id and not s.is_part
    returning t.id
),
named as (
    update theme_aliases a set theme_id = :new_id
    where a.org_id = (select current_org()) and a.theme_id = :theme_id and a.slug = any(:names)
    returning a.id
),
linked as (
    insert into interview_themes (org_id, id, theme_id, interview_id, quote_id, heard_as, is_against, created_by, created_at)
    select l.org_id, r.new_id, :new_id, l.interview_id, l.quote_id, r.heard_as, l.is_against, l.created_by, l.created_at
    from leaving r join interview_themes l on l.org_id = (select current_org()) and l.id = r.id
    returning id
),
unlinked as (
    delete from interview_themes l using leaving r
    where l.org_id = (select current_org()) and l.id = r.id and r.remaining is null
    returning l.id
),
shared as (
    update interview_themes l set heard_as = r.remaining from leaving r
    where l.org_id = (select current_org()) and l.id = r.id and r.remaining is not null
    returning l.id
)
select 'themes' as table, id as row_id, 'insert' as operation from created
union all select 'themes', id, 'update' from reduced
union all select 'theme_aliases', id, 'update' from named
union all select 'interview_themes', id, 'insert' from linked
union all select 'interview_themes', id, 'delete' from unlinked
union all select 'interview_themes', id, 'update' from shared
