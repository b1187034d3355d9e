"""The header rows of a table: a title above, codes and questions below one another, what tools add."""

from dataclasses import dataclass, field

from cli.interview_files import keys
from cli.interview_files.formats.tables.grid import Grid, Row, as_text, is_empty
from cli.interview_files.offsets import offset

_MOST_TITLE_ROWS = 12
_NAMES = frozenset(
    (
        *keys.ID, *keys.TEXT, *keys.CREATED_AT, *keys.SPEAKER, *keys.PERSON, *keys.TITLE, *keys.START,
        *keys.END, *keys.CONVERSATION, *keys.QUESTION, *keys.ANSWER, *keys.INDEX, *keys.TOPIC, *keys.QUOTE,
    )
)  # fmt: skip
_BARE_ANSWER_NAMES = """response, open ended response, open ended, text, other please specify, answer,
    offene antwort, antwort, réponse, réponse ouverte, respuesta, respuesta abierta, resposta,
    resposta aberta, risposta, risposta aperta, antwoord, open antwoord, odpowiedź, svar, öppet svar,
    åbent svar, ответ, 回答"""
_BARE_ANSWERS = frozenset(name.strip() for name in _BARE_ANSWER_NAMES.split(","))


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose columns have names."""

    names: tuple[str, ...]
    """The first header row; empty names are numbered."""
    questions: tuple[str, ...]
    """What each column asks or holds, in the table's fullest words."""
    rows: tuple[Row, ...]
    above: tuple[str, ...] = ()
    """Lines above the header."""
    has_header: bool = True
    sheet: str | None = None
    doubts: tuple[str, ...] = ()
    faults: tuple[int, ...] = field(default=())


def table(grid: Grid) -> Table | None:
    """Return the table; None where the grid has no rows."""
    if not grid.rows:
        return None
    first = _first_of_table(grid.rows)
    above = tuple(
        " ".join(as_text(cell) for cell in row.cells if not is_empty(cell)) for row in grid.rows[:first]
    )
    rows = grid.rows[first:]
    width = max(len(row.cells) for row in rows)
    if not _is_header(rows[0]) or _recurs(rows):
        names = tuple(f"column {number}" for number in range(1, width + 1))
        return Table(names, names, rows, above, has_header=False, sheet=grid.sheet, doubts=grid.doubts)
    names = _names(rows[0], len(rows[0].cells))
    questions, used = _questions(rows, names)
    fitting, spilt = _fitted(rows[used:], len(names), grid.delimiter)
    doubts = grid.doubts
    if spilt:
        doubts = (*doubts, f"{spilt} rows have more cells than the header; the last column holds the rest.")
    return Table(names, questions, fitting, above, sheet=grid.sheet, doubts=doubts, faults=grid.faults)


def _fitted(rows: tuple[Row, ...], width: int, delimiter: str) -> tuple[tuple[Row, ...], int]:
    """The rows, with cells beyond the header joined to the last, as unquoted text with commas leaves them."""
    fitted, spilt = [], 0
    for row in rows:
        if any(not is_empty(cell) for cell in row.cells[width:]):
            rest = delimiter.join(as_text(cell) for cell in row.cells[width - 1 :])
            row, spilt = Row(row.line, (*row.cells[: width - 1], rest)), spilt + 1
        fitted.append(row)
    return tuple(fitted), spilt


