select id, slug, name from themes where org_id = (select current_org()) and id = any(:ids)
