-- The calls of a run in their order, each with the rows it changed.
select
    t.seq, t.called_at, t.actor, t.tool, t.tool_version, t.dry_run, t.outcome, t.error_code, t.duration_us,
    coalesce(jsonb_agg(
        jsonb_build_object(
            'table', r.table_name, 'row_id', r.row_id, 'operation', r.operation,
            'undoable', r.operation = 'insert' or r.before is not null)
        order by r.id) filter (where r.id is not null), '[]') as changes
from tool_calls t
left join row_changes r on r.org_id = t.org_id and r.call_id = t.id
where t.org_id = (select current_org()) and t.run_id = :run
group by t.org_id, t.id
order by t.seq
