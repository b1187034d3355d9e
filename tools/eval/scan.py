"""A scan without a database: extract every interview, merge, keep the strongest themes."""

import asyncio
import time
from collections.abc import Sequence
from typing import NamedTuple
from uuid import uuid5

from themes.evidence.recurrence import MinimumSupport
from themes.exceptions import ExtractionError
from themes.extractors.embedded.recurrence import recurring, slugs_of
from themes.models import (
    CatalogueTheme,
    Consolidator,
    Embedder,
    Extraction,
    Extractor,
    Interview,
    InterviewMentions,
    MergedTheme,
    MergePlan,
)
from themes.resolution.codes import with_names
from themes.resolution.merge import merge
from tools.eval.corpus import Evidence

MIN_INTERVIEWS = 2


class Caching:
    """An extractor that reads an interview once, as with a cache, and goes on after a failure."""

    def __init__(self, inner: Extractor) -> None:
        self._inner = inner
        self._read: dict[str, Extraction] = {}
        self.failures: list[str] = []
        """Why interviews could not be read, one sentence for each."""
        self.fingerprint = inner.fingerprint
        self.estimated_tokens = inner.estimated_tokens
        self.aclose = inner.aclose

    async def extract(self, interview: Interview) -> Extraction:
        key = interview.model_dump_json()
        if key not in self._read:
            self._read[key] = await self._extracted(interview)
        return self._read[key]

    async def _extracted(self, interview: Interview) -> Extraction:
        try:
            return await self._inner.extract(interview)
        except ExtractionError as error:
            self.failures.append(str(error))
            return Extraction(usage=error.usage)


class Found(NamedTuple):
    """What a scan of a corpus found."""

    extractions: tuple[Extraction, ...]
    plan: MergePlan
    seconds: float


async def scan(
    interviews: Sequence[Interview],
    extractor: Extractor,
    embedder: Embedder,
    consolidator: Consolidator | None = None,
    catalogue: Sequence[CatalogueTheme] = (),
) -> Found:
    """Extract the interviews and merge what was found."""
    began = time.perf_counter()
    extractions = await asyncio.gather(*map(extractor.extract, interviews))
    heard = [
        InterviewMentions(interview_id=i.id, created_at=i.created_at, mentions=e.mentions)
        for i, e in zip(interviews, extractions, strict=True)
    ]
    recurrent = recurring(heard, slugs_of(catalogue, ()), MIN_INTERVIEWS)
    plan = await merge(
        recurrent.interviews,
        catalogue,
        embedder=embedder,
        consolidator=consolidator,
        minimum=MinimumSupport(interviews=MIN_INTERVIEWS),
    )
    return Found(tuple(extractions), plan, time.perf_counter() - began)


def evidence(themes: Sequence[MergedTheme], interviews: Sequence[Interview]) -> dict[str, Evidence]:
    """Return the passages of each theme, by its name, in the form that a corpus has."""
    index = {interview.id: i for i, interview in enumerate(interviews)}
    return {
        theme.name: {
            index[support.interview_id]: [(p.start, p.end) for p in support.passages]
            for support in theme.supports
        }
        for theme in themes
    }


def catalogue(plan: MergePlan, interviews: Sequence[Interview]) -> tuple[CatalogueTheme, ...]:
    """Return the themes of a plan as an organisation would have them after the scan."""
    stored = [
        CatalogueTheme(
            id=theme.theme_id or uuid5(interviews[0].id, theme.slug),
            slug=theme.slug,
            name=theme.name,
            description=theme.description,
            interview_ids=frozenset(support.interview_id for support in theme.supports),
        )
        for theme in plan.themes
    ]
    return tuple(
        with_names(theme, planned.new_aliases) for theme, planned in zip(stored, plan.themes, strict=True)
    )


def invalid_quotes(found: Found, interviews: Sequence[Interview]) -> tuple[int, int]:
    """Count the passages that are not verbatim at their offsets, and all passages."""
    checks = [
        interview.text[passage.start : passage.end] == passage.text
        for interview, extraction in zip(interviews, found.extractions, strict=True)
        for mention in extraction.mentions
        for passage in mention.passages
    ]
    return checks.count(False), len(checks)
