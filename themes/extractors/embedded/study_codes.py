"""Mentions of the organisation's own codes, whose evidence is likeness of meaning to their definitions.

An embedding network compares windows of one to three sentences with the codes; the built-in codebook is the
background against which likeness counts. Only organisations with a codebook of their own pay for this.
"""

from collections.abc import Sequence
from threading import Lock

from themes.codebooks.builtin import Code, codebook
from themes.codebooks.study import Study, StudyCode
from themes.embeddings.precomputed import PrecomputedEmbedder
from themes.extractors.embedded.codebook_scores import Affinity, Scores
from themes.extractors.embedded.passages import Ranked, confidence_of, mention, without_overlap
from themes.extractors.embedded.window_vectors import meanings_of_asked, meanings_of_said
from themes.extractors.embedded.windows import windows
from themes.models import Embedder, Interview, Mention

LEAST_SCORE = 0.25
"""Windows below this are no evidence for a code."""
LEAST_CONFIDENCE = 0.4
"""Codes that an interview speaks of less surely are not mentioned."""
CODES_PER_WINDOW = 3
SECONDARY = 0.8
"""What a score counts for a code that a window is close to, but not closest."""
_MATCHED = "close in meaning to how people put this"


class StudyCodes:
    """The codes of a study, embedded once, at the first interview."""

    def __init__(self, study: Study, embedder: Embedder) -> None:
        self._own = len(study.codes)
        self._codes = (*map(_code, study.codes), *codebook())
        self._embedder = embedder
        self._lock = Lock()
        self._affinity: Affinity | None = None

    def mentions(self, interview: Interview) -> list[Mention]:
        """Return the mentions of the study's codes in a transcript, surest first; none without codes.

        Raises ModelFilesError when the embedding model's files are missing or altered.
        """
        text = interview.text
        heard = windows(interview) if self._own else []
        if not heard:
            return []
        said = meanings_of_said(text, heard, self._embedder)
        scores = self._known().scores(said, meanings_of_asked(heard, self._embedder))
        ranked: dict[int, list[Ranked]] = {}
        for window, row in zip(heard, scores, strict=True):
            for column, score in self._spoken_for(row).items():
                ranked.setdefault(column, []).append(Ranked(window=window, score=score))
        return self._of(text, ranked)

    def _of(self, text: str, ranked: dict[int, list[Ranked]]) -> list[Mention]:
        evidence = {column: without_overlap(found) for column, found in ranked.items()}
        sure = {column: confidence_of(found) for column, found in evidence.items()}
        best = sorted((c for c in sure if sure[c] >= LEAST_CONFIDENCE), key=lambda c: (-sure[c], c))
        return [
            mention(text, self._codes[c].name, self._codes[c].gloss, sure[c], evidence[c], _MATCHED)
            for c in best
        ]

    def _spoken_for(self, row: Scores) -> dict[int, float]:
        """Score the few codes of the study, by column, that a window is closest to."""
        closest: Sequence[int] = sorted(range(self._own), key=lambda column: (-row[column], column))
        found = [column for column in closest[:CODES_PER_WINDOW] if row[column] >= LEAST_SCORE]
        return {c: round(float(row[c]) * (1 if c == closest[0] else SECONDARY), 4) for c in found}

    def _known(self) -> Affinity:
        with self._lock:
            if self._affinity is None:
                self._affinity = Affinity.of(self._codes, PrecomputedEmbedder(self._embedder))
            return self._affinity


def _code(code: StudyCode) -> Code:
    """Return an organisation's code in the form of the built-in ones, which need two examples at least."""
    says = code.examples if len(code.examples) > 1 else (code.definition, *code.examples, code.name)
    return Code(name=code.name, gloss=code.definition, side="unknown", says=says)
