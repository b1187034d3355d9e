"""Documents read as their programs show them: changes accepted, hidden text told, nothing twice."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.interview_files import registry
from cli.interview_files.faults import Fault, FileFaultError
from cli.interview_files.formats.documents.lines import DocumentLines, table_lines
from cli.interview_files.formats.documents.rtf_text import RtfText
from cli.interview_files.html_text import html_lines
from cli.interview_files.layouts import read_layout
from cli.interview_files.source import SourceFile
from themes.transcripts.record import InterviewRecord

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def deleted(text: str, tag: str = "del") -> str:
    return f'<w:{tag}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:{tag}>'


def within(tag: str, *content: str) -> str:
    return f"<w:{tag}>{''.join(content)}</w:{tag}>"


def field(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


REST = within("p", run("Ana: And then?")) + within("p", run("Bo: Nothing more."))


def word(body: str, **parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}" xmlns:mc="{MC}" xmlns:r="r"><w:body>{body}</w:body></w:document>',
        )
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f'<w:x xmlns:w="{W}">{content}</w:x>')
    return file.getvalue()


def odt(body: str, styles: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "content.xml",
            '<o:document-content xmlns:o="urn:o" xmlns:t="urn:t" xmlns:b="urn:b" '
            'xmlns:s="urn:s" xmlns:d="urn:d">'
            f"<o:automatic-styles>{styles}</o:automatic-styles><o:body><o:text>{body}</o:text></o:body>"
            "</o:document-content>",
        )
    return file.getvalue()


def pdf(*pages: list[str]) -> bytes:
    """A PDF with lines of ASCII, one below another."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    kids = []
    font = len(pages) * 2 + 3
    for lines in pages:
        shown = " 0 -14 Td ".join(
            "({}) Tj".format(line.replace("(", "\\(").replace(")", "\\)")) for line in lines
        )
        stream = f"BT /F1 12 Tf 50 700 Td {shown} ET"
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {number + 1} 0 R"
            f"/Resources<</Font<</F1 {font} 0 R>>>>>>"
        )
        objects.append(f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(pages)}>>"
    objects.append("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    data, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\n"
    return f"{data}{end}startxref\n{len(data)}\n%%EOF".encode("latin-1")


def read(folder: Path, content: bytes, name: str) -> InterviewRecord:
    path = folder / name
    path.write_bytes(content)
    file = SourceFile(path, name)
    known = registry.format_of(file)
    assert known is not None
    (record,) = known.read(file)
    assert not isinstance(record, Fault)
    return record


def said(record: InterviewRecord) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.text) for turn in record.turns]


WORD = {
    "tracked changes": (
        within("p", run("Bo: It is "), within("ins", run("really ")), deleted("fairly "), run("slow.")),
        "It is really slow.",
    ),
    "smart tags": (
        within(
            "p",
            run("Bo: I moved to "),
            within("smartTag", run("Leeds")),
            within("customXml", run(" in May.")),
        ),
        "I moved to Leeds in May.",
    ),
    "content controls": (
        within(
            "sdt",
            "<w:sdtPr/>",
            within(
                "sdtContent",
                within("p", run("Bo: It is "), within("sdt", within("sdtContent", run("slow.")))),
            ),
        ),
        "It is slow.",
    ),
    "moved text": (
        within(
            "p",
            run("Bo: "),
            within("moveTo", run("At night ")),
            run("it is slow."),
            within("moveFrom", run("At night")),
        ),
        "At night it is slow.",
    ),
    "hidden text": (
        within(
            "p",
            run("Bo: It is "),
            run("secret ", "<w:rPr><w:vanish/></w:rPr>"),
            run("slow.", '<w:rPr><w:vanish w:val="0"/></w:rPr>'),
        ),
        "It is slow.",
    ),
    "fields": (
        within(
            "p",
            run("Bo: See "),
            field("begin"),
            '<w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r>',
            field("separate"),
            run("the page"),
            field("end"),
            f'<w:fldSimple w:instr="DATE">{run(".")}</w:fldSimple>',
        ),
        "See the page.",
    ),
    "no-break hyphens": (
        "<w:p><w:r><w:t>Bo: It takes 10</w:t><w:noBreakHyphen/><w:t>15 days and it is two</w:t>"
        "<w:softHyphen/>"
        "<w:t>fold.</w:t></w:r></w:p>",
        "It takes 10‑15 days and it is twofold.",
    ),
    "notes": (
        within("p", run("Bo: It is slow"), '<w:r><w:footnoteReference w:id="1"/></w:r>', run(".")),
        "It is slow.",
    ),
    "words with ruby": (
        within(
            "p",
            run("Bo: "),
            within("r", within("ruby", within("rt", run("かんじ")), within("rubyBase", run("漢字")))),
            within("bdo", run(" here")),
        ),
        "漢字 here",
    ),
}


