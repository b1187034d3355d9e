"""The SQL files and the small pieces of SQL that several tools share."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, TextClause, text

from themes.models import Frozen

SQL = Path(__file__).parent
_OTHER = re.compile(r"\(@([\w/]+)\)")
ATTRIBUTE_WRITES_TO = text("select set_config('app.tool_calls', :calls, true)")
# In one order for all who lock several, so that no two wait for one another.
HOLD_INTERVIEWS = text(
    "select id from interviews where org_id = (select current_org()) and id = any(:ids) order by id for share"
)


def attribute_writes_to(
    connection: Connection, rows: Mapping[UUID, UUID] | Mapping[UUID | str, UUID]
) -> None:
    """Name, for the capture triggers, the call that answers for each row about to be written."""
    calls = json.dumps({str(row): str(call) for row, call in rows.items()})
    connection.execute(ATTRIBUTE_WRITES_TO, {"calls": calls})


def attribute_all_writes_to(connection: Connection, call: UUID) -> None:
    """Name one call that answers for whatever rows are written until the next call is named."""
    connection.execute(ATTRIBUTE_WRITES_TO, {"calls": json.dumps({"*": str(call)})})


def hold_interviews(connection: Connection, interviews: Iterable[UUID]) -> None:
    """Keep transcripts as they are until the transaction ends: whoever would change one waits."""
    connection.execute(HOLD_INTERVIEWS, {"ids": list(interviews)})


def as_json(items: Sequence[Frozen | Mapping[str, Any]]) -> str:
    """Items as a JSON array, for ``jsonb_to_recordset``: one parameter, however many items."""
    return json.dumps(
        [item.model_dump(mode="json") if isinstance(item, Frozen) else item for item in items], default=str
    )


def statement(name: str) -> TextClause:
    """The statement in ``sql/<name>.sql``."""
    return text(_words(name))


def question(asked: str, *, about: str) -> TextClause:
    """A statement about the rows of ``sql/<about>.sql``, which it calls ``listed``."""
    return text(f"with listed as (\n{_words(about)}\n)\n{asked}")


def _words(name: str) -> str:
    """The text of a file, in which ``(@folder/other)`` stands for the statement of another file."""
    words = (SQL / f"{name}.sql").read_text(encoding="utf-8")
    return _OTHER.sub(lambda found: f"(\n{_words(found[1])})", words)
