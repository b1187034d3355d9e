"""Erasing an interview: what was stored of it goes, and what was said of it in other places goes too.

A theme keeps its id, and its name and slug as long as other interviews account for their words. Otherwise it
takes the first of its other names, or goes by its id until a scan finds it again under a name.
"""

import re
from collections.abc import Collection, Mapping, Sequence, Set
from typing import Any, Literal, NamedTuple
from uuid import UUID

from sqlalchemy import Connection, text

from executor.reads.participants import of_themes
from executor.sql.loader import as_json, statement
from themes.codebooks.builtin import codebook
from themes.evidence.recurrence import MinimumSupport, Supporters, falls_below, with_participants
from themes.evidence.remaining import without_interview
from themes.evidence.scoring import theme_confidence
from themes.evidence.stored import Evidence
from themes.extractors.embedded.lexicon import built_in_codes
from themes.models import Confidence, Decision, Frozen
from themes.text.erasure_traces import ErasureTraces
from themes.text.slugs import numbered, slugify

NAMELESS = "Unnamed theme"
ERASED = "erased"

THEME_TEXTS = statement("erasure/themes_to_repair")
MEND_THEMES = statement("erasure/write_repaired_themes")
STORED_TEXTS = statement("erasure/texts_written_by_scans")
PAGE = 50
MOST_PIECES = 500
"""As many words, and runs of words, Postgres looks for at once."""
# The first page is read whole, and accounts for common words. Later pages hold a word that none held so far.
OTHER_INTERVIEWS = text(
    "select i.id, said.words from interviews i, lateral (select concat_ws(E'\\n', i.title, i.summary,"
    "  i.raw_transcript, (select string_agg(q.topic, E'\\n') from interview_quotes q"
    "   where q.org_id = i.org_id and q.interview_id = i.id)) as words offset 0) said"
    " where i.org_id = (select current_org()) and i.id > :after and i.id <> :interview"
    " and (cast(:pattern as text) is null or said.words ~* :pattern)"
    " order by i.id limit :page"
)


class ThemeText(Frozen):
    """A theme with all that is said of it, and the interviews linked to it."""

    id: UUID
    slug: str
    name: str
    description: str
    confidence_score: Confidence
    evidence: Evidence
    status: Literal["active", "retired"]
    decision: Decision | None
    aliases: dict[str, str]
    """Names by slug."""
    linked: frozenset[UUID]
    participants: Mapping[UUID, frozenset[UUID]] = {}
    """By interview, who is known to speak of it."""

    @property
    def supporters(self) -> frozenset[UUID]:
        """The interviews that count towards the minimum, as they do in a merge."""
        return self.linked | frozenset(self.evidence.interview_ids)

    @property
    def speakers(self) -> Supporters:
        """The same with the people who speak of the theme there."""
        return with_participants(self.supporters, self.participants)


def theme_texts(connection: Connection, themes: Sequence[UUID] | None = None) -> list[ThemeText]:
    """Themes, or all where none are named, as they stand; they are locked."""
    ids = None if themes is None else list(themes)
    found = connection.execute(THEME_TEXTS, {"themes": ids}).mappings().all()
    known = of_themes(connection, ids)
    return [ThemeText(**row, participants=known.get(row["id"], {})) for row in found]


def retired_below(after: ThemeText, before: Set[UUID], minimum: MinimumSupport) -> ThemeText:
    """The theme, retired if it lost some of the interviews or people it had before and no longer recurs."""
    if falls_below(before, after.speakers, minimum, pinned=after.decision == "pinned"):
        return after.model_copy(update={"status": "retired"})
    return after


class Traces(NamedTuple):
    """The stored texts that hold words which, of all interviews, only the erased one said."""

    written_by_scans: frozenset[str]
    """Names, slugs, descriptions and rationales of themes, and the slugs of those names."""
    of_study: frozenset[str]
    """The context of the study, and texts of its codes."""


def traces(
    connection: Connection, interview: UUID, said: Sequence[str], study: frozenset[str] = frozenset()
) -> Traces:
    """Find the texts of scans, and those of ``study``, that only the erased interview accounts for."""
    ours = {words for code in codebook() for words in (code.name, slugify(code.name), code.gloss)}
    ours |= {words for c in built_in_codes() for words in (c.name, slugify(c.name), c.description)}
    stored = {words for words in connection.execute(STORED_TEXTS).scalars() if words not in ours}
    found = ErasureTraces(stored | study, said)
    after, more = UUID(int=0), bool(found.texts)
    while more:
        parameters = {"interview": interview, "after": after, "page": PAGE}
        pattern = None if after == UUID(int=0) else _pattern(found.unaccounted)
        page = connection.execute(OTHER_INTERVIEWS, {**parameters, "pattern": pattern}).all()
        found.seen_elsewhere(other.words for other in page)
        more = len(page) == PAGE and bool(found.texts)
        after = page[-1].id if page else after
    written = found.texts & stored
    return Traces(written | {slugify(words) for words in written}, found.texts & study)


