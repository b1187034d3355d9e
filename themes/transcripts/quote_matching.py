"""Finding in a transcript what somebody claims was said there: word for word, or not at all."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain, islice, pairwise
from typing import NamedTuple

from themes.models import Passage
from themes.text.normalization import QUOTE_MARKS, NormalizedText, normalize_text
from themes.text.polarity import has_negation
from themes.text.polarity_lexicon import DENIALS
from themes.text.word_boundaries import is_boundary, is_evidence

_ELLIPSIS = re.compile(r"\s*(?:\[\s*(?:…|\.{2,})\s*\]|\(\s*(?:…|\.{2,})\s*\)|…|\.{3,})\s*")
_LABEL = re.compile(r"\A[^\W\d_][\w.'’&/-]{0,30}(?: [\w.'’&#/-]{1,30}){0,3}[ \t]?[:：]\s+")
_SENTENCE_END = re.compile(r"[.!?。！？]\s|\n")
_MAY_DENY = re.compile(rf"\b(?:{'|'.join(sorted(DENIALS))})\b|n['’]t\b", re.IGNORECASE)
_MOST_PIECES = 12
_MOST_PLACES = 2_000
"""Of all pieces of a broken passage together: more take longer to look through than a tenth of a second."""


class QuoteSpan(NamedTuple):
    """A stretch of the transcript, half-open, in code points."""

    start: int
    end: int


class Transcript:
    """One text in which passages are looked up.

    A passage is found when the text holds it exactly, or after ``normalize_text``, from one word boundary to
    another.
    Nothing else is ever forgiven: a passage with a word more or less, a negation dropped or a
    figure changed is not in the text. Nothing is found that lies wholly in one of the spans ``without``.
    """

    def __init__(self, text: str, without: Sequence[tuple[int, int]] = ()) -> None:
        self.text = text
        self._without = sorted(without)

    @cached_property
    def normalized(self) -> NormalizedText:
        """The text as passages are compared with it."""
        return normalize_text(self.text)

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [end.start() for end in _SENTENCE_END.finditer(self.text)]

    @cached_property
    def _negations(self) -> list[int]:
        """Where words begin that deny something."""
        found = (found.span() for found in _MAY_DENY.finditer(self.text))
        words = (self._word_around(*span) for span in found)
        return [start for start, end in words if has_negation(self.text[start:end])]

    def _word_around(self, start: int, end: int) -> QuoteSpan:
        while start > 0 and not self.text[start - 1].isspace():
            start -= 1
        while end < len(self.text) and not self.text[end].isspace():
            end += 1
        return QuoteSpan(start, end)

    def locate(self, passage: str, near: int | None = None) -> tuple[Passage, ...] | None:
        """Return where the passage stands, in the transcript's own words, or None if it does not.

        Where the passage occurs several times, the start nearest to ``near`` counts, or the first
        if ``near`` is None. Exact occurrences come before folded ones. Quote marks around the
        passage, a speaker's label before it and a full stop or comma after it may be the model's
        own. A passage broken by ellipses yields one span per piece. Each piece has to be found, in
        order, with no negation left out between two pieces. The pieces may stand
        in _MOST_PLACES places together. Pieces too short to be evidence by themselves are left out of
        the answer.
        """
        wordings = _wordings(passage)
        for wording in wordings:
            if span := self._nearest(wording, near):
                return (self._passage(span),)
        for wording in wordings:
            pieces = [piece for piece in _ELLIPSIS.split(wording) if any(map(str.isalnum, piece))]
            if found := self._chain(pieces, near) if _ELLIPSIS.search(wording) else None:
                return found
        return None

    def _passage(self, span: QuoteSpan) -> Passage:
        return Passage(text=self.text[span.start : span.end], start=span.start, end=span.end)

    def _nearest(self, wording: str, near: int | None) -> QuoteSpan | None:
        for occurrences in (self._exact(wording), self._alike(wording)):
            if near is None:
                span = next(occurrences, None)
            else:
                span = min(occurrences, key=lambda span: (abs(span.start - near), span), default=None)
            if span:
                return span
        return None

    def _exact(self, wording: str) -> Iterator[QuoteSpan]:
        return self._whole_words(QuoteSpan(at, at + len(wording)) for at in _all(self.text, wording))

    def _alike(self, wording: str) -> Iterator[QuoteSpan]:
        sought = normalize_text(wording).text.strip()
        found = (self.normalized.span(at, at + len(sought)) for at in _all(self.normalized.text, sought))
        return self._whole_words(QuoteSpan(*span) for span in found if span)

    def _whole_words(self, spans: Iterator[QuoteSpan]) -> Iterator[QuoteSpan]:
        heard = (span for span in spans if not self._is_left_out(span))
        return (span for span in heard if all(is_boundary(self.text, index) for index in span))

    def _is_left_out(self, span: QuoteSpan) -> bool:
        before = bisect_right(self._without, (span.start, len(self.text))) - 1
        return before >= 0 and span.end <= self._without[before][1]

    def _chain(self, pieces: Sequence[str], near: int | None) -> tuple[Passage, ...] | None:
        """Find the pieces in order, as close together as they come, without hiding a negation."""
        if not 0 < len(pieces) <= _MOST_PIECES:
            return None
        distinct = dict.fromkeys(pieces)
        if not self._are_few(distinct):
            return None
        found = {piece: list(self._alike(piece)) for piece in distinct}
        places = [found[piece] for piece in pieces]
        chains = [chain for first in places[0] if (chain := _follow(first, places[1:]))]
        honest = [chain for chain in chains if self._hides_nothing(chain)]
        if not honest:
            return None
        anchor = near or 0
        best = min(honest, key=lambda chain: (chain[-1].end - chain[0].start, abs(chain[0].start - anchor)))
        return tuple(p for p in map(self._passage, best) if is_evidence(p.text)) or None

    def _are_few(self, pieces: Iterable[str]) -> bool:
        """Tell whether the pieces stand in few enough places to look through them all."""
        sought = (re.escape(normalize_text(piece).text.strip()) for piece in pieces)
        wholes = (re.finditer(rf"(?<!\w){one}(?!\w)", self.normalized.text) for one in sought)
        return next(islice(chain.from_iterable(wholes), _MOST_PLACES, None), None) is None

    def _hides_nothing(self, chain: Sequence[QuoteSpan]) -> bool:
        """Tell whether no negation was left out inside a sentence, which would turn its meaning round."""
        for left, right in pairwise(chain):
            first = bisect_left(self._sentence_ends, left.end)
            last = bisect_left(self._sentence_ends, right.start) - 1
            if first > last:
                stretches = [(left.end, right.start)]
            else:
                ends = self._sentence_ends
                stretches = [(left.end, ends[first]), (ends[last] + 1, right.start)]
            if any(self._denies(*stretch) for stretch in stretches):
                return False
        return True

    def _denies(self, start: int, end: int) -> bool:
        at = bisect_left(self._negations, start)
        return at < len(self._negations) and self._negations[at] < end


def _all(text: str, sought: str) -> Iterator[int]:
    at = text.find(sought) if sought else -1
    while at >= 0:
        yield at
        at = text.find(sought, at + 1)


def _follow(first: QuoteSpan, places: Sequence[Sequence[QuoteSpan]]) -> list[QuoteSpan] | None:
    """Extend a chain by the earliest occurrence of each further piece."""
    chain = [first]
    for spans in places:
        index = bisect_left(spans, (chain[-1].end, 0))
        if index == len(spans):
            return None
        chain.append(spans[index])
    return chain


def _wordings(passage: str) -> list[str]:
    """Return the passage as given, then without what a model puts around a quotation."""
    given = passage.strip()
    unquoted = _unquoted(given)
    unlabelled = _unquoted(_LABEL.sub("", unquoted))
    wordings = [given, unquoted, unlabelled]
    wordings += [wording.rstrip(".,;: \t") for wording in wordings]
    return [wording for wording in dict.fromkeys(wordings) if wording]


def _unquoted(passage: str) -> str:
    is_quoted = len(passage) > 1 and passage[0] in QUOTE_MARKS and passage[-1] in QUOTE_MARKS
    return passage[1:-1].strip() if is_quoted else passage
