"""Names may be compared by a model at an endpoint: on the scale of the embedded network, whatever its own."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID
from zlib import crc32

import numpy as np
import pytest

from executor.tools.interviews import add_quote
from executor.tools.study import set_codebook
from executor.unit_of_work import Executor
from settings import SettingsError, load_settings
from tasks.scan.model_wiring import embedding_config
from themes.codebooks.builtin import codebook
from themes.embeddings.calibration import Calibration
from themes.embeddings.endpoint import EndpointEmbedder
from themes.embeddings.minilm import MiniLM
from themes.exceptions import ModelRefusedError
from themes.llm.budget import Budget
from themes.llm.config import ModelConfig
from themes.llm.model import LateModel
from themes.models import Vectors
from tools.testbed.model_server import Fault, ModelServer, always
from tools.testbed.scan_harness import add_interviews, run_of, scan, settings

LOCAL = MiniLM()
DIFFERENT = [code.headline for code in codebook()]
SAME = (
    "Slow onboarding. It takes people weeks until they can work with it.",
    "Getting started takes too long. New users need weeks before they can work.",
)
OTHER = "Price is too high. People find it too expensive for what it does."
TEXTS = [
    "Ann: The onboarding took us weeks, and everybody needed help. The price was fine.",
    "Ben: For onboarding we sat together for weeks until it worked.",
]


def add_marked_interviews(executor: Executor, org_id: UUID) -> None:
    """Store interviews in which somebody marked quotes; the topics are names that are compared by meaning."""
    ids = add_interviews(executor, org_id, TEXTS)
    topics = ("Slow onboarding", "Long onboarding")
    calls = [
        {"interview_id": id_, "quote": text, "start_offset": 0, "end_offset": len(text), "topic": topic}
        for id_, text, topic in zip(ids, TEXTS, topics, strict=True)
    ]
    with executor.unit(run_of(org_id, job="import", actor="person:ann")) as unit:
        unit.call(add_quote, calls)


def as_they_are(texts: list[str]) -> list[list[float]]:
    return [[float(value) for value in vector] for vector in LOCAL.embed(texts)]


def crowded(texts: list[str]) -> list[list[float]]:
    """Vectors of which any two have a cosine of 0.8 and more, as those of some models."""
    shift = np.zeros(384, np.float32)
    shift[7] = 2.0
    return [[float(value) for value in vector] for vector in LOCAL.embed(texts) + shift]


def spread(texts: list[str]) -> list[list[float]]:
    """Vectors of longer texts in more dimensions, twice as long, with noise of their own."""
    noise = np.stack([np.random.default_rng(crc32(text.encode())).normal(size=64) for text in texts])
    return [[2.0 * float(v) for v in row] for row in np.hstack([LOCAL.embed(texts), 0.05 * noise])]


@pytest.mark.parametrize("model", [as_they_are, crowded, spread])
def test_what_means_the_same_is_alike_and_what_does_not_is_not(
    model: Callable[[list[str]], list[list[float]]],
) -> None:
    """0.62 is where names are joined; before the calibration all of the crowded ones were."""
    asked: Vectors = np.array(model([*DIFFERENT, *SAME, OTHER]), np.float32)
    count = len(DIFFERENT)
    scale = Calibration.of(asked[:count], LOCAL.embed(DIFFERENT))
    one, same, other = scale.applied(asked[count:])
    np.testing.assert_allclose([one @ one, same @ same], 1, atol=1e-5)
    assert one @ same >= 0.62
    assert max(one @ other, same @ other) < 0.5


@pytest.fixture
def model() -> Iterator[ModelServer]:
    with ModelServer(embed=crowded) as server:
        yield server


def chosen(model: ModelServer, **changes: object) -> dict[str, object]:
    return {"embedding_base_url": model.base_url, "embedding_model": "vectors", "model_retries": 0} | changes


async def test_names_are_compared_by_the_endpoint_and_the_report_tells_the_cost(
    executor: Executor, org_id: UUID, model: ModelServer
) -> None:
    add_marked_interviews(executor, org_id)
    report = await scan(executor, org_id, settings(None, **chosen(model)))
    asked = [text for request in model.requests for text in request.texts]
    assert asked[: len(DIFFERENT)] == DIFFERENT
    assert len(asked) > len(DIFFERENT)
    assert {request.body["model"] for request in model.requests} == {"vectors"}
    assert (report.model_calls, report.prompt_tokens) == (len(model.requests), model.prompt_tokens)
    assert report.notes == ()
    again = await scan(executor, org_id, settings(None, **chosen(model)))
    assert {theme.action for theme in again.themes} <= {"unchanged"}


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (Fault("status", 500), "status 500"),
        (Fault("not_json"), "other than vectors"),
        (Fault("status", 400), "rejects"),
    ],
    ids=["500", "not JSON", "400"],
)
async def test_where_the_endpoint_fails_the_embedded_network_stands_in_and_the_report_says_so(
    executor: Executor, org_id: UUID, model: ModelServer, fault: Fault, said: str
) -> None:
    add_marked_interviews(executor, org_id)
    plain = await scan(executor, org_id, settings(None), dry_run=True)
    model.faults = always(fault)
    report = await scan(executor, org_id, settings(None, **chosen(model)), dry_run=True)
    assert [theme.slug for theme in report.themes] == [theme.slug for theme in plain.themes]
    (note,) = report.notes
    assert said in note
    assert "EMBEDDING_MODEL" in note
    assert "SECRET-OUTPUT" not in note


@pytest.mark.parametrize("vector", [[None] * 4, [float("nan")] * 4, None, "AACAPw=="], ids=str)
async def test_an_answer_that_holds_no_vectors_leaves_the_embedded_network(
    executor: Executor, org_id: UUID, model: ModelServer, vector: Any
) -> None:
    """Some servers send null where the model gave no number."""
    add_marked_interviews(executor, org_id)
    model.embed = lambda texts: [vector for _ in texts]
    report = await scan(executor, org_id, settings(None, **chosen(model)))
    assert "embedded network" in report.notes[0]


async def test_a_text_is_asked_about_once_however_often_a_merge_starts_again(
    executor: Executor, org_id: UUID, model: ModelServer
) -> None:
    """With a codebook it settles in several rounds."""
    add_marked_interviews(executor, org_id)
    codes = [{"name": "Zebras", "definition": "People speak of zebras."}]
    with executor.unit(run_of(org_id, job="study")) as unit:
        unit.call(set_codebook, [{"codes": codes}])
    await scan(executor, org_id, settings(None, **chosen(model)))
    asked = [text for request in model.requests for text in request.texts]
    assert sorted(asked) == sorted(set(asked))


async def test_a_spent_budget_leaves_the_embedded_network(
    executor: Executor, org_id: UUID, model: ModelServer
) -> None:
    add_marked_interviews(executor, org_id)
    report = await scan(executor, org_id, settings(None, **chosen(model, model_budget_requests=1)))
    assert model.calls == 1
    assert "MODEL_BUDGET_REQUESTS" in report.notes[0]


async def test_a_refused_key_ends_the_scan_and_names_the_setting(
    executor: Executor, org_id: UUID, model: ModelServer
) -> None:
    add_marked_interviews(executor, org_id)
    model.faults = always(Fault("status", 401))
    with pytest.raises(ModelRefusedError, match="EMBEDDING_API_KEY"):
        await scan(executor, org_id, settings(None, **chosen(model)))


def test_a_key_goes_only_where_it_was_given_for(model: ModelServer) -> None:
    both = {"openai_api_key": "sk-language", "embedding_model": "vectors"}
    here = embedding_config(settings(None, **both))
    elsewhere = embedding_config(settings(None, **both, embedding_base_url=model.base_url))
    assert here.api_key is not None
    assert here.api_key.get_secret_value() == "sk-language"
    assert elsewhere.api_key is None


def test_an_embedding_model_without_an_endpoint_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("EMBEDDING_MODEL", "vectors")
    with pytest.raises(SettingsError, match=r"EMBEDDING_MODEL: .*EMBEDDING_BASE_URL"):
        load_settings()


def test_it_is_asked_from_other_threads_alone() -> None:
    """On the thread of its event loop it would wait for itself for ever."""
    remote = EndpointEmbedder(LateModel(ModelConfig(model="a"), Budget()), LOCAL)

    async def opened() -> None:
        remote.open()
        remote.embed(["a"])

    with pytest.raises(RuntimeError, match="opened"):
        remote.embed(["a"])
    with pytest.raises(RuntimeError, match="another thread"):
        asyncio.run(opened())
