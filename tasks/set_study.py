"""Setting an organisation's study: the context and the codebook, as one recorded run."""

from uuid import uuid4

from executor.context import ToolContext
from executor.org_database import OrgDatabase
from executor.tool import Outcome, Success
from executor.tools import finish_run, set_codebook, set_context, start_run
from executor.tools.runs import FinishRun, StartRun
from executor.tools.stored_row import RowAction, StoredRow
from executor.tools.study import SetCodebook, SetContext
from themes.codebooks.study import StudyCode, StudyError

JOB = "study"


def set_study(
    org: OrgDatabase, actor: str, *, context: str | None = None, codebook: tuple[StudyCode, ...] | None = None
) -> None:
    """Store the context, the codebook or both in one transaction; None keeps what is stored.

    ``actor`` is who sets the study, for the audit. Raises StudyError with the executor's sentence on a
    refusal, ExecutorError when the database cannot be used.
    """
    run = ToolContext(org_id=org.org_id, run_id=uuid4(), actor=actor, job=JOB, rules_version="1")
    with org.unit(run) as unit:
        unit.call(start_run, [StartRun(parameters={})])
        outcomes: dict[str, Outcome[StoredRow]] = {}
        if context is not None:
            (outcomes["context"],) = unit.call(set_context, [SetContext(context=context)])
        if codebook is not None:
            (outcomes["codebook"],) = unit.call(set_codebook, [SetCodebook(codes=codebook)])
        report = {what: _action(outcome) for what, outcome in outcomes.items()}
        unit.call(finish_run, [FinishRun(status="finished", report=report)])


def _action(outcome: Outcome[StoredRow]) -> RowAction:
    if isinstance(outcome, Success):
        return outcome.data.action
    raise StudyError(outcome.message)
