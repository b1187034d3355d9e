"""Asking a model with placeholders: what leaves, what comes back, and what is told apart."""

from collections.abc import Sequence
from typing import Any

from tests.support.model_interviews import interview
from themes.embeddings.endpoint import EndpointEmbedder
from themes.embeddings.minilm import MiniLM
from themes.extractors.llm_extractor import ModelExtractor
from themes.llm.answers import ThemeMentions
from themes.llm.config import ModelConfig
from themes.models import NameGroup
from themes.resolution.consolidators.llm_consolidator import ModelConsolidator

TEXT = (
    "Moderator: How did it go?\nXiomara Quist: Support let me wait, and Mr Okonkwo never rang back.\n"
    "Moderator: And then?\nXiomara Quist: I wrote to help@firm.example twice, to no avail at all.\n"
)
NAMES = ("Xiomara", "Quist", "Okonkwo", "help@firm.example")


class Echo:
    """A model that quotes the lines it is sent, and keeps what it was asked."""

    def __init__(self, *, redact: bool) -> None:
        self.config = ModelConfig(model="echo", redact=redact)
        self.prompts: list[str] = []

    async def ask(self, messages: list[dict[str, str]], answer: Any, meter: Any) -> Any:
        self.prompts.append(messages[1]["content"])
        if answer is not ThemeMentions:
            return answer.model_validate(
                {
                    "themes": [
                        {"codes": [1, 2], "existing": None, "name": "Calls", "description": "[Person 1]"}
                    ]
                }
            )
        lines = messages[1]["content"].splitlines()
        quotes = [line.partition(": ")[2] for line in lines if "rang back" in line or "to no avail" in line]
        mention = {
            "name": "Slow support",
            "description": "Waits.",
            "confidence": 0.9,
            "rationale": "So it is.",
        }
        return answer.model_validate({"mentions": [mention | {"passages": quotes, "against": []}]})

    async def embed(self, texts: Sequence[str], meter: Any) -> list[list[float]]:
        return [[1.0, 0.0] for _ in texts]

    async def aclose(self) -> None:
        """Hold nothing open."""


async def test_no_name_leaves_and_quotes_are_the_transcripts_own_words_at_their_offsets() -> None:
    model = Echo(redact=True)
    found = await ModelExtractor(model).extract(interview(text=TEXT))
    assert not [name for name in NAMES if name in model.prompts[0]]
    assert "[Person 1]" in model.prompts[0]
    (mention,) = found.mentions
    assert {passage.text for passage in mention.passages} == {
        "Support let me wait, and Mr Okonkwo never rang back.",
        "I wrote to help@firm.example twice, to no avail at all.",
    }
    assert all(TEXT[passage.start : passage.end] == passage.text for passage in mention.passages)


async def test_without_the_setting_words_leave_as_they_are() -> None:
    model = Echo(redact=False)
    await ModelExtractor(model).extract(interview(text=TEXT))
    assert all(name in model.prompts[0] for name in NAMES)
    assert "[Person" not in model.prompts[0]


async def test_names_in_what_is_grouped_are_hidden_and_put_back() -> None:
    model = Echo(redact=True)
    consolidator = ModelConsolidator(model, people=lambda: ["Xiomara Quist"])
    names = [
        NameGroup(slug="a", name="No call from Quist", description="Quist does not ring back."),
        NameGroup(slug="b", name="Silent line", description="Nobody rings."),
    ]
    answer = await consolidator.consolidate(names, [])
    assert "Quist" not in model.prompts[0]
    assert [theme.description for theme in answer.themes] == ["Quist"]


def test_readings_with_and_without_names_are_never_mixed_up() -> None:
    hiding, open_ = Echo(redact=True), Echo(redact=False)
    assert ModelExtractor(hiding).fingerprint != ModelExtractor(open_).fingerprint
    assert ModelConsolidator(hiding).fingerprint != ModelConsolidator(open_).fingerprint
    local = MiniLM()
    assert EndpointEmbedder(hiding, local).fingerprint != EndpointEmbedder(open_, local).fingerprint
