"""REFI-QDA, the exchange of qualitative analysis tools: projects (.qdpx) and codebooks (.qdc).

The standard: https://www.qdasoftware.org/
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from cli.interview_files.archives import Archive, open_archive
from cli.interview_files.decoding import decode
from cli.interview_files.faults import Fault, FileFaultError
from cli.interview_files.layouts import read_layout
from cli.interview_files.source import SourceFile
from cli.interview_files.xml_tree import attribute, below, local, parse_xml, text_of
from themes.transcripts.record import InterviewRecord, MarkedQuote

_TEXT_SOURCES = ("TextSource", "PDFSource", "AudioSource", "VideoSource")
_MOST_PLACES = 10**12
_SELECTIONS = ("PlainTextSelection", "TranscriptSelection")


def interviews(root: Element) -> Iterator[InterviewRecord]:
    """Raise FileFaultError: codes without sources are no interviews, and a bare project lacks its texts."""
    codes = sum(1 for _ in below(root, "Code"))
    if local(root) == "CodeBook":
        raise FileFaultError(
            f"This is a codebook (REFI-QDA) of {codes} codes and no interviews; give the file to "
            "theme-scan study set --codebook."
        )
    raise FileFaultError("This is the list of a REFI-QDA project without its texts; export it as .qdpx.")


def read(file: SourceFile) -> Iterator[InterviewRecord | Fault]:
    """Yield an interview for each text source, with its coded passages as quotes."""
    with open_archive(file.data()) as archive:
        root = parse_xml(archive.read(_project(archive)))
        sources = list(below(root, *_TEXT_SOURCES))
        if not sources:
            raise FileFaultError("The REFI-QDA project holds no texts; export it with its sources.")
        codes = {one.get("guid", ""): one.get("name", "") for one in below(root, "Code")}
        cases = _cases(root)
        for source in sources:
            yield _interview(archive, source, codes, cases, file.name)


def codebook(file: SourceFile) -> list[dict[str, str]]:
    """Return the codes of a codebook or a project, each with ``name`` and ``definition``.

    A code without a description is defined by the names of the codes above the code. Codes of one name bear
    the name of the code above as well. Raises FileFaultError where the file holds no codes.
    """
    root = _codebook_root(file)
    paths = [path for top in below(root, "Codes") for path in _code_paths(top, ())]
    if not paths:
        raise FileFaultError("The file holds no codes; export the codebook again.")
    counts = Counter(_name(path[-1]).casefold() for path in paths)
    return [_code(path, alone=counts[_name(path[-1]).casefold()] == 1) for path in paths]


def _codebook_root(file: SourceFile) -> Element:
    if file.suffix != ".qdpx":
        return parse_xml(file.data())
    with open_archive(file.data()) as archive:
        return parse_xml(archive.read(_project(archive)))


def _project(archive: Archive) -> str:
    """The member that describes the project. Raises FileFaultError where there is none."""
    project = next((name for name in sorted(archive.names) if name.lower().endswith(".qde")), None)
    if project is None:
        raise FileFaultError("The file is no REFI-QDA project; export it as .qdpx again.")
    return project


def _code_paths(parent: Element, above: tuple[Element, ...]) -> Iterator[tuple[Element, ...]]:
    """The codes below an element, each with the codes above; a code that cannot be given only groups."""
    for code in parent:
        if local(code) == "Code":
            path = (*above, code)
            if code.get("isCodable", "true") != "false":
                yield path
            yield from _code_paths(code, path)


def _name(code: Element) -> str:
    return " ".join((code.get("name") or "").split())


def _code(path: Sequence[Element], *, alone: bool) -> dict[str, str]:
    names = [_name(code) for code in path]
    described = next((text_of(inner) for inner in path[-1] if local(inner) == "Description"), "")
    return {
        "name": names[-1] if alone else ": ".join(names[-2:]),
        "definition": " ".join(described.split()) or ": ".join(names),
    }


def _interview(
    archive: Archive,
    source: Element,
    codes: dict[str, str],
    cases: dict[str, tuple[str, dict[str, str]]],
    name: str,
) -> InterviewRecord | Fault:
    title = source.get("name") or "source"
    text = _text(archive, source)
    if text is None:
        return Fault(
            f"{name}:{title}",
            "The project holds no plain text of this source; import the document itself as well.",
        )
    record = read_layout(text.replace("\r\n", "\n").replace("\r", "\n"), layout_of="REFI-QDA source")
    case, attributes = cases.get(source.get("guid", ""), ("", {}))
    return replace(
        record,
        key=title,
        title=title,
        quotes=tuple(dict.fromkeys(_quotes(source, text, codes))),
        attributes=attributes,
        participants=(case,) if case else record.participants,
        source=f"{name}:{title}",
    )


def _text(archive: Archive, source: Element) -> str | None:
    """The source's plain text, from the project or from a file of it."""
    for one in (source, *below(source, "Representation", "Transcript")):
        content = next((inner for inner in one if local(inner) == "PlainTextContent"), None)
        if content is not None and content.text:
            return content.text
        path = one.get("plainTextPath") or ""
        member = path.removeprefix("internal://").rpartition("/")[2]
        for name in (f"Sources/{member}", f"sources/{member}", member):
            if member and name in archive.names:
                return decode_kept(archive.read(name))
    return None


