"""XML whose tags do not pair up, as hands and scripts write it: each tag is closed where it must be."""

import re
from html import unescape
from xml.etree.ElementTree import Element, TreeBuilder

from cli.interview_files.decoding import decode

_TAG = re.compile(r"<(/?)([A-Za-z_][\w:.-]*)([^<>]*?)(/?)>|<[!?][^<>]*>")
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def mended_xml(data: bytes, builder: TreeBuilder) -> Element | None:
    """Return the root built by ``builder``; None where the bytes hold no elements."""
    text = decode(data).text
    open_tags: list[str] = []
    place, begun = 0, False
    for match in _TAG.finditer(text):
        if begun and open_tags:
            builder.data(unescape(text[place : match.start()]))
        place = match.end()
        closing, name, attributes, empty = match.groups()
        if name is None or (begun and not open_tags):
            continue
        if closing:
            _close(_qualified(name), open_tags, builder)
            continue
        begun = True
        builder.start(_qualified(name), _attributes(attributes))
        if empty:
            builder.end(_qualified(name))
        else:
            open_tags.append(_qualified(name))
    for name in reversed(open_tags):
        builder.end(name)
    return builder.close() if begun else None


def _close(name: str, open_tags: list[str], builder: TreeBuilder) -> None:
    if name in open_tags:
        while open_tags:
            last = open_tags.pop()
            builder.end(last)
            if last == name:
                return


def _attributes(written: str) -> dict[str, str]:
    return {
        _qualified(name): unescape(double or single) for name, double, single in _ATTRIBUTE.findall(written)
    }


def _qualified(name: str) -> str:
    prefix, colon, local = name.rpartition(":")
    return f"{{{prefix}}}{local}" if colon else name
