-- All that is kept of an interview's own text: as it stands, and as the audit remembers it.
with kept as (
    select title, summary, raw_transcript from interviews
    where org_id = (select current_org()) and id = cast(:interview as uuid)
    union all
    select before ->> 'title', before ->> 'summary', before ->> 'raw_transcript' from row_changes
    where org_id = (select current_org()) and row_id = cast(:interview as uuid) and table_name = 'interviews'
),
marked as (
    select topic from interview_quotes
    where org_id = (select current_org()) and interview_id = cast(:interview as uuid)
    union all
    select before ->> 'topic' from row_changes
    where org_id = (select current_org()) and table_name = 'interview_quotes'
      and before ->> 'interview_id' = cast(:interview as text)
),
texts as (
    select raw_transcript as text, true as is_transcript from kept
    union select title, false from kept
    union select summary, false from kept
    union select topic, false from marked
)
select text, is_transcript from texts where text <> ''
