"""Word documents (.docx): the text as Word shows it with all changes accepted."""

from collections.abc import Iterator
from posixpath import join, normpath
from xml.etree.ElementTree import Element

from cli.interview_files.archives import Archive, open_archive
from cli.interview_files.faults import FileFaultError
from cli.interview_files.formats.documents.lines import DocumentLines
from cli.interview_files.formats.documents.word_body import WordBody
from cli.interview_files.source import SourceFile
from cli.interview_files.xml_tree import attribute, below, local, parse_xml
from themes.transcripts.record import InterviewRecord

_NOTES = {
    "comments.xml": "comment",
    "footnotes.xml": "footnote",
    "endnotes.xml": "endnote",
}
_EMBEDDED = (
    "The Word file keeps its text as an embedded page (altChunk), which only Word shows; "
    "open it in Word and save it again."
)
_EMPTY = "The Word file holds no text; if it holds pictures of pages, recognise their text first."


def read(file: SourceFile) -> Iterator[InterviewRecord]:
    """Yield the one interview. Raises FileFaultError for files that Word shows and nothing else can."""
    with open_archive(file.data()) as archive:
        main = _main_part(archive)
        root = parse_xml(archive.read(main))
        body = next(below(root, "body"), root)
        collected = DocumentLines()
        walk = WordBody(collected, _hidden_styles(archive, main))
        collected.lines.extend(walk.lines(body))
        if any(True for _ in below(body, "altChunk")):
            if not any(line.strip() for line in collected.lines):
                raise FileFaultError(_EMBEDDED)
            collected.doubts.append("The Word file embeds a page (altChunk) whose text is left out.")
        _note_other_parts(archive, main, collected)
    yield collected.record("Word document", _EMPTY)


def _main_part(archive: Archive) -> str:
    if "_rels/.rels" in archive.names:
        for relation in below(parse_xml(archive.read("_rels/.rels")), "Relationship"):
            if (attribute(relation, "Type") or "").endswith("/officeDocument"):
                target = normpath((attribute(relation, "Target") or "").lstrip("/"))
                if target in archive.names:
                    return target
    if "word/document.xml" in archive.names:
        return "word/document.xml"
    raise FileFaultError("The file is no Word document; export it as .docx from the program that made it.")


def _hidden_styles(archive: Archive, main: str) -> frozenset[str]:
    """The styles whose text Word hides."""
    name = join(main.rpartition("/")[0], "styles.xml")
    if name not in archive.names:
        return frozenset()
    styles = below(parse_xml(archive.read(name)), "style")
    return frozenset(attribute(style, "styleId") or "" for style in styles if _vanishes(style))


def _vanishes(style: Element) -> bool:
    return any(
        local(inner) == "vanish" and (attribute(inner, "val") or "1") not in ("0", "false", "off")
        for properties in style
        if local(properties) == "rPr"
        for inner in properties
    )


def _note_other_parts(archive: Archive, main: str, collected: DocumentLines) -> None:
    folder = main.rpartition("/")[0]
    for name in sorted(archive.names):
        directory, _, part = name.rpartition("/")
        if directory != folder:
            continue
        what = _NOTES.get(part) or (
            "page header"
            if part.startswith("header")
            else "page footer"
            if part.startswith("footer")
            else None
        )
        if what:
            inner = WordBody(DocumentLines(), frozenset())
            for note in (
                parse_xml(archive.read(name))
                if what not in ("page header", "page footer")
                else [parse_xml(archive.read(name))]
            ):
                collected.leave_out(what, " ".join(inner.lines(note)))
