"""The stretches of a transcript that can be evidence: one to three sentences of somebody who answers."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from themes.models import Interview
from themes.transcripts.interviewers import spoken
from themes.transcripts.turns import Span, Turn, is_question, sentences

ENOUGH = 100
"""Code points at which a window needs no further sentence; about twenty English words."""
LEAST = 60
"""Shorter windows say too little to be evidence out of their context: "He asked us to leave the name out"."""
MOST_SENTENCES = 3
_QUESTION_TAIL = 400
_HEADING = re.compile(r"#{1,6}\s[^\n]*")


class Window(NamedTuple):
    """Whole sentences of one turn, with the question that they answer."""

    sentences: tuple[Span, ...]
    speaker: str | None
    question: str
    """The last thing that was asked before; empty where nothing was."""

    @property
    def start(self) -> int:
        """Where its first sentence begins."""
        return self.sentences[0][0]

    @property
    def end(self) -> int:
        """Where its last sentence ends."""
        return self.sentences[-1][1]


def windows(interview: Interview) -> list[Window]:
    """Return a window for each sentence that begins one, in order; windows overlap.

    What a moderator says, and questions whoever asks them, are context and never part of a window.
    Headings are neither.
    """
    text = interview.text
    said, asking = spoken(interview)
    found: list[Window] = []
    question = ""
    for turn in said:
        if _HEADING.fullmatch(text, turn.start, turn.end):
            continue
        spans = sentences(text, turn.start, turn.end)
        asked = [is_question(text[start:end]) for start, end in spans]
        if turn.speaker in asking:
            question = _joined(text, spans, asked) or question
        else:
            found += _of_turn(text, turn, spans, asked, question)
            if not asking:
                question = _joined(text, spans, asked) or question
    return found


def _joined(text: str, spans: Sequence[Span], asked: Sequence[bool]) -> str:
    questions = [text[start:end] for (start, end), asks in zip(spans, asked, strict=True) if asks]
    return " ".join(questions)[-_QUESTION_TAIL:]


def _of_turn(
    text: str, turn: Turn, spans: Sequence[Span], asked: Sequence[bool], question: str
) -> Iterator[Window]:
    for first, (start, end) in enumerate(spans):
        if asked[first]:
            question = text[start:end]
            continue
        beyond = first + 1
        while beyond < min(first + MOST_SENTENCES, len(spans)):
            if spans[beyond - 1][1] - start >= ENOUGH or asked[beyond]:
                break
            beyond += 1
        window = Window(tuple(spans[first:beyond]), turn.speaker, question)
        if window.end - start >= LEAST:
            yield window
