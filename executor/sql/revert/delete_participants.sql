delete from participants p
where p.org_id = (select current_org()) and p.id = any(:ids) and not exists (
    select from interview_participants i where i.org_id = p.org_id and i.participant_id = p.id)
returning p.id
