"""The measure rewards evidence in the right place, and nothing else."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from themes.models import Interview, MergedTheme, MergePlan, Passage, Support
from tools.eval.corpus import Corpus, Evidence
from tools.eval.leading import FIRST, leading
from tools.eval.matching import Grid

_TEXT = " ".join(f"This is sentence number {index} of the talk." for index in range(10, 99))
_STEP = len("This is sentence number 10 of the talk. ")


def _sentences(*numbers: int) -> list[tuple[int, int]]:
    return [(n * _STEP, n * _STEP + _STEP - 1) for n in numbers]


@pytest.fixture(scope="module")
def grid() -> Grid:
    one = Interview(id=uuid4(), title="", text=_TEXT, created_at=datetime(2024, 1, 1, tzinfo=UTC))
    return Grid([one] * 4)


CODE: dict[str, Evidence] = {"code": {i: _sentences(3, 4, 20, 50) for i in range(4)}}


def test_a_theme_with_a_codes_passages_matches_it(grid: Grid) -> None:
    scores = grid.scores({"theme": {i: _sentences(4, 20, 60) for i in range(4)}}, CODE)
    assert (scores.precision, scores.recall, scores.f1) == (1, 1, 1)


def test_citing_everything_matches_nothing(grid: Grid) -> None:
    assert grid.scores({"theme": {i: [(0, len(_TEXT))] for i in range(4)}}, CODE).recall == 0


def test_one_interview_is_not_enough(grid: Grid) -> None:
    assert grid.scores({"theme": {0: _sentences(3, 4, 20, 50)}}, CODE).recall == 0


def test_passages_elsewhere_match_nothing(grid: Grid) -> None:
    assert grid.scores({"theme": {i: _sentences(5, 21, 51) for i in range(4)}}, CODE).recall == 0


def test_no_themes_score_nothing(grid: Grid) -> None:
    assert grid.scores({}, CODE).f1 == 0


def test_first_quotes_count_where_their_theme_matches_and_only_if_they_lie_in_the_code() -> None:
    """Each of four interviews cites sentence 60, which is beside the point, before what the code marks."""
    begun = datetime(2024, 1, 1, tzinfo=UTC)
    talks = tuple(Interview(id=uuid4(), title="", text=_TEXT, created_at=begun) for _ in range(4))

    def plan(*numbers: int) -> MergePlan:
        passages = tuple(Passage(text=_TEXT[a:b], start=a, end=b) for a, b in _sentences(*numbers))
        supports = tuple(
            Support(interview_id=one.id, created_at=begun, confidence=0.5, rationale="", passages=passages)
            for one in talks
        )
        theme = MergedTheme(
            theme_id=None, slug="a", name="A", description="", confidence=0.5, supports=supports
        )
        return MergePlan(themes=(theme,))

    corpus, grid = Corpus("talks", talks, CODE), Grid(talks)
    assert leading(plan(4, 20, 60), grid, corpus, 20) == (FIRST, FIRST)
    assert leading(plan(60, 4, 20), grid, corpus, 20) == (0, FIRST)
    assert leading(plan(5, 21, 51), grid, corpus, 20) == (0, 0), "this theme matches no code"
