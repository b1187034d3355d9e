"""What holds in every database: verbatim quotes, governed rows, and an audit that says so."""

import psycopg

from tools.testbed.study_state import BUSINESS

GOVERNED = (*BUSINESS, "job_runs")
"""The tables whose every change has its tool call."""
NOT_VERBATIM = (
    "select count(*) from interview_quotes q"
    " join interviews i on (i.org_id, i.id) = (q.org_id, q.interview_id)"
    " where q.org_id = %(org)s"
    " and substr(i.raw_transcript, q.start_offset + 1, q.end_offset - q.start_offset) <> q.quote"
)


def unaudited(owner: psycopg.Connection, table: str) -> int:
    """Rows that are not as the audit's last word on them says, or that the audit alone knows."""
    owner.execute("set timezone = 'UTC'")
    found = owner.execute(
        "select count(*) from"
        f" (select id, sha256_hex(to_jsonb(t)::text) as hash from {table} t) stands"
        " full join (select distinct on (row_id) row_id, after_hash from row_changes"
        f"  where table_name = '{table}' and operation <> 'erase' order by row_id, id desc) said"
        " on said.row_id = stands.id"
        " where coalesce(stands.hash, '') is distinct from coalesce(said.after_hash, '')"
    ).fetchone()
    assert found
    return int(found[0])
