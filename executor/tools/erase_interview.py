"""The tool that erases an interview and every trace of its text."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, text

from executor.erasure.erasure import (
    ThemeText,
    mended,
    redacted,
    retired_below,
    theme_texts,
    traces,
    write_themes,
)
from executor.erasure.study import StudyTrace, remove_from_study, stored_study, study_texts, study_traces
from executor.erasure.tombstones import bury
from executor.sql.loader import as_json, attribute_all_writes_to, statement
from executor.tool import Batch, Outcome, Success, Write, tool
from executor.tools.participation import REMOVE_UNNEEDED
from executor.tools.refusals import INTERVIEW_NOT_FOUND
from themes.evidence.recurrence import people
from themes.models import Frozen


class EraseInterview(Frozen):
    """Erase an interview. A theme that too few interviews or people then support is retired.

    The context says how many a theme needs. A theme that a person pinned needs one.
    """

    interview_id: UUID
    study: bool = False
    """Whether texts of the study that hold words of the interview go too."""


class ErasedInterview(Frozen):
    """How much of an interview was removed, and what became of the themes that it supported."""

    quotes: int
    links: int
    participants: int
    """People whom no other interview has."""
    cached_extractions: int
    aliases: int
    """Other names of themes."""
    texts: int
    """Names, descriptions and rationales that only this interview accounted for."""
    audit_payloads: int
    """Earlier versions of rows, in the audit."""
    themes_updated: int
    themes_retired: int
    study: tuple[StudyTrace, ...] = ()
    """Places of the study that hold, or held, words which only this interview says."""
    study_cleared: bool = False
    """Whether those places were emptied."""


THEMES_CONCERNED = statement("erasure/themes_concerned")
SLUGS = text("select slug from themes where org_id = (select current_org())")
ERASABLE_TEXTS = statement("erasure/texts_of_interview")
ERASE = statement("erasure/erase_interview")
DROP_ALIASES = text(
    "delete from theme_aliases a"
    " using unnest(cast(:themes as uuid[]), cast(:slugs as text[])) d(theme_id, slug)"
    " where a.org_id = (select current_org()) and a.theme_id = d.theme_id and a.slug = d.slug returning a.id"
)
FORGET_NAMES = text(
    "update interview_themes l set heard_as = array("
    "  select slug from unnest(l.heard_as) slug where slug <> all(cast(:texts as text[])))"
    " where l.org_id = (select current_org()) and l.heard_as && cast(:texts as text[]) returning l.id"
)
FORGET_DESCRIPTIONS = text(
    "update theme_aliases a set description = ''"
    " where a.org_id = (select current_org()) and a.description = any(cast(:texts as text[])) returning a.id"
)
_ERASED_TABLES = (
    *("interviews", "interview_quotes", "interview_themes"),
    *("interview_participants", "participants"),
)
REPORTS = statement("erasure/reports_containing")
REDACT_REPORTS = text(
    "update job_runs r set report = f.report"
    " from jsonb_to_recordset(cast(:rows as jsonb)) as f(id uuid, report jsonb)"
    " where r.org_id = (select current_org()) and r.id = f.id"
)
ERASE_PAYLOADS = text("select erase_payloads(:call, :interview, cast(:texts as text[]))")


@tool(
    "interviews.erase_interview",
    version=4,
    arguments=EraseInterview,
    writes=True,
    identity=lambda arguments: arguments.interview_id,
)
def erase_interview(batch: Batch[EraseInterview]) -> Sequence[Outcome[ErasedInterview]]:
    """Erase interviews: quotes, links, cached extractions, traces in themes and reports, the audit's copies.

    A participant of theirs goes with them, unless another interview has the same participant.

    An interview that is gone already, but of which the audit keeps something, is erased there.
    """
    return [_Erasure(batch, call.id, call.arguments).outcome() for call in batch.calls]


class _Erasure:
    """One call. ``writes`` grows with each step."""

    def __init__(self, batch: Batch[EraseInterview], call_id: UUID, arguments: EraseInterview) -> None:
        self._connection: Connection = batch.connection
        self._actor = batch.context.actor
        self._call_id = call_id
        self._interview = arguments.interview_id
        self._with_study = arguments.study
        self._minimum = batch.context.minimum
        self._writes: list[Write] = []

    def outcome(self) -> Outcome[ErasedInterview]:
        kept = self._rows(ERASABLE_TEXTS, interview=str(self._interview))
        said = [row["text"] for row in kept]
        if not said:
            return INTERVIEW_NOT_FOUND
        attribute_all_writes_to(self._connection, self._call_id)
        transcripts = [row["text"] for row in kept if row["is_transcript"]]
        own, of_study = traces(self._connection, self._interview, said, study_texts(self._connection))
        concerned = {"interview": str(self._interview), "texts": sorted(own)}
        themes = list(self._connection.execute(THEMES_CONCERNED, concerned).scalars())
        before = theme_texts(self._connection, themes)
        gone = self._remove()
        created = bury(self._connection, self._interview, transcripts, self._actor)
        self._note("erased_interviews", "insert" if created else "update", [self._interview])
        mended_themes = self._mend(before, frozenset(gone["interview_quotes"]), own)
        self._forget_names(own)
        self._redact_reports(own)
        study = self._clear_study(of_study)
        erased = own | of_study if self._with_study else own
        parameters = {"call": self._call_id, "interview": self._interview, "texts": sorted(erased)}
        payloads = self._connection.scalar(ERASE_PAYLOADS, parameters)
        return Success(
            data=ErasedInterview(
                quotes=len(gone["interview_quotes"]),
                links=len(gone["interview_themes"]),
                participants=len(gone["participants"]),
                cached_extractions=self._cached,
                texts=len(own),
                audit_payloads=payloads or 0,
                study=study,
                study_cleared=self._with_study and bool(study),
                **mended_themes,
            ),
            explanation="The interview is erased.",
            writes=tuple(self._writes),
        )

    def _rows(self, query: Any, **parameters: Any) -> list[Any]:
        return list(self._connection.execute(query, parameters).mappings())

    def _remove(self) -> dict[str, list[UUID]]:
        gone: dict[str, list[UUID]] = {table: [] for table in _ERASED_TABLES}
        self._cached = 0
        for row in self._rows(ERASE, interview=self._interview):
            gone[row["table_name"]].append(row["id"])
            self._cached = row["cached"]
        gone["participants"] = list(self._connection.execute(REMOVE_UNNEEDED, {"ids": None}).scalars())
        for table, ids in gone.items():
            self._writes += (Write(table=table, row_id=id_, operation="delete") for id_ in ids)
        return gone

    def _mend(
        self, before: Sequence[ThemeText], quotes: frozenset[UUID], own: frozenset[str]
    ) -> dict[str, int]:
        taken = set(self._connection.execute(SLUGS).scalars())
        left = [mended(theme, self._interview, quotes, own, taken) for theme in before]
        after = [
            retired_below(new, {*old.supporters, *people(old.speakers)}, self._minimum)
            for old, new in zip(before, left, strict=True)
        ]
        changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
        dropped = [(old.id, slug) for old, new in changed for slug in old.aliases.keys() - new.aliases.keys()]
        if dropped:
            themes, slugs = zip(*dropped, strict=True)
            aliases = self._rows(DROP_ALIASES, themes=list(themes), slugs=list(slugs))
            self._note("theme_aliases", "delete", [row["id"] for row in aliases])
        if changed:
            left = [new for _, new in changed]
            write_themes(self._connection, left, self._actor, erased=self._interview)
            self._note("themes", "update", [theme.id for theme in left])
        retired = sum(old.status != new.status for old, new in changed)
        return {
            "themes_updated": len(changed) - retired,
            "themes_retired": retired,
            "aliases": len(dropped),
        }

    def _forget_names(self, own: frozenset[str]) -> None:
        """Take the names that were the interview's own words from the links of others."""
        found = self._rows(FORGET_NAMES, texts=sorted(own)) if own else []
        self._note("interview_themes", "update", [row["id"] for row in found])
        found = self._rows(FORGET_DESCRIPTIONS, texts=sorted(own)) if own else []
        self._note("theme_aliases", "update", [row["id"] for row in found])

    def _redact_reports(self, own: frozenset[str]) -> None:
        found = self._rows(REPORTS, texts=sorted(own)) if own else []
        if found:
            rows = [{"id": row["id"], "report": redacted(row["report"], own)} for row in found]
            self._connection.execute(REDACT_REPORTS, {"rows": as_json(rows)})
            self._note("job_runs", "update", [row["id"] for row in found])

    def _clear_study(self, own: frozenset[str]) -> tuple[StudyTrace, ...]:
        """Find the interview's words in the study, and remove these where the call asks for that."""
        stored = stored_study(self._connection)
        found = study_traces(stored, own)
        if stored and self._with_study and remove_from_study(self._connection, stored, own, self._actor):
            self._note("studies", "update", [stored.id])
        return found

    def _note(self, table: str, operation: Any, ids: Sequence[UUID]) -> None:
        self._writes += (Write(table=table, row_id=id_, operation=operation) for id_ in ids)
