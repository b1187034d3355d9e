"""Writing a scan's themes with their evidence: one transaction through the executor's tools."""

import asyncio
from collections.abc import Mapping, Sequence
from uuid import UUID

from executor.context import ToolContext
from executor.reads import scan_inputs
from executor.reads.participants import of_themes
from executor.tool import Outcome, Success
from executor.tools import add_alias, add_quote, ids, link_to_interview, upsert_theme
from executor.tools.interviews import AddQuote
from executor.tools.stored_row import RowAction, StoredRow
from executor.tools.themes import AddAlias, LinkToInterview, UpsertTheme
from executor.unit_of_work import Executor, Unit
from tasks.step import step
from themes.evidence.recurrence import MinimumSupport, Supporters, joined, recurs, with_participants
from themes.evidence.selection import Citation, EvidencedTheme, cited_passages, without_citations
from themes.evidence.stored import Evidence, InterviewEvidence
from themes.models import Frozen, MergedTheme, Skipped, Support

Place = tuple[UUID, int, int, str]
"""Where a passage stands, and how it reads there."""
States = Mapping[UUID, scan_inputs.ThemeState]
Links = Mapping[tuple[UUID, UUID, UUID | None], scan_inputs.LinkState]
"""The stored links, by theme, interview and quote."""


_CHANGED = "transcripts that support it changed while the scan ran; the next scan reads them anew"


class Written(Frozen):
    """The outcome of the write step, or in a dry run the outcome that it would have had."""

    themes: tuple[EvidencedTheme, ...]
    """The stored themes, with the evidence that the transcripts still held."""
    actions: tuple[RowAction, ...]
    """Per theme, in order: created, updated or unchanged."""
    new_interviews: tuple[int, ...]
    """Per theme, in order: interviews that did not support it before."""
    links_created: int
    quotes_created: int
    aliases_created: int
    refused: tuple[Skipped, ...]
    audit_head: str | None


@step("write")
async def write(
    executor: Executor,
    context: ToolContext,
    themes: Sequence[EvidencedTheme],
    held_back: Sequence[MergedTheme] = (),
) -> Written:
    """Store the themes with their quotes, links and other names, all or nothing.

    Themes that are held back get only their new names stored, so that the next scan recognises
    them. Quotes that a transcript no longer holds count for nothing. A theme that has less
    than the minimum support left is not stored.
    """
    return await asyncio.to_thread(store, executor, context, themes, held_back)


def store(
    executor: Executor,
    context: ToolContext,
    themes: Sequence[EvidencedTheme],
    held_back: Sequence[MergedTheme] = (),
) -> Written:
    """Do what ``write`` says, blocking. Rows that are already stored are neither written nor asked
    for again.
    """
    theme_ids = [t.theme.theme_id or ids.theme_id(context.org_id, t.theme.slug) for t in themes]
    with executor.unit(context) as unit:
        quote_ids, quotes = _store_quotes(unit, cited_passages(themes))
        linked = scan_inputs.links(unit.connection, theme_ids)
        states = scan_inputs.theme_states(unit.connection, theme_ids)
        known = of_themes(unit.connection, theme_ids) if context.min_participants > 1 else {}
        wanted = dict(zip(theme_ids, themes, strict=True))
        by_id, left_out = _still_true(wanted, quote_ids, states, known, context.minimum)
        gained, actions, upserts = _store_themes(unit, context, by_id, quote_ids, states)
        links = _store_links(unit, by_id, quote_ids, linked)
        named = {id_: evidenced.theme for id_, evidenced in by_id.items()}
        named |= {theme.theme_id: theme for theme in held_back if theme.theme_id}
        aliases = _store_aliases(unit, named)
    refusals = _refusals({"quote": quotes, "theme": upserts, "link": links, "alias": aliases})
    return Written(
        themes=tuple(by_id.values()),
        actions=tuple(actions),
        new_interviews=tuple(gained),
        links_created=_count_created(links),
        quotes_created=_count_created(quotes),
        aliases_created=_count_created(aliases),
        refused=(*left_out, *refusals),
        audit_head=unit.audit_head,
    )


def _still_true(
    themes: Mapping[UUID, EvidencedTheme],
    quote_ids: Mapping[Place, UUID],
    states: States,
    known: Mapping[UUID, Supporters],
    minimum: MinimumSupport,
) -> tuple[dict[UUID, EvidencedTheme], list[Skipped]]:
    """The themes with the evidence whose quotes are stored, and those left out that too little is left of."""
    kept: dict[UUID, EvidencedTheme] = {}
    left_out: list[Skipped] = []
    for id_, theme in themes.items():
        lost = [citation for citation in theme.citations if _place(citation) not in quote_ids]
        now = without_citations(theme, lost) if lost else theme
        before = states[id_].supporters if id_ in states else frozenset()
        heard = {one.interview_id: one.participants for one in now.theme.supports} if now else {}
        supporters = joined(with_participants(before, known.get(id_, {})), heard)
        if now and (not lost or recurs(supporters, minimum, pinned=theme.theme.pinned)):
            kept[id_] = now
        else:
            left_out.append(Skipped(item=f"theme '{theme.theme.name}'", reason=_CHANGED))
    return kept, left_out


