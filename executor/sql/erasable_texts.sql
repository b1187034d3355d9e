-- All that is kept of an interview's own text: as it stands, and as the audit remembers it.
select title, summary, raw_transcript from interviews
where org_id = (select current_org()) and id = :interview
union
select before ->> 'title', before ->> 'summary', before ->> 'raw_transcript' from row_changes
where org_id = (select current_org()) and row_id = :interview and table_name = 'interviews'
  and before is not null
