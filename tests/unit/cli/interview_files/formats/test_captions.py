"""Captions give back the conversation: who said what, once, in order, and nothing of the captions' own."""

from datetime import timedelta
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.unusual_files import document, fault

WEBVTT = """WEBVTT - a study
Kind: captions
Language: en

STYLE
::cue { color: red }

NOTE
made by hand
on two lines

intro-1
00:00.000 --> 00:02.500 align:start position:0%
<v.loud Ana María>It is <i>slow</i>,</v>

REGION
id:one

00:02.500 --> 00:04.000
<v Ana María>and I <c.yellow>wait</c> &amp; wait.

NOTE one line

2
01:00:04.000 --> 01:00:06.000
<v Interviewer>Why?</v>
<v Ana María>Who knows.</v>
"""


def test_webvtt_keeps_voices_and_words_only(tmp_path: Path) -> None:
    text = document(tmp_path, "p1.vtt", WEBVTT).text
    assert text == "Ana María: It is slow, and I wait & wait.\nInterviewer: Why?\nAna María: Who knows."


def test_subrip_keeps_labels_and_words_only(tmp_path: Path) -> None:
    source = (
        "1\r\n00:00:01,000 --> 00:00:02,000\r\n{\\an8}<font color='red'>Ana:</font> It is\r\nslow.\r\n\r\n"
        "2\r\n00:00:02,000 --> 00:00:03,000 X1:1 X2:2\r\n2 < 3 &lt;3\r\n\r\n"
        "3\r\n00:00:03,000 --> 00:00:04,000\r\nSpeaker 2: Yes.\r\n"
    )
    assert document(tmp_path, "p1.srt", source).text == "Ana: It is slow. 2 < 3 <3\nSpeaker 2: Yes."


def test_subrip_without_empty_lines_between_cues_loses_its_numbers_all_the_same(tmp_path: Path) -> None:
    source = "1\n00:00:01,000 --> 00:00:02,000\nOne.\n2\n00:00:02,000 --> 00:00:03,000\nTwo.\n"
    assert document(tmp_path, "p1.srt", source).text == "One. Two."


def test_words_after_an_empty_line_inside_a_cue_are_kept(tmp_path: Path) -> None:
    source = "1\n00:00:01,000 --> 00:00:02,000\nOne,\n\ntwo.\n\n2\n00:00:02,000 --> 00:00:03,000\nThree.\n"
    assert document(tmp_path, "p1.srt", source).text == "One, two. Three."


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("<unintelligible> and then", "<unintelligible> and then"),
        ("cut&copy it", "cut&copy it"),
        ("at 10:30 we met", "at 10:30 we met"),
        ("see https://example.org", "see https://example.org"),
        ("NOTE this down", "NOTE this down"),
        ("&lt;b&gt;", "<b>"),
        ("山田：はい", "山田: はい"),
        ("Dr. O’Neill (host): Hi", "Dr. O’Neill (host): Hi"),
        ("Ana:\nhello", "Ana: hello"),
    ],
)
def test_what_only_looks_like_markup_stays(tmp_path: Path, shown: str, text: str) -> None:
    assert document(tmp_path, "p1.vtt", f"WEBVTT\n\n00:00.000 --> 00:01.000\n{shown}\n").text == text


@pytest.mark.parametrize(
    ("ana", "bob"),
    [("Lopez, Ana", "Smith, Bob"), ("Ana del Carmen Lopez Garcia (she/her)", "Bob | Acme Ltd.")],
)
def test_names_as_firms_write_them_divide_what_was_said(tmp_path: Path, ana: str, bob: str) -> None:
    """Else the next words of one speaker would be read as the other's."""
    said = [f"{ana}: It is slow.", f"{bob}: Why?", f"{ana}: Who knows.", f"{bob}: Is it: so?"]
    assert document(tmp_path, "p1.vtt", _vtt(said)).text == "\n".join(said)


def test_words_before_a_colon_are_no_name_though_they_come_again(tmp_path: Path) -> None:
    cues = [
        "Ana: I see it so, in fact: it is slow.",
        "And what I told them then: no.",
        "And what I told them then: yes.",
    ]
    assert document(tmp_path, "p1.vtt", _vtt(cues)).text == " ".join(cues)


def test_rolling_captions_say_each_line_once(tmp_path: Path) -> None:
    """Live captions show the last line again above the new one, and hold it in a cue of its own between."""
    cues = [
        " \nso we tried<00:00:00.500><c> the</c><00:00:00.900><c> first</c>",
        "so we tried the first\n ",
        "so we tried the first\none and<00:00:02.100><c> it</c>",
        "one and it\n ",
        "one and it\nbroke",
    ]
    assert document(tmp_path, "p1.vtt", _vtt(cues)).text == "so we tried the first one and it broke"


def test_what_was_said_twice_stays_twice(tmp_path: Path) -> None:
    cues = ["Ana: Is it?", "Bo: No.", "Bo: No.", "Ana: Ah.", "Bo: Well."]
    assert document(tmp_path, "p1.vtt", _vtt(cues)).text == "Ana: Is it?\nBo: No. No.\nAna: Ah.\nBo: Well."


def test_text_without_timings_is_a_fault_and_no_captions_are_no_text(tmp_path: Path) -> None:
    assert "no caption timings" in fault(tmp_path, "p1.srt", "Ana: hello\n")
    assert document(tmp_path, "p2.vtt", "WEBVTT\n").text == ""
    assert document(tmp_path, "p3.srt", "").text == ""


def _vtt(cues: list[str]) -> str:
    stamps = [f"00:00:{number:02}.000 --> 00:00:{number + 1:02}.000" for number in range(len(cues))]
    return "WEBVTT\n\n" + "\n\n".join(f"{stamp}\n{cue}" for stamp, cue in zip(stamps, cues, strict=True))


words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)
sentences = (
    st.lists(words, min_size=1, max_size=6).map(" ".join).filter(lambda text: not set(text) & set(":：{"))
)
turns = st.lists(st.tuples(st.sampled_from(["Ana María", "Bo", "P 03"]), sentences), min_size=1, max_size=8)


@given(turns=turns, subrip=st.booleans(), voices=st.booleans())
def test_any_conversation_written_as_captions_reads_back(
    turns: list[tuple[str, str]], subrip: bool, voices: bool
) -> None:
    """Whatever is said, a turn for each change of speaker comes back with the same words."""
    turns = [(speaker, f"{number} {said}") for number, (speaker, said) in enumerate(turns)]
    cues = [
        f"{number}\n{_stamp(number, subrip)} --> {_stamp(number + 1, subrip)}\n"
        + (f"<v {speaker}>{escape(said)}</v>" if voices else f"{speaker}: {escape(said)}")
        for number, (speaker, said) in enumerate(turns)
    ]
    with TemporaryDirectory() as folder:
        name = "p1.srt" if subrip else "p1.vtt"
        text = document(Path(folder), name, "\n\n".join(cues if subrip else ["WEBVTT", *cues])).text
    assert text == _conversation(turns)


def _stamp(seconds: int, subrip: bool) -> str:
    return f"0{timedelta(seconds=seconds)}{',' if subrip else '.'}000"


def _conversation(turns: list[tuple[str, str]]) -> str:
    said: list[str] = []
    for number, (speaker, words_) in enumerate(turns):
        if number and turns[number - 1][0] == speaker:
            said[-1] += f" {words_}"
        else:
            said.append(f"{speaker}: {words_}")
    return "\n".join(said)
