"""How long the erasure of one interview holds an organisation of thousands of interviews and themes."""

import json
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import psycopg

from executor.context import ToolContext
from executor.database.connection import Database
from executor.database.migrate import migrate
from executor.local_postgres.server import embedded_postgres
from executor.tool import Success
from executor.tools import erase_interview
from executor.unit_of_work import Executor
from tools.bench.size import Size
from tools.bench.table import Row, at_most
from tools.testbed.databases import ROLE
from tools.testbed.sent_statements import statements

MOST_SECONDS = 5
ERASED = UUID(int=1)
_WORDS = 600
_VOCABULARY = [f"word{n}" for n in range(20_000)]
_FREQUENCIES = [1 / rank for rank in range(1, len(_VOCABULARY) + 1)]
"""As in speech: few words are common, most are rare."""
_SPEAKERS = 8
"""Interviews that support each theme."""
_INTERVIEWS = (
    "copy theme_scan.interviews (org_id, id, title, raw_transcript, created_at) from stdin",
    "copy theme_scan.interview_themes (org_id, id, theme_id, interview_id, created_by) from stdin",
    "copy theme_scan.themes (org_id, id, slug, name, description, confidence_score, occurrences, evidence,"
    " first_seen_at, last_seen_at, rules_version, created_by, updated_by) from stdin",
)
_MOMENT = "2026-01-05T12:00:00Z"


def measure(size: Size) -> Iterator[Row]:
    """Erase one interview of an organisation, and of a small one with a tenth of the themes."""
    seconds, many = _erased(size.erased_from, size.erased_themes)
    _, few = _erased(size.erased_from // 10, size.erased_themes // 10)
    what = f"erasure of one of {size.erased_from:,} interviews with {size.erased_themes:,} themes"
    yield Row(what, f"{seconds:.2f} s", "", seconds, at_most(MOST_SECONDS))
    # Words that few interviews hold may need another page of interviews to be found.
    what = "statements of the erasure, those with a tenth of interviews and themes as reference"
    yield Row(what, str(many), str(few), many / few, at_most(1.25))


def _erased(interviews: int, themes: int) -> tuple[float, int]:
    """The seconds and the statements that an erasure takes."""
    with (
        tempfile.TemporaryDirectory(prefix="theme-scan-bench-") as folder,
        embedded_postgres(Path(folder), fast=True) as server,
    ):
        server.ensure_database("erasure")
        url = server.url("erasure")
        migrate(url, ROLE)
        org_id = uuid4()
        with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as owner:
            _fill(owner, org_id, interviews, themes)
        database = Database(url, ROLE)
        run = {"run_id": uuid4(), "actor": "system:benchmark", "job": "erase-interview", "rules_version": "1"}
        context = ToolContext(org_id=org_id, **run)
        with statements(database) as sent:
            began = time.perf_counter()
            with Executor(database).unit(context) as unit:
                (outcome,) = unit.call(erase_interview, [{"interview_id": ERASED}])
            seconds = time.perf_counter() - began
        database.close()
    if not isinstance(outcome, Success) or not outcome.data.themes_updated:
        raise RuntimeError("Nothing was erased.")
    return seconds, len(sent)


def _fill(owner: psycopg.Connection, org_id: UUID, interviews: int, themes: int) -> None:
    chance = random.Random(interviews)
    owner.execute("set session_replication_role = replica")
    texts = [_said(chance, _WORDS) for _ in range(interviews)]
    copied, linked, found = _INTERVIEWS
    with owner.cursor() as cursor:
        with cursor.copy(copied) as copy:
            for n, text in enumerate(texts, start=1):
                copy.write_row((org_id, UUID(int=n), f"Talk {n}", f"Ana: {text}", _MOMENT))
        speakers = [
            [UUID(int=chance.randint(1, interviews) if n % 50 or k else 1) for k in range(_SPEAKERS)]
            for n in range(themes)
        ]
        with cursor.copy(found) as copy:
            for n, said_by in enumerate(speakers):
                heard = texts[said_by[0].int - 1].split()[:14]
                name, about = f"{' '.join(heard[:3])} {n}", " ".join(heard)
                figures = (0.5, _SPEAKERS, json.dumps(_evidence(chance, said_by)), _MOMENT, _MOMENT)
                copy.write_row((org_id, UUID(int=n + 1), f"theme-{n}", name, about, *figures, "1", "x", "x"))
        with cursor.copy(linked) as copy:
            for n, said_by in enumerate(speakers):
                for interview in set(said_by):
                    copy.write_row((org_id, uuid4(), UUID(int=n + 1), interview, "x"))
    owner.execute("analyze")


def _evidence(chance: random.Random, said_by: list[UUID]) -> dict[str, object]:
    unique = list(dict.fromkeys(map(str, said_by)))
    supports = [
        {"interview_id": one, "confidence": 0.5, "occurrences": 1, "rationale": _said(chance, 8)}
        for one in unique
    ]
    return {
        "quote_ids": [],
        "interview_ids": unique,
        "occurrences": len(unique),
        "rationale": supports[0]["rationale"],
        "supports": supports,
    }


def _said(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_VOCABULARY, _FREQUENCIES, k=words))
