"""The quick part of the sweep: whatever befalls a run, running again leaves what a clean run leaves."""

from collections.abc import Iterator

import pytest

from executor.local_postgres.server import Server
from tools.crash_sweep.figures import Figures, compare
from tools.crash_sweep.ground import Ground, ground
from tools.crash_sweep.trials import AT_EVERY_STATEMENT, boundaries, in_a_row, race
from tools.testbed.databases import as_owner, cloned


@pytest.fixture(scope="module")
def laid(server: Server) -> Iterator[Ground]:
    with ground(server) as laid:
        yield laid


def test_a_run_that_a_fault_ends_loses_and_doubles_nothing(laid: Ground) -> None:
    """Here at a statement in the midst of the writes; ``make sweep`` tries every one with every fault."""
    for number, fault in enumerate(AT_EVERY_STATEMENT):
        work = (laid.scan, laid.revert)[number % 2]
        assert boundaries(laid.server, work, fault, [work.statements // 2]) == Figures(tried=1), fault


def test_of_many_scans_at_once_one_takes_effect(laid: Ground) -> None:
    assert race(laid, 8) == Figures(tried=1)


def test_scanning_in_a_row_changes_nothing_more(laid: Ground) -> None:
    assert in_a_row(laid, 2) == Figures(tried=1)


def test_what_is_lost_stale_doubled_or_unaudited_is_counted(laid: Ground) -> None:
    """The sweep's own check: rows altered behind the scanner's back are each found."""
    with cloned(laid.server, laid.revert.template) as database:
        with as_owner(laid.server, database) as owner:
            owner.execute("set session_replication_role = replica")
            owner.execute(
                "delete from interview_themes where id = (select min(id::text)::uuid from interview_themes)"
            )
            owner.execute("update themes set name = 'Prices' where slug = 'price'")
            owner.execute(
                "insert into interviews (org_id, id, title, raw_transcript, created_at)"
                " select org_id, gen_random_uuid(), title, raw_transcript, created_at from interviews limit 1"
            )
        assert compare(laid.server, database, laid.scan.clean) == Figures(
            tried=1, lost=1, stale=1, doubled=1, unaudited=3
        )
