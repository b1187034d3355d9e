"""OpenDocument text (.odt, .fodt): the text as a word processor shows it with all changes accepted."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from cli.interview_files.archives import open_archive
from cli.interview_files.faults import FileFaultError
from cli.interview_files.formats.documents.lines import DocumentLines, table_lines
from cli.interview_files.source import SourceFile
from cli.interview_files.xml_tree import attribute, below, local, parse_xml, text_of
from themes.transcripts.record import InterviewRecord

_LEFT_OUT = {
    "tracked-changes": "deleted text",
    "annotation": "comment",
    "note": "footnote",
    "hidden-text": "hidden text",
    "hidden-paragraph": "hidden text",
}
_SILENT = frozenset(
    (
        "annotation-end", "sequence-decls", "variable-decls", "user-field-decls", "forms", "ruby-text",
        "page-number", "table-of-content-source", "index-title-template", "desc", "title", "script",
    )
)  # fmt: skip
_EMPTY = "The document holds no text; if it holds pictures of pages, recognise their text first."
_MOST_BLANKS = 100


def read(file: SourceFile) -> Iterator[InterviewRecord]:
    """Yield the one interview. Raises FileFaultError where the file is none or is protected."""
    data = file.data()
    if file.head[:2] == b"PK":
        with open_archive(data) as archive:
            if "content.xml" not in archive.names:
                raise FileFaultError("The file is no OpenDocument text; save it as .odt again.")
            data = archive.read("content.xml")
    root = parse_xml(data)
    text = next((one for body in below(root, "body") for one in body if local(one) == "text"), None)
    if text is None:
        raise FileFaultError("The file is no OpenDocument text; save it as .odt again.")
    collected = DocumentLines()
    walk = _Walk(collected, _hidden_styles(root))
    collected.lines.extend(walk.lines(text))
    yield collected.record("OpenDocument text", _EMPTY)


def _hidden_styles(root: Element) -> frozenset[str]:
    return frozenset(
        attribute(style, "name") or ""
        for style in below(root, "style")
        if any(attribute(one, "display") == "none" for one in style)
    )


class _Walk:
    """A walk that yields lines and notes what is deleted, hidden or a comment."""

    def __init__(self, collected: DocumentLines, hidden: frozenset[str]) -> None:
        self._collected = collected
        self._hidden = hidden
        self._boxes: list[Element] = []

    def lines(self, block: Element) -> Iterator[str]:
        for child in block:
            name = local(child)
            if name in ("p", "h"):
                yield from "".join(self._pieces(child)).split("\n")
                boxes, self._boxes = self._boxes, []
                for box in boxes:
                    yield from self.lines(box)
            elif name == "table":
                yield from table_lines(
                    [list(self.lines(cell)) for cell in row if local(cell) == "table-cell"]
                    for row in below(child, "table-row")
                )
            elif name in _LEFT_OUT:
                self._collected.leave_out(_LEFT_OUT[name], text_of(child))
            elif name not in _SILENT and attribute(child, "display") != "none":
                yield from self.lines(child)

    def _pieces(self, element: Element) -> Iterator[str]:
        yield _collapsed(element.text)
        for child in element:
            yield from self._piece(child)
            yield _collapsed(child.tail)

    def _piece(self, child: Element) -> Iterator[str]:
        name = local(child)
        if name == "s":
            count = attribute(child, "c") or "1"
            yield " " * (min(int(count), _MOST_BLANKS) if count.isdecimal() else 1)
        elif name == "tab":
            yield "\t"
        elif name == "line-break":
            yield "\n"
        elif name == "text-box":
            self._boxes.append(child)
        elif name in _LEFT_OUT:
            self._collected.leave_out(_LEFT_OUT[name], _note_text(child))
        elif name == "span" and attribute(child, "style-name") in self._hidden:
            self._collected.leave_out("hidden text", text_of(child))
        elif name not in _SILENT:
            yield from self._pieces(child)


def _note_text(note: Element) -> str:
    return " ".join(text_of(one) for one in below(note, "p"))


def _collapsed(text: str | None) -> str:
    if not text:
        return ""
    inner = " ".join(text.split())
    before = " " if text[0].isspace() else ""
    after = " " if inner and text[-1].isspace() else ""
    return f"{before}{inner}{after}"
