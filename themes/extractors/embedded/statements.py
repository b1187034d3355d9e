"""What interviewees state: whole sentences of theirs that can stand alone as a quote, and how well."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from themes.extractors.embedded.lexicon import Lexicon
from themes.models import Interview
from themes.transcripts.interviewers import spoken
from themes.transcripts.turns import is_question, sentences

ENOUGH = 12
"""Words at which a statement needs no further sentence."""
LEAST, MOST = 8, 60
"""Words of a statement: fewer say too little out of their context, more say too many things at once."""
_LONG, _MOST_JOINED = 40, 45

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ELIDING_WORD = re.compile(
    r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’](?=[^\W\d_])|" + _WORD.pattern, re.IGNORECASE
)
_ASIDE = re.compile(r"[(\[{*#]")
_UNREADABLE = re.compile(
    r"\?|X{3,}|(?:\d+ ){5}|\b(?:https?|www)\b|\b[A-Z]{3,}\d?:"
    r"|(?<!\S)(?:\d{1,2}|[a-z])\.(?:[a-z]|[ivx]{1,4})\s|\n\s*\d{1,2}[.)]?\s"
)
"""Questions, anonymised or machine-made passages, and labels or items of a guide inside the words."""


class Word(NamedTuple):
    """A word as written, with its place in the transcript."""

    form: str
    """In lower case, with a straight apostrophe."""
    start: int
    end: int
    capital: bool


class Sentence(NamedTuple):
    """A sentence that an interviewee says."""

    start: int
    end: int
    turn: int
    speaker: str | None
    quotable: bool
    """Whether it is neither a question nor an aside of the transcriber."""
    words: tuple[Word, ...]


class Statement(NamedTuple):
    """A sentence with what follows it in the turn, until there are enough words to stand alone."""

    sentence: Sentence
    end: int
    words: tuple[Word, ...]
    merit: float
    """How well it stands alone, about -1 to 0.7: first person and reasons for it, fillers against it."""


def sentences_said(interview: Interview, lexicon: Lexicon) -> list[Sentence]:
    """Return the sentences of everybody but the interviewers, in order; headings are left out."""
    text = interview.text
    said, asking = spoken(interview)
    return [
        Sentence(
            start,
            end,
            number,
            turn.speaker,
            not is_question(text[start:end]) and not _ASIDE.match(text, start),
            tuple(words(text, start, end, lexicon)),
        )
        for number, turn in enumerate(said)
        if turn.speaker not in asking and text[turn.start] != "#"
        for start, end in sentences(text, turn.start, turn.end)
    ]


def words(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[Word]:
    """Yield the words of ``text[start:end]``; an elided "l'" is a word of its own."""
    for match in (_ELIDING_WORD if lexicon.elides else _WORD).finditer(text, start, end):
        form = match.group()
        yield Word(form.lower().replace("’", "'"), match.start(), match.end(), form[0].isupper())


def statement(text: str, said: Sequence[Sentence], number: int, lexicon: Lexicon) -> Statement | None:
    """Return the statement that a sentence begins, or None where it can be no quote."""
    first = said[number]
    if not first.quotable:
        return None
    spoken, end = list(first.words), first.end
    for later in said[number + 1 :]:
        is_same = later.turn == first.turn and later.quotable
        if len(spoken) >= ENOUGH or not is_same or len(spoken) + len(later.words) > _MOST_JOINED:
            break
        spoken, end = [*spoken, *later.words], later.end
    quote = text[first.start : end].replace("’", "'")
    if not LEAST <= len(spoken) <= MOST or _UNREADABLE.search(quote) or lexicon.courtesies.search(quote):
        return None
    return Statement(first, end, tuple(spoken), _merit(quote, [word.form for word in spoken], lexicon))


def _merit(quote: str, forms: Sequence[str], lexicon: Lexicon) -> float:
    merit = 0.3 * any(form in lexicon.first_person for form in forms)
    merit += 0.2 * min(2, sum(form in lexicon.connectives for form in forms))
    merit -= 0.3 * sum(form in lexicon.fillers for form in forms)
    merit -= 0.15 * sum(1 for _ in lexicon.hedges.finditer(quote))
    merit -= 0.2 * (quote.count("...") + quote.count("…"))
    merit -= 0.3 * (quote.rstrip("\"'”’»“ ")[-1:] not in {".", "!", "…"})
    merit -= 0.3 * (len(forms) < LEAST + 3) + 0.5 * (len(forms) > _LONG)
    merit -= 0.4 * (forms[0] in lexicon.anaphors) + 0.4 * quote[0].islower()
    return merit
