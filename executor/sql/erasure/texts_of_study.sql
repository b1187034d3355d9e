-- What people said of the organisation's research, as it stands and as the audit keeps it.
with document as (
    select to_jsonb(s) as content from studies s where s.org_id = (select current_org())
    union all
    select c.before from row_changes c where c.org_id = (select current_org()) and c.table_name = 'studies'
)
select distinct found.text #>> '{}' as text
from document, unnest(array[
    '$.context', '$.codebook[*].name', '$.codebook[*].definition', '$.codebook[*].examples[*]'
]::jsonpath[]) path, jsonb_path_query(content, path) found(text)
where jsonb_typeof(found.text) = 'string' and found.text <> '""'
