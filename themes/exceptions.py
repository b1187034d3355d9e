"""Errors while themes are made.

    ThemeError
     ├── ExtractionError      one interview could not be read; the scan goes on without it
     │    └── NotTriedError   nobody tried: the budget was spent, or the interview is gone
     ├── ConsolidationError   the model's grouping of names was unusable; the deterministic one stands in
     ├── CallFailedError      one question to the model came to nothing; others may still be answered
     ├── ModelFilesError      the embedding model's files are missing or altered; the scan ends
     ├── ModelRefusedError    the endpoint refuses every call (bad key, unknown model); the scan ends
     └── ReadingFailedError   too many of the interviews could not be read; the scan ends

Messages are sentences for people and never hold text of an interview or of a model's answer.
"""

from errors import UserFacingError
from themes.models import Usage


class ThemeError(UserFacingError):
    """Something went wrong while themes were made; ``usage`` is what had been spent by then."""

    def __init__(self, message: str, usage: Usage | None = None) -> None:
        super().__init__(message)
        self.usage = usage or Usage()


class ExtractionError(ThemeError):
    """One interview could not be read."""


class NotTriedError(ExtractionError):
    """One interview was not read, because the budget was spent or the interview is gone."""


class ConsolidationError(ThemeError):
    """The model did not say, in a usable form, which names mean the same."""


class ModelRefusedError(ThemeError):
    """The model endpoint refuses to work for us, whatever the interview."""


class ModelFilesError(ThemeError):
    """The files of the sentence-embedding model are missing or not those this version was built for."""


class ReadingFailedError(ThemeError):
    """A larger share of a scan's new interviews could not be read than is tolerated."""


class CallFailedError(ThemeError):
    """One question to the model came to nothing; others may still be answered."""