@pytest.mark.parametrize("body", [case[0] for case in WORD.values()], ids=WORD)
def test_word_shows_these_words(body: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    want = next(text for given_body, text in WORD.values() if given_body == body)
    record = read(tmp_path, word(body + REST), "talk.docx")
    assert said(record) == [("Bo", want), ("Ana", "And then?"), ("Bo", "Nothing more.")]


def test_a_text_box_of_a_word_document_is_read_once(tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>Bo: From the box.</w:t></w:r></w:p></w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    record = read(tmp_path, word(f"<w:p><w:r><w:t>Ana: Hm?</w:t>{both}</w:r></w:p>{REST}"), "talk.docx")
    assert said(record)[:2] == [("Ana", "Hm?"), ("Bo", "From the box.")]


def test_a_transcript_in_a_word_table_is_read_by_rows(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return within("tr", *(within("tc", within("p", run(cell))) for cell in cells))

    rows = [
        ("00:01", "Ana", "How so?"),
        ("00:09", "Bo", "By hand."),
        ("00:15", "Ana", "And then?"),
        ("00:20", "Bo", "Tea."),
    ]
    record = read(
        tmp_path, word("<w:tbl>" + "".join(row(*cells) for cells in rows) + "</w:tbl>"), "talk.docx"
    )
    assert said(record) == [(who, what) for _, who, what in rows]


def test_soft_breaks_of_a_word_document_part_lines(tmp_path: Path) -> None:
    turns = [("Mara Quist", "0:03", "How do you do it?"), ("Tom Odell", "0:09", "By hand, at night.")] * 2
    body = "".join(f"<w:p><w:r><w:t>{a}   {b}</w:t><w:br/><w:t>{c}</w:t></w:r></w:p>" for a, b, c in turns)
    assert said(read(tmp_path, word(body), "talk.docx")) == [(who, what) for who, _, what in turns]


def test_comments_and_deleted_words_of_a_word_document_are_told(tmp_path: Path) -> None:
    comment = "<w:comment><w:p><w:r><w:t>check this</w:t></w:r></w:p></w:comment>"
    body = "<w:p><w:r><w:t>Bo: Yes.</w:t></w:r><w:del><w:r><w:delText>No.</w:delText></w:r></w:del></w:p>"
    left = {
        (one.what, one.text) for one in read(tmp_path, word(body + REST, comments=comment), "a.docx").left_out
    }
    assert {("comment", "check this"), ("deleted text", "No.")} <= left


def test_a_word_document_that_only_embeds_a_page_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileFaultError, match="altChunk"):
        read(tmp_path, word('<w:altChunk r:id="a"/>'), "talk.docx")
    with pytest.raises(FileFaultError, match="no text"):
        read(tmp_path, word("<w:p/>"), "talk.docx")


ODT = {
    "tracked changes": (
        "<t:tracked-changes><t:changed-region><t:deletion><t:p>DELETED</t:p></t:deletion></t:changed-region>"
        '</t:tracked-changes><t:p>Bo: It is <t:change t:change-id="1"/>slow.</t:p>',
        "It is slow.",
    ),
    "comments and notes": (
        "<t:p>Bo: It is <o:annotation><d:creator>Ana</d:creator><t:p>code: speed</t:p></o:annotation>slow"
        "<t:note><t:note-citation>1</t:note-citation><t:note-body><t:p>pause</t:p>"
        "</t:note-body></t:note> now.</t:p>",
        "It is slow now.",
    ),
    "blanks": ('<t:p>Bo:<t:s/>It<t:s t:c="1"/>is\n   <t:span>slow</t:span>.</t:p>', "It is slow."),
    "hidden text": ('<t:p>Bo: It is <t:span t:style-name="T1">secret </t:span>slow.</t:p>', "It is slow."),
    "sections and lists": (
        "<t:section><t:list><t:list-item><t:p>Bo: It is slow.</t:p></t:list-item></t:list></t:section>",
        "It is slow.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ODT)
def test_opendocument_shows_these_words(name: str, tmp_path: Path) -> None:
    body, want = ODT[name]
    styles = '<s:style s:name="T1"><s:text-properties t:display="none"/></s:style>'
    record = read(
        tmp_path, odt(f"<t:h>Talk 7</t:h>{body}<t:p>Ana: And then?</t:p><t:p>Bo: Tea.</t:p>", styles), "a.odt"
    )
    assert said(record) == [("Bo", want), ("Ana", "And then?"), ("Bo", "Tea.")]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"\uc1 \u-10179?\u-8640? smile.", "🙀 smile."),
        (rb"It is {\deleted fairly }{\revised really }slow.", "It is really slow."),
        (rb"It is {\v secret }slow{\footnote a note}.", "It is slow."),
        (
            rb'{\field{\*\fldinst HYPERLINK "f4:#00:00:12-3#"}{\fldrslt #00:00:12-3#}} Yes.',
            "#00:00:12-3# Yes.",
        ),
        (rb"He said \'93fine\'94.", "He said “fine”."),
        (rb"\u8220\'93fine\u8221\'94 \uc0\u8211  so", "“fine” – so"),
        (rb"a\~b \emdash c\_d\-e \{x\}\tab y", "a\xa0b —c‑de {x}\ty"),
        (rb"{\*\annotation a note}{\*\unknown hidden}{\pict 0000}shown", "shown"),
        (rb"Ana\cell Hm?\cell\row Bo\cell No.\cell\row", "Ana\tHm?\nBo\tNo.\n"),
    ],
)
def test_rich_text_shows_these_words(body: bytes, text: str) -> None:
    head = (
        rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}}{\colortbl;\red0\green0\blue0;}\pard "
    )
    assert RtfText(head + body + b"}", DocumentLines()).text() == text


