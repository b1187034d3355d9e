"""Forty nights over a sliding window: themes stay who they are, and only new interviews cost anything."""

import sys
from uuid import UUID

import psycopg
import pytest

from executor.unit_of_work import Executor
from tools.testbed.model_server import ModelServer
from tools.testbed.scan_harness import add_interviews, age, scan, settings

NIGHTS = 40
PER_NIGHT = 3
WINDOW_DAYS = 7
SUBJECTS = {
    "support": ("Slow customer support", "Waiting for customer support", "Long queues at customer support"),
    "price": ("Pricing worries", "The price is one of our worries", "Money worries"),
    "report": ("Manual reporting work", "Reports are manual work", "Hours of reporting work"),
    "team": ("Team alignment", "Teams that need alignment", "Weekly talks about alignment"),
}
"""By keyword, the names that the model has for it: another one every few nights, as models do."""


def texts(night: int) -> list[str]:
    keywords = list(SUBJECTS)
    return [
        f"Ann: On night {night} the {keywords[(night + n) % 4]} was bad in room {n}. "
        f"The {keywords[(night + n + 1) % 4]} as well."
        for n in range(PER_NIGHT)
    ]


def identities(owner: psycopg.Connection) -> dict[UUID, tuple[str, str]]:
    return {row[0]: row[1:] for row in owner.execute("select id, name, slug from themes").fetchall()}


def aliases(owner: psycopg.Connection) -> set[tuple[UUID, str]]:
    return set(owner.execute("select theme_id, slug from theme_aliases").fetchall())


@pytest.mark.tampers("dates interviews back, as nights do")
async def test_themes_keep_id_name_and_slug_while_their_names_vary(
    executor: Executor, owner: psycopg.Connection, org_id: UUID, capsys: pytest.CaptureFixture[str]
) -> None:
    calls: list[int] = []
    known: dict[UUID, tuple[str, str]] = {}
    names: set[tuple[UUID, str]] = set()
    with ModelServer() as model:
        for night in range(NIGHTS):
            age(owner, org_id)
            add_interviews(executor, org_id, texts(night), days_ago=[0.1, 0.2, 0.3])
            model.themes = {keyword: said[night // 5 % 3] for keyword, said in SUBJECTS.items()}
            model.reset()
            report = await scan(executor, org_id, settings(model), lookback_days=WINDOW_DAYS)
            calls.append(model.calls)
            now = identities(owner)
            assert known.items() <= now.items(), f"night {night}"
            assert names <= aliases(owner), f"night {night}"
            assert report.interviews_scanned - report.interviews_reused == PER_NIGHT
            known, names = now, aliases(owner)
    with capsys.disabled():
        sys.stdout.write(f"\nmodel calls per night: {calls}\n")
    assert len(known) == len(SUBJECTS)
    assert len(names) >= len(SUBJECTS)
    assert all(PER_NIGHT <= spent <= PER_NIGHT + 1 for spent in calls)
    assert sum(spent > PER_NIGHT for spent in calls) <= 3, "a name is asked about once"
