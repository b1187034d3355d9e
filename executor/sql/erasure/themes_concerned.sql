-- The themes that an erasure may change: those of which the interview speaks, and those that hold its own words.
select t.id from themes t
where t.org_id = (select current_org()) and (
    t.evidence -> 'interview_ids' ? cast(:interview as text)
    or t.evidence -> 'quote_ids' ?| array(
        select q.id::text from interview_quotes q
        where q.org_id = (select current_org()) and q.interview_id = cast(:interview as uuid))
    or t.slug = any(cast(:texts as text[])) or t.name = any(cast(:texts as text[]))
    or t.description = any(cast(:texts as text[])) or t.evidence ->> 'rationale' = any(cast(:texts as text[]))
    or exists (
        select from jsonb_array_elements(t.evidence -> 'supports') s
        where s ->> 'interview_id' = cast(:interview as text) or s ->> 'rationale' = any(cast(:texts as text[])))
    or exists (
        select from theme_aliases a where a.org_id = t.org_id and a.theme_id = t.id
          and (a.slug = any(cast(:texts as text[])) or a.name = any(cast(:texts as text[]))))
    or exists (
        select from interview_themes l
        where l.org_id = t.org_id and l.theme_id = t.id and l.interview_id = cast(:interview as uuid)))