def _store_quotes(
    unit: Unit, citations: Sequence[Citation]
) -> tuple[dict[Place, UUID], list[Outcome[StoredRow]]]:
    stored = scan_inputs.quote_places(unit.connection, {citation.interview_id for citation in citations})
    missing = [citation for citation in citations if _place(citation) not in stored]
    calls = [
        AddQuote(
            interview_id=citation.interview_id,
            quote=citation.passage.text,
            start_offset=citation.passage.start,
            end_offset=citation.passage.end,
        )
        for citation in missing
    ]
    outcomes = unit.call(add_quote, calls)
    for citation, outcome in zip(missing, outcomes, strict=True):
        if isinstance(outcome, Success):
            stored[_place(citation)] = outcome.data.id
    return stored, outcomes


def _store_themes(
    unit: Unit,
    context: ToolContext,
    themes: Mapping[UUID, EvidencedTheme],
    quote_ids: Mapping[Place, UUID],
    states: States,
) -> tuple[list[int], list[RowAction], list[Outcome[StoredRow]]]:
    wanted = {id_: _upsert(theme, quote_ids, states.get(id_)) for id_, theme in themes.items()}
    news = [id_ for id_, call in wanted.items() if not _is_stored(call, states.get(id_), context)]
    outcomes = unit.call(upsert_theme, [wanted[id_] for id_ in news])
    actions = {
        id_: outcome.data.action if isinstance(outcome, Success) else "unchanged"
        for id_, outcome in zip(news, outcomes, strict=True)
    }
    gained = [
        len(set(call.evidence.interview_ids) - (states[id_].supporters if id_ in states else set()))
        for id_, call in wanted.items()
    ]
    return gained, [actions.get(id_, "unchanged") for id_ in themes], outcomes


def _upsert(
    evidenced: EvidencedTheme, quote_ids: Mapping[Place, UUID], state: scan_inputs.ThemeState | None
) -> UpsertTheme:
    theme = evidenced.theme
    dates = [support.created_at for support in theme.supports]
    supporting = (citation for citation in evidenced.citations if not citation.is_against)
    cited = [quote_ids[_place(c)] for c in supporting if _place(c) in quote_ids]
    return UpsertTheme(
        theme_id=theme.theme_id,
        slug=theme.slug,
        name=theme.name,
        description=theme.description,
        confidence_score=theme.confidence,
        evidence=Evidence(
            quote_ids=tuple(cited),
            interview_ids=tuple(support.interview_id for support in theme.supports),
            occurrences=theme.occurrences,
            rationale=theme.supports[0].rationale,
            supports=tuple(map(_contribution, theme.supports)),
        ),
        first_seen_at=min([*dates, state.known_first] if state and state.known_first else dates),
        last_seen_at=max([*dates, state.known_last] if state and state.known_last else dates),
    )


def _contribution(support: Support) -> InterviewEvidence:
    return InterviewEvidence(
        interview_id=support.interview_id,
        confidence=support.confidence,
        occurrences=len(support.passages),
        rationale=support.rationale,
    )


def _is_stored(call: UpsertTheme, state: scan_inputs.ThemeState | None, context: ToolContext) -> bool:
    return state is not None and (
        state.status == "active"
        and not state.nameless
        and state.confidence_score == call.confidence_score
        and state.evidence == call.evidence.model_dump(mode="json")
        and (state.first_seen_at, state.last_seen_at) == (call.first_seen_at, call.last_seen_at)
        and state.rules_version == context.rules_version
    )


def _store_links(
    unit: Unit, themes: Mapping[UUID, EvidencedTheme], quote_ids: Mapping[Place, UUID], stored: Links
) -> list[Outcome[StoredRow]]:
    wanted = {
        (theme_id, citation.interview_id, quote_ids[_place(citation)]): citation
        for theme_id, theme in themes.items()
        for citation in theme.citations
        if _place(citation) in quote_ids
    }
    calls = [
        LinkToInterview(
            theme_id=link[0],
            interview_id=link[1],
            quote_id=link[2],
            heard_as=citation.heard_as,
            is_against=citation.is_against,
        )
        for link, citation in wanted.items()
        if link not in stored or _is_news(citation, stored[link])
    ]
    return unit.call(link_to_interview, calls)


def _is_news(citation: Citation, stored: scan_inputs.LinkState) -> bool:
    names = citation.heard_as or stored.heard_as
    return (names, citation.is_against) != (stored.heard_as, stored.is_against)


def _store_aliases(unit: Unit, themes: Mapping[UUID, MergedTheme]) -> list[Outcome[StoredRow]]:
    calls = [
        AddAlias(theme_id=theme_id, **alias.model_dump())
        for theme_id, theme in themes.items()
        for alias in theme.new_aliases
    ]
    return unit.call(add_alias, calls)


def _place(citation: Citation) -> Place:
    return citation.interview_id, citation.passage.start, citation.passage.end, citation.passage.text


def _count_created(outcomes: Sequence[Outcome[StoredRow]]) -> int:
    return sum(isinstance(o, Success) and o.data.action == "created" for o in outcomes)


def _refusals(outcomes: Mapping[str, Sequence[Outcome[StoredRow]]]) -> tuple[Skipped, ...]:
    """Refusals of the executor by kind and code, for example of an interview erased during the
    scan.
    """
    counts: dict[tuple[str, str, str], int] = {}
    for kind, answers in outcomes.items():
        for answer in answers:
            if not isinstance(answer, Success):
                key = kind, answer.code, answer.message
                counts[key] = counts.get(key, 0) + 1
    return tuple(
        Skipped(item=f"{count} {kind} writes", reason=f"{code}: {message}")
        for (kind, code, message), count in counts.items()
    )
