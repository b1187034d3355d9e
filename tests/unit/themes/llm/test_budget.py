"""What a run may spend: checked before each request, kept to within one request, and told."""

import asyncio
from uuid import UUID

import pytest
from pydantic import SecretStr

from executor.unit_of_work import Executor
from tests.support.model_interviews import interview
from tests.support.waiting import patience
from themes.exceptions import ExtractionError
from themes.extractors.llm_extractor import ModelExtractor
from themes.llm.budget import Budget, BudgetSpentError
from themes.llm.client import ModelClient
from themes.llm.config import ModelConfig
from themes.llm.token_estimates import of_request
from tools.testbed.model_server import Fault, ModelServer, Request, always, first, marked
from tools.testbed.scan_harness import add_interviews, scan, settings

TEXTS = [f"Ann: The support took {n} weeks. The price is too high." for n in range(12)]


async def test_a_budget_of_requests_is_never_passed_and_the_report_names_what_was_left(
    executor: Executor, org_id: UUID
) -> None:
    ids = add_interviews(executor, org_id, TEXTS)
    with ModelServer() as model:
        report = await scan(executor, org_id, settings(model, model_budget_requests=5))
        assert model.calls == report.model_calls == 5
        left = [skipped for skipped in report.skipped if "MODEL_BUDGET" in skipped.reason]
        assert len(left) == report.interviews_failed == 7
        assert {skipped.item for skipped in left} <= {f"interview {id_}" for id_ in ids}
        again = await scan(executor, org_id, settings(model))
    assert (again.interviews_reused, again.interviews_failed, again.model_calls) == (5, 0, 7)


@pytest.mark.parametrize("at_once", [True, False])
async def test_a_budget_of_tokens_is_passed_by_one_request_at_most(
    executor: Executor, org_id: UUID, at_once: bool
) -> None:
    """With sixteen requests allowed in flight, all of which could start before any has told its cost."""
    add_interviews(executor, org_id, TEXTS)
    with ModelServer(delay_seconds=0.01) as model:
        budget = settings(model, model_budget_tokens=4000)
        report = await scan(executor, org_id, budget, at_once=at_once)
        largest = (model.prompt_tokens + model.completion_tokens) / model.calls * 1.1
    spent = report.prompt_tokens + report.completion_tokens
    assert 4000 <= spent < 4000 + largest
    assert report.interviews_failed > 0


async def test_a_request_claims_a_token_for_each_character_of_other_scripts() -> None:
    """So many may they need; requests that claim less than they cost go out in too great a number."""
    said = "价格太贵了，我们负担不起。" * 1000
    with ModelServer() as model:
        client = ModelClient(ModelConfig(model="m", base_url=model.base_url), Budget())
        await ModelExtractor(client).extract(interview(text=said))
        await client.aclose()
    assert len(said) <= of_request(model.requests[0].body, answer_tokens=0) < 1.1 * len(said)


async def test_requests_go_out_together_while_the_budget_allows_them_all() -> None:
    with ModelServer(delay_seconds=0.05) as model:
        client = ModelClient(ModelConfig(model="m", base_url=model.base_url), Budget(tokens=1_000_000))
        extractor = ModelExtractor(client)
        await asyncio.gather(*(extractor.extract(interview(n)) for n in range(8)))
        await extractor.aclose()
    assert model.max_in_flight == 8


@pytest.mark.parametrize("fault", [Fault("status", 500), Fault("reset"), Fault("not_json"), Fault("drip")])
async def test_failed_attempts_are_charged_although_they_tell_no_usage(fault: Fault) -> None:
    with ModelServer(faults=always(fault)) as model:
        budget = Budget(tokens=1)
        config = ModelConfig(
            model="m",
            base_url=model.base_url,
            api_key=SecretStr("k"),
            retries=4,
            backoff_seconds=0,
            timeout_seconds=patience(0.2),
        )
        extractor = ModelExtractor(ModelClient(config, budget))
        with pytest.raises(ExtractionError, match="budget"):
            await extractor.extract(interview())
        await extractor.aclose()
    assert model.calls == budget.requests == 1
    assert budget.tokens > 0


