"""Correcting who in an interview asks and who answers: one run, one transaction, under a person's name."""

from collections.abc import Sequence

from executor import leases
from executor.context import ToolContext
from executor.exceptions import RefusedError
from executor.reads import stored_themes
from executor.tool import Refusal
from executor.tools import correct_speakers, finish_run, start_run
from executor.tools.runs import FinishRun, StartRun
from executor.tools.speakers import CorrectedSpeakers, CorrectSpeakers
from executor.unit_of_work import Executor
from tasks.curate import LEASE_SECONDS, SCAN

JOB = "speakers"


def correct(
    executor: Executor,
    context: ToolContext,
    interview: str,
    *,
    interviewers: Sequence[str] = (),
    participants: Sequence[str] = (),
) -> CorrectedSpeakers:
    """Give speakers of an interview their roles; the interview goes by id or title.

    Raises UnknownInterviewError, RefusedError with what the tool says, and AlreadyRunningError while a scan
    is at work, which would not know of the correction.
    """
    with executor.unit(context.model_copy(update={"job": JOB})) as unit:
        leases.acquire(unit.connection, SCAN, context.run_id, LEASE_SECONDS)
        id_, _ = stored_themes.interview_called(unit.connection, interview)
        unit.call(start_run, [StartRun(parameters={"tool": correct_speakers.name, "interview": str(id_)})])
        wanted = CorrectSpeakers(
            interview_id=id_, interviewers=tuple(interviewers), participants=tuple(participants)
        )
        (outcome,) = unit.call(correct_speakers, [wanted])
        if isinstance(outcome, Refusal):
            raise RefusedError(outcome.message)
        figures = {"quotes_dropped": outcome.data.quotes_dropped}
        unit.call(finish_run, [FinishRun(status="finished", report=figures)])
        leases.release(unit.connection, SCAN, context.run_id)
    return outcome.data
