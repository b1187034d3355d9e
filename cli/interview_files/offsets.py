"""Times within a recording as files write them, in seconds; the unit of bare numbers is decided by all."""

import re
from collections.abc import Mapping, Sequence

_CLOCK = re.compile(r"[\[(]?(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,:;](\d{1,3}))?[\])]?")
_PLAIN = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s|sec|secs|seconds)?", re.IGNORECASE)
_ISO = re.compile(r"PT(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?")
_LETTERS = re.compile(r"(?:(\d+)\s*h)?\s*(?:(\d+)\s*m(?:in)?)?\s*(?:(\d+(?:\.\d+)?)\s*s)?", re.IGNORECASE)
_SLOWEST_SECONDS_A_WORD = 30
"""Numbers that would make speech slower than this count milliseconds, or ticks of 100 nanoseconds."""
_TICKS_A_SECOND = 10_000_000
_LONGEST_SECONDS = 100 * 3600


def offset(value: object) -> float | None:
    """Return a time as a number in its own unit, seconds where the value says its unit; None for no time."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if 0 <= value < float("inf") else None
    if isinstance(value, str):
        return _written(value.strip())
    if isinstance(value, Mapping):
        if "seconds" in value or "nanos" in value:
            return float(value.get("seconds") or 0) + float(value.get("nanos") or 0) / 1e9
        for key in ("relative", "from", "start"):
            if key in value:
                return offset(value[key])
    return None


def _written(text: str) -> float | None:
    text = text.split(" - ")[0].split(" --> ")[0].strip()
    if match := _CLOCK.fullmatch(text.replace(";", ":")):
        hours, minutes, seconds, fraction = match.groups()
        return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction or 0}")
    if match := _PLAIN.fullmatch(text):
        return float(match[1]) / (1000 if (match[2] or "").lower() == "ms" else 1)
    for pattern in (_ISO, _LETTERS):
        if text and (match := pattern.fullmatch(text)) and any(match.groups()):
            hours, minutes, seconds = (float(part or 0) for part in match.groups())
            return hours * 3600 + minutes * 60 + seconds
    return None


def in_seconds(values: Sequence[object], words: int, name: str = "") -> list[float | None]:
    """Return the times in seconds. ``words`` is how many words were said, ``name`` that of their field.

    Times that no recording has, such as seconds since 1970, are None.
    """
    times = [offset(value) for value in values]
    known = [time for time in times if time is not None]
    bare = [
        value
        for value in values
        if (isinstance(value, int | float) or (isinstance(value, str) and value.strip().isdigit()))
    ]
    if known and _are_dates(known):
        return [None] * len(times)
    scale = _unit(name, max(known, default=0.0), words) if len(bare) * 2 > len(known) else 1
    return [None if time is None or time / scale > _LONGEST_SECONDS else time / scale for time in times]


def _are_dates(times: Sequence[float]) -> bool:
    """Whether the numbers are seconds or milliseconds since 1970."""
    return min(times) > 9e8 and (max(times) < 4e9 or min(times) > 1e12)


def _unit(name: str, last: float, words: int) -> float:
    lowered = name.lower()
    if "tick" in lowered:
        return _TICKS_A_SECOND
    if re.search(r"ms\b|milli|Ms\b", name) or lowered.endswith("ms"):
        return 1000
    pace = last / max(words, 1)
    if pace > _SLOWEST_SECONDS_A_WORD * 2000:
        return _TICKS_A_SECOND
    return 1000 if pace > _SLOWEST_SECONDS_A_WORD else 1
