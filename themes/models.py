"""The values that flow through a scan, from an interview read to a theme stored.

All of them are frozen, so that a task can hand them on without anybody downstream changing them.
Offsets count Unicode code points from 0 and are half-open, so that ``text[start:end]`` is the passage.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated, Literal, NamedTuple, Protocol, Self
from uuid import UUID

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field

Confidence = Annotated[float, Field(ge=0.0, le=1.0)]
Vectors = npt.NDArray[np.float32]
"""Shape (number of texts, dimensions); each row has unit length, so a dot product is the cosine."""


class Frozen(BaseModel):
    """A value that never changes once it is made, and has no fields but those it names.

    Its validation errors never show the input, which may be text of an interview.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Passage(Frozen):
    """A stretch of one transcript, in the transcript's own words: ``transcript[start:end] == text``."""

    text: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int = Field(ge=1)


class Quote(Passage):
    """A passage somebody already stored for an interview; ``topic`` is the label they gave it, if any."""

    id: UUID
    topic: str | None = None


class TurnPlace(NamedTuple):
    """A stretch of a stored transcript said by one speaker: ``text[start:end]`` holds the words alone."""

    speaker: str | None
    role: Literal["interviewer", "participant", "unknown"]
    start: int
    end: int
    start_seconds: float | None = None
    """Seconds since the recording began; None where the source does not say."""


class Interview(Frozen):
    """One transcript with the quotes that people marked in it (never those that a scan stored)."""

    id: UUID
    title: str
    text: str
    turns: tuple[TurnPlace, ...] | None = None
    """Who says what, as the file told; None where the text alone is stored."""
    created_at: datetime
    quotes: tuple[Quote, ...] = ()


class Proposal(Frozen):
    """A theme mention as an extractor worded it; nothing of it is evidence before it is grounded."""

    name: str
    description: str = ""
    confidence: Confidence = 0.5
    rationale: str = ""
    passages: tuple[str, ...] = ()
    counter_passages: tuple[str, ...] = ()
    """What the interview says against it."""


class Wording(Frozen):
    """What an extractor that reads words, not meaning, knows of a name that an interview's own words give."""

    language: str
    """ISO 639-1 code of the interview's language."""
    uses: int
    """How often the interview says the name."""
    words: int
    """How many words the interviewees say."""
    strengths: tuple[float, ...] = ()
    """How strongly each passage speaks for the name, in the passages' order."""


class Mention(Frozen):
    """A theme that one interview talks about, with at least one passage found in its transcript.

    The passages come strongest first, as far as the extractor can tell.
    """

    name: str = Field(min_length=1)
    description: str = ""
    confidence: Confidence
    rationale: str = ""
    passages: tuple[Passage, ...] = Field(min_length=1)
    counter_passages: tuple[Passage, ...] = ()
    """What the interview says against it; none of them is among the passages."""
    wording: Wording | None = None
    """Set where the name is people's own words or a code said outright: no likeness joins it to another."""


class Usage(Frozen):
    """What a step cost: HTTP requests made to a model (failed ones too) and the tokens it reported."""

    calls: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0

    def __add__(self, other: Self) -> "Usage":
        return Usage(
            calls=self.calls + other.calls,
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
        )


SkippedBy = Literal["", "fetch", "extract", "merge", "write"]


class Skipped(Frozen):
    """Something that a scan did not use: ``item`` names it without quoting it, ``reason`` says why."""

    item: str
    reason: str
    step: SkippedBy = ""
    """The step of the scan that did not use it; empty in reports of older programs."""
    interview_id: UUID | None = None
    """The interview that it is, or is a part of."""


