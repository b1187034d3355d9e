"""How many tokens reading will cost, before anything is sent: a guess, rather too high than too low."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic_core import to_json

from themes.codebooks.study import Study
from themes.llm.chunks import CHARACTERS_PER_TOKEN, OVERLAP_SHARE
from themes.llm.prompts import MARKED_SHARE, consolidation_messages, extraction_messages
from themes.models import Usage

ANSWER_TOKENS = 1_500
"""A usual answer: some themes with a few passages each."""
_SCHEMA_CHARACTERS = 2_000
NAMES_PER_INTERVIEW, NAMES_PER_REQUEST, TOKENS_PER_NAME = 8, 150, 25
"""Of the names that a usual interview brings and that are asked about in one request."""


def of_request(request: Mapping[str, Any], answer_tokens: int) -> int:
    """Estimate one request with the longest answer that it allows."""
    sent = to_json([request.get(part) for part in ("messages", "tools", "response_format")], fallback=str)
    return _tokens(sent.decode()) + answer_tokens


def of_texts(texts: Sequence[str]) -> int:
    """Estimate a request for the vectors of texts, which has no answer to pay for."""
    return sum(map(_tokens, texts)) + 1


def _tokens(sent: str) -> int:
    """A token for four characters of English, and for each one of another script, which may need it."""
    english = len(sent.encode("ascii", "ignore"))
    return english // CHARACTERS_PER_TOKEN + len(sent) - english


def of_interview(characters: int, chunk_tokens: int, study: Study) -> int:
    """Estimate reading a transcript of so many characters, in parts, with the study beside each part."""
    usage = usage_of_interview(characters, chunk_tokens, study)
    return usage.prompt_tokens + usage.completion_tokens


def usage_of_interview(characters: int, chunk_tokens: int, study: Study) -> Usage:
    """Estimate calls, prompts and answers of reading a transcript."""
    if not characters:
        return Usage()
    limit = chunk_tokens * CHARACTERS_PER_TOKEN
    step = max(1, int(limit * (1 - OVERLAP_SHARE)))
    parts = 1 if characters <= limit else 1 + -(-(characters - limit) // step)
    around = sum(len(message["content"]) for message in extraction_messages("", [], study))
    repeated = (parts - 1) * limit * OVERLAP_SHARE + characters * MARKED_SHARE
    sent = characters + repeated + parts * (around + _SCHEMA_CHARACTERS)
    prompt = int(sent / CHARACTERS_PER_TOKEN)
    return Usage(calls=parts, prompt_tokens=prompt, completion_tokens=parts * ANSWER_TOKENS)


def of_scan(lengths: Sequence[int], chunk_tokens: int, study: Study) -> Usage:
    """Estimate reading transcripts of these lengths, in characters, and grouping the names found there."""
    reading = sum((usage_of_interview(length, chunk_tokens, study) for length in lengths), Usage())
    names = NAMES_PER_INTERVIEW * len(lengths)
    asked = -(-names // NAMES_PER_REQUEST)
    around = sum(len(message["content"]) for message in consolidation_messages([], []))
    grouping = Usage(
        calls=asked,
        prompt_tokens=names * TOKENS_PER_NAME + asked * (around + _SCHEMA_CHARACTERS) // CHARACTERS_PER_TOKEN,
        completion_tokens=names * TOKENS_PER_NAME,
    )
    return reading + grouping
