"""Are the first quotes of a theme its best evidence? They are what readers see."""

from uuid import UUID

from themes.evidence.selection import EvidencedTheme, select_evidence
from themes.models import MergePlan
from tools.eval.corpus import Corpus
from tools.eval.matching import Grid
from tools.eval.scan import evidence

FIRST = 3
"""Quotes that a reader is shown of each theme."""
_MOST_LINKS = 20


def leading(plan: MergePlan, grid: Grid, corpus: Corpus, count: int) -> tuple[int, int]:
    """Count the first quotes of themes that match some code: those in passages of such a code, and all."""
    index = {interview.id: number for number, interview in enumerate(corpus.interviews)}
    codes = [grid.marks(passages) for passages in corpus.codes.values()]
    good = shown = 0
    for chosen in select_evidence(plan, count, _MOST_LINKS)[0]:
        (cited,) = evidence([chosen.theme], corpus.interviews).values()
        matches = grid.matches([grid.marks(cited)], codes)[0]
        matching = [code for code, is_match in zip(codes, matches, strict=True) if is_match]
        for number, start, end in _first(chosen, index) if matching else ():
            covered = grid.marks({number: [(start, end)]})[number]
            good += any((covered & code[number]).any() for code in matching)
            shown += 1
    return good, shown


def _first(chosen: EvidencedTheme, index: dict[UUID, int]) -> list[tuple[int, int, int]]:
    return [
        (index[citation.interview_id], citation.passage.start, citation.passage.end)
        for citation in chosen.citations[:FIRST]
    ]
