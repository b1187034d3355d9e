"""Files of annotation and analysis tools: each utterance once, in the order of time, under its speaker."""

import io
import zipfile
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.interview_files import registry
from cli.interview_files.faults import Fault, FileFaultError
from cli.interview_files.formats.annotated.chat import spoken
from cli.interview_files.formats.annotated.refi import codebook
from cli.interview_files.source import SourceFile
from themes.codebooks.study import checked_codes
from themes.transcripts.record import InterviewRecord

TALK = [
    ("Ana", "How do you plan?"),
    ("Bo", "By hand, mostly."),
    ("Ana", "And then?"),
    ("Bo", "I call around."),
]
STARTS = [0.0, 3.5, 8.0, 9.25]


def read(folder: Path, content: str | bytes, name: str) -> list[InterviewRecord | Fault]:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    file = SourceFile(path, name)
    known = registry.format_of(file)
    assert known is not None
    return list(known.read(file))


def one(folder: Path, content: str | bytes, name: str) -> InterviewRecord:
    (record,) = read(folder, content, name)
    assert isinstance(record, InterviewRecord)
    return record


def said(record: InterviewRecord) -> list[tuple[str | None, str]]:
    return [(turn.speaker, turn.text) for turn in record.turns]


def elan(*, ids: bool = False) -> str:
    """Two speakers, a translation below each tier, annotations out of order, a slot without a time."""
    slots = [
        f'<TIME_SLOT TIME_SLOT_ID="s{n}" TIME_VALUE="{int(start * 1000)}"/>' for n, start in enumerate(STARTS)
    ]
    slots[1] = '<TIME_SLOT TIME_SLOT_ID="s1"/>'
    tiers = ""
    for who in ("Ana", "Bo"):
        rows, below, values = list[str](), list[str](), list[str]()
        for n, (speaker, text) in reversed(list(enumerate(TALK))):
            if speaker == who:
                value = f"{who}.{n}" if ids else text
                rows.append(
                    f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{n}" TIME_SLOT_REF1="s{n}" '
                    f'TIME_SLOT_REF2="s{n}"><ANNOTATION_VALUE>{value}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION>'
                    f"</ANNOTATION>"
                )
                for made, label in ((below, "Auf Deutsch etwas."), (values, text)):
                    made.append(
                        f'<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="{label[0]}{n}" ANNOTATION_REF="a{n}">'
                        f"<ANNOTATION_VALUE>{label}</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>"
                    )
        top = f"ref@{who}" if ids else who.lower()
        tiers += f'<TIER TIER_ID="{top}" PARTICIPANT="{who}" LINGUISTIC_TYPE_REF="t">{"".join(rows)}</TIER>'
        if ids:
            tiers += (
                f'<TIER TIER_ID="tx@{who}" PARTICIPANT="{who}" PARENT_REF="{top}">{"".join(values)}</TIER>'
            )
        tiers += f'<TIER TIER_ID="ft@{who}" PARTICIPANT="{who}" PARENT_REF="{top}">{"".join(below)}</TIER>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><ANNOTATION_DOCUMENT AUTHOR="" DATE="2026-06-15"><HEADER/>'
        f"<TIME_ORDER>{''.join(slots)}</TIME_ORDER>{tiers}</ANNOTATION_DOCUMENT>"
    )


def textgrid(*, short: bool = False) -> str:
    def quoted(text: str) -> str:
        return '"' + text.replace('"', '""') + '"'

    lines = [
        'File type = "ooTextFile"',
        'Object class = "TextGrid"',
        "",
        "xmin = 0",
        "xmax = 20",
        "tiers? <exists>",
    ]
    lines += ["size = 2", "item []:"]
    for number, who in enumerate(("Ana", "Bo"), start=1):
        rows = [
            (start, start + 1, text) for (name, text), start in zip(TALK, STARTS, strict=True) if name == who
        ]
        lines += [
            f"item [{number}]:",
            '    class = "IntervalTier"',
            f"    name = {quoted(who)}",
            "    xmin = 0",
        ]
        lines += ["    xmax = 20", f"    intervals: size = {len(rows) + 1}"]
        for place, (start, end, text) in enumerate([*rows, (19, 20, "")], start=1):
            lines += [f"    intervals [{place}]:", f"        xmin = {start}", f"        xmax = {end}"]
            lines += [f"        text = {quoted(text)}"]
    if short:
        kept = [
            line.rpartition(" = ")[2] if "=" in line else line for line in lines if not line.endswith("]:")
        ]
        return "\n".join('File type = "ooTextFile"' if n == 0 else line.strip() for n, line in enumerate(kept)
                         ).replace("tiers? ", "")  # fmt: skip
    return "\n".join(lines)


