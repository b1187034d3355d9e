"""Different labels of one speaker, such as ``Interviewer (I)`` and ``I``."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from themes.transcripts.role_words import folded, says_answering, says_asking

_BRACKETED = re.compile(r"(.+?)\s*[(\[{（]([^()\[\]{}（）]{1,60})[)\]}）]\s*")


def same_speakers(labels: Iterable[str]) -> Mapping[str, str]:
    """Map each label to the one that stands for the speaker: the commonest, the first of equals.

    ``labels`` are the labels of all turns in order.
    """
    counts = Counter(labels)
    keys: dict[str, str] = {}
    for label in counts:
        keys.setdefault(folded(label), label)
    groups = {label: _group(label, keys) for label in counts}
    members: dict[str, list[str]] = {}
    for label, group in groups.items():
        members.setdefault(group, []).append(label)
    names = {group: max(those, key=lambda label: counts[label]) for group, those in members.items()}
    return {label: names[group] for label, group in groups.items()}


def _group(label: str, keys: Mapping[str, str]) -> str:
    """The folded label that other labels of the speaker have as well."""
    key = folded(label)
    match = _BRACKETED.fullmatch(label)
    if not match:
        return key
    outer, inner = folded(match[1]), folded(match[2])
    if inner.isdigit():
        return key
    if inner in keys:
        return inner
    if outer in keys or says_asking(inner) or says_answering(inner):
        return outer
    return key
