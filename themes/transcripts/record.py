"""One interview as its file gives it: turns, what nobody said, and what is doubtful."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Role = Literal["interviewer", "participant", "unknown"]


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """The words that one speaker says without interruption."""

    speaker: str | None
    """The speaker's name as the file writes the name; None where the file names nobody."""
    text: str
    """The words alone, without label and stamps. Line breaks separate paragraphs."""
    start_seconds: float | None = None
    """Seconds since the recording began; None where the file does not say."""
    role: Role = "unknown"
    """A reader sets a role only where the file states one, such as the questions of a survey."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A stretch of the file that nobody said."""

    what: str
    """The kind, such as ``header``, ``footer``, ``summary``, ``stamps``, ``attendees``."""
    text: str


@dataclass(frozen=True, slots=True)
class MarkedQuote:
    """A passage that a person marked in the interview, with the topic (code) given to the passage."""

    quote: str
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """What one speaker is taken for, and why."""

    name: str | None
    role: Role
    reason: str
    """A phrase for the preview, such as ``the label says interviewer``."""


@dataclass(frozen=True, slots=True)
class InterviewRecord:
    """One interview. Readers leave ``speakers`` empty; role assignment fills it for all formats."""

    format: str
    """The format in words, such as ``WebVTT captions`` or ``Otter transcript``."""
    turns: tuple[SpokenTurn, ...] = ()
    key: str | None = None
    """The id that the file gives; None where the file's path is the id."""
    title: str | None = None
    created_at: datetime | None = None
    """When the interview took place, in UTC."""
    created_at_found: str | None = None
    """Where the date was found, such as ``header``, ``file name``, ``column Timestamp``."""
    left_out: tuple[LeftOut, ...] = ()
    doubts: tuple[str, ...] = ()
    """One sentence for each doubtful point of the reading."""
    quotes: tuple[MarkedQuote, ...] = ()
    attributes: Mapping[str, str] = field(default_factory=dict)
    """What the file says of the participant: role, site, segment, …"""
    participants: tuple[str, ...] = ()
    """Names or codes of the people interviewed, where the file states them; () where the turns tell."""
    interviewers: frozenset[str] = frozenset()
    """Speakers that a field or a header of the file states as interviewers, as written in ``turns``."""
    speakers: tuple[Speaker, ...] = ()
    source: str = ""
    """The file's path within the imported folder, with the place in the file, for messages."""
