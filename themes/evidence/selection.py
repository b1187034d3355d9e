"""Choosing what a scan stores: the strongest themes, and for each the strongest links, within the caps.

The choice depends on the evidence alone, so that a second scan chooses the same and adds nothing.
"""

from collections.abc import Collection, Iterator, Sequence
from uuid import UUID

from themes.evidence.scoring import theme_confidence
from themes.models import Frozen, MergedTheme, MergePlan, Passage, Skipped, Support
from themes.text.plurals import counted

AGAINST_SHARE = 5
"""One link in so many may be to a passage that speaks against the theme."""


class Citation(Frozen):
    """A passage of an interview that a theme is linked to."""

    interview_id: UUID
    passage: Passage
    heard_as: tuple[str, ...] = ()
    """Slugs of the names under which the theme was heard there."""
    is_against: bool = False
    """Whether the passage limits the theme or says its contrary."""


class EvidencedTheme(Frozen):
    """A theme to be stored with the citations to be stored for it, strongest first."""

    theme: MergedTheme
    citations: tuple[Citation, ...]


def select_evidence(
    plan: MergePlan, max_themes: int, max_links: int
) -> tuple[tuple[EvidencedTheme, ...], tuple[Skipped, ...]]:
    """Keep the strongest ``max_themes`` themes with ``max_links`` citations each; report what is cut off."""
    skipped = [
        Skipped(
            item=f"theme '{theme.name}'", reason=f"over the cap of {counted(max_themes, 'theme')} per run"
        )
        for theme in plan.themes[max_themes:]
    ]
    chosen = []
    for theme in plan.themes[:max_themes]:
        citations, against = list(_by_breadth(theme)), list(_against(theme))[: max_links // AGAINST_SHARE]
        room = max_links - len(against)
        chosen.append(EvidencedTheme(theme=theme, citations=(*citations[:room], *against)))
        if len(citations) > room:
            over = counted(len(citations) - room, "link")
            reason = f"over the cap of {counted(max_links, 'link')} per theme"
            skipped.append(Skipped(item=f"{over} of theme '{theme.name}'", reason=reason))
    return tuple(chosen), tuple(skipped)


def _by_breadth(theme: MergedTheme) -> Iterator[Citation]:
    """Each interview's strongest passage, then each one's second: many voices before many words."""
    depth = max(len(support.passages) for support in theme.supports)
    for rank in range(depth):
        for support in theme.supports:
            if rank < len(support.passages):
                yield Citation(
                    interview_id=support.interview_id,
                    passage=support.passages[rank],
                    heard_as=support.heard_as[rank] if support.heard_as else (),
                )


def _against(theme: MergedTheme) -> Iterator[Citation]:
    """What each interview says against the theme first."""
    for support in theme.supports:
        for passage in support.counter_passages[:1]:
            yield Citation(interview_id=support.interview_id, passage=passage, is_against=True)


def cited_passages(themes: Sequence[EvidencedTheme]) -> tuple[Citation, ...]:
    """Every citation of the themes once, in a fixed order."""
    unique = {(c.interview_id, c.passage.start, c.passage.end): c for t in themes for c in t.citations}
    return tuple(unique[place] for place in sorted(unique, key=str))


def without_citations(evidenced: EvidencedTheme, lost: Collection[Citation]) -> EvidencedTheme | None:
    """The theme without citations that proved wrong; None where no interview is left to support it.

    An interview that is cited, but by wrong citations alone, does not support it.
    """
    citations = tuple(citation for citation in evidenced.citations if citation not in lost)
    heard = {citation.interview_id for citation in citations if not citation.is_against}
    doubtful = {citation.interview_id for citation in lost} - heard
    wrong = {(citation.interview_id, citation.passage) for citation in lost}
    supports = tuple(
        _correct(support, wrong)
        for support in evidenced.theme.supports
        if support.interview_id not in doubtful
    )
    if not supports:
        return None
    confidence = theme_confidence([support.confidence for support in supports])
    theme = evidenced.theme.model_copy(update={"supports": supports, "confidence": confidence})
    return EvidencedTheme(theme=theme, citations=citations)


def _correct(support: Support, wrong: Collection[tuple[UUID, Passage]]) -> Support:
    kept = [n for n, one in enumerate(support.passages) if (support.interview_id, one) not in wrong]
    passages = tuple(support.passages[n] for n in kept)
    heard_as = tuple(support.heard_as[n] for n in kept) if support.heard_as else ()
    return support.model_copy(update={"passages": passages, "heard_as": heard_as})
