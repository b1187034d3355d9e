"""JSON files, and JSON Lines read a line at a time."""

import json
from collections.abc import Iterator
from typing import TextIO

from cli.interview_files.documents import FaultError, Row
from cli.interview_files.encoding import lines, whole


def read_json(file: TextIO) -> Iterator[Row]:
    """One interview, a list of them, or an object with that list under ``interviews``.

    Raises FaultError when the file is not JSON.
    """
    content = _parsed(whole(file))
    if isinstance(content, dict) and isinstance(content.get("interviews"), list):
        content = content["interviews"]
    if isinstance(content, list):
        for number, item in enumerate(content, start=1):
            yield _row(item, f"item {number}")
    else:
        yield _row(content, "")


def read_json_lines(file: TextIO) -> Iterator[Row]:
    """One interview on each line; empty lines do not count."""
    for number, line in enumerate(lines(file), start=1):
        if line.strip():
            yield _line_row(line, f"line {number}")


def _line_row(line: str, place: str) -> Row:
    try:
        return _row(_parsed(line.rstrip()), place)
    except FaultError as fault:
        return Row(fault, place)


def _row(item: object, place: str) -> Row:
    if isinstance(item, dict):
        return Row(item, place)
    return Row(FaultError("This is no JSON object; write each interview as one, with a field text."), place)


def _parsed(source: str) -> object:
    try:
        return json.loads(source)
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if error.lineno > 1 else ""
        raise FaultError(f"This is not valid JSON ({line}column {error.colno}); correct it there.") from None
    except (ValueError, RecursionError):
        raise FaultError("The JSON holds an endless number or is nested too deeply; simplify it.") from None