def _pattern(pieces: Collection[str]) -> str | None:
    """A regular expression of Postgres that finds an interview with one of the pieces, or None for any.

    A word that is typeset otherwise there is not found, and counts as the erased interview's own.
    """
    if len(pieces) > MOST_PIECES:
        return None
    return r"\m(?:" + "|".join(piece.replace(" ", r"\W+") for piece in sorted(pieces)) + r")\M"


def mended(
    theme: ThemeText,
    interview: UUID,
    quotes: frozenset[UUID],
    own: frozenset[str] = frozenset(),
    taken: Collection[str] = (),
) -> ThemeText:
    """The theme without an interview, its quotes, and the texts that were the interview's own.

    ``taken`` are the slugs of all themes, of which it may keep its own.
    """
    evidence = without_interview(theme.evidence, interview, quotes)
    confidence = theme.confidence_score
    if len(evidence.supports) < len(theme.evidence.supports):
        confidence = theme_confidence([support.confidence for support in evidence.supports])
    return renamed(
        theme.model_copy(
            update={
                "description": "" if theme.description in own else theme.description,
                "confidence_score": confidence,
                "evidence": redacted_evidence(evidence, own),
                "linked": theme.linked - {interview},
            }
        ),
        own,
        taken,
    )


def redacted_evidence(evidence: Evidence, own: frozenset[str]) -> Evidence:
    """The evidence without rationales that are among the texts."""
    supports = tuple(
        one.model_copy(update={"rationale": ""}) if one.rationale in own else one for one in evidence.supports
    )
    rationale = "" if evidence.rationale in own else evidence.rationale
    return evidence.model_copy(update={"supports": supports, "rationale": rationale})


def renamed(theme: ThemeText, own: frozenset[str], taken: Collection[str]) -> ThemeText:
    """The theme under a name that is not among the texts; of its name and its slug it keeps what it may.

    The name may be that of a theme that was merged into it, whose slug is ``taken``: it then gets a number.
    """
    aliases = {slug: name for slug, name in theme.aliases.items() if own.isdisjoint((slug, name))}
    if own.isdisjoint((theme.name, theme.slug)):
        return theme.model_copy(update={"aliases": aliases})
    # The two differ where a person renamed the theme; each is then one of its other names as well.
    kept = theme.slug if theme.name in own else slugify(theme.name)
    chosen = kept if kept in aliases else min(aliases, default=str(theme.id))
    name = theme.name if chosen == kept and theme.name not in own else aliases.get(chosen, NAMELESS)
    free = (slug for slug in numbered(chosen) if slug == theme.slug or slug not in taken)
    slug = next(free, str(theme.id))
    aliases.pop(slug, None)
    return theme.model_copy(update={"slug": slug, "name": name, "aliases": aliases})


def redacted(value: Any, own: frozenset[str]) -> Any:
    """A report in which every string that is among the texts reads ``erased``, also as a name in a list."""
    if isinstance(value, Mapping):
        told = {key: redacted(one, own) for key, one in value.items()}
        if isinstance(value.get("changes"), list):  # sentences such as "2 new themes: Late orders, Price."
            told["changes"] = [_unlisted(str(sentence), own) for sentence in value["changes"]]
        return told
    if isinstance(value, list):
        return [redacted(one, own) for one in value]
    return ERASED if isinstance(value, str) and value in own else value


def _unlisted(sentence: str, own: frozenset[str]) -> str:
    """Return a sentence of ``change_summary`` with ``erased`` for each listed name that is among ``own``."""
    names = sorted((words for words in own if words in sentence), key=len, reverse=True)
    listed = "|".join(map(re.escape, names))
    return re.sub(rf"(?<=[:,] )(?:{listed})(?= \(\+|[,.])", ERASED, sentence) if names else sentence


def write_themes(
    connection: Connection, themes: Sequence[ThemeText], actor: str, *, erased: UUID | None = None
) -> None:
    """Store themes as they have become; ``erased`` is the interview that no split names any more."""
    rows = [
        theme.model_dump(mode="json", exclude={"decision", "aliases", "linked", "participants"})
        | {"supporters": sorted(map(str, theme.supporters))}
        for theme in themes
    ]
    connection.execute(MEND_THEMES, {"rows": as_json(rows), "interview": erased, "actor": actor})
