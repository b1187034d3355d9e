"""Carrying out what a person decided about themes: one run, one transaction, one line in the audit each."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from uuid import UUID, uuid4

from executor import leases
from executor.context import ToolContext
from executor.exceptions import RefusedError
from executor.reads import stored_themes
from executor.tool import D, Outcome, Refusal, Success, Tool
from executor.tools import finish_run, start_run
from executor.tools.curation import ThemeDecision
from executor.tools.runs import FinishRun, StartRun
from executor.tools.split_theme import SplitOff
from executor.unit_of_work import Executor, Unit
from tasks import actors
from themes.evidence.recurrence import DEFAULT_MINIMUM

JOB = "curate"
SCAN = "theme-scan"
T = TypeVar("T", bound=ThemeDecision)
LEASE_SECONDS = 30


def person(
    org_id: UUID, name: str, min_interviews: int = DEFAULT_MINIMUM, min_participants: int = 1
) -> ToolContext:
    """Return the context of a decision by a person. Raises RefusedError for a name that cannot be used."""
    return ToolContext(
        org_id=org_id,
        run_id=uuid4(),
        actor=actors.person(name),
        job=JOB,
        rules_version="1",
        min_interviews=min_interviews,
        min_participants=min_participants,
    )


def decide(
    executor: Executor,
    context: ToolContext,
    tool: Tool[Any, T],
    slugs: Sequence[str],
    *,
    into: str | None = None,
    further: Mapping[str, Any] | None = None,
) -> list[T]:
    """Call a tool of executor.tools.curation for the themes that go by these slugs or names, all or none.

    ``into`` is that of the theme to merge into, ``further`` are more arguments of every call. Returns
    what became of each theme. Raises UnknownThemeError, RefusedError with what the tool says, and
    AlreadyRunningError while a scan is at work, which would not know of the decision.
    """
    with executor.unit(context) as unit:
        leases.acquire(unit.connection, SCAN, context.run_id, LEASE_SECONDS)
        # Several names may lead to one theme.
        ids = list(dict.fromkeys(stored_themes.theme_called(unit.connection, slug) for slug in slugs))
        more = dict(further or {})
        decided: dict[str, Any] = {"tool": tool.name, "themes": [str(id_) for id_ in ids]}
        if into is not None:
            more["into_id"] = stored_themes.theme_called(unit.connection, into)
            decided["into"] = str(more["into_id"])
        done = recorded_calls(unit, decided, tool, [{"theme_id": id_, **more} for id_ in ids], _report)
        leases.release(unit.connection, SCAN, context.run_id)
    return done


def recorded_calls(
    unit: Unit,
    parameters: dict[str, Any],
    tool: Tool[Any, D],
    arguments: Sequence[Any],
    report: Callable[[Sequence[D]], dict[str, Any]],
) -> list[D]:
    """Call a tool as a finished run with this report. Raises RefusedError with the tool's sentence."""
    unit.call(start_run, [StartRun(parameters=parameters)])
    done = _succeeded(unit.call(tool, arguments))
    unit.call(finish_run, [FinishRun(status="finished", report=report(done))])
    return done


def _report(done: Sequence[ThemeDecision]) -> dict[str, Any]:
    """How many themes changed, and the ids of those that were made."""
    made = [str(one.new_id) for one in done if isinstance(one, SplitOff)]
    changed = sum(one.action != "unchanged" for one in done)
    return {"themes_changed": changed} | ({"themes_made": made} if made else {})


def _succeeded(outcomes: Sequence[Outcome[D]]) -> list[D]:
    for outcome in outcomes:
        if isinstance(outcome, Refusal):
            raise RefusedError(outcome.message)
    return [outcome.data for outcome in outcomes if isinstance(outcome, Success)]
