"""HTML as lines of text: one line for each block, table rows with tabs, nothing of what a page hides."""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

_BLOCK_TAGS = """address article aside blockquote body caption center dd details div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol option p pre section summary table
    tbody tfoot thead tr ul"""
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_HIDDEN_TAGS = (
    "head script style template noscript title svg math object iframe audio video select button input"
)
_HIDDEN = frozenset(_HIDDEN_TAGS.split())
_CELLS = frozenset({"td", "th"})
_BOLD = frozenset({"b", "strong"})
MOST_DEEP = 500


def html_lines(html: str) -> list[str]:
    """Return the visible lines, an empty one where a paragraph is empty."""
    root = LexborHTMLParser(html).root
    return _lines("".join(_pieces(root))) if root is not None else []


def _lines(text: str) -> list[str]:
    lines = []
    for line in text.split("\n"):
        cells = [" ".join(cell.split()) for cell in line.split("\t")]
        lines.append("\t".join(cells).strip("\t"))
    return [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]


def _pieces(root: LexborNode) -> Iterator[str]:
    """The text in order, with ``\\n`` around blocks and a tab after each cell. Depth costs no stack."""
    stack: list[LexborNode | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            yield node
            continue
        tag = node.tag or ""
        if tag == "-text":
            yield _plain(node)
        elif tag == "br":
            yield "\n"
        elif not _is_hidden(tag, node):
            opened, closed = _around(tag)
            yield opened
            if closed:
                stack.append(closed)
            stack.extend(reversed(list(node.iter(include_text=True))))


def _plain(node: LexborNode) -> str:
    text = node.text_content or ""
    parent = node.parent
    if parent is not None and parent.tag == "pre":
        return text
    gap = " " if text[:1].isspace() else ""
    return gap + " ".join(text.split()) + (" " if text[-1:].isspace() and text.strip() else "")


def _is_hidden(tag: str, node: LexborNode) -> bool:
    if tag in _HIDDEN or tag.startswith(("-comment", "!", "_comment")):
        return True
    attributes = node.attributes
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return "hidden" in attributes or "display:none" in style or "visibility:hidden" in style


def _around(tag: str) -> tuple[str, str]:
    if tag in _CELLS:
        return "", "\t"
    if tag in _BOLD:
        return "", ""
    return ("\n", "\n") if tag in _BLOCKS else ("", "")
