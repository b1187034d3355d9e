"""A theme left below the minimum support is retired, whatever left it so."""

from collections.abc import Callable
from uuid import UUID

import psycopg
import pytest

from executor.reads import stored_themes
from executor.tools import pin_theme, split_theme
from executor.unit_of_work import Executor
from tasks.curate import decide, person
from tools.testbed.study_state import Study, rows, succeeded

Loss = Callable[[Study], object]


def split(study: Study) -> object:
    """Part off what one of the interviews says."""
    with study.executor.database.org_transaction(study.org_id) as connection:
        theme = stored_themes.theme_called(connection, "price")
    part = {"theme_id": theme, "name": "Fees", "interviews": ["Talk with bob"]}
    return succeeded(study.call(study.context("curate"), split_theme, [part])[0])


LOSSES: dict[str, Loss] = {
    "an erasure": lambda study: study.erase("bob"),
    "a re-import": lambda study: study.import_texts({"bob": "Bob: No."}),
    "a dropped quote": lambda study: study.import_texts(
        {"bob": study.transcripts["bob"].replace("sentence 0", "sentence zero")}
    ),
    "a split": split,
}


@pytest.fixture
def study(executor: Executor, org_id: UUID) -> Study:
    made = Study(executor, org_id)
    made.add("ann", "bob", "cyd")
    return made


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize(
    ("interviews", "pinned", "status"),
    [
        (("ann", "bob"), False, "retired"),
        (("ann", "bob"), True, "active"),
        (("ann", "bob", "cyd"), False, "active"),
    ],
)
def test_the_reason_of_the_loss_makes_no_difference(
    study: Study,
    owner: psycopg.Connection,
    loss: str,
    interviews: tuple[str, ...],
    pinned: bool,
    status: str,
) -> None:
    study.scan(study.theme("Price", {key: [0] for key in interviews}))
    if pinned:
        decide(study.executor, person(study.org_id, "Ada"), pin_theme, ["price"])
    LOSSES[loss](study)
    assert owner.execute("select status from themes where slug = 'price'").fetchall() == [(status,)]


@pytest.mark.parametrize("loss", ["a re-import", "a split"])
def test_the_loss_taken_back_the_theme_stands_as_before(
    study: Study, owner: psycopg.Connection, loss: str
) -> None:
    study.scan(study.theme("Price", {"ann": [0], "bob": [0]}))
    before = rows(owner)
    LOSSES[loss](study)
    (run,) = owner.execute("select run_id from tool_calls order by seq desc limit 1").fetchone() or ()
    assert study.revert(run)[1].left == ()
    assert rows(owner) == before
