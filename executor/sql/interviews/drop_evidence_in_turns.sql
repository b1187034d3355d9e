-- What is said in these turns is evidence no longer: the quotes' links to themes go, and with them the quotes that
-- a scan stored. A quote that a person marked stays marked; one that reaches into other turns keeps its links.
with place as (
    select * from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        interview_id uuid, start_offset integer, end_offset integer)
),
quoted as materialized (
    select q.id, q.interview_id, q.created_by = :scanner as by_scan
    from interview_quotes q
    where q.org_id = (select current_org()) and exists (
        select from place p where p.interview_id = q.interview_id
          and q.start_offset < p.end_offset and q.end_offset > p.start_offset
          and (q.created_by = :scanner
               or (q.start_offset >= p.start_offset and q.end_offset <= p.end_offset)))
),
unlinked as (
    delete from interview_themes l using quoted q
    where l.org_id = (select current_org()) and l.interview_id = q.interview_id and l.quote_id = q.id
    returning l.id, l.quote_id, l.theme_id
),
gone as (
    delete from interview_quotes q using quoted s
    where q.org_id = (select current_org()) and q.id = s.id and s.by_scan
    returning q.id
)
select q.id, q.interview_id, g.id is not null as dropped,
    array(select u.theme_id from unlinked u where u.quote_id = q.id) as themes,
    array(select u.id from unlinked u where u.quote_id = q.id) as links
from quoted q left join gone g on g.id = q.id
