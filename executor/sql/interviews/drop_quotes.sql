-- After transcripts changed and quotes moved: those that are no longer in the text go, and with them their links
-- to themes, which are told.
with gone as (
    delete from interview_quotes q using interviews i
    where i.org_id = q.org_id and i.id = q.interview_id
      and q.org_id = (select current_org()) and q.interview_id = any(:interviews)
      and substr(i.raw_transcript, q.start_offset + 1, q.end_offset - q.start_offset) <> q.quote
    returning q.id, q.interview_id
)
select g.id, g.interview_id, array(
    select l.theme_id from interview_themes l
    where l.org_id = (select current_org()) and l.interview_id = g.interview_id and l.quote_id = g.id) as themes
from gone g
