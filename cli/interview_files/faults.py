"""What cannot be read of a file, and the one thing to do about it."""

from dataclasses import dataclass

from errors import UserFacingError


class FileFaultError(UserFacingError):
    """Why a file or a part is no interview: what the file is and the remedy, quoting nothing."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A file, a row or a part that is no interview."""

    source: str
    """The file's path within the imported folder, with the place in the file."""
    sentence: str
    """What is wrong and the one thing to do; quotes no text of the interview."""
