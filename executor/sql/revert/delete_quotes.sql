delete from interview_quotes q
where q.org_id = (select current_org()) and q.id = any(:ids) and not exists (
    select from interview_themes l
    where l.org_id = q.org_id and l.interview_id = q.interview_id and l.quote_id = q.id)
returning q.id
