"""The extractor that asks a language model, through whatever endpoint speaks OpenAI's language."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from themes.codebooks.study import Study, StudyCode
from themes.exceptions import ExtractionError, ModelRefusedError, NotTriedError, ThemeError
from themes.llm import token_estimates
from themes.llm.answers import ThemeMentions
from themes.llm.budget import BudgetSpentError
from themes.llm.chunks import Chunk, chunks
from themes.llm.model import Model
from themes.llm.prompts import EMPTY_STUDY, PROMPT_VERSION, extraction_messages
from themes.llm.redaction.redaction import (
    REDACTION_VERSION,
    NoRedaction,
    Redaction,
    hidden_quotes,
    hidden_study,
    of_interview,
    restored_proposal,
)
from themes.llm.usage_meter import Meter
from themes.models import Extraction, Interview, Mention, Skipped, Usage
from themes.text.slugs import slugify
from themes.transcripts.grounding import Grounding, distinct
from themes.transcripts.interviewers import spoken

MAX_MENTIONS = 20
"""Mentions kept of one answer; the prompt asks for fewer."""
_CUT_OFF = Skipped(
    item="end of the model's answer",
    reason="the answer was cut off at its output limit, and what was whole of it is used: "
    "raise MODEL_ANSWER_TOKENS or lower MODEL_CHUNK_TOKENS",
)


class ModelExtractor:
    """Reads interviews with a language model; what it proposes counts only once it is grounded."""

    def __init__(self, client: Model, study: Study = EMPTY_STUDY) -> None:
        self._client = client
        self._study = study
        self._codes = {code.entry.slug: code for code in study.codes}

    @property
    def fingerprint(self) -> str:
        """The model, the way it is asked, the prompt's version, lengths, the study, whether data is hidden.

        The address is no part of it: the same model elsewhere gives the same themes.
        """
        config = self._client.config
        asked = f"model:{config.model}:{config.output}:prompt-{PROMPT_VERSION}"
        redacted = f":redacted-{REDACTION_VERSION}" if config.redact else ""
        lengths = f"{config.chunk_tokens}:{config.answer_tokens}"
        return f"{asked}:{lengths}:{self._study.fingerprint}{redacted}"

    def estimated_tokens(self, characters: int) -> int:
        """Estimate prompts and answers together, all parts of the transcript included."""
        return token_estimates.of_interview(characters, self._client.config.chunk_tokens, self._study)

    async def extract(self, interview: Interview) -> Extraction:
        """Return the grounded mentions of the interview, all its parts together.

        Raises ExtractionError when a part could not be read after retries, and ModelRefusedError when the
        endpoint refuses every call. Both carry what all parts have cost.
        """
        meter = Meter()
        parts = chunks(interview.text, spoken(interview)[0], self._client.config.chunk_tokens)
        redaction = await self._redaction(interview)
        try:
            answers = await self._read(interview, parts, redaction, meter)
        except ExceptionGroup as group:
            failure = _failure(group, meter)
        else:
            return _extraction(interview, parts, answers, redaction, self._codes, meter.usage)
        # Raised out here, so that nothing that quotes a prompt hangs on to it as its context.
        raise failure

    async def _redaction(self, interview: Interview) -> Redaction:
        # In a thread, because a long transcript takes a second.
        return (
            await asyncio.to_thread(of_interview, interview) if self._client.config.redact else NoRedaction()
        )

    async def _read(
        self, interview: Interview, parts: Sequence[Chunk], redaction: Redaction, meter: Meter
    ) -> list[ThemeMentions]:
        async with asyncio.TaskGroup() as tasks:
            asked = [tasks.create_task(self._ask(interview, part, redaction, meter)) for part in parts]
        return [task.result() for task in asked]

    async def _ask(
        self, interview: Interview, part: Chunk, redaction: Redaction, meter: Meter
    ) -> ThemeMentions:
        marked = [quote for quote in interview.quotes if part.start <= quote.start and quote.end <= part.end]
        messages = extraction_messages(
            redaction.hidden(interview.text[part.start : part.end]),
            hidden_quotes(marked, redaction),
            hidden_study(self._study, redaction),
            redaction.note,
        )
        return await self._client.ask(messages, ThemeMentions, meter)

    async def aclose(self) -> None:
        """Close the client."""
        await self._client.aclose()


def _failure(group: ExceptionGroup, meter: Meter) -> ThemeError:
    """Make one error of what the parts raised: a refusal, which ends the scan, before anything else."""
    failures, others = group.split(ThemeError)
    if others or not failures:
        raise group
    first = min(failures.exceptions, key=_rank)
    kind = (ModelRefusedError, ExtractionError, NotTriedError)[_rank(first)]
    return kind(str(first), meter.usage)


def _rank(error: Exception) -> int:
    return 0 if isinstance(error, ModelRefusedError) else 2 if isinstance(error, BudgetSpentError) else 1


def _extraction(
    interview: Interview,
    parts: Sequence[Chunk],
    answers: Sequence[ThemeMentions],
    redaction: Redaction,
    codes: Mapping[str, StudyCode],
    usage: Usage,
) -> Extraction:
    """Ground each part's mentions near that part, then unite those of one theme."""
    people = _people(interview) - codes.keys()
    grounding = Grounding(interview)
    mentions: list[Mention] = []
    skipped: list[Skipped] = []
    for part, answer in zip(parts, answers, strict=True):
        proposed = (mention.proposal() for mention in answer.mentions[:MAX_MENTIONS])
        proposals = [restored_proposal(one, redaction) for one in proposed]
        themes = [one for one in proposals if slugify(one.name) not in people]
        grounded, dropped = grounding.ground(themes, near=(part.start + part.end) // 2)
        mentions += grounded
        skipped += [*dropped, *_unused(answer, len(proposals) - len(themes))]
    return Extraction(
        mentions=_united(_coded(mention, codes) for mention in mentions),
        skipped=tuple(skipped),
        near_copies=grounding.near_copies,
        usage=usage,
    )


def _people(interview: Interview) -> set[str]:
    """Return the slugs of those who speak more than twice; the "Price: …" of notes looks like a label too."""
    times = Counter(turn.speaker for turn in spoken(interview)[0] if turn.speaker)
    return {slugify(speaker) for speaker, count in times.items() if count > 2}


def _unused(answer: ThemeMentions, named_for_people: int) -> Iterator[Skipped]:
    """Tell what of an answer was not used, and of mentions named for people not the names: reports travel."""
    reason = "it is named for a speaker of the interview"
    yield from [Skipped(item="a mention", reason=reason)] * named_for_people
    if (excess := len(answer.mentions) - MAX_MENTIONS) > 0:
        reason = f"the model named more than {MAX_MENTIONS} at once"
        yield Skipped(item=f"{excess} mentions", reason=reason)
    if answer.is_cut_off:
        yield _CUT_OFF


def _coded(mention: Mention, codes: Mapping[str, StudyCode]) -> Mention:
    """Give a mention under a code's name the code's own words, however the model spelt or described it."""
    code = codes.get(slugify(mention.name))
    return mention.model_copy(update={"name": code.name, "description": code.definition}) if code else mention


def _united(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Make one of the mentions whose names have the same slug, as when two parts speak of one theme."""
    by_slug: dict[str, Mention] = {}
    for mention in mentions:
        slug = slugify(mention.name)
        by_slug[slug] = _union(by_slug[slug], mention) if slug in by_slug else mention
    return tuple(by_slug.values())


def _union(first: Mention, second: Mention) -> Mention:
    """Keep the words of the surer mention, the first of equals, and the passages of both, its own first."""
    surer, other = (second, first) if second.confidence > first.confidence else (first, second)
    passages = distinct(surer.passages + other.passages)
    against = distinct(surer.counter_passages + other.counter_passages)
    return surer.model_copy(
        update={
            "passages": passages,
            "counter_passages": tuple(one for one in against if one not in passages),
        }
    )