def _first_of_table(rows: tuple[Row, ...]) -> int:
    """The place of the row at which the table begins, below titles and notes."""
    usual = sorted(row.filled for row in rows[: _MOST_TITLE_ROWS * 3])[len(rows[: _MOST_TITLE_ROWS * 3]) // 2]
    for place, row in enumerate(rows[:_MOST_TITLE_ROWS]):
        if usual < 2 or row.filled >= max(2, usual // 2 + 1) or _known(row) >= 2:
            return place
    return 0


def _known(row: Row) -> int:
    return sum(keys.normal(as_text(cell)) in _NAMES for cell in row.cells)


def _is_header(row: Row) -> bool:
    texts = [as_text(cell).strip() for cell in row.cells if not is_empty(cell)]
    if any(offset(text) is not None for text in texts):
        return False
    if _known(row) or len(texts) < 2:
        return True
    return len(set(texts)) == len(texts)


def _recurs(rows: tuple[Row, ...]) -> bool:
    """Whether the first row holds a speaker who speaks again below, and words, but no name of a column."""
    first, below = rows[0], rows[1:60]
    if (
        _known(first)
        or len(first.cells) < 2
        or not any(len(as_text(cell).split()) > 3 for cell in first.cells)
    ):
        return False
    for place, cell in enumerate(first.cells):
        column = [as_text(row.cells[place]) for row in below if place < len(row.cells)]
        if not is_empty(cell) and as_text(cell) in column and len(set(column)) * 2 <= len(column) + 1:
            return True
    return False


def _names(row: Row, width: int) -> tuple[str, ...]:
    cells = [*row.cells, *[""] * (width - len(row.cells))]
    names: list[str] = []
    for number, cell in enumerate(cells, start=1):
        name = " ".join(as_text(cell).split()) or f"column {number}"
        names.append(name if name not in names else f"{name} ({number})")
    return tuple(names)


def _questions(rows: tuple[Row, ...], names: tuple[str, ...]) -> tuple[tuple[str, ...], int]:
    """What the columns ask, and how many header rows there are."""
    if len(rows) > 2 and _is_import_row(rows[2]):
        return _labels(rows[1], names), 3
    if len(rows) > 1 and _is_import_row(rows[1]):
        return names, 2
    if len(rows) > 2 and _repeats(rows[0], rows[1]):
        return _labels(rows[1], names), 2
    if len(rows) > 2 and _is_second_header(rows, names):
        return _below(rows[0], rows[1], names), 2
    return names, 1


def _is_import_row(row: Row) -> bool:
    """Qualtrics writes the id of each column as JSON below the question."""
    filled = [as_text(cell) for cell in row.cells if not is_empty(cell)]
    return bool(filled) and all(cell.startswith('{"ImportId"') for cell in filled)


def _repeats(one: Row, other: Row) -> bool:
    """Whether the second row writes names of the first out, such as ``Start Date`` below ``StartDate``."""
    pairs = [
        (keys.normal(as_text(a)), keys.normal(as_text(b)))
        for a, b in zip(one.cells, other.cells, strict=False)
    ]
    return sum(a == b != "" for a, b in pairs) >= 2


def _is_second_header(rows: tuple[Row, ...], names: tuple[str, ...]) -> bool:
    """Whether the second row is empty below ids and dates, which every respondent has."""
    told = [place for place, name in enumerate(names) if keys.normal(name) in (*keys.ID, *keys.CREATED_AT)]
    second, rest = rows[1], rows[2 : 2 + 20]
    if second.filled == 0 or second.filled * 2 > rows[0].filled + 2:
        return False
    if not told and all(row.cells and not is_empty(row.cells[0]) for row in rest):
        told = [0]
    if not told:
        return False
    empty = all(place >= len(second.cells) or is_empty(second.cells[place]) for place in told)
    kept = any(place < len(row.cells) and not is_empty(row.cells[place]) for row in rest for place in told)
    return empty and kept


def _labels(row: Row, names: tuple[str, ...]) -> tuple[str, ...]:
    cells = [" ".join(as_text(cell).split()) for cell in row.cells]
    cells += [""] * (len(names) - len(cells))
    return tuple(_plain(cell) or name for cell, name in zip(cells, names, strict=False))


def _below(first: Row, second: Row, names: tuple[str, ...]) -> tuple[str, ...]:
    """Questions that stand once above several columns, each with what the column below adds."""
    asked, current = [], ""
    for place, name in enumerate(names):
        above = as_text(first.cells[place]) if place < len(first.cells) else ""
        below = as_text(second.cells[place]) if place < len(second.cells) else ""
        current = " ".join(above.split()) or current
        added = " ".join(below.split())
        bare = keys.normal(added) in _BARE_ANSWERS or not added
        asked.append(_plain(current or name) if bare else f"{_plain(current or name)} – {added}")
    return tuple(asked)


def _plain(question: str) -> str:
    """The question without what Qualtrics adds to the question of a text field."""
    for ending in (" - Text", " - Selected Choice", " – Text"):
        question = question.removesuffix(ending)
    return question.strip()
