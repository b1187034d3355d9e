"""Tables of marked passages, as qualitative analysis tools export them: quotes with topics, no interviews."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cli.interview_files.formats.tables.columns import Column, first_column
from cli.interview_files.formats.tables.grid import as_text
from cli.interview_files.formats.tables.header import Table
from themes.transcripts.record import InterviewRecord, MarkedQuote

_CODE_NAMES = """code; codes; code name; codename; code names; codes applied; codes applied
    combined; tag; tags; tag name; tag names; highlight tags; theme; themes; label; labels; topic;
    category; node; node name; kode; kategorie; código; códigos; codice; étiquette; code en;
    codeword; coding; codes assigned"""
_PASSAGE_NAMES = """selected text; quotation content; quotation; quote; quotes; highlight; highlight
    text; highlighted text; coded text; coded segment; segment; excerpt; excerpt copy; snippet;
    passage; reference; reference text; fragment; extract; textstelle; codiertes segment; segmento;
    extrait; zitat; content; text"""
_DOCUMENT_NAMES = """document; document name; documentname; file; file name; filename; file or case;
    file or case name; source; source name; note title; note; media title; transcript; interview; session;
    session name; data; case; title; dokument; dokumentname; documento; fichier; resource; resource
    name; project document; file id"""
_MARKERS = """coder; coded by; owner; coverage; coverage %; weight score; weight; beginning; begin;
    end position; start; anfang; ende; pos0; pos1; position; created by; highlight id; quotation id; density;
    codename; code name; highlight tags; code color; color; farbe; document group; dokumentgruppe; tag;
    codes"""


def _split(names: str) -> tuple[str, ...]:
    return tuple(" ".join(name.split()) for name in names.split(";"))


_CODE, _PASSAGE, _DOCUMENT, _MARKER = (
    _split(names) for names in (_CODE_NAMES, _PASSAGE_NAMES, _DOCUMENT_NAMES, _MARKERS)
)
_CERTAIN = _PASSAGE[: _PASSAGE.index("content")]
"""Names that only marked passages have."""


@dataclass(frozen=True, slots=True)
class CodedColumns:
    """The columns of passages, of their codes, and of the documents in which they stand."""

    passage: Column
    code: Column
    document: Column | None


def coded_columns(found: Sequence[Column]) -> CodedColumns | None:
    """Return the columns of a table of marked passages; None for other tables."""
    code, passage = first_column(found, _CODE), first_column(found, _PASSAGE)
    if code is None or passage is None or code is passage or passage.words < 2:
        return None
    document = next(
        (one for name in _DOCUMENT if (one := first_column(found, (name,))) and one not in (code, passage)),
        None,
    )
    certain = passage.normal in _CERTAIN or any(one.normal in _MARKER for one in found)
    if document is None and passage.normal not in _CERTAIN:
        return None
    return CodedColumns(passage, code, document) if certain else None


def marked_passages(table: Table, roles: CodedColumns) -> Iterator[InterviewRecord]:
    """Yield a record without turns for each document, with the passages marked in it."""
    documents: dict[str, list[MarkedQuote]] = {}
    for place in range(len(table.rows)):
        quote = as_text(roles.passage.cells[place]).strip()
        if not quote:
            continue
        document = as_text(roles.document.cells[place]).strip() if roles.document else ""
        for topic in _topics(as_text(roles.code.cells[place])) or [None]:
            documents.setdefault(document, []).append(MarkedQuote(quote, topic))
    for document, quotes in documents.items():
        yield InterviewRecord(
            format="coded passages",
            key=document or None,
            title=document or None,
            quotes=tuple(dict.fromkeys(quotes)),
            doubts=(
                "The file holds marked passages, no interview; import the interviews themselves as well.",
            ),
        )


def _topics(cell: str) -> list[str | None]:
    """The codes of a cell; several are parted by commas, semicolons, bars or lines."""
    separator = next((mark for mark in ("\n", ";", "|", ",") if mark in cell), None)
    parts = cell.split(separator) if separator else [cell]
    return [" ".join(part.split())[:200] for part in parts if part.strip()]
