-- Of some themes those that cite a quote which is not there.
select t.id from themes t
where t.org_id = (select current_org()) and t.id = any(:themes) and t.merged_into is null and exists (
    select from jsonb_array_elements_text(t.evidence -> 'quote_ids') cited
    where not exists (
        select from interview_quotes q
        where q.org_id = (select current_org()) and q.id = cited.value::uuid))
