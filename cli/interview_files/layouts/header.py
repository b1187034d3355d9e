"""What the lines before a transcript tell: title, date, people and who of them asks."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from cli.interview_files.layouts.dates import header_date
from cli.interview_files.layouts.labels import with_colon
from cli.interview_files.layouts.lines import Line
from cli.interview_files.layouts.names import looks_like_name
from cli.interview_files.layouts.vocabulary import (
    EVENT,
    RULE,
    is_header_key,
    is_section_heading,
    is_transcript_heading,
)
from themes.transcripts.role_words import folded, says_answering, says_asking

_LEGEND = re.compile(r"[\"'(\[*]*([^\s=:–—-][^=:–—\n]{0,29}?)[\"')\]*]*\s*(?:=|[:：]|\s[–—-])\s*(.+)")
_NAMES = re.compile(r"\s*(?:,(?! (?:PhD|Jr|Sr|MD|Dr|PE)\b)|;|\band\b|\bund\b|\bet\b|\by\b|&|\||•|·|\t)\s*")
_LINKS = re.compile(r"\[\[|\]\]|[*_`\"]")
_MOST_LINES = 80
_LONGEST_TITLE = 150
TITLES = frozenset({"meeting title", "title", "interview title", "titel", "titre", "título", "titolo"})
_MOST_NAME_WORDS = 5


@dataclass(slots=True)
class Header:
    """What is told before the first turn."""

    title: str | None = None
    fields: dict[str, str] = field(default_factory=dict)
    """Keys as written, in lower case, with their values."""
    names: set[str] = field(default_factory=set)
    """Folded names of people whom the header lists."""
    date: datetime | None = None
    asking: set[str] = field(default_factory=set)
    """Folded names, codes or initials of people whom the header calls interviewers."""
    answering: set[str] = field(default_factory=set)


def read_header(lines: Sequence[Line]) -> Header:
    """Read the lines that precede the transcript."""
    header = Header(date=header_date(lines))
    listing = False
    for line in lines[:_MOST_LINES]:
        text = line.text
        if RULE.fullmatch(text) or is_transcript_heading(text) or EVENT.fullmatch(line.body):
            continue
        if is_section_heading(text):
            listing = True
            continue
        _note(header, line, listing=listing)
    return header


def _note(header: Header, line: Line, *, listing: bool) -> None:
    if listing or line.lead:
        header.names |= set(people(line.body))
    legend = _LEGEND.fullmatch(line.body)
    key, value = (legend[1].strip("*_ "), legend[2].strip("*_ ")) if legend else ("", "")
    if key.casefold() in TITLES or is_header_key(key) or _tells_role(key) or _tells_role(value):
        header.fields.setdefault(key.casefold(), value)
        _note_people(header, key, value)
    elif header.title is None and not listing and len(line.body) < _LONGEST_TITLE:
        header.title = line.body.strip("*_#= ") or None


def _tells_role(words: str) -> bool:
    bare = re.sub(r"\s*\(.*\)|\s*name\Z|\s*id\Z", "", words, flags=re.IGNORECASE)
    return any(
        says(part) for part in (words, bare, *_firsts(words)) for says in (says_asking, says_answering)
    )


def _firsts(words: str) -> list[str]:
    return [word for word in re.split(r"[\s,()]+", words)[:4] if len(word) > 2]


def _note_people(header: Header, key: str, value: str) -> None:
    bare = re.sub(r"\s*\(.*\)|\s*name\Z|\s*id\Z", "", key, flags=re.IGNORECASE)
    if says_asking(bare) or says_asking(key):
        header.asking |= {folded(key), *people(value), *_in_brackets(key)}
    elif says_answering(bare) or says_answering(key):
        header.answering |= {folded(key), *people(value), *_in_brackets(key)}
    elif says_asking(value) or any(map(says_asking, _firsts(value))):
        header.asking |= {folded(key), *people(value)}
    elif says_answering(value) or any(map(says_answering, _firsts(value))):
        header.answering |= {folded(key), *people(value)}
    if is_section_heading(key) or is_header_key(key):
        header.names |= set(people(value))


def _in_brackets(text: str) -> set[str]:
    return {folded(inside) for inside in re.findall(r"[(\[]([^)\]]{1,40})[)\]]", text)}


def people(value: str) -> Iterable[str]:
    """Yield the folded names in a list such as ``Mara Quist (host), Tom Odell``."""
    for part in _NAMES.split(_LINKS.sub("", value)):
        name = re.sub(r"\s*[(\[][^)\]]*[)\]]", "", part).strip(" -•*\t")
        if name and len(name.split()) <= _MOST_NAME_WORDS and looks_like_name(name):
            yield folded(name)
        yield from _in_brackets(part)


def stated(labels: Iterable[str], names: Iterable[str]) -> frozenset[str]:
    """The labels that mean one of the names: the name, a part of it, its initials or its code."""
    wanted = set(names)
    initials = {"".join(word[0] for word in name.split()) for name in wanted if len(name.split()) > 1}
    parts = {part for name in wanted for part in name.split() if len(part) > 2}
    return frozenset(
        label
        for label in labels
        if (key := folded(label)) in wanted or key in initials or key in parts or set(key.split()) & wanted
    )


def header_end(lines: Sequence[Line], labels: Mapping[int, str]) -> int:
    """The index of the first line that somebody says. ``labels`` maps labelled lines to their labels."""
    speaking = {folded(label) for label in labels.values()}
    return next(
        (index for index in sorted(labels) if not _is_field(lines, index, labels[index], speaking)), 0
    )


def _is_field(lines: Sequence[Line], index: int, label: str, speaking: set[str]) -> bool:
    """Whether a labelled line is a header's, such as ``Interviewer: Mara Quist`` or ``I: Interviewer``.

    ``speaking`` are the folded labels of all lines.
    """
    found = with_colon(lines[index])
    if found is None or not found.words:
        return False
    value = found.words
    if len(value.split()) > _MOST_NAME_WORDS + 2 or value[-1] in ".?!…。？！؟":
        return False
    if says_asking(value) or says_answering(value):
        return True
    is_key = is_header_key(label) or says_asking(label) or says_answering(label)
    if not is_key or not looks_like_name(value):
        return False
    return _beside_fields(lines, index) or bool(_labels_of(value) & (speaking - {folded(label)}))


def _labels_of(value: str) -> set[str]:
    """The folded labels that people in a list may bear: names, first names, codes in brackets, initials."""
    names = set(people(value))
    initials = {"".join(word[0] for word in name.split()) for name in names if " " in name}
    return names | {name.split()[0] for name in names} | initials


def _beside_fields(lines: Sequence[Line], index: int) -> bool:
    """Whether the lines around are fields of a header, such as ``Date: 15 June 2026``."""
    return any(
        (found := with_colon(line)) is not None
        and is_header_key(found.label)
        and not says_asking(found.label)
        and not says_answering(found.label)
        for line in lines[max(0, index - 6) : index + 7]
    )
