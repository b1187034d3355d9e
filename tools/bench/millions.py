"""The statements of a scan and of the audit among millions of rows, with and without row-level security."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from uuid import UUID, uuid4

import psycopg
from sqlalchemy import Connection, text

from executor import audit_chain
from executor.context import ToolContext
from executor.database.connection import Database
from executor.database.migrate import migrate
from executor.local_postgres.initdb import SUPERUSER
from executor.local_postgres.server import embedded_postgres
from executor.reads import audit_verification, scan_inputs
from executor.unit_of_work import Executor
from tools.bench.interviews import store
from tools.bench.size import Size
from tools.bench.table import Row, at_most, compared, counted, exactly
from tools.testbed.databases import ROLE

MEASURED = 20
"""Organisations whose statements are timed; each has a true chain of ``CALLS`` audited calls."""
CALLS = 200
REPEATS = 5
LARGE = ["interviews", "themes", "theme_aliases", "interview_themes", "tool_calls", "row_changes"]
FILL = """
set search_path = theme_scan;
set session_replication_role = replica;
create function pg_temp.org(o integer) returns uuid language sql immutable
    return lpad(to_hex(o), 32, '0')::uuid;
create function pg_temp.row_id(o integer, n integer) returns uuid language sql immutable
    return lpad(to_hex(o * 100000::bigint + n), 32, '0')::uuid;
insert into interviews (org_id, id, title, raw_transcript, created_at)
select pg_temp.org(o), pg_temp.row_id(o, n), 'Talk', 'Ana: talk number ' || n,
       '2026-01-01'::timestamptz + n * interval '1 hour'
from generate_series(1, {organisations}) o, generate_series(1, {each}) n;
insert into themes (org_id, id, slug, name, confidence_score, occurrences, evidence, first_seen_at,
                    last_seen_at, rules_version, created_by, updated_by)
select pg_temp.org(o), pg_temp.row_id(o, n), 'theme-' || n, 'Theme', 0.5, 1, '{{}}', now(), now(),
       '1', 'x', 'x'
from generate_series(1, {organisations}) o, generate_series(1, 20) n;
insert into theme_aliases (org_id, id, theme_id, slug, name, source, created_by)
select pg_temp.org(o), pg_temp.row_id(o, n), pg_temp.row_id(o, n), 'other-' || n, 'Other', 'person', 'x'
from generate_series(1, {organisations}) o, generate_series(1, 20) n;
insert into interview_themes (org_id, id, theme_id, interview_id, created_by)
select pg_temp.org(o), pg_temp.row_id(o, n), pg_temp.row_id(o, 1 + n % 20), pg_temp.row_id(o, n), 'x'
from generate_series(1, {organisations}) o, generate_series(1, 40) n;
insert into tool_calls (org_id, id, seq, run_id, actor, job, tool, tool_version, dry_run, outcome,
                        arguments_hash, result_hash, writes, changes_hash, duration_us, previous_hash, hash,
                        chain_version)
select pg_temp.org(o), pg_temp.row_id(o, n), n, pg_temp.row_id(o, n / 20), 'x', 'x', 'x', 1, false,
       'succeeded', repeat('0', 64), repeat('0', 64), 0, '', 0, '', '', 2
