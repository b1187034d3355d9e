"""The embedded extractor: finds theme mentions on this machine alone, when no model endpoint is set.

The extractor reads words: phrases that people come back to, named as they say them, and a few built-in
codes where somebody says them outright. Topics under which people marked quotes, and the codes of the
organisation's study, come first. An interview yields candidates; ``recurrence`` decides over all interviews
which of them are themes. Passages are spans of the transcript, so that every one is verbatim.
"""

import asyncio
import os
from collections.abc import Iterable
from itertools import accumulate

from themes.codebooks.study import Study
from themes.extractors.embedded.highlights import marked_topics
from themes.extractors.embedded.language_detection import language_of, unread
from themes.extractors.embedded.lexicon import LANGUAGES, lexicon
from themes.extractors.embedded.lexicon import fingerprint as lexicon_fingerprint
from themes.extractors.embedded.outright import said_outright
from themes.extractors.embedded.statements import sentences_said, statement
from themes.extractors.embedded.study_codes import StudyCodes
from themes.extractors.embedded.topics import topics
from themes.models import Embedder, Extraction, Interview, Mention

MOST_CHARACTERS = 60_000
"""Code points of an interview's worded mentions; an hour of talk has some 60,000."""
_OVERHEAD = 400
"""What a mention takes beside its passages, in code points."""
VERSION = 8
"""Raised whenever a change to the code gives the same interview another extraction."""


class LocalExtractor:
    """An Extractor that needs no network.

    The context of the organisation's study tells this extractor nothing, but it is part of the fingerprint.
    """

    def __init__(self, embedder: Embedder, study: Study = Study()) -> None:  # noqa: B008 (it is frozen)
        self._embedder = embedder
        self._study = study
        self._codes = StudyCodes(study, embedder)
        # One after the other on each core: all at once, none would be done before the last.
        self._slots = asyncio.Semaphore(os.cpu_count() or 1)

    @property
    def fingerprint(self) -> str:
        """The version of the method, the lexicons, the embedding model and the study."""
        parts = (VERSION, lexicon_fingerprint(), self._embedder.fingerprint, self._study.fingerprint)
        return "-".join(("local", *map(str, parts)))

    def estimated_tokens(self, characters: int) -> int:  # noqa: ARG002 (the protocol's)
        """Return 0: nothing is paid for."""
        return 0

    async def extract(self, interview: Interview) -> Extraction:
        """Return the interview's mentions, surest first; the work is done away from the event loop.

        An interview in a language without a lexicon is reported, beside what people marked in it. Raises
        ModelFilesError when the study has codes and the embedding model's files are missing or altered.
        """
        async with self._slots:
            return await asyncio.to_thread(self._extraction, interview)

    async def aclose(self) -> None:
        """Do nothing: there is no connection to release."""

    def _extraction(self, interview: Interview) -> Extraction:
        found = [*marked_topics(interview)]
        language = language_of(interview.text)
        if language not in LANGUAGES:
            return Extraction(mentions=_ranked(found), skipped=(unread(language),))
        found += self._codes.mentions(interview)
        found += worded(interview, language)
        return Extraction(mentions=_ranked(found))


def worded(interview: Interview, language: str) -> list[Mention]:
    """Return what an interview says in its own words: topics and built-in codes.

    The strongest mentions are returned, of MOST_CHARACTERS together, because they are cached.
    """
    known = lexicon(language)
    text, said = interview.text, sentences_said(interview, known)
    stated = [statement(text, said, number, known) for number in range(len(said))]
    found = _ranked([*topics(text, said, stated, known), *said_outright(text, said, stated, known)])
    sizes = accumulate(_size(mention) for mention in found)
    return [mention for mention, size in zip(found, sizes, strict=True) if size <= MOST_CHARACTERS]


def _size(mention: Mention) -> int:
    return _OVERHEAD + sum(len(passage.text) for passage in mention.passages)


def _ranked(found: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(found, key=lambda mention: (-mention.confidence, mention.name)))
