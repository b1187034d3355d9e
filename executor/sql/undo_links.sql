-- A link stays with a theme that stays: one a later run changed, or one that cites its quote.
delete from interview_themes l
where l.org_id = (select current_org()) and l.id = any(:ids) and not (l.theme_id = any(:kept))
  and not exists (
    select from themes t
    where t.org_id = l.org_id and t.id = l.theme_id and not (t.id = any(:going))
      and t.evidence -> 'quote_ids' ? l.quote_id::text)
returning l.id
