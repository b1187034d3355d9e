-- The theme that goes by a slug or another name; the slug of a merged theme is a name of the one it became.
select t.id from themes t
where t.org_id = (select current_org()) and t.slug = :slug and t.merged_into is null
union all
select a.theme_id from theme_aliases a where a.org_id = (select current_org()) and a.slug = :slug
limit 1
