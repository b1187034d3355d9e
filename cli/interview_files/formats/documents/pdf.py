"""PDF: lines as printed, without page numbers, running heads and the hyphens of line ends."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from cli.interview_files.faults import FileFaultError
from cli.interview_files.formats.documents.lines import DocumentLines
from cli.interview_files.source import SourceFile
from themes.transcripts.record import InterviewRecord

_MOST_PAGES = 5000
_MOST_CHARACTERS = 20_000_000
_HEAD_LINES = 2
_SCANNED = "The PDF holds pictures of pages and no text; recognise its text (OCR) first."
_PAGE_NUMBER = re.compile(
    r"[-–—\[(\s]*(?:(?:page|seite|p\.|s\.|página|pagina|pág\.|strona|side|sida|sivu|стр\.)\s*)?\d{1,4}"
    r"(?:\s*(?:/|of|von|de|sur|di|van|z|av|из)\s*\d{1,4})?[-–—\])\s]*",
    re.IGNORECASE,
)
_BROKEN_WORD = re.compile(r"(\w*[^\W\d_])(?:[-\u00ad\u2010\x02]\n|[\ufffe]\n?)([^\W\d_]\w*)")
"""pdfium writes U+FFFE for a hyphen at the end of a line, and goes on with the next line."""


def read(file: SourceFile) -> Iterator[InterviewRecord]:
    """Yield the one interview. Raises FileFaultError for scanned, protected and damaged files."""
    collected = DocumentLines()
    pages = [_page_lines(text) for text in _pages(file.data())]
    kept = _without_heads(pages, collected)
    text = _unbroken("\f".join("\n".join(lines) for lines in kept))
    collected.lines.extend(text.split("\n"))
    yield collected.record("PDF", _SCANNED)


def _pages(data: bytes) -> Iterator[str]:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        document = PdfDocument(data)
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise FileFaultError("The PDF is protected by a password; save it without one.") from None
        raise FileFaultError("The PDF is damaged; print it to a new PDF.") from None
    try:
        if len(document) > _MOST_PAGES:
            raise FileFaultError("The PDF has over 5,000 pages; split it.")
        total = 0
        for number in range(len(document)):
            page = document[number]
            textpage = page.get_textpage()
            text = textpage.get_text_range()
            textpage.close()
            page.close()
            total += len(text)
            if total > _MOST_CHARACTERS:
                raise FileFaultError("The PDF holds over 20 million characters; split it.")
            yield text
    except PdfiumError:
        raise FileFaultError("A page of the PDF is damaged; print it to a new PDF.") from None
    finally:
        document.close()


def _page_lines(text: str) -> list[str]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").split("\n")
    if text.count("\t") > text.count(" "):  # programs built on Qt print a tab for every space
        lines = [line.replace("\t", " ") for line in lines]
    return [line.rstrip() for line in lines]


def _without_heads(pages: Sequence[list[str]], collected: DocumentLines) -> list[list[str]]:
    """The pages without what stands at the same end of most of them."""
    edges = Counter(
        (end, _shape(line))
        for lines in pages
        for end, line in {(end, line) for end, _, line in _edges(lines)}
    )
    most = max(2, (len(pages) + 1) // 2)
    kept = []
    for lines in pages:
        dropped: set[int] = set()
        ended: set[str] = set()
        for end, place, line in _edges(lines):
            repeated = len(pages) > 1 and edges[end, _shape(line)] >= most
            if end not in ended and not (repeated or _PAGE_NUMBER.fullmatch(line)):
                ended.add(end)  # what stands further in belongs to the text
            elif end not in ended:
                dropped.add(place)
                collected.leave_out("page number" if _PAGE_NUMBER.fullmatch(line) else "running head", line)
        kept.append([line for place, line in enumerate(lines) if place not in dropped])
    return kept


def _edges(lines: list[str]) -> Iterator[tuple[str, int, str]]:
    """The first and the last lines of a page that are not empty, with their places."""
    filled = [place for place, line in enumerate(lines) if line.strip()]
    if len(filled) > _HEAD_LINES * 2:
        for end, places in (("top", filled[:_HEAD_LINES]), ("bottom", filled[: -_HEAD_LINES - 1 : -1])):
            yield from ((end, place, lines[place].strip()) for place in places)


def _shape(line: str) -> str:
    return re.sub(r"\d+", "0", " ".join(line.split()).lower())


def _unbroken(text: str) -> str:
    """The text without hyphens that part a word at the end of a line."""
    whole = Counter(re.findall(r"\w+(?:-\w+)*", text.lower()))

    def joined(match: re.Match[str]) -> str:
        before, after = match.groups()
        if whole[f"{before}-{after}".lower()] and not whole[f"{before}{after}".lower()]:
            return f"{before}-{after}"
        if after[0].isupper():
            return f"{before}-{after}"
        return f"{before}{after}"

    return _BROKEN_WORD.sub(joined, text)
