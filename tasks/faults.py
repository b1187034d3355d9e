"""Faults in words: Prefect logs and stores whatever an error tells, so it must tell nothing of interviews."""

import traceback
from pathlib import Path

from executor.exceptions import ExecutorError
from settings import SettingsError
from themes.exceptions import ThemeError

_ROOT = Path(__file__).parent.parent


class StepFailedError(Exception):
    """A step of a job failed; the message is the sentence with which it ended."""


_EXPECTED = (ExecutorError, SettingsError, ThemeError, StepFailedError)
"""Errors whose messages are sentences for people, known to hold no text of interviews."""


def sentence(fault: BaseException) -> str:
    """Say what went wrong; of a fault that nobody foresaw, its kind and the way of calls to it, no value."""
    if isinstance(fault, _EXPECTED):
        return str(fault)
    frames = traceback.extract_tb(fault.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_ROOT)] or frames
    way = " < ".join(
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(ours[-4:])
    )
    kind = type(fault).__name__
    return f"Unexpected {kind} at {way}. This is a fault of the program: please report this line."
