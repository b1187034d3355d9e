"""Shapes of JSON that scripts write by hand: pairs, one key an object, questions with answers, columns."""

from collections.abc import Mapping
from typing import Any

from cli.interview_files import keys
from cli.interview_files.offsets import offset

_QUESTION = (*keys.QUESTION, "q")
_ANSWER = ("answer", "answer text", "a", "reply", "response", "antwort", "réponse", "respuesta", "risposta")
_LONGEST_NAME = 60
_FEWEST_ROWS = 2


def plain_objects(items: list[Any]) -> list[Any]:
    """Return a list's items as objects that each say something; other lists come back as they are."""
    if not items:
        return items
    if all(isinstance(item, list) and item for item in items):
        return _of_tuples(items) or items
    if not all(isinstance(item, dict) for item in items):
        return items
    if all(_asks(item) for item in items):
        return [turn for item in items for turn in _question_and_answer(item)]
    if len(items) >= _FEWEST_ROWS and all(_is_pair(item) for item in items):
        names = [next(iter(item)) for item in items]
        if len(set(names)) * 2 <= len(names) + 1:
            return [{"speaker": name, "text": item[name]} for name, item in zip(names, items, strict=True)]
    return items


def are_answered(value: object) -> bool:
    """Whether a value is a list of questions with their answers."""
    return (
        isinstance(value, list) and bool(value) and all(isinstance(one, dict) and _asks(one) for one in value)
    )


def row_objects(record: Mapping[str, Any]) -> list[Any] | None:
    """Return the rows of an object that numbers its turns, or that holds a column a key; None for others."""
    values = list(record.values())
    if len(values) < _FEWEST_ROWS:
        return None
    if all(isinstance(value, dict) for value in values):
        if all(_number(name) for name in record):
            return values
        places = list(values[0])
        if places and all(_number(place) for place in places) and all(list(one) == places for one in values):
            return [{name: column[place] for name, column in record.items()} for place in places]
    if all(isinstance(value, list) for value in values) and len({len(value) for value in values}) == 1:
        text = keys.first_of(record, keys.TEXT)
        if text and keys.first_of(record, keys.SPEAKER) and all(isinstance(one, str) for one in record[text]):
            return [dict(zip(record, row, strict=True)) for row in zip(*values, strict=True)]
    return None


def _number(name: str) -> bool:
    return name.rpartition("_")[2].rpartition(" ")[2].isdecimal() or name.isdecimal()


def _is_pair(item: Mapping[str, Any]) -> bool:
    """Whether an object is a speaker's name with the words."""
    if len(item) != 1:
        return False
    name, text = next(iter(item.items()))
    named = keys.normal(name) not in (*keys.TEXT, "word", "value", "name", "id")
    return isinstance(text, str) and 0 < len(name) <= _LONGEST_NAME and named


def _asks(item: Mapping[str, Any]) -> bool:
    question, answer = keys.first_of(item, _QUESTION), keys.first_of(item, _ANSWER)
    return bool(question and answer and isinstance(item[question], str) and isinstance(item[answer], str))


def _question_and_answer(item: Mapping[str, Any]) -> list[Any]:
    question, answer = keys.first_of(item, _QUESTION), keys.first_of(item, _ANSWER)
    assert question is not None
    assert answer is not None
    others = {
        name: value for name, value in item.items() if name not in (question, answer, "speaker", "role")
    }
    return [
        {**others, "speaker": "Interviewer", "role": "interviewer", "text": item[question]},
        {**others, "speaker": "Respondent", "role": "respondent", "text": item[answer]},
    ]


def _of_tuples(rows: list[list[Any]]) -> list[Any]:
    """Rows that hold a text, perhaps a speaker, perhaps times."""
    named = []
    for row in rows:
        texts = [value for value in row if isinstance(value, str) and value.strip()]
        times = [value for value in row if isinstance(value, float)] or [
            value for value in row if not isinstance(value, str) and offset(value) is not None
        ]
        if not texts:
            continue
        clocks = [text for text in texts if offset(text) is not None]
        spoken = [text for text in texts if text not in clocks] or texts
        text = spoken[-1] if len(spoken) == 2 and len(spoken[-1]) >= len(spoken[0]) else max(spoken, key=len)
        others = [one for one in spoken if one is not text]
        start = times[0] if times else clocks[0] if clocks and clocks[0] is not text else None
        named.append({"start": start, "text": text, "speaker": others[0] if len(others) == 1 else None})
    return named
