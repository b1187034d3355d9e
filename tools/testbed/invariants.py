"""What holds in every database: verbatim quotes, governed rows, and an audit that says so."""

import psycopg

from tools.testbed.study_state import BUSINESS

GOVERNED = (*BUSINESS, "job_runs", "erased_interviews")
"""The tables whose every change has its tool call."""
NOT_VERBATIM = (
    "select count(*) from interview_quotes q"
    " join interviews i on (i.org_id, i.id) = (q.org_id, q.interview_id)"
    " where q.org_id = %(org)s"
    " and substr(i.raw_transcript, q.start_offset + 1, q.end_offset - q.start_offset) <> q.quote"
)
_UNVERBATIM_QUOTES = (
    "select 'quote is not verbatim', 'interview_quotes', q.id from interview_quotes q"
    " left join interviews i on (i.org_id, i.id) = (q.org_id, q.interview_id)"
    " where substr(i.raw_transcript, q.start_offset + 1, q.end_offset - q.start_offset)"
    " is distinct from q.quote"
)
_STANDS = "select '{table}' as table_name, org_id, id, sha256_hex(to_jsonb(t)::text) as hash from {table} t"
_UNGOVERNED_ROWS = (
    "select 'row is not as its last tool call left it', coalesce(stands.table_name, said.table_name),"
    " coalesce(stands.id, said.row_id)"
    " from ({stands}) stands full join"
    " (select distinct on (table_name, org_id, row_id) table_name, org_id, row_id, after_hash"
    "  from row_changes where operation <> 'erase' order by table_name, org_id, row_id, id desc) said"
    " on (said.table_name, said.org_id, said.row_id) = (stands.table_name, stands.org_id, stands.id)"
    " where coalesce(stands.hash, '') is distinct from coalesce(said.after_hash, '')"
).format(stands=" union all ".join(_STANDS.format(table=table) for table in GOVERNED))
_MISCOUNTED_CALLS = (
    "select 'tool call does not count its row changes', coalesce(t.tool, 'row_changes'),"
    " coalesce(t.id, r.call_id)"
    " from tool_calls t full join (select org_id, call_id, count(*) as changes from row_changes"
    "  group by org_id, call_id) r on (r.org_id, r.call_id) = (t.org_id, t.id)"
    " where t.id is null or (not t.dry_run and t.writes <> coalesce(r.changes, 0))"
    " or (t.outcome <> 'succeeded' and r.changes > 0)"
)
_FOREIGN_EVIDENCE = (
    "select 'evidence is of another organisation', 'themes', t.id"
    " from themes t, jsonb_array_elements_text(t.evidence -> '{cited}') as cited (id)"
    " where exists (select from {table} other where other.id::text = cited.id and other.org_id <> t.org_id)"
    " and not exists (select from {table} own where own.id::text = cited.id and own.org_id = t.org_id)"
)
_FAULTS = " union all ".join(
    [
        _UNVERBATIM_QUOTES,
        _MISCOUNTED_CALLS,
        _FOREIGN_EVIDENCE.format(cited="interview_ids", table="interviews"),
        _FOREIGN_EVIDENCE.format(cited="quote_ids", table="interview_quotes"),
        _UNGOVERNED_ROWS,
    ]
)


def faults(owner: psycopg.Connection) -> list[tuple[str, str, str]]:
    """What breaks an invariant, in one statement: the fault, the table or tool, and the row's id."""
    owner.execute("set timezone = 'UTC'")
    return [(fault, where, str(id_)) for fault, where, id_ in owner.execute(_FAULTS)]


def unaudited(owner: psycopg.Connection) -> int:
    """Count the rows that are not as the audit's last word on them says, or that the audit alone knows."""
    owner.execute("set timezone = 'UTC'")
    return len(owner.execute(_UNGOVERNED_ROWS).fetchall())
