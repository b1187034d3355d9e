"""Only what the transcript really says is evidence, and it is stored in the transcript's own words."""

import re
import time
import unicodedata
from collections.abc import Callable
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.support.transcripts import TEXT, interview
from themes.models import Passage, Proposal, Quote
from themes.text.normalization import INVISIBLE, normalize_text
from themes.text.word_boundaries import is_boundary
from themes.transcripts.grounding import Transcript, distinct, ground

ODDITIES = " \n-'\"ßİıſﬁ\u0301\u0345\u1100\u1161\u11a8\u200d½²"
ANYTHING = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from(ODDITIES)))
WORDS = st.lists(
    st.sampled_from(
        ["we", "don't", "like", "café", "Straße", "7%", "non-stop", "ﬁne", "“so”", "İyi", "—", "3.5"]
    ),
    min_size=1,
    max_size=30,
)


def located(passage: str, text: str = TEXT, near: int | None = None) -> list[str]:
    """The transcript's words for a passage; their offsets are checked on the way."""
    found = Transcript(text).locate(passage, near) or ()
    for one in found:
        assert text[one.start : one.end] == one.text == one.text.strip()
    return [one.text for one in found]


@pytest.mark.parametrize(
    ("passage", "words"),
    [
        ("I use it 3 times a week", "I use it 3 times a week"),
        ("i USE it 3 times a week", "I use it 3 times a week"),
        ('really, it\'s "too expensive" for us', "really, it’s “too expensive” for us"),
        ("pay for this-really, it's", "pay for this—really, it’s"),
        ("and that is enough for me", "and that is  enough for me"),
        ("a week... and that is enough", "a week...\nand that is  enough"),
        ("a week… and that is enough", "a week...\nand that is  enough"),
        ("“and that is enough for me.”", "and that is  enough for me."),
        ("Gareth: and that is enough for me", "and that is  enough for me"),
        ('Gareth: "and that is enough for me"', "and that is  enough for me"),
        ("I like the price.", "I like the price"),
        ("costs $40 a month, up 7% or 3.5 points", "costs $40 a month, up 7% or 3.5 points"),
    ],
)
def test_a_passage_is_found_however_it_is_typeset(passage: str, words: str) -> None:
    assert located(passage) == [words]


@pytest.mark.parametrize(
    "passage",
    [
        "I would pay for this",
        "I would not pay for that",
        "I use it 8 times a week",
        "able to export",
        "40 a month",
        "up 7",
        "or 3",
        "5 points",
        "I can",
        "negotiable parts",
        "I would ... pay for this",
        "We're unable to export [...] I use it 3 times a week",
        "I use it 3 times a week [...] and that was never said",
    ],
)
def test_a_changed_word_a_lost_negation_or_half_a_figure_is_not_in_the_text(passage: str) -> None:
    assert located(passage) == []


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("It grew 10² times", "It grew 102 times"),
        ("We need 5½ hours", "We need 51 hours"),
        ("See point ①② of it", "See point 12 of it"),
        ("大阪の㈱東京は高い", "株"),
        ("a co­operative un­able team", "able team"),
        ("the café was closed", "the cafe"),
    ],
)
def test_no_figure_is_read_differently_and_no_match_cuts_a_character(text: str, passage: str) -> None:
    assert located(passage, text) == []


@pytest.mark.parametrize("dots", ["…", "...", " [...] ", " (…) ", " .... "])
def test_a_passage_broken_by_an_ellipsis_is_found_piece_by_piece(dots: str) -> None:
    assert located(f"I use it 3 times a week{dots}We're unable to export.") == [
        "I use it 3 times a week",
        "We're unable to export.",
    ]


def test_a_piece_too_short_to_be_evidence_must_be_there_but_does_not_count() -> None:
    assert located("I use it ... We're unable to export") == ["We're unable to export"]
    assert located("I sell it ... We're unable to export") == []
    assert located("I use ... unable to") == []


def test_of_several_occurrences_the_nearest_to_the_hint_is_taken() -> None:
    text = "so we said it. " * 3
    starts = [Transcript(text).locate("we said it", near) for near in (None, 0, 16, 99)]
    assert [found and found[0].start for found in starts] == [3, 3, 18, 33]


def test_the_pieces_of_a_passage_stand_as_close_together_as_they_can() -> None:
    text = "It was good that day. Nothing else. It was good that day. And it was cheap enough."
    found = Transcript(text).locate("It was good that day … it was cheap enough")
    assert found is not None
    assert found[0].start == text.rindex("It was good")


@pytest.mark.parametrize(
    ("text", "passage", "is_found"),
    [
        ("我觉得这个产品很好用，但是价格太高了。", "这个产品很好用", True),
        ("我不会付钱买这个产品。", "会付钱买这个产品", False),
        ("このアプリが好きじゃないと思う。", "このアプリが好き", False),
        ("このアプリが好きです。", "このアプリが好き", True),
        ("ผมคิดว่าราคาแพงเกินไป", "ราคาแพงเกินไป", True),
        ("가격이 너무 비싸요 정말로", "가격이 너무 비싸요", True),
        ("가격이 너무 비싸요", "이 너무 비싸요", False),
    ],
)
def test_scripts_without_spaces_have_their_own_boundaries(text: str, passage: str, is_found: bool) -> None:
    assert located(passage, text) == ([passage] if is_found else [])
    assert located(unicodedata.normalize("NFD", passage), text) == ([passage] if is_found else [])


