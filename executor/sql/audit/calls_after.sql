-- A page of the chain, as plain columns.
select t.org_id, t.seq, t.id, t.run_id, t.actor, t.job, t.tool, t.tool_version, t.dry_run, t.outcome, t.error_code,
    t.arguments_hash, t.result_hash, t.writes, t.changes_hash, t.duration_us, t.called_at, t.previous_hash, t.hash,
    t.chain_version, t.transaction_id::text as transaction_id
from theme_scan.tool_calls t
where t.org_id = current_setting('app.org_id')::uuid and t.seq > :after
order by t.seq limit :page
