"""Live captions show words again while the next ones come in; here each word stays once."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

_MOST_LINES_SHOWN = 4
_MOST_WORDS_SHOWN = 60
_SAMPLE = 400
_FEWEST_WORDS = 2


class Shown(NamedTuple):
    """What one cue shows: lines without tags, each with the voice that the cue names for the line."""

    start: float
    end: float
    lines: tuple[tuple[str | None, str], ...]
    name: str


def unrolled(shown: Sequence[Shown]) -> list[Shown]:
    """Return the cues without what earlier cues showed already.

    Only files in which most captions repeat words are taken to roll. Elsewhere a repeated "Yes." was
    said twice.
    """
    if _most(shown, _grows):
        shown = _grown(shown)
    if _most(shown, _rolls):
        return [
            cue._replace(lines=cue.lines[again:]) for again, cue in zip(_again(shown), shown, strict=True)
        ]
    if _most(shown, _words_roll):
        return _without_words(shown)
    return list(shown)


def _most(shown: Sequence[Shown], repeats: Callable[[Shown, Shown], object]) -> bool:
    pairs = list(pairwise(shown[:_SAMPLE]))
    return len(pairs) > 1 and 2 * sum(bool(repeats(*pair)) for pair in pairs) > len(pairs)


def _grows(before: Shown, after: Shown) -> bool:
    if not before.lines or not after.lines:
        return False
    old, new = _text(before), _text(after)
    return len(new) > len(old) and new.startswith(old)


def _text(cue: Shown) -> str:
    return " ".join(text for _, text in cue.lines)


def _grown(shown: Sequence[Shown]) -> list[Shown]:
    """Of captions that grow, the grown ones, each from the time at which it began to grow."""
    kept: list[Shown] = []
    for cue in shown:
        if kept and _grows(kept[-1], cue):
            kept[-1] = cue._replace(start=kept[-1].start)
        elif not kept or cue.lines != kept[-1].lines:
            kept.append(cue)
    return kept


def _rolls(before: Shown, after: Shown) -> int:
    longest = min(len(before.lines), len(after.lines), _MOST_LINES_SHOWN)
    return next((size for size in range(longest, 0, -1) if before.lines[-size:] == after.lines[:size]), 0)


def _again(shown: Sequence[Shown]) -> list[int]:
    """For each cue the number of its lines that the cue before showed."""
    return [0, *(_rolls(before, after) for before, after in pairwise(shown))]


def _overlap(before: Sequence[str], after: Sequence[str]) -> int:
    longest = min(len(before), len(after), _MOST_WORDS_SHOWN)
    return next((size for size in range(longest, 0, -1) if before[-size:] == after[:size]), 0)


def _words_roll(before: Shown, after: Shown) -> bool:
    same_voices = {voice for voice, _ in before.lines} == {voice for voice, _ in after.lines}
    return same_voices and _overlap(_text(before).split(), _text(after).split()) >= _FEWEST_WORDS


def _without_words(shown: Sequence[Shown]) -> list[Shown]:
    kept = list(shown[:1])
    for before, cue in pairwise(shown):
        again = _overlap(_text(before).split(), _text(cue).split())
        lines = []
        for voice, text in cue.lines:
            words = text.split()
            if rest := " ".join(words[again:]):
                lines.append((voice, rest))
            again = max(0, again - len(words))
        kept.append(cue._replace(lines=tuple(lines)))
    return kept
