"""A correction, another interview and the same session are told apart by their words."""

import pytest

from themes.models import TurnPlace
from themes.transcripts.likeness import is_same_session, likeness, said, shares_little

ANSWER = (
    "We waited three weeks for an answer and nobody called us back although the first letter had promised "
    "that somebody would do so within two days of the visit to the office."
)
OTHER = (
    "My brother drives the bus on the northern line, so he knows every stop, and he says passengers like "
    "the new seats far more than the old wooden benches they replaced."
)
GUIDE = "Please tell me how your day at the place begins and what you do first, and then what comes after. "


def with_guide(answer: str) -> tuple[str, tuple[TurnPlace, ...]]:
    """A transcript in which a long question goes before the answer."""
    text = GUIDE * 3 + answer
    at = len(GUIDE) * 3
    return text, (TurnPlace("I", "interviewer", 0, at), TurnPlace("P", "participant", at, len(text)))


def test_a_small_correction_is_the_same_interview() -> None:
    corrected = ANSWER.replace("three weeks", "four weeks")
    assert not shares_little(said(ANSWER), said(corrected))


def test_a_transcript_that_goes_on_is_the_same_interview() -> None:
    assert likeness(said(ANSWER), said(f"{ANSWER} {OTHER}")) == 1


def test_two_interviews_by_one_guide_share_little() -> None:
    assert shares_little(said(*with_guide(ANSWER)), said(*with_guide(OTHER)))
    assert not is_same_session(said(*with_guide(ANSWER)), said(*with_guide(OTHER)))


@pytest.mark.parametrize(
    ("old", "new", "little"),
    [
        ("The export is slow.", "The export is fast now.", False),
        ("The export is slow.", "My brother drives buses.", True),
        ("Yes.", "Yes.", False),
        ("Yes.", "No.", True),
    ],
)
def test_short_texts_are_compared_word_by_word(old: str, new: str, little: bool) -> None:
    assert shares_little(said(old), said(new)) is little


def test_the_same_words_with_and_without_speakers_are_one_session() -> None:
    labelled = f"Ann: {ANSWER}"
    turns = (TurnPlace("Ann", "participant", 5, len(labelled)),)
    assert is_same_session(said(labelled, turns), said(ANSWER.upper()))


def test_equal_short_answers_are_two_people() -> None:
    """Two respondents of a survey may both say that they have no comment."""
    assert not is_same_session(said(*with_guide("No comment.")), said(*with_guide("No comment.")))


def test_half_a_session_is_another_than_the_whole() -> None:
    assert not is_same_session(said(ANSWER), said(f"{ANSWER} {OTHER}"))
