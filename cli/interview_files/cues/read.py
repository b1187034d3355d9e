"""Captions read into turns."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

from cli.interview_files.cues.cue import Cue, cues
from cli.interview_files.cues.halved import are_halved, joined, vocabulary
from cli.interview_files.cues.rolling import Shown, unrolled
from cli.interview_files.layouts.choice import choose
from cli.interview_files.layouts.lines import Line, tidy
from cli.interview_files.layouts.said import is_aside, said
from cli.interview_files.layouts.vocabulary import FOOTER, may_be_footer
from themes.transcripts.record import InterviewRecord, LeftOut, SpokenTurn

_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]([^<>\n]+)>")
_TAG = re.compile(
    r"</?(?:c|i|b|u|s|v|lang|ruby|rt|font|span|p|div|em|strong)(?:[.\s][^<>\n]*)?/?>|<[\d:.]+>|\{\\[^{}\n]*\}|\{[abiuy]:[^{}\n]*\}",
    re.IGNORECASE,
)
_LINE_BREAK = re.compile(r"<br ?/?>|\[br\]", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]\w{1,30});", re.IGNORECASE)
_CHANGE = re.compile(r"(?:>{2,3}|&gt;&gt;|»)\s*|[-–—‐](?:\s+|(?=[^\W\d_]))")
_ID_NUMBER = re.compile(r"^\s*#?\d+\s*[-–—:.)|_/]?\s*|\s*[-–—:.(#|_/]?\s*\(?\d+\)?\s*$")
_QUOTED = re.compile(r"[\"“”]([^\"“”]+)[\"“”]")
_MUSIC = re.compile(r"[♪♫♬#].*[♪♫♬#]|[♪♫♬]+")
_MACHINE_ID = re.compile(r"[\da-f]{8}-[\da-f-]{4,}|[\d\W_]+|[a-z]{0,8}[-_]?\d+", re.IGNORECASE)
_PAUSE_SECONDS = 2.0
_LONG_TURN = 500
_LONG_WITHOUT_STOP = 300
_STOPS = tuple(".!?…。！？؟।;")


class _Piece(NamedTuple):
    speaker: str | None
    text: str
    start: float
    end: float
    is_change: bool
    """Whether somebody else begins to speak here, whoever that is."""


def read_captions(text: str, *, layout_of: str = "captions") -> InterviewRecord:
    """Read captions into turns with times; the whole text is one interview.

    Each word is kept once, whether captions roll, grow or do neither. Captions without speakers are joined to
    sentences. The result has no key. Raises nothing; a text without cues has no turns.
    """
    left_out: list[LeftOut] = []
    shown = unrolled([_shown(cue) for cue in cues(tidy(text), left_out)])
    shown = _rejoined(shown)
    pieces = list(_pieces(shown, left_out))
    turns = tuple(_turns(pieces))
    doubts = () if any(turn.speaker for turn in turns) or not turns else (_NOBODY,)
    return InterviewRecord(format=layout_of, turns=turns, left_out=tuple(left_out), doubts=doubts)


_NOBODY = "No caption names a speaker, so nothing tells questions and answers apart."


def _shown(cue: Cue) -> Shown:
    payload = cue.payload
    if "<" not in payload and "&" not in payload and "{" not in payload and "[br]" not in payload:
        lines = tuple((None, line) for raw in payload.split("\n") if (line := raw.strip()))
        return Shown(cue.start, cue.end, lines, cue.name)
    unvoiced, *voiced = _VOICE.split(payload)
    found: list[tuple[str | None, str]] = [(None, line) for line in _clean(unvoiced)]
    for voice, span in zip(voiced[::2], voiced[1::2], strict=True):
        name = " ".join(_clean(voice))
        found += [(name, line) for line in _clean(span)]
    return Shown(cue.start, cue.end, tuple(found), cue.name)


def _clean(span: str) -> list[str]:
    plain = _TAG.sub("", _LINE_BREAK.sub("\n", span))
    if "&" in plain:
        plain = _ENTITY.sub(lambda entity: unescape(entity[0]), plain)
    return [line for raw in plain.split("\n") if (line := raw.strip())]


def _rejoined(shown: list[Shown]) -> list[Shown]:
    """Cues of two lines that are the halves of one string, with a word that was cut made whole."""
    pairs = [(cue.lines[0][1], cue.lines[1][1]) for cue in shown if _is_pair(cue)]
    if not are_halved(pairs):
        return shown
    known = vocabulary([text for cue in shown for _, text in cue.lines])
    return [
        cue._replace(lines=((cue.lines[0][0], joined(cue.lines[0][1], cue.lines[1][1], known)),))
        if _is_pair(cue)
        else cue
        for cue in shown
    ]


def _is_pair(cue: Shown) -> bool:
    return len(cue.lines) == 2 and cue.lines[0][0] == cue.lines[1][0]


def _pieces(shown: Sequence[Shown], left_out: list[LeftOut]) -> Iterator[_Piece]:
    voiced = any(voice for cue in shown for voice, _ in cue.lines)
    ids = {} if voiced else _names_in_ids(shown)
    labels = {} if voiced or ids else _labels(shown)
    index = 0
    for cue in shown:
        speaker = ids.get(cue.name)
        for position, (voice, text) in enumerate(cue.lines):
            named, words, is_change = voice or (speaker if position == 0 else None), text, False
            if index in labels:
                named, words = labels[index]
                is_change = True
            elif not voiced and (change := _CHANGE.match(text)):
                words, is_change = text[change.end() :], True
            index += 1
            if words and not named and _is_beside(words):
                left_out.append(LeftOut("aside", text))
            elif words or named:
                yield _Piece(named, words, cue.start, cue.end, is_change)


def _is_beside(words: str) -> bool:
    if words[0] in "[({♪♫♬#":
        return is_aside(words) or _MUSIC.fullmatch(words) is not None
    return len(words) < 160 and may_be_footer(words) and FOOTER.fullmatch(words) is not None


def _names_in_ids(shown: Sequence[Shown]) -> dict[str, str]:
    """The speakers that the cues' ids name, by id."""
    if not any(cue.name and not cue.name.isdigit() for cue in shown[:50]):
        return {}
    names: dict[str, str] = {}
    all_quoted = True
    for cue in shown:
        if cue.name and not _MACHINE_ID.fullmatch(cue.name):
            quoted = _QUOTED.search(cue.name)
            all_quoted = all_quoted and quoted is not None
            names[cue.name] = quoted[1] if quoted else _ID_NUMBER.sub("", cue.name).strip("\"' ") or cue.name
    counts = Counter(names.get(cue.name) for cue in shown)
    del counts[None]
    most = counts.total() if all_quoted else 0.6 * counts.total()
    return names if counts and counts.total() >= 0.5 * len(shown) and len(counts) <= most else {}


