-- The rows that calls changed, as plain columns. ``accounted`` says of a payload that is gone that an erasure, which
-- the chain covers, names it.
select r.id, r.call_id, r.table_name, r.row_id, r.operation, r.before::text as before, r.before_hash, r.after_hash,
    r.before is null and r.before_hash <> '' and r.operation <> 'erase' and exists (
        select from theme_scan.row_changes e
        where e.org_id = r.org_id and e.row_id = r.row_id and e.table_name = r.table_name
          and e.operation = 'erase' and e.before_hash = r.before_hash) as accounted
from theme_scan.row_changes r
where r.org_id = current_setting('app.org_id')::uuid and r.call_id = any(:calls)
order by r.id
