"""What each column of a table holds, by its name and by its values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cli.interview_files import keys
from cli.interview_files.date_columns import DateColumn, read_dates
from cli.interview_files.formats.tables.grid import Cell, as_text, is_empty
from cli.interview_files.formats.tables.header import Table
from cli.interview_files.offsets import offset

_SURVEY_MACHINERY = """status, ip address, progress, duration, duration in seconds, finished,
    distribution channel, user language, collector id, recipient last name, recipient first name,
    recipient email, external reference, external data reference, location latitude, location longitude,
    email address, email, e mail, first name, last name, custom data, custom data 1, network id, user agent,
    browser, device, version, url, link, points, comms num, response type, survey id, ref, tags, start date,
    end date, review consumer user id, phone"""
_MACHINERY = frozenset(" ".join(name.split()) for name in _SURVEY_MACHINERY.split(","))
_ABOUT_IT = "summary abstract notes note memo tags description synopsis zusammenfassung résumé resumen"
_NOT_SAID = frozenset(_ABOUT_IT.split())
_LINK = re.compile(r"\s*(?:https?://|www\.)\S+\s*|\s*[\w.+-]+@[\w-]+\.[\w.]+\s*")
_TEXT_NAMES = "text content body comment comments message transcript verbatim"
_NAMES_TEXT = frozenset(_TEXT_NAMES.split())
_MOST_NAME_WORDS = 3
_FEWEST_WORDS = 4
_MANY_WORDS = 8
_MOST_LOOKED_AT = 2000


@dataclass(frozen=True)
class Column:
    """One column of a table."""

    place: int
    name: str
    question: str
    cells: tuple[Cell, ...]

    @property
    def normal(self) -> str:
        """The name as names are compared."""
        return keys.normal(self.name)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The filled cells as text, at most some thousands."""
        return tuple(as_text(cell) for cell in self.cells[:_MOST_LOOKED_AT] if not is_empty(cell))

    @cached_property
    def words(self) -> float:
        """How many words a filled cell has on average; scripts without spaces count by characters."""
        counts = [max(len(text.split()), len(text) // 8 if not text.isascii() else 0) for text in self.texts]
        return sum(counts) / len(counts) if counts else 0.0

    @cached_property
    def most_words(self) -> int:
        """How many words the longest cell has."""
        return max((len(text.split()) for text in self.texts), default=0)

    @cached_property
    def distinct(self) -> int:
        """How many different values there are."""
        return len(set(self.texts))

    @cached_property
    def dates(self) -> DateColumn:
        """The cells read as dates."""
        return read_dates(self.cells)

    @cached_property
    def offsets(self) -> float:
        """The share of filled cells that are times within a recording."""
        times = [
            value
            for cell in self.cells[:_MOST_LOOKED_AT]
            if not is_empty(cell) and (value := offset(cell)) is not None
        ]
        return len(times) / len(self.texts) if self.texts else 0.0

    @property
    def is_prose(self) -> bool:
        """Whether people wrote or said what the column holds."""
        if self.normal in _MACHINERY or not self.texts or all(_LINK.fullmatch(text) for text in self.texts):
            return False
        if self.normal in keys.TITLE or self.normal.endswith(" title"):
            return False
        varied = "?" in self.question and self.distinct == len(self.texts)
        fewest = _FEWEST_WORDS - 1 if varied else _FEWEST_WORDS
        return (self.words >= fewest or self.most_words >= _MANY_WORDS) and not self.is_dates

    @property
    def is_dates(self) -> bool:
        """Whether most cells are dates."""
        return bool(self.texts) and self.words < 8 and self.dates.share > 0.5

    @property
    def is_machinery(self) -> bool:
        """Whether a survey tool fills the column, such as the respondent's address."""
        return self.normal in _MACHINERY or bool(
            self.texts and all(_LINK.fullmatch(text) for text in self.texts)
        )

    @property
    def is_not_said(self) -> bool:
        """Whether a researcher wrote the column about the interview."""
        return bool(_NOT_SAID & set(self.normal.split()))

    @property
    def is_question(self) -> bool:
        """Whether the header asks something, rather than naming a field."""
        words = keys.normal(self.question).split()
        short = len(words) <= _MOST_NAME_WORDS and "?" not in self.question
        bare = short and bool(words) and words[-1] in _NAMES_TEXT
        named = bare or keys.normal(self.question) in (*keys.TEXT, *keys.ANSWER) or words[:1] == ["column"]
        return not named and not (self.normal in keys.TEXT and self.question == self.name)


def columns(table: Table) -> tuple[Column, ...]:
    """Return the columns of a table, each with a cell for every row."""
    return tuple(
        Column(
            place,
            name,
            question,
            tuple(row.cells[place] if place < len(row.cells) else None for row in table.rows),
        )
        for place, (name, question) in enumerate(zip(table.names, table.questions, strict=True))
    )


def first_column(found: Sequence[Column], wanted: tuple[str, ...]) -> Column | None:
    """Return the filled column whose name comes first among the wanted ones."""
    by_normal = {column.normal: column for column in reversed(found) if column.texts}
    return next((by_normal[name] for name in wanted if name in by_normal), None)


def all_columns(found: Sequence[Column], wanted: tuple[str, ...]) -> list[Column]:
    """Return the filled columns of these names, those wanted most first."""
    by_normal = {column.normal: column for column in reversed(found) if column.texts}
    return [by_normal[name] for name in wanted if name in by_normal]