def test_rich_text_of_a_mac_and_of_other_scripts() -> None:
    assert RtfText(rb"{\rtf1\mac He said \'d2fine\'d3.}", DocumentLines()).text() == "He said “fine”."
    font = rb"{\rtf1\ansi{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}{\f2\fcharset128 C;}}"
    assert RtfText(font + rb"\f1 \'ff \f0 caf\'e9 \f2 \'93\'fa}", DocumentLines()).text() == "я café 日"


def test_a_rich_text_transcript_is_read_whatever_its_ending(tmp_path: Path) -> None:
    data = rb"{\rtf1\ansi Ana: How so?\par Bo: By hand.\par Ana: And then?\par Bo: Tea.\par}"
    for name in ("talk.rtf", "talk.doc", "talk.txt"):
        assert said(read(tmp_path, data, name))[1] == ("Bo", "By hand.")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]), max_size=60))
def test_any_text_written_as_rich_text_comes_back(text: str) -> None:
    def unit(number: int) -> str:
        return f"\\u{number - 65536 if number > 32767 else number}?"

    encoded = "".join(
        unit(int.from_bytes(pair, "little"))
        for pair in (
            text.encode("utf-16-le")[at : at + 2] for at in range(0, len(text.encode("utf-16-le")), 2)
        )
    )
    assert RtfText(f"{{\\rtf1 {encoded}}}".encode(), DocumentLines()).text() == text