def chat() -> str:
    names = {"Ana": "INV", "Bo": "PAR"}
    lines = [
        f"*{names[who]}:\t{text} \x15{int(start * 1000)}_{int(start * 1000) + 900}\x15\n%mor:\tv|x"
        for (who, text), start in zip(TALK, STARTS, strict=True)
    ]
    head = "@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tINV Ana Investigator, PAR Bo Participant\n"
    return head + "@Date:\t15-JUN-2026\n" + "\n".join(lines) + "\n@End\n"


def transcriber() -> str:
    turns = "".join(
        f'<Turn speaker="spk{1 + (who == "Bo")}" startTime="{start}" endTime="99">'
        f'<Sync time="{start}"/>\n{text}\n'
        '<Event desc="b" type="noise"/></Turn>'
        for (who, text), start in zip(TALK, STARTS, strict=True)
    )
    return (
        '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!DOCTYPE Trans SYSTEM "trans-14.dtd">\n'
        "<Trans><Speakers>"
        '<Speaker id="spk1" name="Ana"/><Speaker id="spk2" name="Bo"/></Speakers><Episode><Section>'
        f"{turns}</Section></Episode></Trans>"
    )


def exmaralda() -> str:
    timeline = "".join(f'<tli id="T{n}" time="{start}"/>' for n, start in enumerate([*STARTS, 12.0]))
    tiers = ""
    for who in ("Ana", "Bo"):
        events = ""
        for n, (speaker, text) in enumerate(TALK):
            if speaker == who:
                events += f'<event start="T{n}" end="T{n + 1}">{text} </event>'
        tiers += f'<tier id="{who}v" speaker="{who}S" category="v" type="t">{events}</tier>'
        tiers += (
            f'<tier id="{who}d" speaker="{who}S" category="de" type="a">'
            f'<event start="T0" end="T1">Deutsch</event></tier>'
        )
    speakers = "".join(
        f'<speaker id="{w}S"><abbreviation>{w}</abbreviation></speaker>' for w in ("Ana", "Bo")
    )
    return (
        f"<basic-transcription><head><speakertable>{speakers}</speakertable></head><basic-body>"
        f"<common-timeline>{timeline}</common-timeline>{tiers}</basic-body></basic-transcription>"
    )


def folker() -> str:
    points = "".join(f'<timepoint timepoint-id="p{n}" absolute-time="{s}"/>' for n, s in enumerate(STARTS))
    said_by = "".join(
        f'<contribution speaker-reference="{who}" start-reference="p{n}"><segment>{text} </segment>'
        f"</contribution>"
        for n, (who, text) in enumerate(TALK)
    )
    return (
        '<folker-transcription><speakers><speaker speaker-id="Ana"/><speaker speaker-id="Bo"/></speakers>'
        f"<timeline>{points}</timeline>{said_by}</folker-transcription>"
    )


def tei() -> str:
    whens = "".join(f'<when xml:id="t{n}" interval="{start}"/>' for n, start in enumerate(STARTS))
    blocks = "".join(
        f'<annotationBlock who="#{who[0]}" start="#t{n}" end="#t9"><u><seg>{text}<pause/></seg></u>'
        f"</annotationBlock>"
        for n, (who, text) in enumerate(TALK)
    )
    return (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><titleStmt><title>Week</title>'
        "</titleStmt><listPerson>"
        '<person xml:id="A"><persName>Ana</persName></person><person xml:id="B"><persName>Bo'
        "</persName></person>"
        f"</listPerson></teiHeader><text><timeline>{whens}</timeline><body>{blocks}</body></text></TEI>"
    )


def ttml() -> str:
    cues = "".join(
        f'<p begin="{start}s" end="{start + 1}s" ttm:agent="{who}"><span>{text}</span></p>'
        for (who, text), start in zip(TALK, STARTS, strict=True)
    )
    agents = "".join(
        f'<ttm:agent xml:id="{who}"><ttm:name>{who}</ttm:name></ttm:agent>' for who in ("Ana", "Bo")
    )
    return (
        '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata">'
        "<head><metadata>"
        f"{agents}</metadata></head><body><div>{cues}</div></body></tt>"
    )


FILES = {
    "talk.eaf": elan(),
    "talk.xml": elan(ids=True),
    "talk.TextGrid": textgrid(),
    "short.TextGrid": textgrid(short=True),
    "talk.cha": chat(),
    "talk.trs": transcriber(),
    "talk.exb": exmaralda(),
    "talk.flk": folker(),
    "tei.xml": tei(),
    "talk.ttml": ttml(),
}


