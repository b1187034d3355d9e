-- Quotes that some themes cite and are not linked to, with those themes. A quote that is gone has no interview.
select cited.id, q.interview_id, array_agg(t.id) as themes
from themes t
cross join lateral (
    select value::uuid as id from jsonb_array_elements_text(t.evidence -> 'quote_ids')) cited
left join interview_quotes q on q.org_id = (select current_org()) and q.id = cited.id
where t.org_id = (select current_org()) and t.id = any(:themes) and t.merged_into is null
  and not exists (
    select from interview_themes l
    where l.org_id = (select current_org()) and l.theme_id = t.id and l.quote_id = cited.id)
group by cited.id, q.interview_id
