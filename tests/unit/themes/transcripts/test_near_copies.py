"""Near copies are found and stored in the transcript's own words; what was altered in meaning never is."""

import random
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest

from themes.models import Interview, Proposal
from themes.transcripts.grounding import Grounding
from themes.transcripts.quote_matching import Transcript
from tools.eval import sample

TEXT = """Mod: How do you find it?
Bob: Well, it is, um, quite slow, you know, on the the phone. I don't like it at all.
Bob: And then we, we had to
Bob: call the office every morning about it. It cost $40 and 3.5 hours.
Mod: You had to call them three times a day, is that so?
Bob: Yes [laughs], really every single day. They said it would be fixed. Is it slow? It is slow.
Eve: Like it or not, we would not go back to paper lists now.
"""


def grounded(passage: str, text: str = TEXT) -> tuple[list[str], int]:
    """What is stored for a passage, and how many near copies were counted."""
    interview = Interview(id=UUID(int=1), title="", text=text, created_at=datetime(2026, 1, 1, tzinfo=UTC))
    grounding = Grounding(interview)
    mentions, _ = grounding.ground([Proposal(name="A name", passages=(passage,))])
    stored = [found for mention in mentions for found in mention.passages]
    assert all(text[one.start : one.end] == one.text for one in stored)
    return [one.text for one in stored], grounding.near_copies


@pytest.mark.parametrize(
    ("passage", "stored"),
    [
        ("it is quite slow on the phone.", ["it is, um, quite slow, you know, on the the phone."]),
        ("[I]t is quite slow on the phone", ["it is, um, quite slow, you know, on the the phone."]),
        (
            "And then we had to call the office every morning",
            ["And then we, we had to", "call the office every morning"],
        ),
        ("Yes, really every single day.", ["Yes [laughs], really every single day."]),
        ("It cost $40, and 3.5 hours.", ["It cost $40 and 3.5 hours."]),
        ("we would not, um, go back to paper lists", ["we would not go back to paper lists"]),
    ],
)
def test_hesitation_fillers_repetition_and_labels_are_forgiven(passage: str, stored: list[str]) -> None:
    assert grounded(passage) == (stored, 1)


@pytest.mark.parametrize(
    "passage",
    [
        "I like it at all, um, on the phone",
        "It cost €40 and, um, 3.5 hours",
        "It cost $40 and, um, 35 hours",
        "They said, um, it would not be fixed",
        "They said, um, it wouldn't be fixed",
        "we would, um, go back to paper lists",
        "is that so, yes really every single day",
        "You had to, um, call them three times a day",
        "Is it slow, um, it is slow",
        "phone I don't, um, like it at all",
        "it is, um, slow",
    ],
)
def test_negations_numbers_other_speakers_and_words_are_not(passage: str) -> None:
    assert grounded(passage) == ([], 0)


def test_what_stands_word_for_word_is_no_near_copy() -> None:
    assert grounded("call the office every morning about it.") == (
        ["call the office every morning about it."],
        0,
    )


_SWAPS = {
    "always": "never", "never": "always", "all": "some", "every": "no", "more": "less", "less": "more",
    "before": "after", "after": "before", "can": "cannot", "will": "won't", "is": "isn't", "was": "wasn't",
    "are": "aren't", "have": "haven't", "had": "hadn't", "do": "don't", "would": "wouldn't", "good": "bad",
    "i": "they", "we": "they", "they": "we", "he": "she", "she": "he", "my": "their", "first": "last",
    "up": "down", "on": "off", "in": "out of", "and": "or", "but": "so", "because": "although", "me": "him",
}  # fmt: skip
_NEGATION = re.compile(r"\b(?:not|never|no|nothing|nobody)\b|n['’]t\b", re.IGNORECASE)


def _altered(said: str, other: str, random: random.Random) -> Iterator[str]:
    """Alter a sentence in meaning, in each way that it allows."""
    words = said.split()
    inner = range(1, len(words) - 1)
    for at in (at for at in inner if words[at].lower().strip(",.") in _SWAPS):
        yield " ".join([*words[:at], _SWAPS[words[at].lower().strip(",.")], *words[at + 1 :]])
    for found in _NEGATION.finditer(said):
        yield said[: found.start()] + said[found.end() :]
    for number in re.finditer(r"\d+", said):
        yield f"{said[: number.start()]}{int(number[0]) + 1}{said[number.end() :]}"
    content = [
        at for at in inner if len(words[at].strip(",.")) > 4 and words[at + 1].strip(",.")[:1].isalnum()
    ]
    for at in random.sample(content, min(len(content), 4)):
        yield " ".join([*words[:at], *words[at + 1 :]])
        yield " ".join([*words[:at], random.choice(other.split()), *words[at + 1 :]])
        yield " ".join([*words[:at], "not", *words[at:]])
        yield " ".join([*words[:at], words[at + 1], words[at], *words[at + 2 :]])
    yield f"{said.rstrip('.')} {other}"
    yield f"{other.rstrip('.')} {said}"


@pytest.mark.parametrize(
    ("interviews", "least"), [(4, 1_000), pytest.param(26, 10_000, marks=pytest.mark.slow)]
)
def test_of_ten_thousand_passages_altered_in_meaning_none_is_accepted(interviews: int, least: int) -> None:
    """Altered sentences of the sample study; one that happens to be said elsewhere is not altered."""
    chance, tried, accepted = random.Random(7), 0, []
    for interview in sample.load().interviews[:interviews]:
        grounding, transcript = Grounding(interview), Transcript(interview.text)
        sentences = [s.strip() for s in re.findall(r"[^.!?\n:]+[.!?]", interview.text) if len(s.split()) > 6]
        for said in sentences:
            for altered in _altered(said, chance.choice(sentences), chance):
                if altered.lower() == said.lower() or transcript.locate(altered):
                    continue
                tried += 1
                mentions, _ = grounding.ground([Proposal(name="A name", passages=(altered,))])
                accepted += [altered] if mentions else []
    assert tried >= least
    assert accepted == []


def test_a_passage_with_an_ellipsis_takes_time_linear_in_the_transcript() -> None:
    """Half a megabyte in which its pieces stand everywhere, without the end of a sentence."""
    text = "Bob: " + "the app is slow and we like the lists that are not there " * 9_000
    began = time.process_time()
    assert Transcript(text).locate("the app is slow … we never said anything of the kind") is None
    assert Transcript(text).locate("slow and we like … the app is slow and") is None
    whole = time.process_time() - began
    began = time.process_time()
    Transcript(text).normalized  # noqa: B018
    assert whole <= 20 * (time.process_time() - began) + 1
