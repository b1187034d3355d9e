"""XML read within bounds: no entities, nothing fetched, a limited depth and number of elements."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from cli.interview_files.faults import FileFaultError

_MOST_DEEP = 250
_MOST_ELEMENTS = 5_000_000


class BrokenXmlError(FileFaultError):
    """The tags do not pair up, or the file is no XML at all."""


class _BoundedBuilder(TreeBuilder):
    """A tree that refuses to grow without end."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0
        self._elements = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._depth += 1
        self._elements += 1
        if self._depth > _MOST_DEEP or self._elements > _MOST_ELEMENTS:
            raise FileFaultError("The XML is nested too deeply or is too large; export the transcript anew.")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def parse_xml(data: bytes) -> Element:
    """Return the root element. Raises FileFaultError where the bytes are no XML, or declare entities."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    parser = DefusedXMLParser(target=_BoundedBuilder(), forbid_dtd=False, forbid_entities=True)
    try:
        parser.feed(data)
        root = parser.close()
    except DefusedXmlException:
        raise FileFaultError("The XML declares entities, which are not read; export it without.") from None
    except (ParseError, ValueError, LookupError):
        raise BrokenXmlError("The file is not valid XML; export the transcript anew.") from None
    assert isinstance(root, Element)
    return root


def parse_broken_xml(data: bytes) -> Element:
    """Return the root of XML whose tags need not pair up. Raises FileFaultError where there is none."""
    from cli.interview_files.xml_mending import mended_xml

    root = mended_xml(data, _BoundedBuilder())
    if root is None:
        raise FileFaultError("The file is not valid XML; export the transcript anew.")
    return root


def local(element: Element) -> str:
    """Return the element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: Element, name: str) -> str | None:
    """Return an attribute by its name without namespace; None where there is none."""
    if name in element.attrib:
        return element.attrib[name]
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def below(element: Element, *names: str) -> Iterator[Element]:
    """Yield the elements of these names within an element, in the document's order."""
    return (inner for inner in element.iter() if local(inner) in names)


def text_of(element: Element) -> str:
    """Return all text within an element, blanks joined."""
    return " ".join("".join(element.itertext()).split())
