"""Who asks is told from who answers, and in doubt nobody's words are taken from them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.transcripts import interview
from themes.extractors.embedded.windows import windows
from themes.models import Proposal, TurnPlace
from themes.transcripts.grounding import ground
from themes.transcripts.interviewers import interviewers, spoken
from themes.transcripts.turns import turns

ASKED = ["How do you plan your week, usually?", "And what happens when the plans change?"]
ANSWERED = [
    "With a notebook, every Sunday evening, before anybody is awake.",
    "I cross it out and write it on the next page, until nobody can read it.",
]


def talk(*said: tuple[str, str]) -> str:
    return "".join(f"{speaker}: {words}\n" for speaker, words in said)


def asking(text: str) -> frozenset[str]:
    return interviewers(text, turns(text))


def between(asks: str, answers: str) -> str:
    pairs = zip(ASKED, ANSWERED, strict=True)
    return talk(*(line for asked, answered in pairs for line in ((asks, asked), (answers, answered))))


@pytest.mark.parametrize(
    "label", ["Moderator", "INTERVIEWER", "Int", "Interviewer 2", "Researcher", "Facilitator", "Q"]
)
def test_the_moderator_is_whoever_is_called_so_however_little_they_ask(label: str) -> None:
    assert asking(talk((label, "Go on, please, I am listening."), ("Anna", "Would you mind? " * 5))) == {
        label
    }


@pytest.mark.parametrize("heading", ["Int'l sales", "Q&A", "Int’l"])
def test_a_heading_that_begins_like_a_role_asks_nothing(heading: str) -> None:
    """Notes lost all that stood under it."""
    assert (
        asking(talk((heading, "We lost a week."), ("Pricing", "It is too high."), (heading, "Never.")))
        == set()
    )


@pytest.mark.parametrize(("asks", "answers"), [("Dan", "Eva"), ("Speaker 1", "Speaker 2"), ("B", "A")])
def test_the_moderator_is_otherwise_whoever_does_the_asking(asks: str, answers: str) -> None:
    assert asking(between(asks, answers)) == {asks}


def test_the_moderator_of_a_group_is_found_although_others_ask_too() -> None:
    """One whose only turn is a question asks in all of theirs; that makes nobody a moderator."""
    text = between("Maria", "Tom") + talk(("Lea", "Did you ever try it with a calendar?"))
    text += between("Maria", "Uwe") + talk(("Pia", "I never plan. I wait until somebody rings me up."))
    assert asking(text) == {"Maria"}


def test_where_nobody_is_named_nobody_is_the_moderator() -> None:
    text = "\n\n".join(line for pair in zip(ASKED, ANSWERED, strict=True) for line in pair)
    assert asking(text) == frozenset()
    assert any("notebook" in text[window.start : window.end] for window in windows(interview(text)))


def test_nobody_moderates_where_nobody_asks() -> None:
    assert asking(talk(("Anna", "We like the garden."), ("Bob", "We like the kitchen even more."))) == set()


COUPLE = talk(
    ("Carla", "We lost the order twice, and the second time we lost the customer. Remember?"),
    ("Ben", "I do. I had it on a slip of paper, and the paper went through the wash."),
    ("Carla", "He puts everything on paper, whatever I buy for the office."),
    ("Ben", "I have no time to learn a new program every spring, when the phone never stops."),
    ("Carla", "That is what he says every spring. Isn't it?"),
    (
        "Ben",
        "Because every spring there is another one, and nobody asked me which one I could use on a roof.",
    ),
    ("Carla", "The last one cost us nine hundred, and I still pay for it."),
)


def test_of_two_who_both_answer_neither_is_the_moderator_although_one_asks_more() -> None:
    assert asking(COUPLE) == frozenset()


def test_of_two_who_ask_as_often_neither_is_the_moderator() -> None:
    text = between("Dan", "Eva").replace(
        "read it.", "read it. Would you call that a plan, after all of this?"
    )
    assert asking(text.replace("awake.", "awake. Is that what you mean by a plan?")) == frozenset()


def test_an_unnamed_moderator_who_talks_more_than_the_others_is_in_doubt() -> None:
    long = "I have planned my own weeks in many a way and none has ever worked. " * 5
    text = between("Dan", "Eva") + talk(("Dan", long))
    assert asking(text) == frozenset()
    assert asking(text.replace("Dan:", "Moderator:")) == {"Moderator"}


def test_participants_who_are_interviewers_by_trade_keep_their_words() -> None:
    """In a study of hiring, say: the label tells their trade, and somebody else does the asking."""
    assert asking(between("Dana", "Interviewer A")) == frozenset()
    text = talk(("Interviewer A", ANSWERED[0]), ("Interviewer B", ANSWERED[1]))
    assert asking(text) == frozenset()
    assert {window.speaker for window in windows(interview(text))} == {"Interviewer A", "Interviewer B"}


@pytest.mark.parametrize("label", ["Host 1", "Researcher 3"])
def test_a_host_or_a_researcher_who_says_more_than_all_others_is_who_answers(label: str) -> None:
    text = talk(("Guest", "Your key did not fit."), (label, ANSWERED[0]), (label, ANSWERED[1]))
    assert asking(text) == frozenset()


@pytest.mark.parametrize("label", ["Participant", "P3", "Respondent 2", "Customer"])
def test_somebody_whose_label_says_that_they_answer_is_no_moderator(label: str) -> None:
    assert asking(between(label, "Eva")) == frozenset()


@given(st.text(alphabet="AnIt: \n?.", max_size=200))
def test_whoever_moderates_has_said_something_and_is_not_alone(text: str) -> None:
    speakers = {turn.speaker for turn in turns(text)}
    assert asking(text) <= speakers
    assert asking(text) != speakers or not speakers


def test_what_somebody_in_doubt_says_can_be_evidence() -> None:
    said = "We lost the order twice, and the second time we lost the customer."
    mentions, skipped = ground([Proposal(name="Lost orders", passages=(said,))], interview(COUPLE))
    assert [passage.text for passage in mentions[0].passages] == [said]
    assert skipped == ()


def test_stored_roles_decide_over_what_the_text_looks_like() -> None:
    """The names of a file may be of any form; here the text alone would name nobody who asks."""
    asked, answered = f"mara van der berg: {ANSWERED[0]}\n", f"tom's iPad: {ANSWERED[1]}"
    text = asked + answered
    turns_stored = (
        TurnPlace("mara van der berg", "interviewer", asked.index(ANSWERED[0]), len(asked) - 1),
        TurnPlace("tom's iPad", "participant", text.index(ANSWERED[1]), len(text)),
    )
    stored = interview(text).model_copy(update={"turns": turns_stored})
    assert spoken(stored)[1] == {"mara van der berg"}
    assert {window.speaker for window in windows(stored)} == {"tom's iPad"}