@given(st.data(), ANYTHING)
def test_any_stretch_between_word_boundaries_of_any_text_is_found(data: st.DataObject, text: str) -> None:
    boundaries = [index for index in range(len(text) + 1) if is_boundary(text, index)]
    start, end = sorted(data.draw(st.tuples(*[st.sampled_from(boundaries)] * 2)))
    passage = text[start:end].strip()
    assume(passage and passage[0] not in INVISIBLE and not unicodedata.category(passage[0]).startswith("M"))
    assert located(passage, text) == [passage]


@given(ANYTHING, ANYTHING)
def test_what_is_returned_always_reads_as_the_passage_and_stands_at_its_offsets(
    text: str, passage: str
) -> None:
    for one in Transcript(text).locate(passage) or ():
        assert text[one.start : one.end] == one.text
        assert normalize_text(one.text).text.strip(" .,;:") in normalize_text(passage).text


def _curled(text: str) -> str:
    return text.replace("'", "\N{RIGHT SINGLE QUOTATION MARK}").replace("-", "\N{NON-BREAKING HYPHEN}")


def _hyphenated(text: str) -> str:
    return re.sub(r"(?<=\w)(?=\w)", "\N{SOFT HYPHEN}", text)


REWRITINGS = (
    str.upper,
    str.lower,
    str.swapcase,
    _curled,
    _hyphenated,
    lambda text: text.replace(" ", " \n\t "),
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: text.replace("\N{EM DASH}", "--").replace("ﬁ", "fi"),
)


@given(WORDS, st.data(), st.lists(st.sampled_from(REWRITINGS), max_size=4))
def test_any_retyped_stretch_of_words_is_found(
    words: list[str], data: st.DataObject, rewritings: list[Callable[[str], str]]
) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(words))] * 2)))
    passage = " ".join(words[start:end])
    assume(any(map(str.isalnum, passage)))
    for rewrite in rewritings:
        passage = rewrite(passage)
    found = Transcript(" ".join(words)).locate(passage)
    assert found is not None
    assert normalize_text(found[0].text).text == normalize_text(" ".join(words[start:end])).text


@given(st.data())
def test_a_sentence_with_a_not_more_or_less_is_never_found(data: st.DataObject) -> None:
    words = data.draw(
        st.lists(st.sampled_from(["we", "would", "pay", "for", "it", "again"]), min_size=4, max_size=12)
    )
    place = data.draw(st.integers(1, len(words) - 1))
    denied = [*words[:place], "not", *words[place:]]
    assert located(" ".join(denied), " ".join(words)) == []
    assert located(" ".join(words), " ".join(denied)) == []


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(["", "$", "-", "1.", "0,"]))
def test_a_sentence_with_another_number_is_never_found(said: int, claimed: int, before: str) -> None:
    assume(said != claimed or before)
    assert located(f"{claimed} times in all", f"We met {before}{said} times in all") == []


@pytest.mark.timeout(60)
def test_a_thousand_passages_of_a_long_transcript_are_found_or_refused() -> None:
    """Half of them are rewritten, a quarter is not in the text; the benchmark says what they cost."""
    words = [f"word{index % 977} is-{index % 13}" for index in range(5000)]
    passages = [" ".join(words[at : at + 12]) for at in range(0, 4000, 4)]
    passages = [*passages[:250], *map(str.upper, passages[250:750]), *(f"{p} zeta" for p in passages[750:])]
    transcript = Transcript(" ".join(words))
    found = [transcript.locate(passage) for passage in passages]
    assert found.count(None) == 250


def test_a_mention_keeps_what_was_found_and_says_what_was_not() -> None:
    quotes = ("I use it 3 times a week", "I love it to bits", "yeah", "i use it 3 times")
    mentions, skipped = ground([Proposal(name=" Weekly\nuse ", confidence=0.8, passages=quotes)], interview())
    assert [mention.name for mention in mentions] == ["Weekly use"]
    assert [passage.text for passage in mentions[0].passages] == ["I use it 3 times a week"]
    assert skipped[0].item == "mention 'Weekly use'"
    assert skipped[0].reason == (
        "1 of 4 quotes was not found in the transcript"
        " and 1 of 4 quotes was too short to be evidence (fewer than 3 words)"
    )


@pytest.mark.parametrize(
    ("proposal", "reason"),
    [
        (
            Proposal(name="A", passages=("made up words here",)),
            "1 of 1 quotes was not found in the transcript; nothing is left to prove it",
        ),
        (Proposal(name="A"), "it comes without a quote; nothing is left to prove it"),
        (Proposal(name=" \u202e\x00 ", passages=("I use it 3 times a week",)), "it has no name"),
        (Proposal(name="\u3164\ufe0f", passages=("I use it 3 times a week",)), "it has no name"),
    ],
)
def test_a_mention_without_evidence_or_name_is_dropped_and_reported(proposal: Proposal, reason: str) -> None:
    mentions, skipped = ground([proposal], interview())
    assert mentions == ()
    assert [one.reason for one in skipped] == [reason]


