"""Text files, and Markdown with its front matter."""

import re
from collections.abc import Iterator, Mapping
from typing import TextIO

import yaml

from cli.interview_files.documents import FaultError, Row
from cli.interview_files.encoding import whole
from cli.interview_files.fields import CREATED_AT, ID, TEXT, TITLE, folded

_FRONT_MATTER = re.compile(
    r"\A---[ \t]*\n(.{0,20000}?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_TELLING = {*ID, *TITLE, *CREATED_AT}


def read_text(file: TextIO) -> Iterator[Row]:
    """The whole file is the text."""
    yield Row({"text": whole(file)})


def read_markdown(file: TextIO) -> Iterator[Row]:
    """What follows the front matter is the text; without front matter, all of it is."""
    text = whole(file)
    match = _FRONT_MATTER.match(text)
    fields = _front_matter(match[1]) if match else {}
    # Two rules around some lines are front matter only if they name a field: else words would be lost.
    if match and _TELLING & fields.keys():
        text = text[match.end() :]
    else:
        fields = {}
    yield Row({name: value for name, value in fields.items() if name not in TEXT} | {"text": text})


def _front_matter(source: str) -> Mapping[str, object]:
    try:
        # The base loader leaves every scalar as written, so that an id of 007 does not become 7.
        content = yaml.load(source, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but text and lists
    except (yaml.YAMLError, RecursionError):
        raise FaultError(
            "The front matter is not valid YAML; put values that hold a colon in quotation marks, "
            "or begin the file with an empty line if it has none."
        ) from None
    return {folded(name): value for name, value in content.items()} if isinstance(content, dict) else {}
