-- Every text that scans wrote about interviews, as it stands and as the audit keeps it.
with document as (
    select to_jsonb(t) as content from themes t where t.org_id = (select current_org())
    union all
    select to_jsonb(a) from theme_aliases a where a.org_id = (select current_org())
    union all
    select to_jsonb(l) from interview_themes l where l.org_id = (select current_org()) and l.heard_as <> '{}'
    union all
    select r.report from job_runs r where r.org_id = (select current_org())
    union all
    select c.before from row_changes c
    where c.org_id = (select current_org()) and c.table_name in ('themes', 'theme_aliases', 'interview_themes')
    union all
    select c.before -> 'report' from row_changes c
    where c.org_id = (select current_org()) and c.table_name = 'job_runs'
)
select distinct found.text #>> '{}' as text
from document, unnest(array[
    '$.name', '$.slug', '$.description', '$.evidence.rationale', '$.evidence.supports[*].rationale',
    '$.heard_as[*]',    '$.themes[*].name', '$.themes[*].slug', '$.skipped[*].item'
]::jsonpath[]) path, jsonb_path_query(content, path) found(text)
where jsonb_typeof(found.text) = 'string' and found.text <> '""'
