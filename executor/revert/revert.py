"""Undoing what a run changed: every row returns to what it was, unless something later built on it.

Rows go from children to parents and come back from parents to children. A row stays, and is
reported, if another run changed it since, a later row depends on it, or its earlier content was
erased. A theme stays too if its quotes would not come back to it. The evidence of rows that stay is
repaired where quotes have gone back to another theme.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Connection, Row, text

from executor.erasure.evidence_repair import repaired
from executor.sql.loader import statement
from executor.tool import Write
from themes.evidence.recurrence import MinimumSupport
from themes.models import Frozen

Reason = Literal["changed", "erased", "in_use", "unsupported"]

PLAN = statement("revert/plan")
USED_THEMES = statement("revert/themes_in_use")
LATER_RUNS = statement("revert/later_runs")
UNLINKED_QUOTES = statement("revert/quotes_cited_without_link")
UNNEEDED_PARTICIPANTS = statement("interviews/remove_unneeded_participants")
RESTORE = text("select restore_rows(cast(:target as text)::regclass, :run, :ids) as id")
LINKS, ALIASES, QUOTES = "interview_themes", "theme_aliases", "interview_quotes"
STANDINGS, STUDIES = "theme_standings", "studies"
PARTICIPANTS, PARTICIPATIONS = "participants", "interview_participants"
# Nothing hangs on rows of these tables.
_DELETE = "delete from {table} t where t.org_id = (select current_org()) and t.id = any(:ids) returning t.id"
ALL_OF_THEM = text("select unnest(cast(:ids as uuid[])) as id")
REMOVE = {
    LINKS: statement("revert/delete_links"),
    ALIASES: statement("revert/delete_aliases"),
    QUOTES: statement("revert/delete_quotes"),
    STANDINGS: text(_DELETE.format(table=STANDINGS)),
    STUDIES: text(_DELETE.format(table=STUDIES)),
    PARTICIPATIONS: statement("revert/delete_participations"),
    PARTICIPANTS: statement("revert/delete_participants"),
    "themes": statement("revert/delete_themes"),
    "interviews": statement("revert/delete_interviews"),
}
RESTORABLE = {
    "interviews": statement("revert/restorable_interviews"),
    "themes": statement("revert/restorable_themes"),
    QUOTES: statement("revert/restorable_quotes"),
    ALIASES: statement("revert/restorable_aliases"),
    LINKS: statement("revert/restorable_links"),
    STANDINGS: statement("revert/restorable_decay"),
    STUDIES: ALL_OF_THEM,
    PARTICIPANTS: ALL_OF_THEM,
    PARTICIPATIONS: statement("revert/restorable_participations"),
}


class Left(Frozen):
    """A row that could not be returned to what it was."""

    table: str
    row_id: UUID
    reason: Reason


class LaterRun(Frozen):
    """A run that wrote, after the reverted run, to what the revert left."""

    id: UUID
    job: str
    actor: str


class RevertResult(Frozen):
    """What a revert did: the rows that are as they were, those it left, and those it had to mend."""

    writes: tuple[Write, ...]
    left: tuple[Left, ...]
    mended: tuple[Write, ...] = ()
    later_runs: tuple[LaterRun, ...] = ()
    """The runs to take back first, newest first, so that what was left can return."""


def revert_rows(connection: Connection, run_id: UUID, actor: str, minimum: MinimumSupport) -> RevertResult:
    """Undo a run within a transaction in which a call answers for every row (``'*'``).

    Which quotes come back is known in the end, so a theme that lacks some is found then, and left in another
    attempt.
    """
    plan = connection.execute(PLAN, {"run": run_id}).all()
    themes = [row.row_id for row in plan if row.table_name == "themes"]
    lacking_before = _lacking(_unlinked(connection, themes))
    unsupported: frozenset[UUID] = frozenset()
    while True:
        with connection.begin_nested() as attempt:
            undone = _Reversal(connection, run_id, plan, unsupported).carry_out()
            unlinked = _unlinked(connection, themes)
            restored = {write.row_id for write in undone.writes if write.table == "themes"}
            lacking = _lacking(unlinked) & restored - lacking_before
            if not lacking:
                later = _later_runs(connection, run_id, undone.left)
                mended = _mend(connection, unlinked, actor, minimum)
                return undone.model_copy(update={"mended": mended, "later_runs": later})
            attempt.rollback()
        unsupported |= lacking


def _later_runs(connection: Connection, run_id: UUID, left: Sequence[Left]) -> tuple[LaterRun, ...]:
    if not left:
        return ()
    rows = connection.execute(LATER_RUNS, {"run": run_id, "ids": [one.row_id for one in left]}).mappings()
    return tuple(LaterRun.model_validate(dict(row)) for row in rows)


def _unlinked(connection: Connection, themes: Sequence[UUID]) -> Sequence[Row[Any]]:
    """The quotes that themes cite without a link."""
    return connection.execute(UNLINKED_QUOTES, {"themes": themes}).all() if themes else []


def _lacking(unlinked: Sequence[Row[Any]]) -> frozenset[UUID]:
    return frozenset(id_ for row in unlinked for id_ in row.themes)


def _mend(
    connection: Connection, unlinked: Sequence[Row[Any]], actor: str, minimum: MinimumSupport
) -> tuple[Write, ...]:
    """Have themes that stayed count no longer what they are not linked to any more."""
    return repaired(connection, [row for row in unlinked if row.interview_id], minimum, actor)


class _Reversal:
    """One attempt. Themes that are known to be ``unsupported`` stay as they are."""

    def __init__(
        self, connection: Connection, run_id: UUID, plan: Sequence[Any], unsupported: Collection[UUID]
    ) -> None:
        self._connection = connection
        self._run_id = run_id
        self._unsupported = unsupported
        self._created: dict[str, list[UUID]] = defaultdict(list)
        """Rows that were not there before the run, by table."""
        self._altered: dict[str, dict[UUID, bool]] = defaultdict(dict)
        """Rows that were, by table, and whether they are there now."""
        self._left: dict[tuple[str, UUID], Reason] = {}
        self._writes: list[Write] = []
        for row in plan:
            self._take(row)

    def _take(self, row: Any) -> None:
        if row.state in ("changed", "erased"):
            self._left[row.table_name, row.row_id] = row.state
        elif row.table_name == "themes" and row.row_id in self._unsupported:
            self._left["themes", row.row_id] = "unsupported"
        elif row.state == "undoable" and row.existed:
            self._altered[row.table_name][row.row_id] = row.exists
        elif row.state == "undoable":
            self._created[row.table_name].append(row.row_id)

    def carry_out(self) -> RevertResult:
        """Do it, in a constant number of statements whatever the number of rows."""
        self._restore("themes")
        kept = [id_ for table, id_ in self._left if table == "themes"]
        kept += [*self._altered["themes"], *self._used_themes()]
        going = [id_ for id_ in self._created["themes"] if id_ not in kept]
        self._remove(LINKS, kept=kept, going=going)
        self._remove(ALIASES, kept=kept, going=going)
        self._remove(QUOTES)
        self._remove(STANDINGS)
        self._remove(STUDIES)
        unchanged = [id_ for table, id_ in self._left if table == "interviews"]
        self._remove(PARTICIPATIONS, kept=unchanged, created=self._created["interviews"])
        self._restore("interviews", quotes=list(self._altered[QUOTES]))
        # Quotes that moved make room for one another.
        while self._restore(QUOTES):
            pass
        self._restore(ALIASES, going=going)
        self._restore(LINKS)
        self._restore(STANDINGS)
        self._restore(STUDIES)
        self._restore(PARTICIPANTS)
        self._restore(PARTICIPATIONS, kept=unchanged)
        self._remove(PARTICIPANTS)
        self._remove("themes")
        self._remove("interviews")
        self._remove_unneeded_participants()
        return RevertResult(writes=tuple(self._writes), left=self._all_left())

    def _remove_unneeded_participants(self) -> None:
        """Leave nobody's name behind whom no interview has any more."""
        gone = self._connection.execute(UNNEEDED_PARTICIPANTS, {"ids": None}).scalars()
        self._writes += (Write(table=PARTICIPANTS, row_id=id_, operation="delete") for id_ in gone)

    def _used_themes(self) -> list[UUID]:
        """Themes the run created on which rows hang that will not go, nor return to where they were."""
        created, altered = self._created, self._altered
        parameters = {
            "themes": created["themes"],
            "links": [*created[LINKS], *altered[LINKS]],
            "aliases": [*created[ALIASES], *altered[ALIASES]],
        }
        used = self._connection.execute(USED_THEMES, parameters) if created["themes"] else None
        return list(used.scalars()) if used else []

    def _remove(self, table: str, **kept: Sequence[UUID]) -> None:
        if self._created[table]:
            parameters = {"run": self._run_id, "ids": self._created[table], **kept}
            removed = self._connection.execute(REMOVE[table], parameters)
            for id_ in removed.scalars():
                self._created[table].remove(id_)
                self._writes.append(Write(table=table, row_id=id_, operation="delete"))

    def _restore(self, table: str, **needed: Sequence[UUID]) -> int:
        """Put back what can be; return how many rows that were."""
        altered = self._altered[table]
        if not altered:
            return 0
        parameters = {"run": self._run_id, "ids": list(altered), **needed}
        possible = list(self._connection.execute(RESTORABLE[table], parameters).scalars())
        parameters = {"target": table, "run": self._run_id, "ids": possible}
        restored = list(self._connection.execute(RESTORE, parameters).scalars()) if possible else []
        for id_ in restored:
            operation: Literal["update", "insert"] = "update" if altered.pop(id_) else "insert"
            self._writes.append(Write(table=table, row_id=id_, operation=operation))
        return len(restored)

    def _all_left(self) -> tuple[Left, ...]:
        rows = {table: list(ids) for table, ids in self._created.items()}
        for table, altered in self._altered.items():
            rows[table] = rows.get(table, []) + list(altered)
        in_use: dict[tuple[str, UUID], Reason] = {
            (table, id_): "in_use" for table, ids in rows.items() for id_ in ids
        }
        left = {**self._left, **in_use}
        return tuple(Left(table=table, row_id=id_, reason=left[table, id_]) for table, id_ in sorted(left))
