-- Which stretches of interviews each participant says. All that an interview's only participant can have said is the
-- participant's; the end is then the largest offset there is.
with listed as (
    select interview_id, participant_id, speaker, count(*) over (partition by interview_id) as people
    from interview_participants
    where org_id = (select current_org()) and interview_id = any(:interviews)
)
select interview_id, participant_id, 0 as start_offset, 2147483647 as end_offset from listed where people = 1
union all
select l.interview_id, l.participant_id, cast(turn ->> 2 as integer), cast(turn ->> 3 as integer)
from listed l
join interviews i on i.org_id = (select current_org()) and i.id = l.interview_id
cross join lateral jsonb_array_elements(i.turns) turn
where l.people > 1 and turn ->> 0 = l.speaker
