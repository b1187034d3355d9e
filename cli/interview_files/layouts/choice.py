"""Which way of naming speakers a transcript uses, and which labels are speakers: what recurs decides."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cli.interview_files.layouts.labels import (
    Labelled,
    Way,
    before_dash,
    before_gap,
    before_time,
    in_brackets,
    in_capitals,
    on_own_line,
    with_colon,
    with_number,
    with_point,
)
from cli.interview_files.layouts.lines import Line
from cli.interview_files.layouts.names import is_lower, is_topic, looks_like_name
from cli.interview_files.layouts.vocabulary import is_header_key, is_section_heading
from themes.transcripts.role_words import folded, says_answering, says_asking, says_speaker

_MOST_LOWER_WORDS = 3
_FEWEST_WITHOUT_TIME = 0.12
_DENSE = 0.8
_SAMPLE_LINES = 2000
_STEADY = 0.1
_COUNTED = re.compile(
    r"(q|a|question|answer|frage|antwort|réponse|pregunta|respuesta|domanda|risposta|pergunta|resposta|vraag|antwoord|fråga|svar|"
    r"вопрос|ответ|питання|відповідь|问|答|問|質問|回答|질문|답변|سؤال|جواب|שאלה|תשובה)\s*[.#№:-]?\s*\d{1,3}",
    re.IGNORECASE,
)


_WAYS: tuple[Way, ...] = (
    with_colon,
    before_time,
    in_brackets,
    on_own_line,
    before_gap,
    before_dash,
    with_point,
    with_number,
    in_capitals,
)


@dataclass(frozen=True, slots=True)
class Layout:
    """The way of naming speakers that a transcript uses, applied to its lines."""

    way: Way
    found: tuple[Labelled | None, ...]
    """For each line what names a speaker there; None for the other lines."""
    score: float


@dataclass(slots=True)
class _Label:
    """What a transcript shows of one label."""

    label: str
    lines: list[int] = field(default_factory=list)
    timed: int = 0
    lower: int = 0
    """Times that the words after the label begin in lower case."""
    marked: int = 0
    wordless: int = 0

    @property
    def count(self) -> int:
        return len(self.lines)

    @property
    def is_role(self) -> bool:
        return says_asking(self.label) or says_answering(self.label) or says_speaker(self.label)


def choose(lines: Sequence[Line], known: frozenset[str]) -> Layout | None:
    """Return the way by which most lines name a speaker; ``known`` are folded names."""
    if len(lines) > _SAMPLE_LINES:
        way = _chosen([*lines[: _SAMPLE_LINES // 2], *lines[-_SAMPLE_LINES // 2 :]], known)
        return way and _layout(way.way, lines, known)
    return _chosen(lines, known)


def _chosen(lines: Sequence[Line], known: frozenset[str]) -> Layout | None:
    best: Layout | None = None
    for way in _WAYS:
        layout = _layout(way, lines, known)
        if layout and (best is None or layout.score > best.score):
            best = layout
        if best and best.score >= 0.6 * len(lines):
            break
    return best


def _layout(way: Way, lines: Sequence[Line], known: frozenset[str]) -> Layout | None:
    hits = _uncounted([way(line) for line in lines])
    labels = _labels(hits)
    speakers = _speakers(way, labels, lines, known)
    if not speakers:
        return None
    found = tuple(hit if hit and folded(hit.label) in speakers else None for hit in hits)
    if way is on_own_line:
        found = _heading_words(found)
    score = sum(hit is not None for hit in found)
    return Layout(way, found, score) if _is_enough(way, found, speakers, labels, lines) else None


def _uncounted(hits: Sequence[Labelled | None]) -> list[Labelled | None]:
    """The labels without numbers that count questions and answers, such as those of ``Q1`` and ``Q2``."""
    counted = [_COUNTED.fullmatch(hit.label) if hit else None for hit in hits]
    stems = Counter(match[1].casefold() for match in counted if match)
    whole = Counter(hit.label for hit, match in zip(hits, counted, strict=True) if hit and match)
    if not stems or max(whole.values()) > 2 or max(stems.values()) < 2:
        return list(hits)
    return [
        hit._replace(label=match[1]) if hit and match else hit
        for hit, match in zip(hits, counted, strict=True)
    ]


def _labels(hits: Iterable[Labelled | None]) -> dict[str, _Label]:
    labels: dict[str, _Label] = {}
    names: dict[str, str] = {}
    for index, hit in enumerate(hits):
        if hit is None:
            continue
        key = names.get(hit.label) or names.setdefault(hit.label, folded(hit.label))
        label = labels.get(key) or labels.setdefault(key, _Label(hit.label))
        label.lines.append(index)
        label.timed += hit.stamp is not None
        label.lower += hit.words[:1].islower()
        label.marked += hit.is_marked
        label.wordless += not hit.words
    return labels


def _speakers(
    way: Way,
    labels: dict[str, _Label],
    lines: Sequence[Line],
    known: frozenset[str],
) -> frozenset[str]:
    dense = sum(label.count for label in labels.values()) >= _DENSE * len(lines)
    recurring = {
        key
        for key, label in labels.items()
        if label.count > 1 and _may_recur(way, key, label, known, dense=dense)
    }
    recurring = _without_lower(recurring, labels, known)
    if way in (with_point, in_capitals, with_number):
        return frozenset(recurring) if len(recurring) >= 2 else frozenset()
    once = {key for key, label in labels.items() if label.count == 1 and key not in recurring}
    return frozenset(recurring | _once(way, once, recurring, labels, lines, known))


def _may_recur(way: Way, key: str, label: _Label, known: frozenset[str], *, dense: bool) -> bool:
    if key in known:
        return True
    if label.is_role:
        return way is not before_gap or not label.label.isdigit()
    if is_section_heading(label.label) or is_header_key(label.label):
        return False
    if is_topic(label.label) and not (label.marked or label.timed) and len(label.label.split()) == 1:
        return label.count > 3 and label.lower * 4 < label.count
    if label.lower * 2 > label.count and not (label.timed or dense or is_lower(label.label)):
        return False
    return (
        looks_like_name(label.label)
        or (
            is_lower(label.label) and len(label.label.split()) <= _MOST_LOWER_WORDS and way is not on_own_line
        )
        or (label.timed * 2 > label.count and way in (on_own_line, before_time))
    )


def _without_lower(recurring: set[str], labels: dict[str, _Label], known: frozenset[str]) -> set[str]:
    """Without labels in lower case where others, which look like names, are more."""
    lower = {
        key
        for key in recurring
        if is_lower(labels[key].label) and not labels[key].is_role and key not in known
    }
    theirs = sum(labels[key].count for key in lower)
    others = sum(labels[key].count for key in recurring - lower)
    if others < theirs:
        return recurring
    steady = {key for key in lower if labels[key].lower * 3 < labels[key].count >= _STEADY * others}
    return recurring - lower | steady


def _once(
    way: Way,
    once: set[str],
    recurring: set[str],
    labels: dict[str, _Label],
    lines: Sequence[Line],
    known: frozenset[str],
) -> set[str]:
    """The labels that come once and are speakers as well, because they stand as the recurring ones do."""
    if not recurring:
        return _only_once(way, once, labels, lines, known)
    count = sum(labels[key].count for key in recurring)
    timed = sum(labels[key].timed for key in recurring) >= 0.6 * count
    marked = sum(labels[key].marked for key in recurring) >= 0.8 * count
    spaced = sum(lines[index].after_blank for key in recurring for index in labels[key].lines) >= 0.8 * count
    first = min(min(labels[key].lines) for key in recurring)
    listed = bool(lines[min(labels[min(recurring)].lines)].lead)

    def fits(key: str) -> bool:
        label = labels[key]
        line = lines[label.lines[0]]
        if (is_header_key(label.label) and not label.is_role) or is_section_heading(label.label):
            return False
        if bool(line.lead) != listed or (marked and not label.marked) or (timed and not label.timed):
            return False
        if key in known or label.is_role or timed:
            return True
        if label.lines[0] < first or label.lower or (spaced and not line.after_blank):
            return False
        return (
            looks_like_name(label.label) and (marked or not is_topic(label.label)) and way is not on_own_line
        )

    return {key for key in once if fits(key)}


def _only_once(
    way: Way, once: set[str], labels: dict[str, _Label], lines: Sequence[Line], known: frozenset[str]
) -> set[str]:
    """The speakers of a short talk in which nobody speaks twice: each line must name one."""
    if way not in (with_colon, on_own_line) or len(once) < 2:
        return set()
    plausible = {
        key
        for key in once
        if (label := labels[key]).timed
        or key in known
        or (
            looks_like_name(label.label)
            and not is_topic(label.label)
            and not label.lower
            and not label.wordless
        )
    }
    plausible = {key for key in plausible if not is_header_key(labels[key].label) or labels[key].is_role}
    certain = any(labels[key].is_role or key in known or labels[key].timed for key in plausible)
    needed = 0.4 if certain else 0.9
    return plausible if len(plausible) >= 2 and len(plausible) >= needed * len(lines) else set()


def _heading_words(found: Sequence[Labelled | None]) -> tuple[Labelled | None, ...]:
    """Only names that words follow: a line of its own names nobody if the next one names somebody else."""
    after = (*found[1:], None)
    return tuple(hit if hit and not following else None for hit, following in zip(found, after, strict=True))


def _is_enough(
    way: Way,
    found: Sequence[Labelled | None],
    speakers: frozenset[str],
    labels: dict[str, _Label],
    lines: Sequence[Line],
) -> bool:
    counts = Counter(folded(hit.label) for hit in found if hit)
    total = counts.total()
    if total < 2:
        return False
    timed = sum(hit is not None and hit.stamp is not None for hit in found) >= 0.6 * total
    role = any(labels[key].is_role for key in counts)
    share = total / len(lines)
    if way is with_colon:
        return len(counts) > 1 or role or timed or share > 0.25
    if way is on_own_line:
        kept = total >= 0.7 * sum(label.count for key, label in labels.items() if key in speakers)
        return kept and (timed or (len(counts) > 1 and share > _FEWEST_WITHOUT_TIME))
    if way is before_time:
        return share > 0.2
    starts = sum(line.after_blank for line in lines)
    units = starts if starts > 0.2 * len(lines) else len(lines)
    return len(counts) > 1 and total >= 0.3 * units
