"""The date that the header of a transcript gives."""

import re
from collections.abc import Sequence
from datetime import datetime

from cli.interview_files.date_columns import is_possible, read_date
from cli.interview_files.layouts.lines import Line

_CLOCK = r"(?:,?\s+(?:at\s+|um\s+)?\d{1,2}:\d{2}(?::\d{2})?\s?(?:[AaPp]\.?[Mm]\.?)?)?"
_DATES = re.compile(
    rf"\d{{4}}-\d{{2}}-\d{{2}}(?:[T ]\d{{2}}:\d{{2}}(?::\d{{2}})?(?:\.\d+)?(?:Z|[+-]\d{{2}}:?\d{{2}})?)?"
    rf"|[^\W\d_]{{3,12}}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}{_CLOCK}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\.?\s+(?:de\s+)?[^\W\d_]{{3,12}}\.?,?\s+(?:de\s+)?\d{{4}}{_CLOCK}"
    rf"|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}{_CLOCK}|\d{{4}}[./]\d{{1,2}}[./]\d{{1,2}}{_CLOCK}"
    r"|\d{4}年\d{1,2}月\d{1,2}日|\d{4}년\s?\d{1,2}월\s?\d{1,2}일"
)
_MOST_LINES = 40


def header_date(lines: Sequence[Line]) -> datetime | None:
    """Return the first possible date in the lines of a header, in UTC; None without one."""
    for line in lines[:_MOST_LINES]:
        if len(line.text) > 300:
            continue
        for found in _DATES.finditer(line.text):
            moment = read_date(found[0])
            if moment is not None and is_possible(moment):
                return moment
    return None
