"""What long interviews cost in tokens, and what storing themes costs in statements."""

from collections.abc import Iterator
from uuid import uuid4

from tools.bench.interviews import store, transcript
from tools.bench.peer import KuraMissingError
from tools.bench.stage import Stage
from tools.bench.table import Row, at_most, counted
from tools.testbed.sent_statements import statements
from tools.testbed.study_state import Study

INTERVIEWS = 10
LONG_WORDS = 12_000


def measure_tokens(stage: Stage) -> Iterator[Row]:
    """Compare the tokens sent for long interviews with the tokens they have, four characters each."""
    org_id = uuid4()
    store(stage.executor, org_id, range(INTERVIEWS), LONG_WORDS)
    texts = {str(number): transcript(number, LONG_WORDS) for number in range(INTERVIEWS)}
    corpus = sum(len(text) // 4 for text in texts.values())
    stage.model.reset()
    stage.scan(org_id, INTERVIEWS)
    what = "prompt tokens for long interviews, their own as reference"
    sent = _sent(stage)
    yield Row(what, str(sent), str(corpus), sent / corpus, at_most(1.15))
    stage.model.reset()
    try:
        stage.kura(texts, stage.folder / "kura-tokens")
    except KuraMissingError:
        return
    yield Row("the same by Kura", str(_sent(stage)), str(corpus), _sent(stage) / corpus)


def _sent(stage: Stage) -> int:
    return sum(len(request.prompt) // 4 for request in stage.model.requests)


def measure_statements(stage: Stage) -> Iterator[Row]:
    """Count what the write step sends to the database, for little and for much."""
    few, many = _statements(stage, themes=1, links=1), _statements(stage, themes=20, links=400)
    what = "statements of the write step, 20 themes and 400 links"
    yield counted(what, many, at_most(20), f"{few} for 1 theme and 1 link")


def _statements(stage: Stage, themes: int, links: int) -> int:
    study = Study(stage.executor, uuid4())
    study.add(*(f"i{number}" for number in range(20)))
    cited = {f"i{number}": [number % 5] for number in range(links // themes)}
    found = [study.theme(f"Theme {number}", cited, aliases=[f"Name {number}"]) for number in range(themes)]
    with statements(stage.database) as sent:
        _, written = study.scan(*found)
    if written.links_created != links:
        raise RuntimeError(f"{written.links_created} links were written instead of {links}.")
    return len(sent)
