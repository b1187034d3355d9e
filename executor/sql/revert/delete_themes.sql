delete from themes t
where t.org_id = (select current_org()) and t.id = any(:ids)
  and not exists (select from interview_themes l where l.org_id = t.org_id and l.theme_id = t.id)
  and not exists (select from theme_aliases a where a.org_id = t.org_id and a.theme_id = t.id)
returning t.id
