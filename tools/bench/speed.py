"""How long a scan takes beside the bare requests and beside the peer, and what the nights after cost."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from executor.context import ToolContext
from executor.reads import run_history, scan_inputs
from executor.tools import upsert_interview
from tools.bench.interviews import store, transcript
from tools.bench.peer import KuraMissingError
from tools.bench.size import Size
from tools.bench.stage import Stage
from tools.bench.table import Row, at_most, compared, counted, exactly
from tools.testbed.model_server import THEMES

WORDS = 700
_USUAL_SECONDS = 2
"""In which a hosted model answers about a short interview, at the earliest."""
NAMES_PER_CALL = 150
"""New names that one call sorts; one more call is allowed for each."""


@dataclass
class Series:
    """What was measured in turn, a figure a round."""

    scans: list[float] = field(default_factory=list)
    floors: list[float] = field(default_factory=list)
    peers: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    """Second scans."""
    looks: list[float] = field(default_factory=list)
    """Looks of the nightly job, which spares the second scan."""
    nothing: list[float] = field(default_factory=list)
    """Flows that do nothing."""
    peer_calls: int = 0
    peer_missing: str | None = None


def measure(stage: Stage, size: Size) -> Iterator[Row]:
    """Compare scans with the floor and with Kura, in turn, and look at the nights after."""
    for count in size.scans:
        series = Series()
        for number in range(size.rounds):
            org_id = uuid4()
            store(stage.executor, org_id, range(count), WORDS)
            done = _beside_floor(stage, series, org_id, count)
            _peer(stage, series, count, number)
            again = stage.scan(org_id, count)
            series.seconds.append(again["seconds"])
            series.looks.append(stage.look(org_id, count))
            series.nothing.append(stage.nothing())
        yield from _told(series, count, done["report"]["model_calls"], largest=count == size.scans[-1])
        yield from _second_night(stage, org_id, again["report"])
    yield from _one_replaced(stage, org_id, count)
    yield _at_a_usual_pace(stage, size, count)


def _beside_floor(stage: Stage, series: Series, org_id: UUID, count: int) -> dict[str, Any]:
    stage.model.reset()
    done = stage.scan(org_id, count)
    series.scans.append(done["seconds"])
    bodies = [request.body for request in stage.model.requests]
    series.floors.append(stage.replay("httpx", bodies))
    return done


def _peer(stage: Stage, series: Series, count: int, number: int) -> None:
    texts = {str(n): transcript(n, WORDS) for n in range(count)}
    stage.model.reset()
    try:
        done = stage.kura(texts, stage.folder / f"kura-{count}-{number}")
    except KuraMissingError as missing:
        series.peer_missing = str(missing)
        return
    series.peers.append(done["seconds"])
    series.peer_calls = stage.model.calls


def _told(series: Series, count: int, calls: int, *, largest: bool) -> Iterator[Row]:
    target = at_most(2.5) if largest else None
    yield compared(f"scan of {count}, bare HTTP as reference", series.scans, series.floors, "s", target)
    beside = f"scan of {count}, Kura as reference"
    if series.peer_missing:
        yield Row(beside, "", f"Kura cannot be installed: {series.peer_missing}")
    else:
        yield compared(beside, series.scans, series.peers, "s", at_most(1))
    allowed = count + -(-len(THEMES) // NAMES_PER_CALL)
    peer = f"Kura {series.peer_calls}" if series.peers else ""
    yield counted(f"model calls for {count}", calls, at_most(allowed), peer)
    # No target here: the last of these rows tells how low the first of them could be for any flow.
    yield compared("second scan, the first as reference", series.seconds, series.scans, "s")
    yield compared("second scan, an empty flow as reference", series.seconds, series.nothing, "s")
    yield compared("an empty flow, the first scan as reference", series.nothing, series.scans, "s")
    what = "second night, which looks and spares the scan, the first scan as reference"
    yield compared(what, series.looks, series.scans, "s", at_most(0.1))


def _at_a_usual_pace(stage: Stage, size: Size, count: int) -> Row:
    """What a second scan costs beside a first one whose model takes as long as models do."""
    firsts, seconds = [], []
    fast, stage.model.delay_seconds = stage.model.delay_seconds, _USUAL_SECONDS
    for _ in range(size.rounds):
        org_id = uuid4()
        store(stage.executor, org_id, range(count), WORDS)
        firsts.append(stage.scan(org_id, count)["seconds"])
        seconds.append(stage.scan(org_id, count)["seconds"])
    stage.model.delay_seconds = fast
    what = f"second scan, the first as reference, a model of {_USUAL_SECONDS} s"
    return compared(what, seconds, firsts, "s", at_most(0.1))


def _second_night(stage: Stage, org_id: UUID, report: dict[str, Any]) -> Iterator[Row]:
    with stage.database.org_transaction(org_id) as connection:
        written = run_history.rows_changed(connection, UUID(report["run_id"]))
    yield counted("second scan: model calls", report["model_calls"], exactly(0))
    yield counted("second scan: business rows written", written, exactly(0))


def _one_replaced(stage: Stage, org_id: UUID, count: int) -> Iterator[Row]:
    """A new interview comes; being the newest, it pushes the oldest out of what a scan reads."""
    before, new = _themes(stage, org_id), uuid4()
    context = ToolContext(
        org_id=org_id, run_id=uuid4(), actor="system:import", job="import", rules_version="1"
    )
    call = {"interview_id": new, "title": "New", "transcript": transcript(count + 1, WORDS)}
    with stage.executor.unit(context) as unit:
        unit.call(upsert_interview, [call])
    report = stage.scan(org_id, count)["report"]
    calls, known = _peer_replaced(stage, count)
    yield counted(f"one of {count} replaced: model calls", report["model_calls"], exactly(1), calls)
    supported = _supported_by(stage, org_id, new)
    yield counted("one replaced: themes that the new interview supports", supported, _SOME, known)
    kept = len(before & _themes(stage, org_id))
    what = "one replaced: themes with id, name and slug kept"
    yield Row(what, str(kept), str(len(before)), kept / len(before), exactly(1))


_SOME = at_most(len(THEMES))._replace(least=1)


def _peer_replaced(stage: Stage, count: int) -> tuple[str, str]:
    """Have Kura read all but one of what it read first, and a new one: its calls, and what it knows of it."""
    texts = {str(n): transcript(n, WORDS) for n in range(1, count)} | {"new": transcript(count + 1, WORDS)}
    stage.model.reset()
    try:
        done = stage.kura(texts, stage.folder / f"kura-{count}-0")
    except KuraMissingError:
        return "", ""
    return f"Kura {stage.model.calls}", "Kura: found" if "new" in done["known"] else "Kura: lost"


def _themes(stage: Stage, org_id: UUID) -> set[tuple[UUID, str, str]]:
    with stage.database.org_transaction(org_id) as connection:
        return {(theme.id, theme.name, theme.slug) for theme in scan_inputs.catalogue(connection)}


def _supported_by(stage: Stage, org_id: UUID, interview: UUID) -> int:
    with stage.database.org_transaction(org_id) as connection:
        ids = [theme.id for theme in scan_inputs.catalogue(connection)]
        states = scan_inputs.theme_states(connection, ids).values()
    return sum(str(interview) in state.evidence["interview_ids"] for state in states)
