-- The chain in its order, with what its hashes cover. Nothing here calls a function of our own schema, which
-- somebody who can alter the audit could alter as well.
select
    t.*, (extract(epoch from t.called_at) * 1000000)::bigint as called_at_us, c.changes,
    coalesce(c.altered, false) as altered
from tool_calls t
left join lateral (
    select
        string_agg(
            concat_ws(E'\n', r.id, r.table_name, r.row_id, r.operation, r.before_hash, r.after_hash), E'\n'
            order by r.id) as changes,
        bool_or(case
            when r.before is not null then
                encode(sha256(convert_to(r.before::text, 'UTF8')), 'hex') <> r.before_hash
            -- A payload may only be missing where an erasure says so.
            else r.before_hash <> '' and r.operation <> 'erase' and not exists (
                select from row_changes e
                where e.org_id = r.org_id and e.row_id = r.row_id and e.table_name = r.table_name
                  and e.operation = 'erase' and e.before_hash = r.before_hash)
        end) as altered
    from row_changes r where r.org_id = t.org_id and r.call_id = t.id
) c on true
where t.org_id = cast(current_setting('app.org_id') as uuid)
order by t.seq
