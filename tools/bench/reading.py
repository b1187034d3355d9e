"""How fast transcripts are read, by layout: text a second of CPU, growth with size, and memory."""

import random
import textwrap
import time
import tracemalloc
from collections.abc import Callable, Iterator, Mapping
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

from cli.interview_files.study import read_file
from themes.transcripts.record import InterviewRecord
from tools.bench.interviews import transcript
from tools.bench.size import Size
from tools.bench.table import Row, at_least, at_most

_MEGABYTE = 1_000_000
_LEAST_A_SECOND = 5.0
_MOST_GROWTH = 1.5
_MOST_MEMORY = 12.0
_SPEAKERS = ("Mara Quist", "Tom Odell")


def _said(characters: int) -> Iterator[tuple[int, str, str]]:
    """Numbered turns of two people, one of whom asks, of about so many characters."""
    lines = [line.removeprefix("Ana: ") for line in transcript(0, 2_000).split("\n")]
    chance = random.Random(0)
    for number, speaker in enumerate(cycle(_SPEAKERS)):
        asks = number % 2 == 0
        words = f"{chance.choice(lines)[:-1]}?" if asks else " ".join(chance.sample(lines, 3))
        yield number, speaker, words
        if (characters := characters - len(words)) < 0:
            return


def _clock(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _lines(layout: Callable[[int, str, str], str]) -> Callable[[int], bytes]:
    return lambda characters: "\n\n".join(layout(*turn) for turn in _said(characters)).encode()


def _captions(shown: Callable[[str, str], str]) -> Callable[[int], bytes]:
    def written(characters: int) -> bytes:
        pieces = ((who, piece) for _, who, words in _said(characters) for piece in textwrap.wrap(words, 74))
        cues = (
            f"{_clock(3 * number)}.000 --> {_clock(3 * number + 3)}.000\n{shown(*piece)}"
            for number, piece in enumerate(pieces)
        )
        return ("WEBVTT\n\n" + "\n\n".join(cues)).encode()

    return written


def _survey(characters: int) -> bytes:
    answers = (
        f'R{number},2026-05-{number % 28 + 1:02},"{words}"\n'
        for number, _, words in _said(characters)
        if number % 2
    )
    return ("Response ID,Submitted at,What is hard about your work?\n" + "".join(answers)).encode()


_LAYOUTS: Mapping[str, Callable[[int], bytes]] = {
    "labels.txt": _lines(lambda _, who, words: f"{who}: {words}"),
    "times.txt": _lines(lambda number, who, words: f"[{_clock(9 * number)}] {who}: {words}"),
    "names on lines of their own.txt": _lines(lambda n, who, words: f"{who}  {_clock(9 * n)}\n{words}"),
    "wrapped lines.txt": _lines(lambda _, who, words: textwrap.fill(f"{who}: {words}", 72)),
    "paragraphs.txt": _lines(lambda _, __, words: words),
    "bold labels.md": _lines(lambda _, who, words: f"**{who}:** {words}"),
    "windows-1252.txt": lambda size: (
        _lines(lambda _, who, words: f"{who}: {words} Déjà là.")(size).decode().encode("cp1252")
    ),
    "captions.vtt": _captions(lambda who, words: f"{who}: {words}"),
    "voices.vtt": _captions(lambda who, words: f"<v {who}>{words}</v>"),
    "captions without speakers.vtt": _captions(lambda _, words: textwrap.fill(words, 40)),
    "survey.csv": _survey,
}


def measure(size: Size) -> Iterator[Row]:
    """Read a megabyte and ten of each layout; the figure of growth is seconds a byte, ten beside one."""
    with TemporaryDirectory() as folder:
        for name, written in _LAYOUTS.items():
            yield from _measured(Path(folder, name), written, size)


def _measured(path: Path, written: Callable[[int], bytes], size: Size) -> Iterator[Row]:
    one = written(_MEGABYTE)
    path.write_bytes(one)
    a_second = len(one) / _MEGABYTE / min(_seconds(path) for _ in range(size.rounds + 1))
    memory = _peak(path) / len(one.decode("cp1252", "ignore"))
    # An interview may hold 10 MB of words at most, labels and times apart.
    many = written(9 * _MEGABYTE)
    path.write_bytes(many)
    growth = a_second * _seconds(path) / (len(many) / _MEGABYTE)
    what = f"reading {path.stem} ({path.suffix[1:]})"
    yield Row(what, f"{a_second:.1f} MB a second of CPU", "", a_second, at_least(_LEAST_A_SECOND))
    yield Row(f"{what}, 10 MB", "seconds a byte", "1 MB", growth, at_most(_MOST_GROWTH))
    yield Row(f"{what}, memory", f"{memory:.1f} bytes a character", "", memory, at_most(_MOST_MEMORY))


def _seconds(path: Path) -> float:
    began = time.process_time()
    for record in read_file(path, path):
        if not isinstance(record, InterviewRecord):
            raise RuntimeError(f"{path.name} is not read: {record.sentence}")
    return time.process_time() - began


def _peak(path: Path) -> int:
    tracemalloc.start()
    try:
        _seconds(path)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
