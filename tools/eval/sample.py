"""The sample study as a corpus: its planted themes take the place of human codes."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import yaml

from cli.interview_files.documents import read_file
from cli.interview_files.folders import find_files
from themes.models import Interview, Quote
from themes.transcripts.document import Document
from tools.eval.corpus import Corpus, Evidence

STUDY = Path(__file__).parents[2] / "docs" / "sample-study"


def load(folder: Path = STUDY) -> Corpus:
    """Read the interviews as an import would, and find the planted passages in them."""
    root = folder / "interviews"
    read = [item for file in find_files(root) for item in read_file(file, root, date_from_file=False)]
    documents = [item for item in read if isinstance(item, Document)]
    planted = yaml.safe_load((folder / "planted-themes.yaml").read_text("utf-8"))["themes"]
    codes = {theme["name"]: _evidence(theme["interviews"], documents) for theme in planted}
    return Corpus("sample-study", tuple(_interview(document) for document in documents), codes)


def _evidence(planted: Sequence[Mapping[str, Any]], documents: Sequence[Document]) -> Evidence:
    places = {document.key: index for index, document in enumerate(documents)}
    evidence: Evidence = {}
    for entry in planted:
        index = places[entry["interview"].rpartition("#")[2]]
        text = documents[index].text
        starts = [(text.find(passage), passage) for passage in entry["passages"]]
        evidence[index] = [(start, start + len(passage)) for start, passage in starts if start >= 0]
    return evidence


def _interview(document: Document) -> Interview:
    text = document.text
    marked = [(q, start) for q in document.quotes if (start := text.find(q.quote)) >= 0]
    return Interview(
        id=uuid5(NAMESPACE_URL, document.key),
        title=document.title,
        text=text,
        created_at=datetime(2024, 1, 1, tzinfo=UTC),
        quotes=tuple(
            Quote(
                id=uuid5(NAMESPACE_URL, f"{document.key}/{start}"),
                text=quote.quote,
                start=start,
                end=start + len(quote.quote),
                topic=quote.topic,
            )
            for quote, start in marked
        ),
    )
