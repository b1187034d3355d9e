-- Which participants speak of themes, or of all where none are named, interview by interview. The only participant of
-- an interview is who speaks there. Of several, who says what is linked to the theme; nothing tells of the others.
with alone as (
    select interview_id, (array_agg(participant_id))[1] as participant_id from interview_participants
    where org_id = (select current_org())
    group by interview_id having count(*) = 1
),
supporter as materialized (
    select s.theme_id, s.interview_id from (@themes/supporters) s
    where s.org_id = (select current_org())
      and (cast(:themes as uuid[]) is null or s.theme_id = any(cast(:themes as uuid[])))
),
quoted as materialized (
    select l.theme_id, l.interview_id, q.start_offset
    from interview_themes l
    join interview_quotes q on q.org_id = l.org_id and q.interview_id = l.interview_id and q.id = l.quote_id
    where l.org_id = (select current_org()) and not l.is_against
      and (cast(:themes as uuid[]) is null or l.theme_id = any(cast(:themes as uuid[])))
      and not exists (select from alone a where a.interview_id = l.interview_id)
),
spoken as materialized (
    select p.interview_id, p.participant_id,
        cast(turn ->> 2 as integer) as start_offset, cast(turn ->> 3 as integer) as end_offset
    from interview_participants p
    join interviews i on i.org_id = p.org_id and i.id = p.interview_id
    cross join lateral jsonb_array_elements(i.turns) turn
    where p.org_id = (select current_org()) and turn ->> 0 = p.speaker
      and p.interview_id in (select interview_id from quoted)
)
select s.theme_id, s.interview_id, a.participant_id
from supporter s join alone a on a.interview_id = s.interview_id
union
select q.theme_id, q.interview_id, s.participant_id
from quoted q
join spoken s on s.interview_id = q.interview_id
    and q.start_offset >= s.start_offset and q.start_offset < s.end_offset
