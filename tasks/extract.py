"""Extracting: the theme mentions of each interview, out of the cache where nothing changed."""

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from prefect.results import ResultStore
from prefect.transactions import CommitMode, atransaction

from executor import queries
from executor.cache import kept
from executor.database import Database, reworded
from executor.queries import InterviewHeader
from tasks.fetch import SCANNER
from tasks.step import step
from themes.exceptions import ExtractionError
from themes.models import Extraction, Extractor, Frozen, Interview, InterviewMentions, Skipped, Usage

CACHE_VERSION = 2
"""Raised when the shape of a cached extraction, what counts in it or what its key covers changes."""


@dataclass(frozen=True)
class Reader:
    """What reading an interview takes: where its text is, who reads it, and where the result is kept."""

    database: Database
    org_id: UUID
    extractor: Extractor
    store: ResultStore
    told: Callable[["Reading"], Awaitable[None]]
    """Hears of each interview once it has been read."""


class Reading(Frozen):
    """What came of one interview. ``reused`` says that the cache had it; ``usage`` is what it cost now."""

    mentions: InterviewMentions | None = None
    skipped: tuple[Skipped, ...] = ()
    usage: Usage = Usage()
    reused: bool = False


@step("extract")
async def extract(reader: Reader, headers: Sequence[InterviewHeader]) -> list[Reading]:
    """Read some interviews; one that cannot be read is reported and does not stop the others.

    Raises ModelRefusedError when the model endpoint refuses to work for us at all.
    """
    return list(await asyncio.gather(*(read(reader, header) for header in headers)))


async def read(reader: Reader, header: InterviewHeader) -> Reading:
    """Return the cached extraction of an interview, or extract it now and cache it."""
    reading = await _read(reader, header)
    await reader.told(reading)
    return reading


async def _read(reader: Reader, header: InterviewHeader) -> Reading:
    key = cache_key(header, reader.extractor.fingerprint)
    try:
        # Leaving the transaction by an error caches nothing.
        async with atransaction(key, reader.store, CommitMode.EAGER) as transaction:
            reused = transaction.is_committed()
            if reused and (record := await transaction.read()):
                extraction = Extraction.model_validate(record.result)
            else:
                extraction = await reader.extractor.extract(await _load(reader, header.id))
                transaction.stage(extraction.model_dump(mode="json"))
    except ExtractionError as error:
        skipped = Skipped(item=f"interview {header.id}", reason=str(error))
        return Reading(skipped=(skipped,), usage=error.usage)
    return Reading(
        mentions=InterviewMentions(
            interview_id=header.id, created_at=header.created_at, mentions=extraction.mentions
        ),
        skipped=tuple(
            Skipped(item=f"{skipped.item} of interview {header.id}", reason=skipped.reason)
            for skipped in extraction.skipped
        ),
        usage=Usage() if reused else extraction.usage,
        reused=reused,
    )


def cache_key(header: InterviewHeader, fingerprint: str) -> str:
    """Name an extraction by everything it depends on: the interview's text and marks, and the extractor."""
    depends_on = [CACHE_VERSION, header.content_hash, header.quotes_hash, fingerprint]
    digest = hashlib.sha256(json.dumps(depends_on).encode()).hexdigest()
    return f"{header.id}/{digest}"


async def estimate(reader: Reader, headers: Sequence[InterviewHeader]) -> int:
    """Estimate the tokens that reading will cost; what the cache holds costs nothing."""
    fingerprint = reader.extractor.fingerprint
    keys = {cache_key(header, fingerprint): header.characters for header in headers}

    def known() -> set[str]:
        with reworded(), reader.database.org_transaction(reader.org_id) as connection:
            return kept(connection, list(keys))

    missing = keys.keys() - await asyncio.to_thread(known)
    return sum(reader.extractor.estimated_tokens(keys[key]) for key in missing)


async def _load(reader: Reader, interview_id: UUID) -> Interview:
    def load() -> Interview | None:
        with reworded(), reader.database.org_transaction(reader.org_id) as connection:
            return queries.interview(connection, interview_id, SCANNER)

    interview = await asyncio.to_thread(load)
    if interview is None:
        raise ExtractionError("The interview was deleted while the scan ran.")
    return interview
