"""The measure rewards evidence in the right place, and nothing else."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from tests.evaluation.corpus import Evidence
from tests.evaluation.matching import Grid
from themes.models import Interview

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
