"""The statements that run per scan find their rows by an index, however many organisations there are."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.sql.elements import TextClause

from executor.database.connection import Database
from executor.local_postgres.server import Server
from executor.reads import (
    audit_verification,
    coverage,
    run_history,
    scan_inputs,
    stored_themes,
    trends,
)
from executor.reads.freshness import UP_TO_DATE
from executor.sql.loader import HOLD_INTERVIEWS
from executor.stores import extraction_cache
from tools.testbed.databases import ROLE, TEMPLATE, as_owner

ORGANISATIONS = 200
ORG = UUID(int=77)
INTERVIEW = UUID(int=77 * 1000 + 5)
THEME = UUID(int=77 * 1000 + 3)
BEGINNING = {"since": datetime(2020, 1, 1, tzinfo=UTC)}
NEWEST = {"created_at": datetime(2030, 1, 1, tzinfo=UTC), "id": scan_inputs.LAST_ID}

FILL = """
set session_replication_role = replica;
create function pg_temp.org(o integer) returns uuid language sql immutable
    return lpad(to_hex(o), 32, '0')::uuid;
create function pg_temp.row_id(o integer, n integer) returns uuid language sql immutable
    return lpad(to_hex(o * 1000 + n), 32, '0')::uuid;
insert into interviews (org_id, id, title, raw_transcript, created_at)
select pg_temp.org(o), pg_temp.row_id(o, n), 'Talk', 'Ann: I said so ' || n,
       '2026-01-01'::timestamptz + n * interval '1 hour'
from generate_series(1, {orgs}) o, generate_series(1, 60) n;
insert into interview_quotes (org_id, id, interview_id, quote, start_offset, end_offset, created_by)
select pg_temp.org(o), pg_temp.row_id(o, n), pg_temp.row_id(o, n), 'I said', 5, 11, 'system:theme-scan'
from generate_series(1, {orgs}) o, generate_series(1, 60) n;
insert into themes (org_id, id, slug, name, confidence_score, occurrences, evidence, first_seen_at,
                    last_seen_at, rules_version, created_by, updated_by)
select pg_temp.org(o), pg_temp.row_id(o, n), 'theme-' || n, 'Theme', 0.5, 1, '{{}}',
       now(), now(), '1', 'x', 'x'
from generate_series(1, {orgs}) o, generate_series(1, 20) n;
update themes set decision = 'rejected' where slug = 'theme-20';
insert into theme_aliases (org_id, id, theme_id, slug, name, source, created_by)
select pg_temp.org(o), pg_temp.row_id(o, n), pg_temp.row_id(o, n), 'alias-' || n, 'Alias', 'person', 'x'
from generate_series(1, {orgs}) o, generate_series(1, 20) n;
insert into interview_themes (org_id, id, theme_id, interview_id, quote_id, created_by)
select pg_temp.org(o), pg_temp.row_id(o, n), pg_temp.row_id(o, 1 + n % 20), pg_temp.row_id(o, n),
       pg_temp.row_id(o, n), 'x'
from generate_series(1, {orgs}) o, generate_series(1, 60) n;
insert into tool_calls (org_id, id, seq, run_id, actor, job, tool, tool_version, dry_run, outcome,
                        arguments_hash, result_hash, writes, changes_hash, duration_us, previous_hash, hash,
                        chain_version)
select pg_temp.org(o), pg_temp.row_id(o, n), n, pg_temp.row_id(o, n / 20), 'x', 'x', 'x', 1, false,
       'succeeded', repeat('0', 64), repeat('0', 64), 0, '', 0, '', '', 2
