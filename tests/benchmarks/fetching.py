"""Finding an organisation's newest interviews among millions, with and without row-level security."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from statistics import median
from uuid import UUID

import psycopg

from executor import queries
from tests.benchmarks.stage import Stage
from tests.benchmarks.table import Row, compared

ORGANISATIONS = 5_000
ROUNDS = 20
FILL = """
insert into interviews (org_id, id, title, raw_transcript, created_at)
select lpad(to_hex(o), 32, '0')::uuid, lpad(to_hex(o * 100000::bigint + n), 32, '0')::uuid, 'Talk',
       'Ana: talk number ' || n, '2026-01-01'::timestamptz + n * interval '1 hour'
from generate_series(1, {organisations}) o, generate_series(1, {each}) n
"""


def measure(stage: Stage, interviews: int) -> Iterator[Row]:
    """Fill the database, then compare the statement as the application runs it with the superuser's."""
    url = stage.stack.environment["DATABASE_URL"].replace("+psycopg", "")
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("set search_path = theme_scan")
        owner.execute("set session_replication_role = replica")
        owner.execute(FILL.format(organisations=ORGANISATIONS, each=interviews // ORGANISATIONS))
        owner.execute("vacuum analyze interviews")
        owner.execute("set session_replication_role = default")
        org_ids = [UUID(int=1 + step * 97) for step in range(ROUNDS)]
        secured, unsecured = [], []
        for org_id in org_ids:
            secured.append(_secured(stage, org_id))
            unsecured.append(_unsecured(owner, org_id))
    yield compared(
        f"fetch of 50 among {interviews:,} interviews, without row-level security as reference",
        secured,
        unsecured,
        "ms",
        "≤ 2",
    )


def _secured(stage: Stage, org_id: UUID) -> float:
    since = datetime(2020, 1, 1, tzinfo=UTC)
    with stage.database.org_transaction(org_id) as connection:
        return _milliseconds(lambda: list(queries.window(connection, since, "nobody", 50)))


def _unsecured(owner: psycopg.Connection, org_id: UUID) -> float:
    plain = queries.WINDOW.text.replace("(select current_org())", "%(org)s")
    for name in ("scanner", "since", "created_at", "id", "page"):
        plain = plain.replace(f":{name}", f"%({name})s")
    parameters = {
        "org": org_id,
        "scanner": "nobody",
        "since": datetime(2020, 1, 1, tzinfo=UTC),
        "created_at": datetime(2100, 1, 1, tzinfo=UTC),
        "id": queries.LAST_ID,
        "page": 50,
    }
    return _milliseconds(lambda: owner.execute(plain, parameters).fetchall())


def _milliseconds(work: object) -> float:
    took = []
    for _ in range(5):
        began = time.perf_counter()
        work()  # type: ignore[operator]
        took.append(1000 * (time.perf_counter() - began))
    return median(took)