@pytest.mark.parametrize("name", FILES)
def test_each_utterance_is_there_once_in_order_under_its_speaker(name: str, tmp_path: Path) -> None:
    record = one(tmp_path, FILES[name], name)
    assert said(record) == TALK
    starts = [turn.start_seconds for turn in record.turns]
    assert starts == pytest.approx([0.0, 4.0, 8.0, 9.25] if "ELAN" in record.format else STARTS)


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_recognised_whatever_its_ending(name: str, tmp_path: Path) -> None:
    assert said(one(tmp_path, FILES[name], "talk.txt")) == TALK


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_textgrid_in_the_encodings_of_praat(encoding: str, tmp_path: Path) -> None:
    text = textgrid().replace("By hand, mostly.", "By hand, größtenteils.")
    assert said(one(tmp_path, text.encode(encoding), "talk.TextGrid"))[1][1].endswith("größtenteils.")


def test_tiers_that_tell_of_the_words_are_left_out_and_told(tmp_path: Path) -> None:
    left = {what.what for what in one(tmp_path, elan(), "talk.eaf").left_out}
    assert left == {"tier ft@Ana", "tier ft@Bo"}


def test_words_of_an_aligner_are_joined(tmp_path: Path) -> None:
    words = ["so", "I", "call", "them", "", "and", "they", "come", "sp"]
    intervals = "\n".join(f'{n} {n + 1} "{word}"' for n, word in enumerate(words))
    phones = "\n".join(f'{n} {n + 1} "AH{n}"' for n in range(9))
    grid = (
        f'File type = "ooTextFile"\n"TextGrid"\n0 9 '
        f'<exists> 2\n"IntervalTier" "Bo - words" 0 9 9\n{intervals}\n'
        f'"IntervalTier" "Bo - phones" 0 9 9\n{phones}\n'
    )
    (turn,) = one(tmp_path, grid, "talk.TextGrid").turns
    assert (turn.speaker, turn.text) == ("Bo", "so I call them and they come")


def test_two_speakers_of_one_turn_of_transcriber_stay_apart(tmp_path: Path) -> None:
    turn = (
        '<Turn speaker="s1 s2" startTime="0"><Sync time="0"/><Who nb="1"/>How so?<Who nb="2"/>By hand.</Turn>'
    )
    trs = (
        f'<Trans><Speakers><Speaker id="s1" name="Ana"/><Speaker id="s2" name="Bo"/></Speakers>{turn}</Trans>'
    )
    assert said(one(tmp_path, trs, "talk.trs")) == [("Ana", "How so?"), ("Bo", "By hand.")]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("<I lose> [//] I forget &-uh (be)cause of it .", "I lose I forget uh because of it."),
        ("and &=laughs then (.) xxx +...", "and then xxx…"),
        ("I said [=! whispering] no(w) [: now] +//.", "I said now –"),
        ("it was gut@s:deu at New_York ? \x151_2\x15", "it was gut at New York?"),
    ],
)
def test_codes_of_chat_go_and_what_was_said_stays(line: str, words: str) -> None:
    assert spoken(line) == words


def test_roles_and_the_date_of_chat_are_stated(tmp_path: Path) -> None:
    record = one(tmp_path, chat(), "talk.cha")
    assert {turn.speaker: turn.role for turn in record.turns} == {"Ana": "interviewer", "Bo": "participant"}
    assert record.created_at is not None
    assert record.created_at.date().isoformat() == "2026-06-15"


def test_tags_that_do_not_pair_up_are_mended_with_a_doubt(tmp_path: Path) -> None:
    broken = '<TEI><text><body><u who="#Ana">How &amp; why?<pause></u><u who="#Bo">By hand.</u></body></TEI>'
    record = one(tmp_path, broken, "talk.xml")
    assert said(record) == [("Ana", "How & why?"), ("Bo", "By hand.")]
    assert "pair up" in record.doubts[0]


TEXT = (
    "Ana: How do you plan, Bo?\r\nBo: By hand – mostly 🙂 at night.\r\nAna: And then?\r\nBo: I call around."
)


