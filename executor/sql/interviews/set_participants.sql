-- The participants of interviews, in place of those that they had. A person who is known keeps the name as first written.
with input as materialized (
    select * from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        id uuid, interview_id uuid, participant_id uuid, name text, speaker text, is_stated boolean,
        attributes jsonb)
),
people as (
    insert into participants (org_id, id, name)
    select distinct on (participant_id) current_org(), participant_id, name from input order by participant_id
    on conflict do nothing returning id
),
gone as (
    delete from interview_participants p
    where p.org_id = (select current_org()) and p.interview_id = any(:interviews)
      and not exists (select from input r where r.id = p.id)
    returning id, interview_id, participant_id
),
parts as (
    insert into interview_participants as p
        (org_id, id, interview_id, participant_id, speaker, is_stated, attributes)
    select current_org(), id, interview_id, participant_id, speaker, is_stated, attributes from input
    on conflict (org_id, id) do update set
        speaker = excluded.speaker, is_stated = excluded.is_stated, attributes = excluded.attributes
    where (p.speaker, p.is_stated, p.attributes)
        is distinct from (excluded.speaker, excluded.is_stated, excluded.attributes)
    returning id, interview_id, participant_id, (xmax = 0) as created
)
select 'participants' as table_name, id, id as participant_id, cast(null as uuid) as interview_id, 'insert' as operation from people
union all
select 'interview_participants', id, participant_id, interview_id, 'delete' from gone
union all
select 'interview_participants', id, participant_id, interview_id, case when created then 'insert' else 'update' end
from parts
