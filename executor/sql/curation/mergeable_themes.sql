-- Themes to be merged and those they are merged into, with their evidence and the interviews of its quotes.
select
    t.id, t.slug, t.merged_into, t.decision, t.confidence_score, t.evidence,
    coalesce((
        select jsonb_object_agg(q.id, q.interview_id) from interview_quotes q
        where q.org_id = t.org_id and q.id in (
            select cast(e.id as uuid) from jsonb_array_elements_text(t.evidence -> 'quote_ids') e(id))
    ), '{}') as said_in
from themes t
where t.org_id = (select current_org()) and t.id = any(:ids)
order by t.id
for update of t
