delete from theme_aliases
where org_id = (select current_org()) and id = any(:ids) and not (theme_id = any(:kept))
returning id