class Extraction(Frozen):
    """All that was found in one interview. This is what the cache keeps."""

    mentions: tuple[Mention, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    near_copies: int = 0
    """Passages that were found as near copies of what was said."""
    usage: Usage = Usage()


class ParticipantPlace(NamedTuple):
    """A stretch of a transcript that one participant says."""

    participant_id: UUID
    start: int
    end: int


class InterviewMentions(Frozen):
    """The mentions of one interview, as the merge sees them."""

    interview_id: UUID
    created_at: datetime
    mentions: tuple[Mention, ...]
    places: tuple[ParticipantPlace, ...] = ()
    """Who says what of the interview, as far as is known."""


class CatalogueCode(Frozen):
    """A code of a theme beside the one that bears the theme's own name."""

    slug: str
    name: str
    description: str = ""
    names: frozenset[str]
    """Slugs of all its names, its own among them. They are aliases of the theme."""


Decision = Literal["rejected", "pinned"]
"""What a person decided about a theme: scans hold a rejected one back, and keep a pinned one always."""


class CatalogueTheme(Frozen):
    """A theme the organisation already has. Its id, name and slug never change in a scan."""

    id: UUID
    slug: str
    name: str
    description: str
    aliases: frozenset[str] = frozenset()
    """Slugs of the other names under which the theme has been seen, those of its codes included."""
    codes: tuple[CatalogueCode, ...] = ()
    """Other names that are in none of these mean what the theme's own name means."""
    interview_ids: frozenset[UUID] = frozenset()
    """Interviews that are known to speak of the theme, inside the window or not."""
    participants: Mapping[UUID, frozenset[UUID]] = {}
    """By interview, the participants who are known to speak of the theme."""
    decision: Decision | None = None
    split_ownership: Mapping[UUID, frozenset[UUID]] = {}
    """By the id of another theme, the interviews whose mentions of that one a person moved to this one."""
    merged: Mapping[UUID, str] = {}
    """The slugs of the themes that people merged into this one, by id."""


AliasSource = Literal["embedding", "model", "deterministic", "person"]


class Alias(Frozen):
    """Another name of a theme, and what decided that it is one."""

    slug: str
    name: str
    source: AliasSource
    code: str = ""
    """Slug of the name that leads its code; empty for the code that bears the theme's own name."""
    description: str = ""
    """What the code says; of the name that leads one alone."""


class Support(Frozen):
    """What one interview contributes to one theme: the union of its mentions' passages, strongest first."""

    interview_id: UUID
    created_at: datetime
    confidence: Confidence
    rationale: str
    passages: tuple[Passage, ...] = Field(min_length=1)
    heard_as: tuple[tuple[str, ...], ...] = ()
    """Per passage, in order, the slugs of the names under which it was heard."""
    counter_passages: tuple[Passage, ...] = ()
    """What the interview says against the theme."""
    participants: frozenset[UUID] = frozenset()
    """Who says the passages, as far as is known."""


class MergedTheme(Frozen):
    """One theme after the merge, with everything in the window that supports it.

    ``theme_id`` is None for a theme the organisation does not have yet. ``supports`` is ordered
    strongest first, by a total order that does not depend on the order of the input.
    """

    theme_id: UUID | None
    slug: str
    name: str
    description: str
    confidence: Confidence
    supports: tuple[Support, ...] = Field(min_length=1)
    new_aliases: tuple[Alias, ...] = ()
    pinned: bool = False

    @property
    def occurrences(self) -> int:
        """The number of grounded passages that support the theme in the window."""
        return sum(len(support.passages) for support in self.supports)


class MergePlan(Frozen):
    """The outcome of a merge: recurring themes, strongest first, and what was left out with its reason."""

    themes: tuple[MergedTheme, ...]
    held_back: tuple[MergedTheme, ...] = ()
    """Themes heard again that a person rejected; their new names are remembered, and nothing else."""
    skipped: tuple[Skipped, ...] = ()
    usage: Usage = Usage()
    notes: tuple[str, ...] = ()
    """Sentences for the report, such as that the model's answer was unusable and what stood in."""


class Extractor(Protocol):
    """Finds theme mentions in one interview at a time, knowing nothing of the others."""

    @property
    def fingerprint(self) -> str:
        """Everything an extraction depends on besides the interview: model, prompt version, settings.

        Two extractors with equal fingerprints may use each other's cached extractions.
        """

    def estimated_tokens(self, characters: int) -> int:
        """Estimate what a transcript of so many characters will cost, before it is read."""

    async def extract(self, interview: Interview) -> Extraction:
        """Return the grounded mentions of the interview.

        Raises ExtractionError when the interview could not be read by the model after retries.
        """

    async def aclose(self) -> None:
        """Release connections; the extractor is of no use afterwards."""


class Embedder(Protocol):
    """Turns short texts into unit vectors whose dot product says how alike their meanings are."""

    @property
    def fingerprint(self) -> str:
        """The model and version; vectors of different fingerprints must not be compared."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text, in order; the same text always gives the same vector."""


class NameGroup(Frozen):
    """A distinct mention name, or a code of the catalogue, with a description."""

    slug: str
    name: str
    description: str
    theme: str = ""
    """Slug of the theme that a code of the catalogue belongs to, where that is another; empty otherwise."""
    literal: bool = False
    """Whether the name is people's own words, which no likeness of meaning joins to other names."""

    @property
    def home(self) -> str:
        """The slug of the theme that the entry stands for."""
        return self.theme or self.slug


class JointTheme(Frozen):
    """Codes that a reader of the report would act on together."""

    members: tuple[str, ...]
    """Slugs of names. With a name its whole code belongs to the theme."""
    existing: str | None = None
    """Slug of the catalogue theme that they join."""
    name: str = ""
    description: str = ""


class Consolidation(Frozen):
    """Names on two levels: ``groups`` are codes, and hold every slug asked about exactly once.

    A group may also hold the slug of at most one code of the catalogue, which its names then join. Codes that
    are in none of the ``themes`` are themes of their own.
    """

    groups: tuple[tuple[str, ...], ...]
    themes: tuple[JointTheme, ...] = ()
    usage: Usage = Usage()


class Consolidator(Protocol):
    """Decides which names are one code, and which codes one theme (a language model does)."""

    @property
    def fingerprint(self) -> str:
        """The model and prompt version that a remembered decision depends on."""

    @property
    def most_names(self) -> int:
        """How many names it can be asked about at once."""

    async def consolidate(self, names: Sequence[NameGroup], catalogue: Sequence[NameGroup]) -> Consolidation:
        """Partition the names into codes and these into themes, joining those of the catalogue that fit.

        The catalogue's entries are codes; each tells by ``home`` to which theme it belongs.

        Raises ConsolidationError when no valid partition was obtained; its ``usage`` says what was spent.
        """