from generate_series({measured} + 1, {organisations}) o, generate_series(1, {calls}) n;
insert into row_changes (org_id, call_id, table_name, row_id, operation, before_hash, after_hash)
select pg_temp.org(o), pg_temp.row_id(o, n), 'themes', pg_temp.row_id(o, n), 'insert', '', ''
from generate_series({measured} + 1, {organisations}) o, generate_series(1, {calls}) n;
set session_replication_role = default;
"""
Work = Callable[[Connection], object]


def measure(size: Size) -> Iterator[Row]:
    """Fill a database, then run each statement as the application does and as the superuser, in turn."""
    with _filled(size) as (url, owner):
        before = _sequential_scans(owner)
        with _opened(url, ROLE) as secured, _opened(url, SUPERUSER) as unsecured:
            yield _fetch_plan(secured)
            for what, work in _WORK.items():
                ours, reference = _in_turn(work, secured, unsecured)
                yield compared(
                    f"{what}, without row-level security as reference", ours, reference, "ms", _TWICE
                )
        # Postgres counts what a session did when that ends.
        scans = {table: count - before[table] for table, count in _sequential_scans(owner).items()}
    what = f"of all these among {size.stored:,} interviews: sequential scans of a large table"
    told = ", ".join(table for table, count in scans.items() if count)
    yield counted(what, sum(scans.values()), exactly(0), told)


_TWICE = at_most(2)


@contextmanager
def _filled(size: Size) -> Iterator[tuple[str, psycopg.Connection]]:
    with (
        tempfile.TemporaryDirectory(prefix="theme-scan-bench-") as folder,
        embedded_postgres(Path(folder), fast=True) as server,
    ):
        server.ensure_database("millions")
        url = server.url("millions")
        migrate(url, ROLE)
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as owner:
            each = size.stored // size.organisations
            numbers = {"organisations": size.organisations, "each": each, "measured": MEASURED}
            owner.execute(FILL.format(**numbers, calls=CALLS))
            with _opened(url, ROLE) as database:
                for org_id in map(UUID, map(_org, range(1, MEASURED + 1))):
                    store(Executor(database), org_id, range(CALLS), 20)
            owner.execute("vacuum analyze")
            yield url, owner


def _org(number: int) -> str:
    return f"{number:032x}"


@contextmanager
def _opened(url: str, role: str) -> Iterator[Database]:
    database = Database(url, role)
    try:
        yield database
    finally:
        database.close()


def _in_turn(work: Work, secured: Database, unsecured: Database) -> tuple[list[float], list[float]]:
    """The milliseconds of a piece of work for each organisation, under the rules and past them."""
    took: tuple[list[float], list[float]] = ([], [])
    for org_id in map(UUID, map(_org, range(1, MEASURED + 1))):
        for database, series in zip((secured, unsecured), took, strict=True):
            with database.org_transaction(org_id) as connection:
                series.append(median(_milliseconds(work, connection) for _ in range(REPEATS)))
    return took


def _milliseconds(work: Work, connection: Connection) -> float:
    began = time.perf_counter()
    work(connection)
    return 1000 * (time.perf_counter() - began)


def _fetch(connection: Connection) -> object:
    return list(scan_inputs.window(connection, datetime(2020, 1, 1, tzinfo=UTC), "nobody", 50))


def _append(connection: Connection) -> object:
    org_id = UUID(connection.scalar(text("select current_setting('app.org_id')")))
    context = ToolContext(org_id=org_id, run_id=uuid4(), actor="system:benchmark", job="x", rules_version="1")
    return audit_chain.append(connection, [_record(context) for _ in range(20)])


def _record(context: ToolContext) -> audit_chain.CallRecord:
    return audit_chain.CallRecord(
        id=uuid4(),
        run_id=context.run_id,
        actor=context.actor,
        job=context.job,
        tool="benchmark.nothing",
        tool_version=1,
        dry_run=False,
        outcome="succeeded",
        error_code="",
        arguments_hash="0" * 64,
        result_hash="0" * 64,
        writes=0,
        duration_us=0,
    )


def _verify(connection: Connection) -> object:
    verdict = audit_verification.verify(connection)
    if verdict.fault:
        raise RuntimeError(verdict.fault)
    return verdict


_WORK: dict[str, Work] = {
    "fetch of 50": _fetch,
    "catalogue": scan_inputs.catalogue,
    f"verification of a chain of {CALLS} calls": _verify,
    "append of 20 calls to the audit": _append,
}


def _fetch_plan(database: Database) -> Row:
    """Which index the fetch reads, by EXPLAIN."""
    parameters = {"since": datetime(2020, 1, 1, tzinfo=UTC), "scanner": "nobody", "page": 50}
    newest = {"created_at": datetime(2100, 1, 1, tzinfo=UTC), "id": scan_inputs.LAST_ID}
    with database.org_transaction(UUID(_org(1))) as connection:
        explain = text(f"explain {scan_inputs.WINDOW.text}")
        plan = "\n".join(connection.execute(explain, parameters | newest).scalars())
    proven = "Index Scan using interviews_newest_first" in plan
    return Row(
        "fetch: EXPLAIN shows the index by date", "yes" if proven else "no", "", float(proven), exactly(1)
    )


def _sequential_scans(owner: psycopg.Connection) -> dict[str, int]:
    """How often each large table was read from end to end so far."""
    found = owner.execute(
        "select relname, seq_scan from pg_stat_user_tables where relname = any(%s) order by 1", [LARGE]
    )
    return dict(found.fetchall())