def test_blocks_of_a_page_are_lines_and_what_is_hidden_is_not_read() -> None:
    page = (
        "<html><head><title>x</title><style>p{}</style></head><body><p>Ana: How so?</p><p>Bo: By "
        "<b>hand</b>,<br>"
        "at night &amp; alone</p><div hidden>secret</div><script>x</script><!-- no -->"
        "<p style='display: none'>y</p>"
        "<table><tr><td>Ana</td><td>Hm?</td></tr></table></body></html>"
    )
    assert [line for line in html_lines(page) if line] == [
        "Ana: How so?",
        "Bo: By hand,",
        "at night & alone",
        "Ana\tHm?",
    ]


def test_a_page_is_read_whatever_its_ending(tmp_path: Path) -> None:
    page = b"<!DOCTYPE html><html><body><p>Ana: How so?</p><p>Bo: By hand.</p>"
    page += b"<p>Ana: Hm?</p><p>Bo: Tea.</p></body></html>"
    for name in ("talk.html", "talk.doc", "talk.txt"):
        assert said(read(tmp_path, page, name))[1] == ("Bo", "By hand.")


def test_heads_and_page_numbers_of_a_pdf_are_left_out_and_told(tmp_path: Path) -> None:
    talk = [
        "Ana: How do you do it?",
        "Bo: It takes me the whole eve-",
        "ning.",
        "Ana: And then?",
        "Bo: Tea.",
    ]
    pages = [
        ["Study 12", *talk, "Page 1 of 3"],
        ["Study 12", "Ana: Anything else?", "Bo: Not for now.", "Ana: Well?", "Bo: No.", "Page 2 of 3"],
        ["Study 12", "Ana: So that was it?", "Bo: Yes.", "Ana: Good.", "Bo: Bye then.", "Page 3 of 3"],
    ]
    record = read(tmp_path, pdf(*pages), "talk.pdf")
    assert said(record)[:3] == [
        ("Ana", "How do you do it?"),
        ("Bo", "It takes me the whole evening."),
        ("Ana", "And then?"),
    ]
    assert {(one.what, one.text) for one in record.left_out} >= {
        ("running head", "Study 12"),
        ("page number", "Page 1 of 3"),
    }


@pytest.mark.parametrize(
    ("name", "data", "part"),
    [
        ("a.pdf", pdf([]), "no text"),
        ("a.pdf", b"%PDF-1.4 nothing", "damaged"),
        ("a.docx", b"PK\x03\x04 nothing", "damaged"),
        ("a.odt", odt(""), "no text"),
        ("a.rtf", rb"{\rtf1 }", "no text"),
        ("a.html", b"<html><body></body></html>", "no text"),
    ],
)  # fmt: skip
def test_a_document_without_words_says_what_to_do(name: str, data: bytes, part: str, tmp_path: Path) -> None:
    with pytest.raises(FileFaultError, match=part):
        read(tmp_path, data, name)


def test_documents_that_unpack_without_end_or_declare_entities_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cli.interview_files.archives._MOST_BYTES", 1000)
    with pytest.raises(FileFaultError, match="unpacks"):
        read(tmp_path, word(REST + " " * 2000), "talk.docx")
    monkeypatch.undo()
    entity = b'<!DOCTYPE x [<!ENTITY e "harmless">]><office><body><text>&e;</text></body></office>'
    with pytest.raises(FileFaultError, match="entities"):
        read(tmp_path, entity, "talk.fodt")
    monkeypatch.setattr("cli.interview_files.xml_tree._MOST_DEEP", 5)
    with pytest.raises(FileFaultError, match="deep"):
        read(tmp_path, b"<a>" * 9 + b"</a>" * 9, "talk.fodt")


def test_a_row_without_a_name_goes_on_with_the_words_of_the_row_above() -> None:
    rows = [[["Ana"], ["How was it?"]], [["Bo"], ["Late."]], [[""], ["And wet."]], [["Ana"], ["Really?"]]]
    lines = [*table_lines([*rows, [["Bo"], ["Yes."]]])]
    record = read_layout("\n".join(lines))
    assert [(turn.speaker, turn.text) for turn in record.turns][:2] == [
        ("Ana", "How was it?"),
        ("Bo", "Late.\nAnd wet."),
    ]
    assert not record.left_out
