"""The root of every error that a user reads, and the sentence for a fault that nobody foresaw.

Prefect logs and stores the message of an error. Therefore no message quotes an interview.
"""

import traceback
from pathlib import Path

_ROOT = Path(__file__).parent


class UserFacingError(Exception):
    """A fault told in sentences: what is wrong, and the remedy. The message holds no text of an interview."""

    exit_status = 1
    """What a command ends with."""


def sentence(fault: BaseException) -> str:
    """Return the message of a ``UserFacingError``, for other faults their kind and chain of calls."""
    if isinstance(fault, UserFacingError):
        return str(fault)
    frames = traceback.extract_tb(fault.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(_ROOT)] or frames
    calls = " < ".join(
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in reversed(ours[-4:])
    )
    kind = type(fault).__name__
    return f"Unexpected {kind} at {calls}. The program is at fault: please report this line."
