-- All that is kept of an interview's own text: as it stands, and as the audit remembers it.
select unnest(array[title, summary, raw_transcript]) as text from interviews
where org_id = (select current_org()) and id = cast(:interview as uuid)
union
select topic from interview_quotes where org_id = (select current_org()) and interview_id = cast(:interview as uuid)
union
select unnest(array[before ->> 'title', before ->> 'summary', before ->> 'raw_transcript', before ->> 'topic'])
from row_changes
where org_id = (select current_org())
  and (row_id = cast(:interview as uuid) or (table_name = 'interview_quotes' and before ->> 'interview_id' = cast(:interview as text)))
