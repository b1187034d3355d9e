"""Hiding personal data behind placeholders, and putting it back."""

import random
import string
import time

import pytest

from themes.llm.redaction.redaction import PersonalData

TALK = (
    "Nadia: Tell me about the handover, Ingeborg.\n"
    "Ingeborg Vasquez: I told Mr Okonkwo that Priya van den Berg writes to priya.berg@example.org.\n"
    "Nadia: And then?\n"
    "Ingeborg Vasquez: Ring +44 20 7946 0958, she said. Okonkwo lives at 14 Larch Tree Road. "
    "My customer number is KX-20931 and we pay 1,200 a year since 2019-2021.\n"
)
SPEAKERS = ("Nadia", "Ingeborg Vasquez")


@pytest.mark.parametrize(
    "secret",
    ["Nadia", "Ingeborg", "Vasquez", "Okonkwo", "Priya", "Berg", "example.org", "7946", "Larch", "20931"],
)
def test_names_and_contact_details_are_hidden(secret: str) -> None:
    assert secret not in PersonalData(TALK, SPEAKERS).hidden(TALK)


@pytest.mark.parametrize("kept", ["Tell me about the handover", "1,200 a year", "2019-2021", "lives at"])
def test_what_is_no_personal_data_leaves_as_it_is(kept: str) -> None:
    assert kept in PersonalData(TALK, SPEAKERS).hidden(TALK)


def test_what_was_hidden_comes_back_exactly_even_where_the_model_copied_it_sloppily() -> None:
    redaction = PersonalData(TALK, SPEAKERS)
    hidden = redaction.hidden(TALK)
    assert redaction.restored(hidden) == TALK
    assert redaction.restored(hidden.replace("[", "").replace("]", "")) == TALK
    assert redaction.restored(hidden.lower().replace("[person", "[Person")).startswith("Nadia: tell me")


def test_one_person_has_one_number_and_each_wording_its_own_placeholder() -> None:
    redaction = PersonalData(TALK, SPEAKERS)
    number = redaction.hidden("Ingeborg Vasquez").strip("[]").partition(".")[0]
    assert redaction.hidden("Ingeborg").strip("[]").partition(".")[0] == number
    assert redaction.hidden("Ingeborg") != redaction.hidden("Ingeborg Vasquez")


def test_parts_of_an_interview_bear_the_same_placeholders_in_whatever_order_they_are_asked_about() -> None:
    one, other = PersonalData(TALK, SPEAKERS), PersonalData(TALK, SPEAKERS)
    lines = TALK.splitlines()
    assert [one.hidden(line) for line in lines] == [other.hidden(line) for line in lines[::-1]][::-1]


def test_placeholders_that_a_transcript_holds_already_are_left_alone() -> None:
    text = "A: I met [Person 1] with Tomasz and [Person 2]."
    redaction = PersonalData(text)
    hidden = redaction.hidden(text)
    assert "Tomasz" not in hidden
    assert redaction.restored(hidden) == text


def test_labels_that_name_nobody_are_sent() -> None:
    text = "Interviewer: And?\nP07: It broke.\nSpeaker 2: Yes."
    assert PersonalData(text, ["Interviewer", "P07", "Speaker 2"]).hidden(text) == text


def test_whatever_is_hidden_comes_back() -> None:
    chance = random.Random(7)
    pieces = [
        "Anna",
        "Mr Quist",
        "@ann",
        "0171 2345678",
        "[Person 3]",
        "a@b.de",
        "\n",
        ": ",
        "[",
        "DE12 3456 7890",
    ]
    for _ in range(300):
        text = "".join(chance.choice([*pieces, *string.printable]) for _ in range(60))
        redaction = PersonalData(text, ["Anna Quist"])
        assert redaction.restored(redaction.hidden(text)) == text


def test_ten_times_the_words_take_some_ten_times_as_long() -> None:
    def seconds(times: int) -> float:
        text = TALK * times
        begun = time.process_time()
        PersonalData(text, SPEAKERS)
        return time.process_time() - begun

    seconds(10)
    assert min(seconds(1000) for _ in range(2)) < 25 * min(seconds(100) for _ in range(3))