def _labels(shown: Sequence[Shown]) -> dict[int, tuple[str | None, str]]:
    """For the lines that begin with a speaker's label: the speaker and the words."""
    lines: list[Line] = []
    for cue in shown:
        for position, (_, text) in enumerate(cue.lines):
            change = _CHANGE.match(text)
            lines.append(
                Line(text, "", None, text[change.end() :] if change else text, position == 0 or bool(change))
            )
    layout = choose(lines, frozenset())
    if layout is None:
        return {}
    return {index: (hit.label, hit.words) for index, hit in enumerate(layout.found) if hit}


class _Turn:
    def __init__(self, piece: _Piece) -> None:
        self.speaker, self.start, self.end = piece.speaker, piece.start, piece.end
        self.words: list[str] = []
        self.length = 0

    def add(self, piece: _Piece) -> None:
        self.end = piece.end
        if piece.text:
            self.words.append(piece.text)
            self.length += len(piece.text)

    @property
    def is_stopped(self) -> bool:
        return bool(self.words) and self.words[-1].rstrip("\"”’'»)]").endswith(_STOPS)


def _turns(pieces: Sequence[_Piece]) -> Iterator[SpokenTurn]:
    anybody = any(piece.speaker for piece in pieces)
    turn: _Turn | None = None
    for piece in pieces:
        if turn is None or _is_new(turn, piece, anybody=anybody):
            speaker = (
                turn.speaker
                if turn and piece.speaker is None and not (piece.is_change and not anybody)
                else piece.speaker
            )
            if turn:
                yield from _spoken(turn)
            turn = _Turn(piece._replace(speaker=speaker))
        turn.add(piece)
    if turn:
        yield from _spoken(turn)


def _is_new(turn: _Turn, piece: _Piece, *, anybody: bool) -> bool:
    if piece.is_change and (piece.speaker != turn.speaker or piece.speaker is None):
        return True
    if piece.speaker not in (None, turn.speaker):
        return True
    if anybody:
        return turn.is_stopped and turn.length > _LONG_TURN
    pause = piece.start - turn.end >= _PAUSE_SECONDS
    return turn.is_stopped or turn.length > _LONG_WITHOUT_STOP or (pause and turn.length > 0)


def _spoken(turn: _Turn) -> Iterator[SpokenTurn]:
    if words := said(_joined(turn.words), markdown=False, bare_end=False).words:
        yield SpokenTurn(turn.speaker, words, turn.start)


def _joined(words: Sequence[str]) -> str:
    wide = sum(_is_wide(word[-1]) for word in words)
    return ("" if 2 * wide > len(words) else " ").join(words)


def _is_wide(character: str) -> bool:
    return (
        "\u3000" <= character <= "\u30ff"
        or "\u3400" <= character <= "\u9fff"
        or "\uff00" <= character <= "\uffef"
    )
