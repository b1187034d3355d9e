-- In the order of ids, in which all who lock interviews do so.
with input as materialized (
    select r.*, coalesce(r.created_at, e.created_at, now()) as dated
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(
        interview_id uuid, title text, summary text, transcript text, turns jsonb,
        created_at timestamptz)
    left join interviews e on e.org_id = (select current_org()) and e.id = r.interview_id
)
insert into interviews as i (org_id, id, title, summary, raw_transcript, turns, created_at)
select current_org(), interview_id, title, summary, transcript, turns, dated from input
order by interview_id
on conflict (org_id, id) do update set
    title = excluded.title, summary = excluded.summary,
    raw_transcript = excluded.raw_transcript, turns = excluded.turns, created_at = excluded.created_at
where (i.title, i.summary, i.raw_transcript, i.turns, i.created_at) is distinct from
    (excluded.title, excluded.summary, excluded.raw_transcript, excluded.turns, excluded.created_at)
returning i.id, (xmax = 0) as created
