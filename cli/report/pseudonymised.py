"""The page with pseudonyms in place of names."""

from typing import Any

from pydantic import BaseModel

from cli.report.content import Page
from themes.llm.redaction.pseudonyms import Pseudonyms

_NO_WORDS = frozenset({"audit_head", "slug", "theme_slug", "extractor", "status", "decision"})
_TITLES = frozenset({"title", "interview_title"})


def pseudonymised(page: Page, pseudonyms: Pseudonyms) -> Page:
    """Return the page with pseudonyms for people and titles, wherever words of interviews or themes stand."""
    replaced = _replaced(page, "", pseudonyms)
    assert isinstance(replaced, Page)
    return replaced


def speakers(page: Page) -> frozenset[str]:
    """Return the labels of those whose words stand on the page."""
    quotes = (quote for entry in page.themes for quote in entry.quotes)
    return frozenset(quote.speaker for quote in quotes if quote.speaker)


def _replaced(value: Any, field: str, pseudonyms: Pseudonyms) -> Any:
    if isinstance(value, BaseModel):
        return value.model_copy(
            update={name: _replaced(said, name, pseudonyms) for name, said in value if name not in _NO_WORDS}
        )
    if type(value) is tuple:
        return tuple(_replaced(one, field, pseudonyms) for one in value)
    if type(value) is not str:
        return value
    if field == "heard_as":  # a slug, whose words no capital letter marks
        return pseudonyms.slug(value)
    if field in _TITLES:
        return pseudonyms.title(value)
    return pseudonyms.in_place_of_names(value)