def project(*, newline: int = 2, units: bool = False) -> bytes:
    """A project whose tool counts a line end as one character or two, and an emoji as one or two."""
    counted = TEXT if newline == 2 else TEXT.replace("\r\n", "\n")

    def place(words: str, *, end: bool = False) -> int:
        at = counted.index(words) + (len(words) if end else 0)
        return len(counted[:at].encode("utf-16-le")) // 2 if units else at

    selections = "".join(
        f'<PlainTextSelection guid="{n}" startPosition="{place(words)}" '
        f'endPosition="{place(words, end=True)}">'
        f'<Coding guid="k{n}"><CodeRef targetGUID="c{n}"/></Coding></PlainTextSelection>'
        for n, words in enumerate(("By hand – mostly", "I call around."))
    )
    qde = (
        '<Project xmlns="urn:QDA-XML:project:1.0" name="Week"><CodeBook><Codes><Code guid="c0" name="manual">'
        '<Code guid="c1" name="calling"/></Code></Codes></CodeBook><Variables>'
        '<Variable guid="v" name="site"/>'
        '</Variables><Cases><Case name="P7"><VariableValue><VariableRef targetGUID="v"/>'
        "<TextValue>Leeds</TextValue>"
        '</VariableValue><SourceRef targetGUID="s"/></Case></Cases><Sources>'
        f'<TextSource guid="s" name="Talk 7" plainTextPath="internal://s.txt">{selections}</TextSource>'
        '<TextSource guid="x" name="Talk 8" richTextPath="internal://x.docx"/></Sources></Project>'
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("project.qde", qde)
        archive.writestr("Sources/s.txt", TEXT)
    return file.getvalue()


@pytest.mark.parametrize(("newline", "units"), [(2, False), (1, False), (2, True)])
def test_a_project_gives_its_sources_with_their_coded_passages(
    newline: int, units: bool, tmp_path: Path
) -> None:
    record, fault = read(tmp_path, project(newline=newline, units=units), "study.qdpx")
    assert isinstance(record, InterviewRecord)
    assert [turn.speaker for turn in record.turns] == ["Ana", "Bo", "Ana", "Bo"]
    assert [(quote.quote, quote.topic) for quote in record.quotes] == [
        ("By hand – mostly", "manual"),
        ("I call around.", "calling"),
    ]
    assert (record.key, record.participants, record.attributes) == ("Talk 7", ("P7",), {"site": "Leeds"})
    assert isinstance(fault, Fault)
    assert fault.source == "study.qdpx:Talk 8"


CODEBOOK = """<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>
<Code guid="1" name="Delivery" isCodable="false">
<Code guid="2" name="late" isCodable="true"><Description>After the day that
was promised</Description></Code><Code guid="3" name="other" isCodable="true"/></Code>
<Code guid="4" name="Other" isCodable="true"/></Codes></CodeBook>"""
CODES = [
    ("late", "After the day that was promised"),
    ("Delivery: other", "Delivery: other"),
    ("Other", "Other"),
]


@pytest.mark.parametrize("is_project", [False, True])
def test_the_codes_of_a_codebook_or_project_are_a_codebook_of_a_study(
    is_project: bool, tmp_path: Path
) -> None:
    """Codes that only group are left out; codes of one name bear the name of the code above as well."""
    path = tmp_path / ("study.qdpx" if is_project else "codes.qdc")
    if is_project:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("project.qde", f"<Project>{CODEBOOK}</Project>")
    else:
        path.write_text(CODEBOOK)
    codes = checked_codes(codebook(SourceFile(path, path.name)))
    assert [(code.name, code.definition) for code in codes] == CODES


@pytest.mark.parametrize("content", ["<CodeBook/>", "<CodeBook><Codes/></CodeBook>"])
def test_a_codebook_without_codes_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "codes.qdc"
    path.write_text(content)
    with pytest.raises(FileFaultError, match="holds no codes"):
        codebook(SourceFile(path, path.name))


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("codes.qdc", '<CodeBook xmlns="urn:x"><Codes><Code name="a"/></Codes></CodeBook>', "codebook"),
        ("a.eaf", "<ANNOTATION_DOCUMENT/>", "no words"),
        ("a.xml", "<invoice/>", "unknown kind"),
        ("a.xml", "no xml", "not valid XML"),
        ("a.TextGrid", 'File type = "ooTextFile"\n"TextGrid"\n0 9 <exists> 2\n"IntervalTier"', "too early"),
        ("a.cha", "@UTF8\n@Begin\n@End\n", "no utterances"),
        ("a.qdpx", b"PK\x03\x04", "damaged"),
    ],
)
def test_a_file_without_words_says_what_it_is(
    name: str, content: str | bytes, part: str, tmp_path: Path
) -> None:
    with pytest.raises(FileFaultError, match=part):
        read(tmp_path, content, name)


@given(st.sampled_from(sorted(FILES)), st.integers(0, 2000), st.integers(0, 30), st.text(max_size=8))
def test_a_damaged_file_is_read_or_refused_in_a_sentence(name: str, at: int, size: int, put: str) -> None:
    text = FILES[name]
    with TemporaryDirectory() as folder, suppress(FileFaultError):
        read(Path(folder), (text[:at] + put + text[at + size :]).encode(errors="replace"), name)


def test_an_empty_entry_among_the_participants_of_chat_is_passed_over(tmp_path: Path) -> None:
    text = chat().replace("INV Ana Investigator, ", "INV Ana Investigator, , ")
    assert said(one(tmp_path, text, "talk.cha")) == TALK
