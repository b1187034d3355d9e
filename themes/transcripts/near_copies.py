"""Near copies: passages that differ from what was said in nothing that carries meaning.

Both sides are reduced to the words that count. Sounds of hesitation, fillers between pauses, words said
twice in a row, marked laughter and commas go. What remains must be equal, word for word, within one
speaker's stretch of the transcript. Negations, numbers and the ends of sentences always remain.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

from themes.models import Passage
from themes.text.normalization import NormalizedText, normalize_text
from themes.text.polarity_lexicon import DENIALS
from themes.text.word_boundaries import is_evidence
from themes.transcripts.turns import Turn

LEAST_WORDS = 4
"""Words that a near copy shares with the transcript; fewer are too easily alike by chance."""
_LONGEST_REPETITION = 3


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_HESITATIONS = _words("um umm uhm uh uhh uh-huh er err erm ah ahh eh hm hmm mm mmm mhm mm-hmm")
_FILLERS = frozenset({"like", "well", "so", "okay", "ok", "oh", "right", "you know", "i mean"})
"""Left out between two pauses alone; elsewhere "like" and "well" say something."""
_MARKED_SOUNDS = re.compile(
    r"[\[(](?:laugh(?:s|ing|ter)?|chuckles?|sighs?|coughs?|(?:short |long )?pause)[\])]"
)
_NUMBERS = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand "
    "million billion half double twice once"
)
_EDITORS_LETTER = re.compile(r"\[([^\W\d_])\](?=[^\W\d_])")
"""The "[T]" of "[T]he app", by which an editor marks that a quotation begins in mid-sentence."""
_CHUNK = re.compile(r"\S+")
_OPENING = re.compile(r"['(\[-]+(?=[^\W\d_])")
_CLOSING = re.compile(r"[')\],;:.!?…-]+\Z")
_PAUSES = re.compile(r"[,;:.!?…-]")
_ENDS = re.compile(r"(?<!\.)[.!](?!\.)")
_MARKS = frozenset("?.")
"""How a sentence ends: as a question, or otherwise."""


class _Word(NamedTuple):
    """A word that counts, or the end of a sentence, with its place in the transcript."""

    word: str
    start: int
    end: int
    turn: int
    after_pause: bool
    before_pause: bool


class _Stretch:
    """What one speaker says without another one between, reduced to the words that count."""

    def __init__(self, read: Iterable[_Word], *, is_sought: bool = False) -> None:
        words = list(_without_fillers(_without_hesitations(read)))
        while is_sought and words and words[-1].word in _MARKS:
            words.pop()
        # Somebody who copies leaves a repetition out; one that is added to what was said is no copy.
        self.words = words if is_sought else _without_repetition(words)
        self.text = f" {' '.join(word.word for word in self.words)} "
        lengths = (len(word.word) + 1 for word in self.words[:-1])
        self._starts = list(accumulate(lengths, initial=1))

    def places(self, sought: "_Stretch") -> Iterator[Sequence[_Word]]:
        """Yield the words of each place that reads like another stretch."""
        at = self.text.find(sought.text)
        while at >= 0:
            first = bisect_left(self._starts, at + 1)
            yield self.words[first : first + len(sought.words)]
            at = self.text.find(sought.text, at + 1)


class NearCopies:
    """A transcript in which near copies are looked up; it takes time linear in its length, once."""

    def __init__(
        self,
        text: str,
        said: Sequence[Turn],
        normalized: NormalizedText,
        without: Collection[str | None] = (),
    ) -> None:
        """Prepare the turns ``said``, all of them, apart from those of the speakers ``without``."""
        self._text = text
        self._stretches = [
            _Stretch(read)
            for speaker, read in _stretches(normalized, said)
            if speaker is None or speaker not in without
        ]

    def find(self, passage: str, near: int | None) -> tuple[Passage, ...] | None:
        """Return what the transcript says in place of the passage, one piece for each turn; None if nothing.

        Of several places the one nearest to ``near`` is taken, the first if that is None.
        """
        plain = normalize_text(_EDITORS_LETTER.sub(r"\1", passage))
        sought = _Stretch(_read(plain, 0, len(plain.text), 0), is_sought=True)
        if len(sought.words) < LEAST_WORDS:
            return None
        found = [words for stretch in self._stretches for words in stretch.places(sought)]
        if not found:
            return None
        best = min(found, key=lambda words: abs(words[0].start - (near or 0)))
        pieces = [self._passage(list(words)) for _, words in groupby(best, key=lambda word: word.turn)]
        return tuple(piece for piece in pieces if is_evidence(piece.text)) or None

    def _passage(self, words: Sequence[_Word]) -> Passage:
        start, end = words[0].start, words[-1].end
        end += self._text[end : end + 1] in (".", "!", "?")
        return Passage(text=self._text[start:end], start=start, end=end)


def _stretches(normalized: NormalizedText, said: Sequence[Turn]) -> Iterator[tuple[str | None, list[_Word]]]:
    """Read what is said, the turns of one named speaker in a row as one stretch."""
    at = 0
    for _, turns in groupby(enumerate(said), key=lambda turn: turn[1].speaker or turn[0]):
        read: list[_Word] = []
        for number, turn in turns:
            at = bisect_left(normalized.starts, turn.start, at)
            end = bisect_left(normalized.starts, turn.end, at)
            read += _read(normalized, at, end, number)
            at = end
        yield said[read[-1].turn].speaker if read else None, read


def _read(normalized: NormalizedText, first: int, last: int, turn: int) -> Iterator[_Word]:
    """Cut a stretch of a normalized text into words, each with the pauses around it."""
    text = _MARKED_SOUNDS.sub(lambda sound: " " * len(sound[0]), normalized.text[first:last])
    held: _Word | None = None
    for start, end, word in _chunks(text):
        if word == ",":
            held = held._replace(before_pause=True) if held else None
            continue
        place = normalized.starts[first + start], normalized.ends[first + end - 1]
        is_mark = word in _MARKS
        if held is not None:
            yield held._replace(before_pause=held.before_pause or is_mark)
        # Where a passage or a turn begins, nobody can tell a filler from what it introduces.
        paused = held is not None and (held.before_pause or held.word in _MARKS)
        held = _Word(word, *place, turn, after_pause=paused, before_pause=is_mark)
    if held is not None:
        yield held._replace(before_pause=True)


def _chunks(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the words of a text, its pauses as "," and the ends of its sentences, with their places."""
    for chunk in _CHUNK.finditer(text):
        start, end = chunk.span()
        opening = _OPENING.match(text, start, end)
        if opening:
            start = opening.end()
        closing = _CLOSING.search(text, start, end)
        marks, after = (closing[0], closing.start()) if closing else ("", end)
        if opening and "-" in opening[0]:
            yield chunk.start(), chunk.start() + 1, ","
        if after > start:
            yield start, after, text[start:after]
        if marks:
            mark = "?" if "?" in marks else "." if _ENDS.search(marks) else ","
            if mark != "," or _PAUSES.search(marks):
                yield after, after + 1, mark


