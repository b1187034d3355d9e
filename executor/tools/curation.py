"""Tools by which people decide about themes: rename, reject, pin, restore and merge them.

Scans respect what was decided (see themes.resolution.assignment), and reverting the run of a decision
takes it back.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Literal
from uuid import UUID

from pydantic import Field
from sqlalchemy import Row

from executor.sql.loader import as_json, statement
from executor.tool import Batch, Outcome, Refusal, Success, Write, tool
from executor.tools import ids
from executor.tools.stored_row import RowAction
from executor.tools.themes import Name
from themes.evidence.scoring import theme_confidence
from themes.evidence.stored import Evidence
from themes.evidence.union import together
from themes.models import Decision, Frozen
from themes.text.slugs import slugify

DECIDE = statement("curation/set_decision")
RENAME = statement("curation/rename_themes")
MERGEABLE = statement("curation/mergeable_themes")
MERGE = statement("curation/merge_themes")
THEME_NAMES = statement("curation/theme_names")

NOT_FOUND = Refusal(code="THEME_NOT_FOUND", message="There is no such theme.")
MERGED = Refusal(
    code="THEME_MERGED",
    message="The theme was merged into another: decide about that one, or revert the run that merged it.",
)


class ThemeId(Frozen):
    """The theme that is decided about."""

    theme_id: UUID


class RenameTheme(ThemeId):
    """Give a theme another name, and another description unless that is None. Its slug stays."""

    name: Name
    description: str | None = Field(None, max_length=2_000, pattern=r"^[^\x00]*$")


class MergeThemes(ThemeId):
    """Make a theme part of another: its slug, other names and links become those of ``into_id``."""

    into_id: UUID


class ThemeDecision(Frozen):
    """The theme that somebody decided about, and what became of it."""

    theme_id: UUID
    action: RowAction


class DecidedTheme(ThemeDecision):
    """A theme that is pinned, rejected or neither now."""

    before: Decision | None
    """What was decided about it before."""


class MergedInto(ThemeDecision):
    """A theme that is part of another now."""

    into_id: UUID
    links_moved: int


def _theme(arguments: ThemeId) -> UUID:
    return arguments.theme_id


@tool("themes.reject_theme", version=1, arguments=ThemeId, writes=True, identity=_theme)
def reject_theme(batch: Batch[ThemeId]) -> Sequence[Outcome[DecidedTheme]]:
    """Reject themes: scans recognise them still, and hold back what they recognise."""
    return _decide(batch, "rejected")


@tool("themes.pin_theme", version=1, arguments=ThemeId, writes=True, identity=_theme)
def pin_theme(batch: Batch[ThemeId]) -> Sequence[Outcome[DecidedTheme]]:
    """Pin themes: scans keep them before all others, however few interviews speak of them."""
    return _decide(batch, "pinned")


@tool("themes.restore_theme", version=1, arguments=ThemeId, writes=True, identity=_theme)
def restore_theme(batch: Batch[ThemeId]) -> Sequence[Outcome[DecidedTheme]]:
    """Take back that themes were rejected or pinned."""
    return _decide(batch, None)


def _decide(batch: Batch[ThemeId], decision: Decision | None) -> Sequence[Outcome[DecidedTheme]]:
    batch.attribute_writes_to({call.arguments.theme_id: call.id for call in batch.calls})
    rows = [{"position": n, "theme_id": call.arguments.theme_id} for n, call in enumerate(batch.calls)]
    parameters = {"rows": as_json(rows), "decision": decision, "actor": batch.context.actor}
    return [_decided(row, decision) for row in batch.connection.execute(DECIDE, parameters)]


def _decided(row: Row[Any], decision: Decision | None) -> Outcome[DecidedTheme]:
    if not row.known:
        return NOT_FOUND
    if row.merged:
        return MERGED
    return Success(
        data=DecidedTheme(theme_id=row.theme_id, action=_action(row.changed), before=row.before),
        explanation=f"The theme is {decision or 'neither rejected nor pinned'}.",
        writes=(_write("themes", row.theme_id, "update"),) if row.changed else (),
    )


@tool("themes.rename_theme", version=2, arguments=RenameTheme, writes=True, identity=_theme)
def rename_theme(batch: Batch[RenameTheme]) -> Sequence[Outcome[ThemeDecision]]:
    """Rename themes. The old and the new name lead to the theme from now on, and so does its slug."""
    org_id, wanted = batch.context.org_id, [call.arguments for call in batch.calls]
    names = batch.connection.execute(THEME_NAMES, {"ids": [rename.theme_id for rename in wanted]})
    old = {row.id: slugify(row.name) for row in names}
    rows: list[dict[str, Any]] = []
    for position, rename in enumerate(wanted):
        slug, old_slug = slugify(rename.name), old.get(rename.theme_id, "")
        aliases = {"slug": slug, "alias_id": ids.alias_id(org_id, slug)}
        aliases |= {"old_slug": old_slug, "old_alias_id": ids.alias_id(org_id, old_slug)}
        rows.append({"position": position} | rename.model_dump() | aliases)
    batch.attribute_writes_to({call.arguments.theme_id: call.id for call in batch.calls})
    parameters = {"rows": as_json(rows), "actor": batch.context.actor}
    return [_renamed(row) for row in batch.connection.execute(RENAME, parameters)]


def _renamed(row: Row[Any]) -> Outcome[ThemeDecision]:
    if not row.known:
        return NOT_FOUND
    if row.merged:
        return MERGED
    if row.taken:
        return Refusal(
            code="NAME_TAKEN", message="Another theme goes by this name: merge the two, or choose another."
        )
    aliases = (_write("theme_aliases", id_, "insert") for id_ in row.alias_ids)
    return Success(
        data=ThemeDecision(theme_id=row.theme_id, action=_action(row.changed)),
        explanation="The theme has this name; its slug stays.",
        writes=(_write("themes", row.theme_id, "update"), *aliases) if row.changed else (),
    )


@tool("themes.merge_themes", version=2, arguments=MergeThemes, writes=True, identity=_theme)
def merge_themes(batch: Batch[MergeThemes]) -> Sequence[Outcome[MergedInto]]:
    """Merge themes into others. A link that the other theme has already is dropped, the rest move."""
    sources = {call.arguments.theme_id for call in batch.calls}
    involved = sources | {call.arguments.into_id for call in batch.calls}
    themes = {row.id: row for row in batch.connection.execute(MERGEABLE, {"ids": list(involved)})}
    circular = _circular([call.arguments for call in batch.calls])
    answered = {call.id: _unmerged(call.arguments, themes, circular) for call in batch.calls}
    agreed = [call for call in batch.calls if answered[call.id] is None]
    if agreed:
        answers = {call.arguments.into_id: call.id for call in reversed(agreed)}
        batch.attribute_writes_to(answers | {call.arguments.theme_id: call.id for call in agreed})
        parameters = _merge_rows(batch.context.org_id, [call.arguments for call in agreed], themes)
        merged = batch.connection.execute(MERGE, parameters | {"actor": batch.context.actor})
        for call, row in zip(agreed, merged, strict=True):
            answered[call.id] = _merged(call.arguments, row)
    return [outcome for call in batch.calls if (outcome := answered[call.id])]


INTO_ITSELF = Refusal(code="MERGE_INTO_ITSELF", message="A theme cannot be merged into itself.")
INTO_SOURCE = Refusal(code="MERGE_INTO_ITSELF", message="A theme cannot be merged into one that is merged.")
INTO_REJECTED = Refusal(
    code="THEME_REJECTED", message="The theme to merge into was rejected: restore it first."
)


def _circular(merges: Sequence[MergeThemes]) -> dict[UUID, Refusal]:
    """The themes that are merged, into which nothing can be."""
    sources = dict.fromkeys((one.theme_id for one in merges), INTO_SOURCE)
    return sources | {one.into_id: INTO_ITSELF for one in merges if one.into_id == one.theme_id}


def _unmerged(
    wanted: MergeThemes, themes: Mapping[UUID, Row[Any]], circular: Mapping[UUID, Refusal]
) -> Outcome[MergedInto] | None:
    """The answer to a merge that cannot be, or that is done; None where there is something to do."""
    theme, into = themes.get(wanted.theme_id), themes.get(wanted.into_id)
    if wanted.into_id in circular:
        return circular[wanted.into_id]
    if theme is None or into is None:
        return NOT_FOUND
    if theme.merged_into not in (None, into.id) or into.merged_into:
        return MERGED
    if into.decision == "rejected":
        return INTO_REJECTED
    return _merged(wanted, None) if theme.merged_into else None


def _merge_rows(
    org_id: UUID, merges: Sequence[MergeThemes], themes: Mapping[UUID, Row[Any]]
) -> dict[str, str]:
    """Which themes are merged, and what those that take them in rest on then."""
    rows: list[dict[str, Any]] = []
    parts: dict[UUID, list[Row[Any]]] = {}
    for position, merge in enumerate(merges):
        theme = themes[merge.theme_id]
        alias = {"position": position, "alias_id": ids.alias_id(org_id, theme.slug)}
        rows.append(alias | merge.model_dump())
        parts.setdefault(merge.into_id, [themes[merge.into_id]]).append(theme)
    targets = [{"into_id": into_id} | _grown(themes) for into_id, themes in parts.items()]
    return {"rows": as_json(rows), "targets": as_json(targets)}


def _grown(themes: Sequence[Row[Any]]) -> dict[str, Any]:
    said_in = {UUID(quote): UUID(by) for theme in themes for quote, by in theme.said_in.items()}
    evidence = together([Evidence.model_validate(theme.evidence) for theme in themes], said_in)
    # Evidence from elsewhere may not tell what each interview contributes: no merge makes a theme less sure.
    least = max(theme.confidence_score for theme in themes)
    confidence = max(least, theme_confidence([one.confidence for one in evidence.supports]))
    return {"confidence_score": confidence, "evidence": evidence.model_dump(mode="json")}


def _merged(wanted: MergeThemes, row: Row[Any] | None) -> Success[MergedInto]:
    """The answer to a merge that was carried out, or had been already."""
    writes: list[Write] = []
    if row:
        writes += [_write("interview_themes", id_, "delete") for id_ in row.links_dropped]
        writes += [_write("interview_themes", id_, "update") for id_ in row.links_moved]
        writes += [_write("theme_aliases", id_, "update") for id_ in row.aliases_moved]
        writes += [_write("themes", id_, "update") for id_ in row.themes_changed]
    return Success(
        data=MergedInto(
            theme_id=wanted.theme_id,
            into_id=wanted.into_id,
            action=_action(row is not None),
            links_moved=len(row.links_moved) if row else 0,
        ),
        explanation="The theme is part of the other; its slug and names lead there.",
        writes=tuple(writes),
    )


def _action(changed: bool) -> RowAction:
    return "updated" if changed else "unchanged"


def _write(table: str, id_: UUID, operation: Literal["insert", "update", "delete"]) -> Write:
    return Write(table=table, row_id=id_, operation=operation)