async def test_a_parameter_that_is_refused_costs_a_request_and_no_tokens() -> None:
    """Nothing was read for it. OpenAI's newer models refuse two, once for each request then in flight."""

    def refusing(request: Request) -> Fault | None:
        refused = [name for name in ("max_tokens", "temperature") if name in request.body]
        return Fault("status", 400, param=refused[0]) if refused else None

    with ModelServer(faults=refusing) as model:
        budget = Budget(tokens=10_000)
        extractor = ModelExtractor(ModelClient(ModelConfig(model="m", base_url=model.base_url), budget))
        await asyncio.gather(*(extractor.extract(interview(n)) for n in range(4)))
        await extractor.aclose()
        spent = model.prompt_tokens + model.completion_tokens
    assert (budget.tokens, budget.requests, budget.refused) == (spent, model.calls, 0)


async def test_asking_again_for_an_answer_that_did_not_fit_is_charged() -> None:
    with ModelServer(faults=first(1, Fault("bad_answer"))) as model:
        budget = Budget(requests=1)
        extractor = ModelExtractor(ModelClient(ModelConfig(model="m", base_url=model.base_url), budget))
        with pytest.raises(ExtractionError, match="budget"):
            await extractor.extract(interview())
        await extractor.aclose()
    assert model.calls == 1
    assert budget.tokens == model.prompt_tokens + model.completion_tokens


async def test_a_grouping_of_names_that_the_budget_forbids_is_done_by_rule_and_told(
    executor: Executor, org_id: UUID
) -> None:
    add_interviews(executor, org_id, TEXTS[:3])
    with ModelServer() as model:
        report = await scan(executor, org_id, settings(model, model_budget_requests=3))
    assert report.themes
    assert report.notes
    assert "1 model requests" in {skipped.item for skipped in report.skipped}


async def test_a_request_cancelled_in_flight_gives_its_claim_back() -> None:
    budget = Budget(tokens=100)

    async def hold() -> None:
        async with budget.charge(90):
            await asyncio.sleep(60)

    holding = asyncio.create_task(hold())
    await asyncio.sleep(0)
    next_one = budget.charge(90)
    waiting = asyncio.create_task(next_one.__aenter__())
    await asyncio.sleep(0)
    assert not waiting.done()
    holding.cancel()
    await asyncio.wait_for(waiting, 5)
    assert budget.tokens == 90
    await next_one.__aexit__(None, None, None)


async def test_nothing_is_sent_once_the_budget_is_spent() -> None:
    budget = Budget(requests=1)
    async with budget.charge(5):
        pass
    with pytest.raises(BudgetSpentError, match="MODEL_BUDGET_REQUESTS"):
        async with budget.charge(5):
            pytest.fail("this request must not go out")


async def test_cost_and_expectation_are_in_the_report_of_a_dry_run_and_of_a_real_one(
    executor: Executor, org_id: UUID
) -> None:
    add_interviews(executor, org_id, TEXTS[:3])
    with ModelServer() as model:
        prices = {"model_usd_per_million_prompt_tokens": 2, "model_usd_per_million_completion_tokens": 10}
        rehearsed = await scan(executor, org_id, settings(model, **prices), dry_run=True)
        real = await scan(executor, org_id, settings(model, **prices))
    expected = rehearsed.prompt_tokens * 2 + rehearsed.completion_tokens * 10
    assert rehearsed.cost_usd == pytest.approx(expected / 1_000_000)
    assert rehearsed.estimated_tokens > 0
    assert (real.estimated_tokens, real.cost_usd) == (0, 0), "the cache of the dry run is used"


async def test_the_estimate_of_a_long_interview_is_near_what_it_costs() -> None:
    text = "".join(f"Ann: In the year {n} nobody told us what we should have done.\n" for n in range(4000))
    with ModelServer(faults=marked("no such words", Fault("reset"))) as model:
        config = ModelConfig(model="m", base_url=model.base_url, chunk_tokens=4000)
        extractor = ModelExtractor(ModelClient(config))
        await extractor.extract(interview(text=text))
        estimated = extractor.estimated_tokens(len(text)) - 1500 * model.calls
        await extractor.aclose()
    assert 0.95 <= estimated / model.prompt_tokens <= 1.25
