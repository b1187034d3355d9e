"""Transcripts laid out as tables, with tabs or Markdown bars between the cells: one row a turn."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from cli.interview_files.layouts.names import looks_like_name
from cli.interview_files.layouts.stamps import Stamp, stamp_at
from themes.transcripts.role_words import folded, says_answering, says_asking, says_speaker

_BAR = re.compile(r"(?<!\\)\|")
_DIVIDER = re.compile(r"[\s|:+-]+")
_SAMPLE = 300
_FEWEST_ROWS = 2
_LONGEST_NAME = 60
_HEADS = frozenset(
    """time|timestamp|time stamp|timecode|time code|start|start time|end|end time|begin|from|to|in|out|duration|speaker|speakers
    speaker name|name|who|role|person|participant|text|transcript|utterance|words|content|message|line|lines|no|nr|nr.|#|id|turn
    sentence|quote|comment|notes|speech|segment|zeit|sprecher|beginn|ende|wer|heure|temps|locuteur|texte|qui|hora|tiempo|hablante
    texto|quién|orador|tempo|parlante|testo|falante|tijd|spreker|tekst|tid|talare|taler|czas|mówca|время|спикер|текст|говорящий
    时间|時間|发言人|发言者|說話者|内容|內容|話者|発言|発言者|시간|화자|내용|الوقت|المتحدث|النص""".replace(
        "\n    ", "|"
    ).split("|")
)


class Row(NamedTuple):
    """One row of a transcript's table."""

    line: int
    """The index of the row's line in the text."""
    speaker: str | None
    stamp: Stamp | None
    words: str


def read_rows(raw: Sequence[str]) -> list[Row] | None:
    """Return the rows of the table that fills most of the text, or None where there is none.

    A row's speaker is None where the cell is empty or the table has no such column.
    """
    if not any("\t" in line or "|" in line for line in raw):
        return None
    cells = {index: found for index, line in enumerate(raw) if (found := _cells(line))}
    filled = sum(1 for line in raw if line.strip())
    if len(cells) < _FEWEST_ROWS or 2 * len(cells) < filled:
        return None
    width = Counter(len(row) for row in cells.values()).most_common(1)[0][0]
    rows = {index: _fitted(row, width) for index, row in cells.items() if len(row) >= width}
    if width < 2 or 2 * len(rows) < len(cells):
        return None
    first = next(iter(rows))
    heads = rows[first] if _is_head(rows[first]) else None
    body = {
        index: row for index, row in rows.items() if not (heads and index == first) and not _is_divider(row)
    }
    return _rows(body, width, heads) if body else None


def _cells(line: str) -> list[str] | None:
    bare = line.strip(" \r")
    if bare.startswith("|") and bare.count("|") > 2:
        return [cell.strip().replace("\\|", "|") for cell in _BAR.split(bare.strip("|"))]
    if "\t" in bare and bare.strip():
        return [cell.strip() for cell in bare.split("\t")]
    return None


def _fitted(row: list[str], width: int) -> list[str]:
    return [*row[: width - 1], " ".join(cell for cell in row[width - 1 :] if cell)]


def _is_head(row: Sequence[str]) -> bool:
    filled = [cell for cell in row if cell]
    return len(filled) > 1 and sum(cell.strip("*: ").casefold() in _HEADS for cell in filled) >= 0.6 * len(
        filled
    )


def _is_divider(row: Sequence[str]) -> bool:
    return all(not cell or (_DIVIDER.fullmatch(cell) and "-" in cell) for cell in row)


def _rows(body: dict[int, list[str]], width: int, heads: Sequence[str] | None) -> list[Row] | None:
    sample = list(body.values())[:_SAMPLE]
    columns = [[row[column] for row in sample if row[column]] for column in range(width)]
    times = [column for column in range(width) if _all(columns[column], _is_time)]
    numbers = [
        column for column in range(width) if column not in times and _all(columns[column], str.isdigit)
    ]
    rest = [
        column for column in range(width) if column not in times and column not in numbers and columns[column]
    ]
    if not rest:
        return None
    words = max(rest, key=lambda column: (len(set(columns[column])), sum(map(len, columns[column]))))
    names = [
        column
        for column in rest
        if column != words and _are_names(columns[column], named=_named(heads, column))
    ]
    if not names and not times and not numbers:
        return None
    name = names[0] if names else None
    return [
        Row(
            index,
            row[name].strip("*_: ") or None if name is not None else None,
            next((stamp for column in times if (stamp := stamp_at(row[column], loose=True))), None),
            row[words],
        )
        for index, row in body.items()
        if row[words]
    ]


def _named(heads: Sequence[str] | None, column: int) -> bool:
    return heads is not None and heads[column].strip("*: ").casefold() in _HEADS


def _all(cells: Sequence[str], holds: Callable[[str], bool]) -> bool:
    return bool(cells) and sum(bool(holds(cell)) for cell in cells) >= 0.8 * len(cells)


def _is_time(cell: str) -> bool:
    stamp = stamp_at(cell, loose=True)
    return stamp is not None and stamp.end >= len(cell.rstrip(" :")) and not cell.isdigit()


def _are_names(cells: Sequence[str], *, named: bool) -> bool:
    labels = Counter(folded(cell.strip("*_: ")) for cell in cells)
    if max(map(len, cells)) > _LONGEST_NAME or not labels:
        return False
    plausible = sum(
        looks_like_name(cell) or says_speaker(cell) or says_asking(cell) or says_answering(cell)
        for cell in cells
    )
    recurring = sum(count for count in labels.values() if count > 1)
    return plausible >= 0.8 * len(cells) and (
        named or recurring >= 0.5 * len(cells) or len(cells) <= 2 * len(labels) <= 4
    )
