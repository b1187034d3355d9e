"""The tool by which a person makes a part of a theme a theme of its own.

Scans respect the split: mentions under the names that went belong to the new theme. Mentions of the
old theme in the interviews that went belong to it too (see themes.resolution.split_ownership).
Merging the new theme into the old one takes the split back at any time. Reverting the run restores
every row, until a scan has written to either theme.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from pydantic import Field
from sqlalchemy import Row

from executor.reads.participants import of_themes
from executor.sql.loader import as_json, attribute_all_writes_to, statement
from executor.tool import Batch, Outcome, Refusal, Success, Write, tool
from executor.tools import ids
from executor.tools.curation import MERGED, NOT_FOUND, ThemeDecision, ThemeId
from executor.tools.themes import Name
from themes.evidence.division import Division, Leaving, Link, divide
from themes.evidence.recurrence import MinimumSupport, Supporters, falls_below, with_participants
from themes.evidence.stored import Evidence
from themes.text.slugs import numbered, slugify

WHOLE = statement("curation/splittable_theme")
SPLIT = statement("curation/split_theme")


class SplitTheme(ThemeId):
    """Make a part of a theme a theme of its own, under a name.

    The part is what was heard under the other names ``heard_as``, and all that ``interviews`` (ids or
    titles) say of the theme. Where ``name`` is one of the theme's other names, that one goes too. If it is
    the name of a theme that was merged into this one, the new theme's slug gets a number.
    """

    name: Name
    description: str = Field("", max_length=2_000, pattern=r"^[^\x00]*$")
    heard_as: tuple[str, ...] = ()
    interviews: tuple[str, ...] = ()


class SplitOff(ThemeDecision):
    """A part of a theme that is a theme of its own now."""

    new_id: UUID
    slug: str
    links: int
    """Links that went with the part."""
    interviews: int
    """Interviews that support the part."""
    rest_retired: bool
    """Whether too few interviews support what stayed."""


NAME_TAKEN = Refusal(
    code="NAME_TAKEN", message="--name: a theme goes by this name already; choose another for the part."
)
NOTHING_CHOSEN = Refusal(
    code="NOTHING_CHOSEN",
    message="Say what to split off: --heard-as for other names of the theme, --interview for interviews.",
)
UNKNOWN_NAME = Refusal(
    code="INVALID_HEARD_AS",
    message="--heard-as: not a name under which the theme was heard; theme-scan show lists its other names.",
)
OWN_NAME = Refusal(
    code="INVALID_HEARD_AS",
    message="--heard-as: the theme keeps the name it goes by, and the one in its slug; split off others.",
)
UNKNOWN_INTERVIEW = Refusal(
    code="INVALID_INTERVIEWS",
    message="--interview: no interview of this id or title speaks of the theme; theme-scan show lists those.",
)
SAME_TITLE = Refusal(
    code="INVALID_INTERVIEWS",
    message="--interview: several have this title; give the id, which theme-scan show --json tells.",
)
NOT_A_PART = Refusal(
    code="NOT_A_PART",
    message="None of the theme's quotes would go, or all of them; theme-scan show lists them.",
)


@tool(
    "themes.split_theme",
    version=2,
    arguments=SplitTheme,
    writes=True,
    identity=lambda arguments: arguments.theme_id,
)
def split_theme(batch: Batch[SplitTheme]) -> Sequence[Outcome[SplitOff]]:
    """Split themes, one after the other."""
    return [_split(batch, call.id, call.arguments) for call in batch.calls]


def _split(batch: Batch[SplitTheme], call_id: UUID, wanted: SplitTheme) -> Outcome[SplitOff]:
    slug = slugify(wanted.name)
    new_ids = {free: ids.theme_id(batch.context.org_id, free) for free in numbered(slug)}
    asked = {"theme_id": wanted.theme_id, "slug": slug, "new_id": new_ids[slug]}
    possible = {"slugs": list(new_ids), "ids": list(new_ids.values())}
    theme = batch.connection.execute(WHOLE, asked | possible).one_or_none()
    if theme is None or theme.merged:
        return MERGED if theme else NOT_FOUND
    names = {slugify(name) for name in wanted.heard_as} | ({slug} & set(theme.aliases))
    # With the name that leads a code go its other names.
    names |= {name for led in names for name in theme.codes.get(led, ())}
    interviews = _interviews(theme, wanted.interviews)
    if isinstance(interviews, Refusal):
        return interviews
    if refusal := _refused(theme, slug, names, interviews):
        return refusal
    division = _divided(theme, names, interviews)
    if division is None:
        return NOT_A_PART
    attribute_all_writes_to(batch.connection, call_id)
    new_id = new_ids[theme.free]
    known = of_themes(batch.connection, [wanted.theme_id]).get(wanted.theme_id, {})
    retired = _falls_below(theme, division, known, batch.context.minimum)
    made = SplitOff(
        theme_id=wanted.theme_id,
        action="updated",
        new_id=new_id,
        slug=theme.free,
        links=len(division.leaving),
        interviews=len(division.part.supporters),
        rest_retired=retired,
    )
    parameters = made.model_dump(include={"theme_id", "new_id", "slug"})
    parameters |= wanted.model_dump(include={"name", "description"})
    parameters |= _rows(division, new_id, rest_retired=retired)
    parameters |= {"names": list(names), "interviews": list(interviews), "actor": batch.context.actor}
    written = batch.connection.execute(SPLIT, parameters).all()
    return Success(
        data=made,
        explanation="A part of the theme is a theme of its own.",
        writes=tuple(Write(table=row.table, row_id=row.row_id, operation=row.operation) for row in written),
    )


def _interviews(theme: Row[Any], wanted: Sequence[str]) -> frozenset[UUID] | Refusal:
    """The ids of the interviews that are wanted by id or title."""
    found = [[id_ for id_, title in theme.interviews.items() if given in (id_, title)] for given in wanted]
    if not all(found):
        return UNKNOWN_INTERVIEW
    if any(len(matches) > 1 for matches in found):
        return SAME_TITLE
    return frozenset(UUID(id_) for (id_,) in found)


def _refused(theme: Row[Any], slug: str, names: set[str], interviews: frozenset[UUID]) -> Refusal | None:
    own = {theme.slug, slugify(theme.name)}
    if theme.taken or theme.free is None or slug in own:
        return NAME_TAKEN
    if not names and not interviews:
        return NOTHING_CHOSEN
    if names & own:
        return OWN_NAME
    return None if names <= set(theme.aliases) else UNKNOWN_NAME


def _divided(theme: Row[Any], names: set[str], interviews: frozenset[UUID]) -> Division | None:
    links = [Link.model_validate(link) for link in theme.links]
    return divide(Evidence.model_validate(theme.evidence), theme.confidence_score, links, names, interviews)


def _falls_below(theme: Row[Any], division: Division, known: Supporters, minimum: MinimumSupport) -> bool:
    """Whether what stays no longer recurs. The part stands in any case, because a person made it."""
    before = division.part.supporters | division.rest.supporters
    rest = with_participants(division.rest.supporters, known)
    return falls_below(before, rest, minimum, pinned=theme.decision == "pinned")


def _rows(division: Division, new_id: UUID, *, rest_retired: bool) -> dict[str, Any]:
    part, rest = (side.model_dump(mode="json") for side in (division.part, division.rest))
    sides = [
        part | {"is_part": True, "falls_below": False},
        rest | {"is_part": False, "falls_below": rest_retired},
    ]
    return {"sides": as_json(sides), "links": as_json([_row(one, new_id) for one in division.leaving])}


def _row(leaving: Leaving, new_id: UUID) -> dict[str, Any]:
    link = leaving.link
    return {
        "id": link.id,
        "new_id": ids.link_id(new_id, link.interview_id, link.quote_id),
        "heard_as": sorted(leaving.heard_as),
        "remaining": None if leaving.remaining is None else sorted(leaving.remaining),
    }
