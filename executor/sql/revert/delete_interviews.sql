delete from interviews i
where i.org_id = (select current_org()) and i.id = any(:ids)
  and not exists (select from interview_quotes q where q.org_id = i.org_id and q.interview_id = i.id)
  and not exists (select from interview_themes l where l.org_id = i.org_id and l.interview_id = i.id)
returning i.id
