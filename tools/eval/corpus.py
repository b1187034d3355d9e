"""Interviews that people have coded, read from folders of ``docs.jsonl`` outside the repository."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from themes.models import Interview

Evidence = dict[int, list[tuple[int, int]]]
"""Spans of passages by the index of their interview in the corpus."""


class Corpus(NamedTuple):
    """Interviews and, for each human code found in at least two of them, its passages."""

    name: str
    interviews: tuple[Interview, ...]
    codes: dict[str, Evidence]


def data_folder(root: Path | None) -> Path:
    """Return the folder of the coded interviews: ``root``, else EVALUATION_DATA, else ../shared/eval."""
    return root or Path(os.environ.get("EVALUATION_DATA", Path(__file__).parents[3] / "shared" / "eval"))


def folders(root: Path | None) -> tuple[Path, ...]:
    """Find the folders that hold a corpus in the folder of the coded interviews."""
    base = data_folder(root)
    return tuple(sorted(file.parent for file in (*base.glob("docs.jsonl"), *base.glob("*/docs.jsonl"))))


def load(folder: Path) -> Corpus:
    """Read one corpus; codes that only one interview has are left out, because they do not recur."""
    documents = [json.loads(line) for line in (folder / "docs.jsonl").read_text("utf-8").splitlines()]
    codes: dict[str, Evidence] = {}
    for index, document in enumerate(documents):
        for label, start, end in _evidence(document):
            codes.setdefault(label, {}).setdefault(index, []).append((start, end))
    recurring = {label: spans for label, spans in sorted(codes.items()) if len(spans) >= 2}
    return Corpus(folder.name, tuple(_interview(folder.name, d) for d in documents), recurring)


def _evidence(document: dict[str, Any]) -> Iterator[tuple[str, int, int]]:
    for piece in document["evidence"]:
        if piece.get("start") is not None and piece["start"] < piece["end"]:
            yield piece["label"], piece["start"], piece["end"]


def _interview(corpus: str, document: dict[str, Any]) -> Interview:
    return Interview(
        id=uuid5(NAMESPACE_URL, f"{corpus}/{document['id']}"),
        title=document["title"],
        text=document["text"],
        created_at=datetime(2024, 1, 1, tzinfo=UTC),
    )
