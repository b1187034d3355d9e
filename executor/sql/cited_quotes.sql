-- The strongest quotes of a theme first, as the scan that saw it last ranked them; then those cited before.
select
    t.slug as theme_slug, q.id, q.quote, q.start_offset, q.end_offset,
    i.id as interview_id, i.title as interview_title, i.created_at as interview_created_at
from themes t
join interview_themes l on l.org_id = t.org_id and l.theme_id = t.id
join interview_quotes q on q.org_id = l.org_id and q.interview_id = l.interview_id and q.id = l.quote_id
join interviews i on i.org_id = l.org_id and i.id = l.interview_id
left join jsonb_array_elements_text(t.evidence -> 'quote_ids') with ordinality ranked (quote_id, position)
    on ranked.quote_id = q.id::text
where t.org_id = (select current_org()) and t.slug = any(:slugs)
order by t.slug, ranked.position nulls last, i.created_at desc, i.id, q.start_offset