def decode_kept(data: bytes) -> str:
    """Return text with its line ends as they are, because the passages' places count them."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decode(data).text


def _quotes(source: Element, text: str, codes: dict[str, str]) -> Iterator[MarkedQuote]:
    selections = [
        one
        for one in below(source, *_SELECTIONS)
        if _place(one, "startPosition") <= _place(one, "endPosition") < _MOST_PLACES
    ]
    cut = _cutting(text, selections)
    for one in selections:
        quote = " ".join(cut(one).split())
        topics = [codes.get(reference.get("targetGUID", ""), "") for reference in below(one, "CodeRef")]
        for topic in topics:
            if quote:
                yield MarkedQuote(quote, topic[:200] or None)


def _cutting(text: str, selections: Sequence[Element]) -> Callable[[Element], str]:
    """The way of counting by which passages begin and end with whole words; tools differ in it."""
    plain = text.replace("\r\n", "\n")
    wide = text.encode("utf-16-le")

    def by_characters(one: Element) -> str:
        return text[_place(one, "startPosition") : _place(one, "endPosition")]

    def by_lines(one: Element) -> str:
        return plain[_place(one, "startPosition") : _place(one, "endPosition")]

    def by_units(one: Element) -> str:
        start, end = _place(one, "startPosition"), _place(one, "endPosition")
        return wide[start * 2 : end * 2].decode("utf-16-le", "ignore")

    ways = (by_characters, by_lines, by_units)
    return max(ways, key=lambda way: sum(_wholeness(way(one), text) for one in selections[:200]))


def _place(selection: Element, name: str) -> int:
    """Where a selection begins or ends; beyond every text where the place is no number."""
    value = selection.get(name) or ""
    return int(value) if value.isdecimal() and len(value) < 12 else _MOST_PLACES


def _wholeness(passage: str, text: str) -> float:
    """From 0 to 1: whether a passage begins and ends with whole words, and with no blank."""
    place = text.find(passage.replace("\n", "\r\n") if "\r\n" in text and "\r\n" not in passage else passage)
    if not passage.strip() or place < 0:
        return 0
    before, after = text[place - 1 : place], text[place + len(passage) : place + len(passage) + 1]
    if (before.isalnum() and passage[0].isalnum()) or (after.isalnum() and passage[-1].isalnum()):
        return 0
    return 1 if passage == passage.strip() else 0.5


def _cases(root: Element) -> dict[str, tuple[str, dict[str, str]]]:
    """The case's name and attributes for each source of a case."""
    variables = {one.get("guid", ""): one.get("name", "") for one in below(root, "Variable")}
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for case in below(root, "Case"):
        attributes = {}
        for value in below(case, "VariableValue"):
            name = next(
                (variables.get(one.get("targetGUID", "")) for one in below(value, "VariableRef")), None
            )
            told = " ".join(text_of(one) for one in value if local(one) != "VariableRef")
            if name and told:
                attributes[name] = told[:200]
        for reference in below(case, "SourceRef"):
            found[attribute(reference, "targetGUID") or ""] = (case.get("name") or "", attributes)
    return found
