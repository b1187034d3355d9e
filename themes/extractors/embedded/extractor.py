"""The embedded extractor: finds theme mentions on this machine alone, when no model endpoint is set.

Windows of one to three sentences are matched by meaning against a built-in codebook of generic themes.
Topics under which people marked quotes, and phrases that an interview keeps coming back to, add what no
codebook can know. Passages are spans of the transcript, so that every one is verbatim.
"""

import asyncio
import os
from collections.abc import Sequence
from threading import Lock

from themes.codebooks.builtin import Code, codebook
from themes.codebooks.builtin import fingerprint as codebook_fingerprint
from themes.codebooks.study import Study, StudyCode
from themes.embeddings.precomputed import PrecomputedEmbedder
from themes.extractors.embedded.codebook_scores import Affinity, Scores
from themes.extractors.embedded.highlights import marked_topics
from themes.extractors.embedded.passages import Ranked, confidence_of, mention, without_overlap
from themes.extractors.embedded.repeated_phrases import repeated_phrases
from themes.extractors.embedded.window_vectors import meanings_of_asked, meanings_of_said
from themes.extractors.embedded.windows import Window, windows
from themes.models import Embedder, Extraction, Interview, Mention

VERSION = 5
"""Raised whenever a change to the code gives the same interview another extraction."""
LEAST_SCORE = 0.25
"""Windows below this are no evidence for a code."""
LEAST_CONFIDENCE = 0.4
"""Themes that an interview speaks of less surely are not mentioned."""
CODES_PER_WINDOW = 3
SECONDARY = 0.8
"""What a score counts for a code that a window is close to, but not closest."""
MOST_CODES = 25
"""Codes per interview; the best founded are kept."""
_MATCHED = "close in meaning to how people put this"


class LocalExtractor:
    """An Extractor that needs no network. The codebook is embedded once, at the first interview.

    The organisation's own codes come first: what speaks for one of them is not counted for a generic
    code. The context of its study tells this extractor nothing, but it is part of the fingerprint.
    """

    def __init__(self, embedder: Embedder, study: Study = Study()) -> None:  # noqa: B008 (it is frozen)
        self._embedder = embedder
        self._study = study
        self._codes = (*map(_code, study.codes), *codebook())
        self._lock = Lock()
        # One after the other on each core: all at once, none would be done before the last.
        self._slots = asyncio.Semaphore(os.cpu_count() or 1)
        self._affinity: Affinity | None = None

    @property
    def fingerprint(self) -> str:
        """The version of the method, the codebook, the embedding model and the study."""
        return (
            f"local-{VERSION}-{codebook_fingerprint()}-{self._embedder.fingerprint}-{self._study.fingerprint}"
        )

    def estimated_tokens(self, characters: int) -> int:  # noqa: ARG002 (the protocol's)
        """Return 0: nothing is paid for."""
        return 0

    async def extract(self, interview: Interview) -> Extraction:
        """Return the interview's mentions, surest first; the work is done away from the event loop.

        Raises ModelFilesError when the embedding model's files are missing or altered.
        """
        async with self._slots:
            return await asyncio.to_thread(self._extraction, interview)

    async def aclose(self) -> None:
        """Do nothing: there is no connection to release."""

    def _extraction(self, interview: Interview) -> Extraction:
        heard = windows(interview.text)
        found = [*marked_topics(interview)]
        if heard:
            said = meanings_of_said(interview.text, heard, self._embedder)
            asked = meanings_of_asked(heard, self._embedder)
            found += self._of_codes(interview.text, heard, self._known().scores(said, asked))
            found += repeated_phrases(interview.text, heard, said)
        return Extraction(mentions=tuple(sorted(found, key=lambda m: (-m.confidence, m.name))))

    def _of_codes(self, text: str, heard: Sequence[Window], scores: Scores) -> list[Mention]:
        """Mention the codes that windows speak for, each window for the few codes that it is closest to."""
        ranked: dict[int, list[Ranked]] = {}
        for window, row in zip(heard, scores, strict=True):
            for column, score in self._spoken_for(row).items():
                ranked.setdefault(column, []).append(Ranked(window=window, score=score))
        evidence = {column: without_overlap(found) for column, found in ranked.items()}
        sure = {column: confidence_of(found) for column, found in evidence.items()}
        best = sorted((c for c in sure if sure[c] >= LEAST_CONFIDENCE), key=lambda c: (-sure[c], c))
        return [
            mention(text, self._codes[c].name, self._codes[c].gloss, sure[c], evidence[c], _MATCHED)
            for c in best[:MOST_CODES]
        ]

    def _spoken_for(self, row: Scores) -> dict[int, float]:
        """Score the few codes, by column, that a window is closest to: the organisation's, if any of them.

        A window closest to what is no theme speaks for none of the generic codes.
        """
        own = len(self._study.codes)
        for columns in (range(own), range(own, len(row))):
            closest = sorted(columns, key=lambda column: (-row[column], column))[:CODES_PER_WINDOW]
            if closest and not self._codes[closest[0]].is_theme:
                return {}
            found = [c for c in closest if row[c] >= LEAST_SCORE and self._codes[c].is_theme]
            if found:
                return {c: round(float(row[c]) * (1 if c == closest[0] else SECONDARY), 4) for c in found}
        return {}

    def _known(self) -> Affinity:
        with self._lock:
            if self._affinity is None:
                self._affinity = Affinity.of(self._codes, PrecomputedEmbedder(self._embedder))
            return self._affinity


def _code(code: StudyCode) -> Code:
    """Return an organisation's code in the form of the built-in ones, which need two examples at least."""
    says = code.examples if len(code.examples) > 1 else (code.definition, *code.examples, code.name)
    return Code(name=code.name, gloss=code.definition, side="unknown", says=says)
