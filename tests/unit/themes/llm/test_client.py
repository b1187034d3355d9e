"""Endpoints differ in how they answer, refuse and ask for patience; none of it loses a mention or money."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from themes.exceptions import ExtractionError, ModelRefusedError
from themes.extractors.llm_extractor import ModelExtractor
from themes.llm.client import ModelClient
from themes.llm.config import ModelConfig
from themes.models import Extraction, Interview
from tools.testbed.model_server import Fault, ModelServer, always, first

TEXT = "Ann: The support took weeks to answer us. The price is too high for what it does."
NAMES = {"Slow customer support", "Pricing worries"}


async def extracted(model: ModelServer, *, times: int = 1, text: str = TEXT, **config: Any) -> Extraction:
    settings = {"retries": 2, "backoff_seconds": 0.01, "concurrency": 1, **config}
    extractor = ModelExtractor(ModelClient(ModelConfig(model="test", base_url=model.base_url, **settings)))
    interview = Interview(id=UUID(int=1), title="", text=text, created_at=datetime(2026, 1, 1, tzinfo=UTC))
    try:
        for _ in range(times - 1):
            with pytest.raises(ModelRefusedError):
                await extractor.extract(interview)
        return await extractor.extract(interview)
    finally:
        await extractor.aclose()


@pytest.mark.parametrize("output", ["tools", "json_schema", "json", "auto"])
@pytest.mark.parametrize(
    ("status", "message"),
    [
        (400, "Your credit balance is too low to access the API. Please go to Plans & Billing."),
        (402, "Insufficient Balance"),
        (402, "This request requires more credits, or fewer max_tokens."),
        (403, "You have run out of credits."),
        (429, "You exceeded your current quota, please check your plan and billing details."),
    ],
)
async def test_an_empty_account_ends_the_scan_with_one_request(
    output: str, status: int, message: str
) -> None:
    """Whatever comes after the refusal is not sent."""
    empty = ModelServer(faults=always(Fault("status", status, message=message)))
    with empty as model, pytest.raises(ModelRefusedError, match="credit"):
        await extracted(model, times=3, output=output)
    assert model.calls == 1


@pytest.mark.parametrize(
    ("headers", "message", "least"),
    [
        ({"retry-after-ms": "150"}, "", 0.15),
        ({}, "Rate limit reached for test: Limit 3. Please try again in 150ms.", 0.15),
        ({}, "Please try again in 0.2s. Visit the limits page.", 0.2),
        ({}, 'You exceeded your current quota. "retryDelay": "0.15s"', 0.15),
    ],
)
async def test_a_pause_asked_for_in_milliseconds_or_in_the_body_is_kept(
    headers: dict[str, str], message: str, least: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []

    async def noted(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr("themes.llm.client.asyncio.sleep", noted)
    fault = Fault("status", 429, message=message, headers=headers)
    with ModelServer(faults=first(1, fault)) as model:
        found = await extracted(model)
    assert {mention.name for mention in found.mentions} == NAMES
    assert model.calls == 2
    assert least <= waits[0] < least + 0.1


def said(completion: dict[str, Any]) -> dict[str, Any]:
    message: dict[str, Any] = completion["choices"][0]["message"]
    return message


def thinking(completion: dict[str, Any]) -> None:
    message = said(completion)
    message["content"] = f'<think>Maybe {{"mentions": []}} will do?</think>\n{message["content"]}'


def talking(completion: dict[str, Any]) -> None:
    message = said(completion)
    message["content"] = (
        f"Of {{themes}} [two], here they are:\n{message['content']}\nNote: see {{above}} [1]."
    )


def fenced(completion: dict[str, Any]) -> None:
    message = said(completion)
    message["content"] = f"```json\n{message['content']}\n```\nThat is all (see [1])."


def in_parts(completion: dict[str, Any]) -> None:
    message = said(completion)
    half = len(message["content"]) // 2
    halves = message["content"][:half], message["content"][half:]
    message["content"] = [{"type": "text", "text": text} for text in halves]


@pytest.mark.parametrize("output", ["json_schema", "json"])
@pytest.mark.parametrize("reshape", [thinking, talking, fenced, in_parts])
async def test_thoughts_prose_and_parts_around_the_answer_cost_no_second_request(
    reshape: Callable[[dict[str, Any]], None], output: str
) -> None:
    with ModelServer(reshape=reshape) as model:
        found = await extracted(model, output=output)
    assert {mention.name for mention in found.mentions} == NAMES
    assert model.calls == 1


async def test_of_several_tool_calls_in_one_answer_every_mention_counts() -> None:
    def one_call_each(completion: dict[str, Any]) -> None:
        message = said(completion)
        (call,) = message["tool_calls"]
        mentions = json.loads(call["function"]["arguments"])["mentions"]
        message["tool_calls"] = [
            {
                **call,
                "id": f"call_{n}",
                "function": {**call["function"], "arguments": json.dumps({"mentions": [m]})},
            }
            for n, m in enumerate(mentions)
        ]

    with ModelServer(reshape=one_call_each) as model:
        found = await extracted(model)
    assert {mention.name for mention in found.mentions} == NAMES
    assert model.calls == 1


@pytest.mark.parametrize("output", ["tools", "json_schema", "json", "auto"])
async def test_a_refusal_of_the_model_costs_one_request_in_every_mode(output: str) -> None:
    def refusing(completion: dict[str, Any]) -> None:
        message = said(completion)
        message.pop("tool_calls", None)
        message |= {"content": None, "refusal": "I cannot help with that."}

    with ModelServer(reshape=refusing) as model, pytest.raises(ExtractionError, match="declines") as caught:
        await extracted(model, output=output)
    assert model.calls == caught.value.usage.calls == 1


async def test_a_prompt_that_the_endpoint_cut_in_silence_is_an_error_that_names_the_setting() -> None:
    def cut(completion: dict[str, Any]) -> None:
        completion["usage"]["prompt_tokens"] = 1_024

    with ModelServer(reshape=cut) as model:
        with pytest.raises(ExtractionError, match="MODEL_CHUNK_TOKENS") as caught:
            await extracted(model, text=TEXT * 100)
        assert model.calls == 1
        await extracted(model)
    assert "num_ctx" in str(caught.value)