def _without_hesitations(read: Iterable[_Word]) -> Iterator[_Word]:
    """Leave out sounds of hesitation, each of which is a pause."""
    held: _Word | None = None
    paused = False
    for word in read:
        if word.word in _HESITATIONS:
            paused = True
            held = held._replace(before_pause=True) if held else None
            continue
        if held is not None:
            yield held
        held, paused = word._replace(after_pause=word.after_pause or paused), False
    if held is not None:
        yield held


def _without_fillers(read: Iterable[_Word]) -> Iterator[_Word]:
    """Leave out fillers that stand between two pauses."""
    words = list(read)
    index = 0
    while index < len(words):
        length = next((n for n in (2, 1) if _is_filler(words[index : index + n], n)), 0)
        if not length:
            yield words[index]
        index += length or 1


def _is_filler(words: Sequence[_Word], length: int) -> bool:
    return (
        len(words) == length
        and words[0].after_pause
        and words[-1].before_pause
        and " ".join(word.word for word in words) in _FILLERS
    )


def _without_repetition(words: Iterable[_Word]) -> list[_Word]:
    """Leave out what is said twice in a row, unless to repeat it may mean something."""
    kept: list[_Word] = []
    for word in words:
        kept.append(word)
        for length in range(1, _LONGEST_REPETITION + 1):
            old, new = kept[-2 * length : -length], kept[-length:]
            is_same = [one.word for one in old] == [one.word for one in new]
            if is_same and not any(map(_means_more, new)):
                del kept[-length:]
                break
    return kept


def _means_more(word: _Word) -> bool:
    """Tell whether to say a word twice may mean something: negations, numbers, ends of sentences."""
    said = word.word
    is_number = said in _NUMBERS or any(map(str.isdigit, said))
    return is_number or said in _MARKS or said in DENIALS or said.endswith("n't")
