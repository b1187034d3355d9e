-- Another name stays with a theme that stays, unless a theme goes by it of its own again, as one does whose
-- merge is taken back.
delete from theme_aliases a
where a.org_id = (select current_org()) and a.id = any(:ids) and (
    not (a.theme_id = any(:kept)) or exists (
        select from themes o
        where o.org_id = a.org_id and o.slug = a.slug and o.id <> a.theme_id and o.merged_into is null
          and not (o.id = any(:going))))
returning a.id
