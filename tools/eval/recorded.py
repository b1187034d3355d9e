"""A language model's recorded answers in place of the model, so that all behind it can be measured.

The answers pass through the same code as a model's: grounding, grouping, merging. A grouping question
without a recorded answer is written to a file, which says where its answer belongs.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from themes.codebooks.study import Study
from themes.exceptions import CallFailedError
from themes.extractors.llm_extractor import ModelExtractor
from themes.llm.config import ModelConfig
from themes.llm.model import Answer, Messages
from themes.llm.usage_meter import Meter
from themes.models import Consolidator, Embedder, Interview
from themes.resolution.consolidators.cached_consolidator import (
    CachedConsolidator,
    DecisionStore,
)
from themes.resolution.consolidators.coherence_check import CoherentConsolidator
from themes.resolution.consolidators.llm_consolidator import ModelConsolidator
from tools.eval.corpus import data_folder

RECORDED = "recorded"
ANSWERS = Path(__file__).parent / "recorded_answers"
"""Answers for the project's own sample study."""
GROUPINGS = Path(__file__).parent / "recorded_groupings"
QUESTIONS = Path(".state/eval/questions")

_TRANSCRIPT = re.compile(r"<(transcript-\w+)>\n(.*)\n</\1>", re.DOTALL)
_HASH_LENGTH = 16
_LEAST_FOUND = 0.6
"""Share of an answer's passages that must stand in a text that reads otherwise than it did when recorded."""


class RecordedModel:
    """Answers as the recorded model did. Knows an interview by the hash of its text, or by its passages."""

    config = ModelConfig(model=RECORDED)

    def __init__(
        self,
        answers: Iterable[Path] = (),
        groupings: Path = GROUPINGS,
        questions: Path = QUESTIONS,
    ) -> None:
        recorded = (json.loads(file.read_text("utf-8")) for file in answers)
        self._answers = {one["transcript_sha256_16"]: one["answer"] for one in recorded}
        self._groupings, self._questions = groupings, questions
        self.unanswered: set[Path] = set()
        """Files with the questions that nobody has answered yet."""

    @classmethod
    def of(cls, folder: Path | None, questions: Path = QUESTIONS) -> "RecordedModel":
        """Read the answers of the repository, and those beside the coded interviews."""
        beside = data_folder(folder).glob("recorded/*/*.json")
        return cls((*ANSWERS.glob("*.json"), *beside), questions=questions)

    def knows(self, interviews: Sequence[Interview]) -> bool:
        """Tell whether an answer is recorded for each of the interviews."""
        return all(self._of(interview.text) is not None for interview in interviews)

    async def ask(self, messages: Messages, answer: type[Answer], meter: Meter) -> Answer:
        """Return the recorded answer. Raises CallFailedError where there is none."""
        meter.request_sent()
        transcript = _TRANSCRIPT.search(messages[-1]["content"])
        found = self._of(transcript[2]) if transcript else self._grouping(messages)
        if found is None:
            raise CallFailedError("No answer is recorded for this question.")
        return answer.model_validate(found)

    async def embed(self, texts: Sequence[str], meter: Meter) -> list[list[float]]:  # noqa: ARG002
        """Raise CallFailedError: no vectors are recorded."""
        raise CallFailedError("No vectors are recorded.")

    async def aclose(self) -> None:
        """Close nothing."""

    def _of(self, text: str) -> Mapping[str, Any] | None:
        exact = self._answers.get(_digest(text))
        if exact is not None:
            return exact
        shares = [(_found(answer, text), key) for key, answer in sorted(self._answers.items())]
        share, key = max(shares, default=(0.0, ""))
        return self._answers[key] if share >= _LEAST_FOUND else None

    def _grouping(self, messages: Messages) -> Mapping[str, Any] | None:
        """Look a grouping up by its question, the instructions included; write down one that is not there."""
        asked = "\n\n".join(message["content"] for message in messages)
        recorded = self._groupings / f"{_digest(asked)}.json"
        if recorded.exists():
            grouping: Mapping[str, Any] = json.loads(recorded.read_text("utf-8"))
            return grouping
        self._questions.mkdir(parents=True, exist_ok=True)
        question = self._questions / f"{recorded.stem}.md"
        question.write_text(f"{asked}\n\n---\nThe answer, as JSON, belongs in {recorded}.\n", "utf-8")
        self.unanswered.add(question)
        return None


def extractor_of(model: RecordedModel) -> ModelExtractor:
    """Return the extractor that a scan with a language model has."""
    return ModelExtractor(model, Study())


def consolidator_of(model: RecordedModel, embedder: Embedder, memory: DecisionStore) -> Consolidator:
    """Return the consolidator that a scan with a language model has."""
    return CachedConsolidator(CoherentConsolidator(ModelConsolidator(model), embedder), memory)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_LENGTH]


def _found(answer: Mapping[str, Any], text: str) -> float:
    """Return the share of an answer's passages that stand in a text, letter for letter."""
    passages = [passage for mention in answer["mentions"] for passage in mention["passages"]]
    return sum(passage in text for passage in passages) / len(passages) if passages else 0.0
