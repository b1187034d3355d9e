"""Captions that a recorder cut into two lines of equal length, in the middle of a word if need be."""

import re
from collections.abc import Sequence

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FEWEST = 3
_COMMON = frozenset(
    """a i the and you to of it that in is was for on we they he she have has had do did not but so be are as at
    with this my your me or if what when how there one all just like know think get go would can from by an about
    out up our their them then no yes""".split()
)


def are_halved(pairs: Sequence[tuple[str, str]]) -> bool:
    """Whether most pairs of lines are the halves of one string."""
    return len(pairs) >= _FEWEST and sum(_is_halved(*pair) for pair in pairs) >= 0.8 * len(pairs)


def _is_halved(left: str, right: str) -> bool:
    both = len(left) + len(right)
    return len(left) in (both // 2, (both + 1) // 2, (both + 1) // 2 - 1)


def vocabulary(texts: Sequence[str]) -> frozenset[str]:
    """The words that stand whole inside the lines."""
    return _COMMON.union(word.casefold() for text in texts for word in _WORD.findall(text)[1:-1])


def joined(left: str, right: str, known: frozenset[str]) -> str:
    """The two halves as one, with a blank unless the cut goes through a word."""
    first, second = _WORD.findall(left), _WORD.findall(right)
    if not first or not second or not left.endswith(first[-1]) or not right.startswith(second[0]):
        return f"{left} {right}"
    before, after = first[-1].casefold(), second[0].casefold()
    if before + after in known:
        return left + right
    whole = (before in known and len(before) > 1) or (after in known and len(after) > 1)
    return f"{left} {right}" if whole else left + right
