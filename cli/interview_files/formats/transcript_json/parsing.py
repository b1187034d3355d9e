"""JSON, or a JSON value on each line, as Python values."""

import json
from collections.abc import Iterator
from typing import NamedTuple

from cli.interview_files.faults import FileFaultError

MOST_DEEP = 60
"""Levels of lists and objects within one another; no transcript has half as many."""


class Line(NamedTuple):
    """One line of JSON Lines: its value, or why there is none."""

    number: int
    value: object


def parse(text: str) -> object:
    """Return the value. Raises FileFaultError where the text is no JSON."""
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if error.lineno > 1 else ""
        raise FileFaultError(
            f"This is not valid JSON ({line}column {error.colno}); correct it there."
        ) from None
    except (ValueError, RecursionError):
        raise FileFaultError(
            "The JSON holds an endless number or is nested too deeply; simplify it."
        ) from None
    if _depth_exceeds(value, MOST_DEEP):
        raise FileFaultError("The JSON is nested too deeply; simplify it.")
    return value


def parse_lines(text: str) -> Iterator[Line]:
    """Yield a value or a FileFaultError for each line that is not empty."""
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield Line(number, parse(line.strip()))
            except FileFaultError as fault:
                yield Line(number, fault)


def _depth_exceeds(value: object, most: int) -> bool:
    level = [value]
    for _ in range(most):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: object) -> list[object]:
    if isinstance(value, dict):
        return [inner for inner in value.values() if isinstance(inner, dict | list)]
    if isinstance(value, list):
        return [inner for inner in value if isinstance(inner, dict | list)]
    return []
