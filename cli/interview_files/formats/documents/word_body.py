"""The body of a Word document walked element by element, because libraries lose or invent words."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from cli.interview_files.formats.documents.lines import DocumentLines, table_lines
from cli.interview_files.xml_tree import attribute, below, local

_REMOVED = {"del": "deleted text", "moveFrom": "deleted text"}
_SILENT_NAMES = """pPr rPr sdtPr sdtEndPr tblPr tblGrid trPr tcPr sectPr instrText delText delInstrText
    footnoteReference endnoteReference commentReference annotationRef customXmlPr smartTagPr fldData rt
    footnoteRef endnoteRef altChunk object"""
_SILENT = frozenset(_SILENT_NAMES.split())
_CHARACTERS = {"tab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "", "ptab": "\t"}
_OFF = ("0", "false", "off")


class WordBody:
    """A walk that yields lines and notes what is hidden or deleted."""

    def __init__(self, collected: DocumentLines, hidden_styles: frozenset[str]) -> None:
        self._collected = collected
        self._hidden_styles = hidden_styles
        self._fields: list[str] = []
        """For each field that is open: ``code`` while its instruction is read, then ``result``."""
        self._boxes: list[Element] = []

    def lines(self, block: Element) -> Iterator[str]:
        """Yield the lines of a block: its paragraphs, tables and text boxes, in order."""
        carried = ""
        for child in block:
            name = local(child)
            if name == "p":
                text, goes_on = self._paragraph(child)
                carried += text if text is not None else ""
                if not goes_on and text is not None:
                    yield from carried.split("\n")
                    carried = ""
                yield from self._box_lines()
            elif name == "tbl":
                yield from table_lines(self._rows(child))
            elif name in _REMOVED:
                self._collected.leave_out(_REMOVED[name], _deleted(child))
            elif name == "AlternateContent":
                yield from self.lines(_chosen(child))
            elif name not in _SILENT:
                yield from self.lines(child)
        if carried:
            yield from carried.split("\n")

    def _paragraph(self, paragraph: Element) -> tuple[str | None, bool]:
        """The text, None where all of it was deleted, and whether the next paragraph goes on with it."""
        text = "".join(self._pieces(paragraph))
        mark = next((inner for inner in paragraph if local(inner) == "pPr"), None)
        marks = {
            local(one)
            for inner in (mark if mark is not None else ())
            if local(inner) == "rPr"
            for one in inner
        }
        if not text and ("moveFrom" in marks or "del" in marks):
            return None, False
        emptied = not text and any(True for _ in below(paragraph, *_REMOVED))
        return (None, False) if emptied else (text, "del" in marks)

    def _pieces(self, element: Element) -> Iterator[str]:
        for child in element:
            name = local(child)
            if name == "r":
                yield from self._run(child)
            elif name in _REMOVED:
                self._collected.leave_out(_REMOVED[name], _deleted(child))
            elif name == "AlternateContent":
                yield from self._pieces(_chosen(child))
            elif name == "ruby":
                yield from (piece for base in below(child, "rubyBase") for piece in self._pieces(base))
            elif name == "txbxContent":
                self._boxes.append(child)
            elif name not in _SILENT:
                yield from self._pieces(child)

    def _run(self, run: Element) -> Iterator[str]:
        pieces = "".join(self._run_pieces(run))
        if pieces and self._is_hidden(run):
            self._collected.leave_out("hidden text", pieces)
        else:
            yield pieces

    def _run_pieces(self, run: Element) -> Iterator[str]:
        for child in run:
            name = local(child)
            if name == "fldChar":
                self._turn_field(attribute(child, "fldCharType"))
            elif name in ("drawing", "pict", "AlternateContent"):
                chosen = _chosen(child) if name == "AlternateContent" else child
                self._boxes += _outermost_boxes(chosen)
            elif "code" in self._fields or name in _SILENT:
                continue
            elif name == "t":
                yield child.text or ""
            elif name == "br":
                yield "\f" if attribute(child, "type") == "page" else "\n"
            elif name == "sym":
                yield _symbol(attribute(child, "char"))
            elif name in _CHARACTERS:
                yield _CHARACTERS[name]
            elif name == "ruby":
                yield from (piece for base in below(child, "rubyBase") for piece in self._pieces(base))

    def _turn_field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append("code")
        elif kind == "separate" and self._fields:
            self._fields[-1] = "result"
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _is_hidden(self, run: Element) -> bool:
        for properties in run:
            if local(properties) == "rPr":
                for one in properties:
                    if local(one) == "vanish":
                        return (attribute(one, "val") or "1") not in _OFF
                return any(
                    local(one) == "rStyle" and attribute(one, "val") in self._hidden_styles
                    for one in properties
                )
        return False

    def _box_lines(self) -> Iterator[str]:
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            yield from self.lines(box)

    def _rows(self, table: Element) -> Iterator[list[list[str]]]:
        for row in _through(table, "tr"):
            if not any(
                local(one) == "del" for properties in row if local(properties) == "trPr" for one in properties
            ):
                yield [list(self.lines(cell)) for cell in _through(row, "tc")]


def _through(element: Element, wanted: str) -> Iterator[Element]:
    """The children of a name, also those in content controls and custom XML."""
    for child in element:
        if local(child) == wanted:
            yield child
        elif local(child) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _through(child, wanted)


def _chosen(alternatives: Element) -> Element:
    """The first of the alternatives, which all show the same."""
    return next(iter(alternatives), alternatives)


def _outermost_boxes(element: Element) -> list[Element]:
    found: list[Element] = []
    stack: list[Element] = [element]
    while stack:
        one = stack.pop()
        if local(one) == "txbxContent":
            found.append(one)
        elif local(one) == "AlternateContent":
            stack.append(_chosen(one))
        else:
            stack.extend(reversed(list(one)))
    return found


def _deleted(element: Element) -> str:
    return "".join(part.text or "" for part in below(element, "t", "delText"))


def _symbol(code: str | None) -> str:
    try:
        character = chr(int(code or "", 16))
    except (ValueError, OverflowError):
        return ""
    return "" if "\ue000" <= character <= "\uf8ff" else character
