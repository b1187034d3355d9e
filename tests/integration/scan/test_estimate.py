"""What a scan will cost is told before it is spent, and without a request."""

from uuid import UUID

from executor.org_database import OrgDatabase
from executor.unit_of_work import Executor
from tasks.scan.estimate import ScanEstimate, estimate_scan
from tasks.scan.parameters import ScanParameters
from tools.testbed.model_server import ModelServer
from tools.testbed.scan_harness import add_interviews, scan, settings

TEXTS = [
    "Ann: The support took weeks. The price is too high. " * 20,
    "Bob: The support was slow again. " * 30,
]
PRICES = {"model_usd_per_million_prompt_tokens": 1.0, "model_usd_per_million_completion_tokens": 2.0}


async def estimated(executor: Executor, org_id: UUID, model: ModelServer, **changes: int) -> ScanEstimate:
    chosen = settings(model, **PRICES, **changes)
    return await estimate_scan(chosen, OrgDatabase(executor.database, org_id), ScanParameters())


async def test_an_estimate_sends_nothing_and_is_rather_too_high(executor: Executor, org_id: UUID) -> None:
    add_interviews(executor, org_id, TEXTS)
    with ModelServer() as model:
        told = await estimated(executor, org_id, model)
        assert model.calls == 0
        report = await scan(executor, org_id, settings(model, **PRICES))
    assert (told.interviews, told.cached) == (2, 0)
    assert report.model_calls <= told.usage.calls <= report.model_calls + 1
    assert report.prompt_tokens * 0.8 <= told.usage.prompt_tokens <= report.prompt_tokens * 2
    assert report.cost_usd is not None
    assert told.cost_usd is not None
    assert told.cost_usd >= report.cost_usd


async def test_what_the_cache_has_costs_nothing(executor: Executor, org_id: UUID) -> None:
    add_interviews(executor, org_id, TEXTS)
    with ModelServer() as model:
        await scan(executor, org_id, settings(model))
        told = await estimated(executor, org_id, model)
    assert (told.interviews, told.cached, told.usage.calls, told.cost_usd) == (2, 2, 0, 0)


async def test_a_run_over_its_budget_is_told_before_it_starts(executor: Executor, org_id: UUID) -> None:
    add_interviews(executor, org_id, TEXTS)
    with ModelServer() as model:
        within = await estimated(executor, org_id, model, model_budget_requests=50)
        over = await estimated(executor, org_id, model, model_budget_tokens=100, model_budget_requests=1)
    assert within.over_budget == ()
    assert over.over_budget == ("MODEL_BUDGET_TOKENS", "MODEL_BUDGET_REQUESTS")
