with input as materialized (
    select * from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        position integer, new_id uuid, theme_id uuid, slug text, name text, description text,
        confidence_score double precision, evidence jsonb,
        first_seen_at timestamptz, last_seen_at timestamptz)
),
found as (
    select r.*, t.id as existing_id, t.merged_into is not null as merged
    from input r
    left join lateral (
        -- A theme's id is made of the first slug it had, to which it answers even after an erasure took it.
        select t.id, t.merged_into from themes t
        where t.org_id = (select current_org()) and (
            t.id = r.theme_id or (r.theme_id is null and (t.slug = r.slug or t.id = r.new_id)))
        order by t.slug = r.slug desc limit 1
    ) t on true
),
created as (
    insert into themes (
        org_id, id, slug, name, description, confidence_score, occurrences, evidence,
        first_seen_at, last_seen_at, rules_version, created_by, updated_by)
    select
        current_org(), new_id, slug, name, description, confidence_score,
        (evidence ->> 'occurrences')::integer, evidence,
        first_seen_at, last_seen_at, :rules, :actor, :actor
    from found where theme_id is null and existing_id is null
    returning id
),
-- Name, slug and description belong to the theme for life; only its evidence moves. A theme whose name was
-- erased goes by its id, until it is found again under a name.
updated as (
    update themes t set
        slug = case when t.slug = t.id::text then f.slug else t.slug end,
        name = case when t.slug = t.id::text then f.name else t.name end,
        description = case when t.slug = t.id::text then f.description else t.description end,
        status = 'active',
        confidence_score = f.confidence_score,
        occurrences = (f.evidence ->> 'occurrences')::integer,
        evidence = f.evidence,
        first_seen_at = f.first_seen_at,
        last_seen_at = f.last_seen_at,
        rules_version = :rules, updated_by = :actor, updated_at = now()
    from found f
    where t.org_id = (select current_org()) and t.id = f.existing_id and not f.merged and (
        (t.confidence_score, t.evidence, t.first_seen_at, t.last_seen_at, t.rules_version, t.status)
            is distinct from (f.confidence_score, f.evidence, f.first_seen_at, f.last_seen_at, :rules, 'active')
        or (t.slug = t.id::text and f.slug <> t.slug))
    returning t.id
)
select
    coalesce(f.existing_id, c.id) as theme_id, f.merged,
    case when c.id is not null then 'created' when u.id is not null then 'updated' else 'unchanged' end as action
from found f
left join created c on c.id = f.new_id
left join updated u on u.id = f.existing_id
order by f.position
