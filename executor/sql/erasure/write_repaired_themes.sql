-- Themes after an erasure, or after transcripts lost quotes: what is left of their evidence, and the dates of
-- those who still support them.
with input as materialized (
    select * from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        id uuid, slug text, name text, description text, confidence_score double precision,
        evidence jsonb, status text, supporters uuid[])
),
dated as (
    select r.*, seen.first, seen.last
    from input r, lateral (
        select min(i.created_at) as first, max(i.created_at) as last from interviews i
        where i.org_id = (select current_org()) and i.id = any(r.supporters)
    ) seen
)
update themes t set
    slug = d.slug, name = d.name, description = d.description, confidence_score = d.confidence_score,
    occurrences = (d.evidence ->> 'occurrences')::integer, evidence = d.evidence, status = d.status,
    first_seen_at = coalesce(d.first, t.first_seen_at), last_seen_at = coalesce(d.last, t.last_seen_at),
    split_interviews = array_remove(t.split_interviews, cast(:interview as uuid)),
    updated_by = :actor, updated_at = now()
from dated d
where t.org_id = (select current_org()) and t.id = d.id
