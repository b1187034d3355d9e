-- What each interview of a theme's evidence contributes, strongest first.
select
    i.id as interview_id, i.title as interview_title, cast(s.value ->> 'confidence' as double precision) as confidence,
    cast(s.value ->> 'occurrences' as integer) as occurrences, s.value ->> 'rationale' as rationale
from themes t
cross join jsonb_array_elements(coalesce(t.evidence -> 'supports', '[]')) s(value)
join interviews i on i.org_id = t.org_id and i.id = cast(s.value ->> 'interview_id' as uuid)
where t.org_id = (select current_org()) and t.id = :theme_id
order by confidence desc, i.created_at desc, i.id
