"""Sentences of the pages and of public docstrings stay short enough to be read once.

Tables, code and drawings do not count. The ratchets name the long sentences that are left; they only go down.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST_WORDS = 25
PAGES = sorted(
    page
    for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
    if "interviews" not in page.relative_to(ROOT).parts
)
LONG_IN_PAGES = {
    "docs/explanation/evaluation.md": 6,
}
"""Long sentences left in a page; none in any other."""
LONG_IN_DOCSTRINGS = 0
"""Long sentences left in the docstrings of all packages."""

_PACKAGES = ("cli", "executor", "flows", "tasks", "themes", "webhook")
_ITEM = re.compile(r"\s*([-*]|\d+\.) ")
_SHORTHAND = re.compile(r"`[^`]*`|\]\([^)]*\)|<[^>]*>")
_END = re.compile(r"(?<=[.!?:])[\")”*_]*\s+(?=[A-Z0-9`\[“\"(*])")


def paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs and the items of lists, each on one line."""
    lines: list[str] = []
    for line in [*re.sub(r"```.*?```", "", text, flags=re.DOTALL).splitlines(), ""]:
        if (not line.strip() or _ITEM.match(line) or line.lstrip().startswith(("|", "#"))) and lines:
            yield " ".join(lines)
            lines = []
        if line.strip() and not line.lstrip().startswith(("|", "#", "<!--")):
            lines.append(line.strip())


def long_sentences(text: str) -> list[str]:
    """Return the sentences of more than MOST_WORDS words; a link, a name of code or a path is one word."""
    found = (part for one in paragraphs(text) for part in _END.split(_SHORTHAND.sub("X", one)))
    return [
        part for part in found if len([word for word in part.split() if re.search(r"\w", word)]) > MOST_WORDS
    ]


def prose_of_page(text: str) -> str:
    """Return a page without the code that is indented below a paragraph of its own."""
    return re.sub(r"(?m)^\n((?: {4}.*\n)+)", "\n", text)


def docstrings(tree: ast.Module) -> Iterator[str]:
    """Yield the docstrings of a module and of what it makes public, without formulas and drawings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            public = isinstance(node, ast.Module) or not node.name.startswith("_")
            if public and (text := ast.get_docstring(node)):
                yield re.sub(r"(?m)^(?: {4}.*|\s*[├│└].*)$", "", text)


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])
def test_no_sentence_of_a_page_has_more_than_25_words(page: Path) -> None:
    """A reader takes in every sentence of a page at the first reading."""
    found = long_sentences(prose_of_page(page.read_text()))
    assert len(found) <= LONG_IN_PAGES.get(str(page.relative_to(ROOT)), 0), "\n".join(found)


def test_no_more_long_sentences_in_public_docstrings() -> None:
    """The number of long sentences in docstrings never rises."""
    found = [
        f"{path.relative_to(ROOT)}: {sentence}"
        for package in _PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        for text in docstrings(ast.parse(path.read_text()))
        for sentence in long_sentences(text)
    ]
    assert len(found) <= LONG_IN_DOCSTRINGS, "\n".join(found)


def test_the_rule_finds_a_long_sentence_and_leaves_tables_and_code_alone() -> None:
    """Code, tables and headings count as no sentence; words of prose do."""
    long = " ".join(["word"] * (MOST_WORDS + 1)) + "."
    assert long_sentences(long) == [long]
    assert long_sentences(f"- Short one.\n- {long}") != []
    assert long_sentences(f"| {long} |\n\n```\n{long}\n```\n\n# {long}\n") == []
