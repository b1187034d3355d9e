"""Turns and sentences are read from whatever people's recorders write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themes.transcripts.sentences import LONGEST
from themes.transcripts.turns import is_question, sentences, turns

ANYTHING = st.text(max_size=400) | st.text(alphabet="Anna: Bob\n[]().?!12,…。「」*\t\x00", max_size=400)


def said(text: str) -> list[tuple[str | None, str]]:
    return [(turn.speaker, text[turn.start : turn.end]) for turn in turns(text)]


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    "text",
    [
        "Anna: I like it.\nBob: Why is that?\n",
        "Anna (nurse): I like it.\nBob (her son): Why is that?\n",
        "[00:01:02] Anna: I like it.\n[00:01:09] Bob: Why is that?\n",
        "00:01 - Anna: I like it.\n00:02 - Bob: Why is that?\n",
        "**Anna:** I like it.\n\n**Bob:** Why is that?\n",
        "Anna  0:12\nI like it.\n\nBob  0:15\nWhy is that?\n",
    ],
)
def test_labels_of_common_recorders_are_read_and_left_out_of_what_is_said(text: str) -> None:
    assert said(text) == [("Anna", "I like it."), ("Bob", "Why is that?")]


def test_a_name_may_begin_with_the_family() -> None:
    text = "Lopez, Ana: I like it.\nSmith, Bob: Why?\nLopez, Ana: Well, Bob: because.\n"
    assert said(text) == [
        ("Lopez, Ana", "I like it."),
        ("Smith, Bob", "Why?"),
        ("Lopez, Ana", "Well, Bob: because."),
    ]
    assert said("Monday, 10:30\nIt is slow.") == [(None, "Monday, 10:30\nIt is slow.")]


def test_lines_after_a_label_belong_to_its_speaker() -> None:
    text = "Anna: One.\nTwo.\n\nThree.\nBob: Four.\nAnna: Five.\nBob: Six.\n"
    assert said(text)[:2] == [("Anna", "One.\nTwo.\n\nThree."), ("Bob", "Four.")]


def test_subtitle_numbers_and_times_are_not_said_by_anybody() -> None:
    text = "1\n00:00:01,000 --> 00:00:03,000\nAnna: Hello.\n\n2\n00:00:04,000 --> 00:00:05,000\nBob: Hi.\n"
    assert said(text) == [("Anna", "Hello."), ("Bob", "Hi.")]


def test_where_one_speaker_alone_is_labelled_the_other_lines_are_not_that_speakers() -> None:
    text = "MODERATOR: Please begin.\nI see a map.\nMODERATOR: Go on.\nIt is blue.\n"
    assert said(text) == [
        ("MODERATOR", "Please begin."),
        (None, "I see a map."),
        ("MODERATOR", "Go on."),
        (None, "It is blue."),
    ]


def test_unlabelled_text_becomes_paragraphs() -> None:
    assert said("One thing: we like it.\nReally.\n\nNote: that is all.") == [
        (None, "One thing: we like it.\nReally."),
        (None, "Note: that is all."),
    ]


def test_abbreviations_initials_and_numbers_do_not_end_a_sentence() -> None:
    assert cut("Dr. Smith paid 3.50 e.g. to J. Brown. Then he left! Why?") == [
        "Dr. Smith paid 3.50 e.g. to J. Brown.",
        "Then he left!",
        "Why?",
    ]


def test_wide_full_stops_end_sentences_without_white_space() -> None:
    assert cut("こんにちは。元気ですか？はい！") == ["こんにちは。", "元気ですか？", "はい！"]


def test_a_line_break_inside_a_sentence_does_not_end_it() -> None:
    assert cut("We went to\nthe market. \nIt was closed\nI think") == [
        "We went to\nthe market.",
        "It was closed\nI think",
    ]


def test_run_on_speech_is_cut_at_pauses() -> None:
    pieces = cut("and then we went on and on, " * 100)
    assert all(len(piece) <= LONGEST and piece.endswith(",") for piece in pieces)


@pytest.mark.parametrize(
    ("sentence", "asks"),
    [("Is it?", True), ("So how was that for you", True), ("3.a Describe the page", True), ("I see.", False)],
)
def test_questions_are_known_by_mark_first_words_or_number(sentence: str, asks: bool) -> None:
    assert is_question(sentence) is asks


@given(ANYTHING)
def test_turns_are_in_order_apart_trimmed_and_inside_the_text(text: str) -> None:
    end = 0
    for turn in turns(text):
        assert end <= turn.start < turn.end <= len(text)
        assert text[turn.start : turn.end] == text[turn.start : turn.end].strip()
        end = turn.end


@given(ANYTHING)
def test_sentences_lose_nothing_but_white_space(text: str) -> None:
    spans = sentences(text, 0, len(text))
    assert "".join("".join(text[a:b] for a, b in spans).split()) == "".join(text.split())
    assert all(0 < b - a <= LONGEST for a, b in spans)


@pytest.mark.timeout(60)  # one of its own, because a quadratic reading would take hours
@pytest.mark.parametrize(
    "unit", ["word ", ".", " ", "a. ", "\n", "Anna (", "A:", "12:34 ", "x?y", "Anna: hi\nBob: yes\n", "好。"]
)
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    """Two hundred thousand characters of anything on one line are read to their end."""
    text = "a" + unit * (200_000 // len(unit)) + "b"
    read = [span for turn in turns(text) for span in sentences(text, turn.start, turn.end)]
    assert read[-1][1] == len(text)