from generate_series(1, {orgs}) o, generate_series(1, 100) n;
insert into row_changes (org_id, call_id, table_name, row_id, operation, before_hash, after_hash)
select pg_temp.org(o), pg_temp.row_id(o, n), 'themes', pg_temp.row_id(o, n), 'insert', '', ''
from generate_series(1, {orgs}) o, generate_series(1, 100) n;
insert into cached_results (org_id, key, interview_id, value)
select pg_temp.org(o), n::text, pg_temp.row_id(o, n), ''
from generate_series(1, {orgs}) o, generate_series(1, 60) n;
insert into job_runs (org_id, id, job, actor, parameters, dry_run, status, inputs_hash)
select pg_temp.org(o), pg_temp.row_id(o, n), 'theme-scan', 'x', '{{}}', false, 'finished', 'hash'
from generate_series(1, {orgs}) o, generate_series(1, 60) n;
insert into organisations select org_id, max(created_at) from interviews group by 1;
set session_replication_role = default;
analyze;
"""

STATEMENTS: Mapping[str, tuple[TextClause, dict[str, Any]]] = {
    "window": (scan_inputs.WINDOW, {**BEGINNING, **NEWEST, "scanner": "x", "page": 20}),
    "beyond": (scan_inputs.BEYOND, {**BEGINNING, **NEWEST}),
    "older": (scan_inputs.OLDER, BEGINNING),
    "knows run": (scan_inputs.KNOWS_RUN, {"run_id": INTERVIEW}),
    "interviews": (scan_inputs.INTERVIEWS, {"ids": [INTERVIEW], "scanner": "x"}),
    "kept extractions": (extraction_cache.KEPT, {"keys": ["5"]}),
    "catalogue": (scan_inputs.CATALOGUE, {}),
    "quote places": (scan_inputs.QUOTE_PLACES, {"interviews": [INTERVIEW]}),
    "held interviews": (HOLD_INTERVIEWS, {"ids": [INTERVIEW]}),
    "theme states": (scan_inputs.THEME_STATES, {"themes": [THEME]}),
    "links": (scan_inputs.LINKS, {"themes": [THEME]}),
    "audited calls": (audit_verification.CALLS, {"after": 0, "page": 20}),
    "audited changes": (audit_verification.CHANGES, {"calls": [THEME]}),
    "rows changed": (run_history.ROWS_CHANGED, {"id": THEME}),
    "up to date": (
        UP_TO_DATE,
        {"job": "theme-scan", "inputs_hash": "hash", "not_read": ["themes"], "asking": None},
    ),
    "listed interviews": (stored_themes.LISTED_INTERVIEWS, {}),
    "interviews read": (trends.INTERVIEWS_READ, {}),
    "interviews counted": (coverage.INTERVIEWS, {}),
    "silent interviews": (coverage.SILENT_INTERVIEWS, {"limit": 5}),
    "cited quotes": (stored_themes.CITED_QUOTES, {"slugs": ["theme-3"]}),
}


@pytest.fixture(scope="module")
def filled(server: Server) -> Iterator[Database]:
    """A database with many organisations, opened as the application does."""
    with as_owner(server, "postgres") as connection:
        connection.execute(f"create database plans template {TEMPLATE}")
    with as_owner(server, "plans") as connection:
        connection.execute(FILL.format(orgs=ORGANISATIONS))
    opened = Database(server.url("plans"), ROLE)
    yield opened
    opened.close()
    with as_owner(server, "postgres") as connection:
        connection.execute("drop database plans with (force)")


@pytest.mark.parametrize("name", STATEMENTS)
def test_no_statement_reads_a_table_from_end_to_end(filled: Database, name: str) -> None:
    statement, parameters = STATEMENTS[name]
    with filled.org_transaction(ORG) as connection:
        explain = text(f"explain (format json) {statement.text}")
        plan = connection.execute(explain, parameters).scalar_one()[0]["Plan"]
    scanned = {node["Relation Name"] for node in nodes(plan) if node["Node Type"] == "Seq Scan"}
    assert not scanned, json.dumps(plan, indent=1)


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from nodes(child)


def test_the_filled_database_has_rows_to_find(filled: Database) -> None:
    """An empty one would prove nothing."""
    with filled.org_transaction(ORG) as connection:
        counts = [
            len(connection.execute(statement, parameters).all())
            for statement, parameters in STATEMENTS.values()
        ]
    assert all(counts)
