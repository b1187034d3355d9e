-- An interview that stays keeps its participants.
delete from interview_participants p
where p.org_id = (select current_org()) and p.id = any(:ids) and not (p.interview_id = any(:kept))
  and not (p.interview_id = any(:created) and (
    exists (select from interview_quotes q where q.org_id = p.org_id and q.interview_id = p.interview_id)
    or exists (select from interview_themes l where l.org_id = p.org_id and l.interview_id = p.interview_id)))
returning p.id
