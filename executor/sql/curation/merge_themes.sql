-- Everything that leads to the source now leads to the target: its slug and other names, and its links.
with agreed as materialized (
    select r.*, s.slug, s.name, s.description
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(position integer, theme_id uuid, into_id uuid, alias_id uuid)
    join themes s on s.org_id = (select current_org()) and s.id = r.theme_id
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
    update theme_aliases x set theme_id = a.into_id, code_id = coalesce(x.code_id, a.alias_id) from agreed a
    where x.org_id = (select current_org()) and x.theme_id = a.theme_id and x.slug <> a.slug
    returning x.id, a.theme_id
),
-- A theme that was renamed remembers its own slug as a name already.
named as (
    insert into theme_aliases as x (org_id, id, theme_id, slug, name, source, code_id, description, created_by)
    select current_org(), alias_id, into_id, slug, name, 'person', alias_id, description, :actor from agreed
    on conflict (org_id, slug) do update set theme_id = excluded.theme_id, code_id = excluded.code_id
    returning x.id, x.slug
),
-- What the targets rest on now, see themes/evidence/union.py.
together as (
    select r.*, seen.first, seen.last
    from jsonb_to_recordset(cast(:targets as jsonb)) as r(into_id uuid, confidence_score double precision, evidence jsonb),
    lateral (
        select min(s.first_seen_at) as first, max(s.last_seen_at) as last from themes s
        where s.org_id = (select current_org())
          and (s.id = r.into_id or s.id in (select theme_id from agreed a where a.into_id = r.into_id))
    ) seen
),
gone as (
    update themes t set merged_into = a.into_id, updated_by = :actor, updated_at = now()
    from agreed a
    where t.org_id = (select current_org()) and t.id = a.theme_id
    returning t.id
),
grown as (
    update themes t set
        confidence_score = g.confidence_score, occurrences = (g.evidence ->> 'occurrences')::integer,
        evidence = g.evidence, first_seen_at = g.first, last_seen_at = g.last,
        updated_by = :actor, updated_at = now()
    from together g
    where t.org_id = (select current_org()) and t.id = g.into_id
    returning t.id
)
select
    f.theme_id,
    array(select id from dropped where theme_id = f.theme_id) as links_dropped,
    array(select id from moved where theme_id = f.theme_id) as links_moved,
    array(select id from followed where theme_id = f.theme_id
          union all select id from named where slug = f.slug) as aliases_moved,
    array(select id from gone where id = f.theme_id
          union all select id from grown where id = f.into_id) as themes_changed
from agreed f
order by f.position
