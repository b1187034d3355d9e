"""ELAN (.eaf): tiers of annotations, whose times stand in slots that may be empty."""

from bisect import bisect
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from cli.interview_files.formats.annotated.tiers import Tier, interview
from cli.interview_files.xml_tree import below
from themes.transcripts.record import InterviewRecord

_MILLISECONDS = 1000


def interviews(root: Element) -> Iterator[InterviewRecord]:
    """Yield the one interview. The document's DATE is that of the annotation, and not used."""
    slots = _slots(root)
    times: dict[str, tuple[float | None, float | None]] = {}
    parents = {
        one.get("ANNOTATION_ID", ""): one.get("ANNOTATION_REF", "") for one in below(root, "REF_ANNOTATION")
    }
    for one in below(root, "ALIGNABLE_ANNOTATION"):
        times[one.get("ANNOTATION_ID", "")] = (
            slots.get(one.get("TIME_SLOT_REF1", "")),
            slots.get(one.get("TIME_SLOT_REF2", "")),
        )
    yield interview([_tier(one, times, parents) for one in below(root, "TIER")], "ELAN annotations")


def _slots(root: Element) -> dict[str, float | None]:
    """The slots in seconds; an empty one lies between its neighbours in the order of time."""
    found: dict[str, float | None] = {}
    for slot in below(root, "TIME_SLOT"):
        value = slot.get("TIME_VALUE")
        found[slot.get("TIME_SLOT_ID", "")] = (
            int(value) / _MILLISECONDS if value and value.isdecimal() else None
        )
    names = list(found)
    known = [place for place, name in enumerate(names) if found[name] is not None]
    for place, name in enumerate(names):
        if found[name] is None:
            next_known = bisect(known, place)
            before = known[next_known - 1] if next_known else None
            after = known[next_known] if next_known < len(known) else None
            found[name] = _between(names, found, place, before, after)
    return found


def _between(
    names: list[str], found: Mapping[str, float | None], place: int, before: int | None, after: int | None
) -> float | None:
    early = found[names[before]] if before is not None else None
    late = found[names[after]] if after is not None else None
    if early is None or late is None or before is None or after is None:
        return early if early is not None else late
    return early + (late - early) * (place - before) / (after - before)


def _tier(
    tier: Element, times: Mapping[str, tuple[float | None, float | None]], parents: Mapping[str, str]
) -> Tier:
    annotations = []
    for one in below(tier, "ALIGNABLE_ANNOTATION", "REF_ANNOTATION"):
        id_, seen = one.get("ANNOTATION_ID", ""), set[str]()
        while id_ not in times and id_ in parents and id_ not in seen:
            seen.add(id_)
            id_ = parents[id_]
        start, end = times.get(id_, (None, None))
        value = next(below(one, "ANNOTATION_VALUE"), None)
        annotations.append((start, end, (value.text or "") if value is not None else ""))
    annotations.sort(key=lambda one: one[0] if one[0] is not None else float("inf"))
    return Tier(
        tier.get("TIER_ID", ""), tier.get("PARTICIPANT") or None, tuple(annotations), tier.get("PARENT_REF")
    )
