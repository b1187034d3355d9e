"""What the documentation says to type: each command of each page, as a reader would enter it."""

import re
import shlex
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

PROJECT = Path(__file__).parents[2]
DOCS = PROJECT / "docs"
PAGES = sorted(page for page in DOCS.rglob("*.md") if "sample-study" not in page.parts)
EVERY_PAGE = [*PAGES, PROJECT / "README.md", DOCS / "sample-study" / "README.md"]

Known = Mapping[str, object]
"""What stands in for a page's placeholders."""
PLACEHOLDERS = ("ORG", "RUN", "INTERVIEW", "ID", "N", "HEAD_FROM_PREFECT")
_FENCED = re.compile(r"^( *)```([a-z]*)\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"(?:^ {4}.*\n)+", re.MULTILINE)
_INLINE = re.compile(r"`((?:[^`\n]|\n(?!\n))+)`")
_SHELL = ("", "sh", "console", "text")
_PRINTED_TOO = ("console", "text")
"""Blocks that show what programs print, too."""
_PROGRAMS = ("theme-scan", "prefect", "make", "openssl", "psql", "python3", "python", "curl")
"""What is a command wherever it stands."""
_END = re.compile(r"\s[|>&#](?:\s|$)")


class Command(NamedTuple):
    """What a page says to type."""

    program: str
    words: list[str]
    """What comes after the program, with what is known in place of placeholders."""
    line: str
    """The program and what comes after it as they are printed, in one line."""
    in_block: bool
    """Whether it stands in a block of code; what stands in prose may be a part of a command."""


def commands(page: Path, known: Known | None = None) -> Iterator[Command]:
    """The commands of a page in its order: in its blocks of code, then among its prose."""
    text = page.read_text(encoding="utf-8")
    blocks = [(language, block) for _, language, block in _FENCED.findall(text)]
    prose = _FENCED.sub("", text)
    blocks += [("text", block) for block in _INDENTED.findall(prose)]
    for language, block in blocks:
        for line in _lines(block) if language in _SHELL else ():
            command = _command(line, known or {}, in_block=True)
            if language not in _PRINTED_TOO or line.startswith("$ ") or command.program in _PROGRAMS:
                yield command
    for code in _INLINE.findall(prose):
        command = _command(code, known or {}, in_block=False)
        if command.program in _PROGRAMS and command.words:
            yield command


def printed(program: str, first: str, known: Known) -> list[list[str]]:
    """The words of all different commands in blocks of any page that begin so, in their order."""
    found = (command for page in EVERY_PAGE for command in commands(page, known) if command.in_block)
    wanted = (tuple(one.words) for one in found if one.program == program and one.words[0] == first)
    return [list(words) for words in dict.fromkeys(wanted)]


def _lines(block: str) -> Iterator[str]:
    """The lines of a block; one that is continued, or ends within quotes, with what belongs to it."""
    line = ""
    for more in block.splitlines():
        line = f"{line}\n{more}" if line else more.strip()
        if line and not line.endswith("\\") and _closed(line):
            yield line
            line = ""


def _closed(line: str) -> bool:
    try:
        shlex.split(_END.split(line)[0])
    except ValueError:
        return False
    return True


def _command(line: str, known: Known, *, in_block: bool) -> Command:
    told = _END.split(line.removeprefix("$ ").replace("\\\n", " "))[0]
    try:
        words = shlex.split(told)
    except ValueError:  # prose, or what a program printed
        words = []
    while words and "=" in words[0]:  # a variable for this one command
        words = words[1:]
    program = Path(words[0]).name if words else ""
    return Command(program, _filled(words[1:], known), " ".join([program, *words[1:]]), in_block)


def _filled(words: list[str], known: Known) -> list[str]:
    anything: dict[str, object] = dict.fromkeys(PLACEHOLDERS, uuid4()) | {"N": 5}
    stands_for = {**anything, **known}
    filled = [str(stands_for.get(word.removeprefix("$"), word)) for word in words]
    if "--org" in words and "ORG" in known:  # which some pages write out
        filled[words.index("--org") + 1] = str(known["ORG"])
    return filled
