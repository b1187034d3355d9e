"""Extracting: the theme mentions of each interview, out of the cache where nothing changed."""

import asyncio
import hashlib
import json
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from pydantic import ValidationError

from executor.context import SCANNER
from executor.org_database import OrgDatabase
from executor.reads import scan_inputs
from executor.reads.scan_inputs import InterviewHeader
from executor.stores.extraction_cache import Entry, ExtractionCache
from tasks.fetch import NO_TEXT
from tasks.step import step
from themes.exceptions import ExtractionError, NotTriedError, ReadingFailedError
from themes.models import Extraction, Extractor, Frozen, Interview, InterviewMentions, Skipped, Usage
from themes.text.plurals import counted

CACHE_VERSION = 6
"""Raised when the shape of a cached extraction, what counts in it or what its key covers changes."""


@dataclass(frozen=True)
class ExtractionSetup:
    """The parts that extraction needs: the source of the text, the extractor, and the listener for
    progress.
    """

    org: OrgDatabase
    extractor: Extractor
    cache: ExtractionCache
    on_extracted: Callable[["InterviewExtraction"], Awaitable[None]]
    """Hears of each interview once it has been read."""

    def key(self, header: InterviewHeader) -> str:
        """The name under which the interview's extraction is kept."""
        return cache_key(header, self.extractor.fingerprint)


class InterviewExtraction(Frozen):
    """The outcome of one interview. ``reused`` says that the cache had it; ``usage`` is what it
    cost now.
    """

    mentions: InterviewMentions | None = None
    skipped: tuple[Skipped, ...] = ()
    usage: Usage = Usage()
    reused: bool = False
    failed: bool = False
    """Whether reading was tried and came to nothing."""
    near_copies: int = 0


async def cached_extractions(
    reader: ExtractionSetup, headers: Sequence[InterviewHeader]
) -> dict[UUID, InterviewExtraction]:
    """The cached extractions of unchanged interviews, by the interviews' ids. Raises ExecutorError."""
    keys = {header.id: reader.key(header) for header in headers}
    kept = await reader.cache.kept(list(keys.values()))
    known: dict[UUID, InterviewExtraction] = {}
    for header in headers:
        extraction = _parsed(kept.get(keys[header.id]))
        if extraction:
            known[header.id] = reading = _reading(header, extraction, reused=True)
            await reader.on_extracted(reading)
    return known


def _parsed(value: bytes | None) -> Extraction | None:
    if value is None:
        return None
    try:
        return Extraction.model_validate_json(value)
    except ValidationError:
        return None  # Kept by a program that meant something else: the interview is read again.


async def extract_interviews(
    reader: ExtractionSetup, headers: Sequence[InterviewHeader]
) -> list[InterviewExtraction]:
    """Read some interviews; one that cannot be read is reported and does not stop the others.

    Interviews are read and cached as they are now, which may differ from the fetched headers.
    Raises ModelRefusedError when the model endpoint refuses to work for us at all.
    """

    def load() -> Mapping[UUID, tuple[InterviewHeader, Interview]]:
        with reader.org.read() as connection:
            return scan_inputs.interviews(connection, [header.id for header in headers], SCANNER)

    loaded = await asyncio.to_thread(load)
    return list(
        await asyncio.gather(*(_read(reader, header.id, loaded.get(header.id)) for header in headers))
    )


extract = step("extract")(extract_interviews)


async def _read(
    reader: ExtractionSetup, id_: UUID, found: tuple[InterviewHeader, Interview] | None
) -> InterviewExtraction:
    try:
        reading = await _extracted(reader, found)
    except ExtractionError as error:
        skipped = Skipped(item=f"interview {id_}", reason=str(error), step="extract", interview_id=id_)
        tried = not isinstance(error, NotTriedError)
        reading = InterviewExtraction(skipped=(skipped,), usage=error.usage, failed=tried)
    await reader.on_extracted(reading)
    return reading


async def _extracted(
    reader: ExtractionSetup, found: tuple[InterviewHeader, Interview] | None
) -> InterviewExtraction:
    """Extract the mentions of an interview, and keep them."""
    if found is None:
        raise NotTriedError("The interview was deleted while the scan ran.")
    header, interview = found
    if header.blank:
        raise NotTriedError(NO_TEXT)
    extraction = await reader.extractor.extract(interview)
    await reader.cache.keep(Entry(reader.key(header), header.id, extraction.model_dump_json().encode()))
    return _reading(header, extraction, reused=False)


def _reading(header: InterviewHeader, extraction: Extraction, *, reused: bool) -> InterviewExtraction:
    return InterviewExtraction(
        mentions=InterviewMentions(
            interview_id=header.id, created_at=header.created_at, mentions=extraction.mentions
        ),
        skipped=tuple(
            Skipped(
                item=f"{skipped.item} of interview {header.id}",
                reason=skipped.reason,
                step="extract",
                interview_id=header.id,
            )
            for skipped in extraction.skipped
        ),
        usage=Usage() if reused else extraction.usage,
        reused=reused,
        near_copies=extraction.near_copies,
    )


def cache_key(header: InterviewHeader, fingerprint: str) -> str:
    """Name an extraction by everything it depends on: the interview's text and marks, and the extractor."""
    depends_on = [CACHE_VERSION, header.content_hash, header.quotes_hash, fingerprint]
    digest = hashlib.sha256(json.dumps(depends_on).encode()).hexdigest()
    return f"{header.id}/{digest}"


def not_cached(
    headers: Sequence[InterviewHeader], known: Mapping[UUID, InterviewExtraction]
) -> list[InterviewHeader]:
    """The interviews still to be read, in their order."""
    return [header for header in headers if header.id not in known]


def in_order(
    headers: Sequence[InterviewHeader],
    known: Mapping[UUID, InterviewExtraction],
    fresh: Iterable[InterviewExtraction],
) -> list[InterviewExtraction]:
    """All readings in the order of the headers: what is known, and what was read of those unknown."""
    rest = iter(fresh)
    return [known.get(header.id) or next(rest) for header in headers]


def refuse_if_too_many_failed(readings: Sequence[InterviewExtraction], tolerated: float) -> None:
    """Raise ReadingFailedError, the commonest cause first, if a scan cannot stand for its interviews.

    A scan is refused where no interview could be read, or where more than the share ``tolerated``
    (0 to 1) of uncached interviews failed. People on call are told of failed runs, not of empty
    reports.
    """
    tried = [reading for reading in readings if not reading.reused]
    failed = [reading for reading in tried if reading.failed]
    none_read = bool(readings) and all(reading.mentions is None for reading in readings)
    if not none_read and len(failed) <= tolerated * len(tried):
        return
    reasons = Counter(skipped.reason for reading in failed or readings for skipped in reading.skipped)
    cause = reasons.most_common(1)[0][0]
    unread = len(readings) if none_read else len(failed)
    whom = f"{unread} of {counted(len(readings) if none_read else len(tried), 'interview')}"
    raise ReadingFailedError(
        f"{cause} {whom} to read could not be read, and SCAN_TOLERATED_FAILURES allows {tolerated:.0%}. "
        "Extractions that were made are kept: remove the cause and scan again."
    )


def estimate(reader: ExtractionSetup, headers: Iterable[InterviewHeader]) -> int:
    """Estimate the tokens that reading these interviews will cost."""
    return sum(reader.extractor.estimated_tokens(header.characters) for header in headers)
