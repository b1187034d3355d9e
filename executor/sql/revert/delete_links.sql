-- A link stays with a theme that stays: one a later run changed, or one that has come to cite its quote since.
-- A theme that cited the quote before the run, as one does whose words an import took away, needs no link more.
delete from interview_themes l
where l.org_id = (select current_org()) and l.id = any(:ids) and not (l.theme_id = any(:kept))
  and not exists (
    select from themes t, lateral (
        -- The first change of the theme since the run began; if there is none, all that it cites is older.
        select r.before from row_changes r
        where r.org_id = t.org_id and r.row_id = t.id and r.table_name = 'themes' and r.operation <> 'erase'
          and r.id >= (select min(first_id) from run_changes(:run))
        order by r.id limit 1
    ) change
    where t.org_id = l.org_id and t.id = l.theme_id and not (t.id = any(:going))
      and t.evidence -> 'quote_ids' ? l.quote_id::text
      and not coalesce(change.before -> 'evidence' -> 'quote_ids' ? l.quote_id::text, false))
returning l.id
