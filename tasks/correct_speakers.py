"""Correcting who in an interview asks and who answers: one run, one transaction, under a person's name."""

from collections.abc import Sequence

from executor import leases
from executor.context import ToolContext
from executor.reads import stored_themes
from executor.tools import correct_speakers
from executor.tools.speakers import CorrectedSpeakers, CorrectSpeakers
from executor.unit_of_work import Executor
from tasks.curate import LEASE_SECONDS, SCAN, recorded_calls

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
        parameters = {"tool": correct_speakers.name, "interview": str(id_)}
        wanted = CorrectSpeakers(
            interview_id=id_, interviewers=tuple(interviewers), participants=tuple(participants)
        )
        (done,) = recorded_calls(unit, parameters, correct_speakers, [wanted], _report)
        leases.release(unit.connection, SCAN, context.run_id)
    return done


def _report(done: Sequence[CorrectedSpeakers]) -> dict[str, int]:
    return {"quotes_dropped": sum(one.quotes_dropped for one in done)}