def test_names_and_prose_are_cleaned_and_bounded() -> None:
    proposal = Proposal(
        name="A\u202eB " + "long " * 60,
        description="one\n\ttwo\x00\ufeff",
        rationale="\ud800 r" * 2000,
        passages=("I use it 3 times a week",),
    )
    (mention,), _ = ground([proposal], interview())
    assert mention.name.startswith("AB long")
    assert len(mention.name) <= 120
    assert mention.name.endswith("long")
    assert mention.description == "one two"
    assert len(mention.rationale) <= 1000
    assert "\ud800" not in mention.rationale


def test_a_passage_that_people_marked_counts_however_short_and_where_they_marked_it() -> None:
    text = "Bad. It was fine for a while. Bad."
    quote = Quote(id=UUID(int=2), text="Bad.", start=30, end=34)
    mentions, skipped = ground([Proposal(name="A", passages=("Bad.",))], interview(text, quote))
    assert mentions[0].passages == (Passage(text="Bad.", start=30, end=34),)
    assert skipped == ()


INTERVIEW = """Interviewer: Do you lose what you write down on the road?
Bob: I lose it about once a week, yes. Before the end of the lane.
Interviewer: Before the end of the lane.
Bob: It is a long lane, to be fair."""


def test_what_only_the_moderator_says_proves_nothing_and_the_report_says_so() -> None:
    """A small model echoes questions."""
    asked, said = "Do you lose what you write down on the road?", "I lose it about once a week"
    mentions, skipped = ground([Proposal(name="A", passages=(asked, said))], interview(INTERVIEW))
    assert [passage.text for passage in mentions[0].passages] == [said]
    assert [one.reason for one in skipped] == ["1 of 2 quotes was said by the moderator"]


@pytest.mark.parametrize(
    "asked",
    [
        "Interviewer: Do you lose what you write down on the road?",
        "interviewer: do you lose what you write down",
        "Before the end of the lane, would you say?\nInterviewer: And what do you do then?",
    ],
)
def test_a_label_or_a_second_turn_makes_no_evidence_of_what_the_moderator_says(asked: str) -> None:
    """A model that is told to copy character for character copies labels too."""
    more = "\nInterviewer: Before the end of the lane, would you say?\nInterviewer: And what do you do then?"
    mentions, skipped = ground([Proposal(name="A", passages=(asked,))], interview(INTERVIEW + more))
    assert mentions == ()
    assert "1 of 1 quotes was said by the moderator" in skipped[0].reason


def test_words_that_the_moderator_repeats_are_those_of_who_said_them() -> None:
    near = INTERVIEW.rindex("Before the end")
    mentions, skipped = ground(
        [Proposal(name="A", passages=("Before the end of the lane.",))], interview(INTERVIEW), near
    )
    assert mentions[0].passages[0].start == INTERVIEW.index("Before the end")
    assert skipped == ()


def test_what_people_marked_counts_whoever_says_it() -> None:
    asked = "Do you lose what you write down on the road?"
    start = INTERVIEW.index(asked)
    quote = Quote(id=UUID(int=2), text=asked, start=start, end=start + len(asked))
    mentions, _ = ground([Proposal(name="A", passages=(asked,))], interview(INTERVIEW, quote))
    assert mentions[0].passages[0].text == asked


def test_repeated_and_contained_passages_are_dropped_and_the_order_kept() -> None:
    spans = [(5, 9), (0, 4), (5, 9), (1, 3), (3, 6), (5, 8), (7, 9)]
    passages = [Passage(text="x" * (end - start), start=start, end=end) for start, end in spans]
    assert [(one.start, one.end) for one in distinct(passages)] == [(5, 9), (0, 4), (3, 6)]


@pytest.mark.parametrize(
    "passage", ["it ... " * 11 + "zebra", "a ... the ... it ... on", "weeks … price … took"]
)
def test_a_passage_broken_by_ellipses_is_looked_up_in_a_fifth_of_a_second(passage: str) -> None:
    """Half a megabyte, in which the pieces stand thousands of times; busy machines get five times as long."""
    said = "Anna: The support took weeks and we did not like it at all. Then it went on.\nBob: A price.\n"
    transcript = Transcript(said * (500_000 // len(said)))
    transcript.locate("support took … like it", 0)
    begun = time.process_time()
    transcript.locate(passage, 250_000)
    assert time.process_time() - begun < 1


def test_a_piece_that_is_a_common_word_does_not_keep_a_broken_passage_from_being_found() -> None:
    talk = "Anna: I think it is fine and I said so. " * 600
    told = "The export loses half my work, I really wait a long week for an answer."
    found = Transcript(f"{talk}\nAnna: {told}").locate(
        "The export loses half my work ... I ... wait a long week for an answer"
    )
    assert [passage.text for passage in found or ()] == [
        "The export loses half my work",
        "wait a long week for an answer",
    ]
