"""What a sloppy model says is made the best of; what cannot be used is refused."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from themes.llm.answers import DEFAULT_CONFIDENCE, MentionAnswer, ThemeMentions, order_of

CONFIDENCES = [
    (0.8, 0.8),
    ("0.8", 0.8),
    ("85 %", 0.85),
    (85, 0.85),
    ("High", 0.75),
    (-3, 0.0),
    (1.01, 1.0),
    (1e15, DEFAULT_CONFIDENCE),
    (10**400, DEFAULT_CONFIDENCE),
    (-(10**400), 0.0),
    (float("nan"), DEFAULT_CONFIDENCE),
    (float("-inf"), DEFAULT_CONFIDENCE),
    ("certain", DEFAULT_CONFIDENCE),
    (None, DEFAULT_CONFIDENCE),
    (True, DEFAULT_CONFIDENCE),
    ([0.9], DEFAULT_CONFIDENCE),
]


def read(mention: dict[str, Any]) -> Any:
    return ThemeMentions.model_validate({"mentions": [{"name": "A name"} | mention]}).mentions[0]


@pytest.mark.parametrize(("said", "meant"), CONFIDENCES)
def test_confidence_is_read_as_it_was_meant(said: object, meant: float) -> None:
    assert read({"confidence": said}).confidence == pytest.approx(meant)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


@given(
    fields=st.fixed_dictionaries(
        {}, optional=dict.fromkeys(["confidence", "rationale", "passages"], ANYTHING)
    )
)
def test_a_named_mention_is_never_refused_and_always_makes_a_proposal(fields: dict[str, Any]) -> None:
    proposal = read(fields).proposal()
    assert 0 <= proposal.confidence <= 1
    assert proposal.name == "A name"


def test_fields_that_are_missing_or_unknown_do_no_harm() -> None:
    mention = read({"quotes": ["x"]})
    assert (mention.description, mention.rationale, mention.passages) == ("", "", [])


@pytest.mark.parametrize(
    "said",
    [
        "I said so.",
        ["I said so."],
        [{"text": "I said so."}],
        {"quote": "I said so."},
        [{"speaker": "Ann", "quote": "I said so."}],
        [{"passage": "I said so.", "why": "Ann says here, in so many words, that she did."}],
    ],
)
def test_passages_are_found_in_whatever_shape(said: object) -> None:
    assert read({"passages": said}).passages == ["I said so."]


def test_names_are_one_line_without_characters_that_a_database_refuses() -> None:
    assert read({"name": " Slow\x00 \n support\ud800 "}).name == "Slow support"


def test_a_bare_list_of_mentions_is_understood() -> None:
    assert ThemeMentions.model_validate([{"name": "A"}]).mentions[0].name == "A"


@pytest.mark.parametrize(
    "said", ["{}", "```json\n{}\n```", "Here you are: {} I hope that it helps.", "\n\n{}\n"]
)
def test_an_answer_is_read_out_of_what_a_model_says_around_it(said: str) -> None:
    """Where a server knows no schema nothing keeps a model from a fence of Markdown, nor from chatting."""
    answer = json.dumps({"mentions": [{"name": "A } name", "passages": ["I said {so}."]}]})
    (mention,) = ThemeMentions.model_validate_json(said.replace("{}", answer)).mentions
    assert (mention.name, mention.passages) == ("A } name", ["I said {so}."])
    begun = ThemeMentions.of_beginning(said.partition("{")[0] + answer[:-2])
    assert begun is not None
    assert begun.mentions == [mention]


@pytest.mark.parametrize(
    "said", [{}, {"themes": 3}, {"mentions": "none"}, "no", {"mentions": [{"name": ""}, 3]}]
)
def test_answers_without_mentions_or_without_any_name_are_refused(said: object) -> None:
    with pytest.raises(ValidationError):
        ThemeMentions.model_validate(said)


def test_no_themes_at_all_is_an_answer() -> None:
    assert ThemeMentions.model_validate({"mentions": []}).mentions == []


FIELDS = ["name", "description", "confidence", "rationale", "passages"]
MENTIONS = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.text("ab \u00e9", min_size=1).filter(str.strip),
            "description": st.text(max_size=5),
            "confidence": st.integers(0, 100) | st.floats(0, 1),
            "rationale": st.text('12"\\]}', max_size=5),
            "passages": st.lists(st.text('8 t}",\\\n😀', min_size=1, max_size=9), min_size=1, max_size=3),
        }
    ),
    min_size=1,
    max_size=3,
)


@given(mentions=MENTIONS, order=st.permutations(FIELDS), data=st.data())
def test_wherever_an_answer_is_cut_off_no_half_of_anything_passes_for_the_whole(
    mentions: list[dict[str, Any]], order: list[str], data: st.DataObject
) -> None:
    said = json.dumps({"mentions": [{field: one[field] for field in order} for one in mentions]})
    whole = ThemeMentions.model_validate_json(said).mentions
    begun = ThemeMentions.of_beginning(said[: data.draw(st.integers(0, len(said)))])
    kept = begun.mentions if begun else []
    assert len(kept) <= len(whole)
    for mention, meant in zip(kept, whole, strict=False):
        assert is_part(mention, meant)
    assert all(mention == meant for mention, meant in zip(kept[:-1], whole, strict=False))


def is_part(mention: MentionAnswer, meant: MentionAnswer) -> bool:
    """Whether all that a mention says is what was meant; what it does not say stands at its default."""
    return (
        mention.name == meant.name
        and mention.description in {meant.description, ""}
        and mention.confidence in {meant.confidence, DEFAULT_CONFIDENCE}
        and mention.rationale in {meant.rationale, ""}
        and mention.passages == meant.passages[: len(mention.passages)]
    )


def test_an_answer_cut_off_at_its_very_end_loses_nothing_and_says_so() -> None:
    said = json.dumps({"mentions": [{"name": "A", "confidence": 0.9, "passages": ["I said so."]}]})
    begun = ThemeMentions.of_beginning(said)
    assert begun is not None
    assert begun.is_cut_off
    assert begun.mentions == ThemeMentions.model_validate_json(said).mentions


@pytest.mark.parametrize("said", ["", "Here are the th", "{", '{"mentions": [', '{"mentions": [{"name": "A"'])
def test_a_beginning_that_proves_nothing_is_no_answer(said: str) -> None:
    """Least of all the answer that there are no themes."""
    assert ThemeMentions.of_beginning(said) is None


def test_names_half_ordered_are_no_order() -> None:
    said = json.dumps({"themes": [{"codes": [[1]], "existing": None}, {"codes": [[2, 3]], "existing": None}]})
    usable = [order_of(3, 0).of_beginning(said[:end]) is not None for end in range(len(said) + 1)]
    assert not any(usable[: said.index("3")])
    assert usable[-1]


UNUSABLE = [
    [{"codes": [[1, 2]]}],
    [{"codes": [[1, 2, 3, 3]]}],
    [{"codes": [[1, 2, 3, 6]]}],
    [{"codes": [[1, 2]]}, {"codes": [[2, 3]]}],
    [{"codes": [[1, 2, 3]], "existing": 3}],
    [{"codes": [[1, 2, 3]], "existing": 6}],
    [{"codes": [[1, 2, 4, 5], [3]]}],
]


@pytest.mark.parametrize("themes", UNUSABLE)
def test_an_order_that_leaves_names_out_or_knows_others_is_refused(themes: list[dict[str, Any]]) -> None:
    with pytest.raises(ValidationError):
        order_of(3, 2).model_validate({"themes": themes})


def test_an_order_is_accepted_with_codes_and_themes_there_are_or_without() -> None:
    """A number that stands alone is a code of one, and what is left out is empty."""
    themes = [{"codes": [[1, 5], 3], "existing": 4}, {"codes": [[2]]}]
    first, second = order_of(3, 2).model_validate({"themes": themes}).themes
    assert first.codes == [[1, 5], [3]]
    assert (second.existing, second.name) == (None, "")
