-- The theme that goes by a slug, or by a name, which is given as the slug that is made of it: the slug of a
-- merged theme is a name of the one it became.
select found.id from (
    select t.id, t.slug <> :given as by_name, false as by_alias from themes t
    where t.org_id = (select current_org()) and t.slug in (:given, :slug) and t.merged_into is null
    union all
    select a.theme_id, a.slug <> :given, true from theme_aliases a
    where a.org_id = (select current_org()) and a.slug in (:given, :slug)
) found
order by found.by_name, found.by_alias
limit 1
