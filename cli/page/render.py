"""Putting the page into HTML and Markdown. Whatever comes out of interviews is escaped."""

from collections.abc import Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from cli.page.content import Page
from cli.page.sparkline import sparkline
from themes import trend
from themes.counting import counted

_MARKS = {ord(sign): f"\\{sign}" for sign in "\\`*_{}[]<>#|!~+-"}
FIRST_QUOTES = 3
"""Quotes shown before one has to ask for the rest."""


def html(page: Page) -> str:
    """The page as one HTML file that asks for nothing from elsewhere and runs no script."""
    return _environment().get_template("page.html.j2").render(_values(page))


def markdown(page: Page) -> str:
    """The page as Markdown."""
    return _environment().get_template("page.md.j2").render(_values(page))


def _values(page: Page) -> Mapping[str, object]:
    return {"page": page, "rule": trend, "first_quotes": FIRST_QUOTES}


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("cli.page", "templates"),
        autoescape=select_autoescape(enabled_extensions=("html.j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["plain"] = lambda words: " ".join(words.translate(_MARKS).split())
    environment.filters["counted"] = counted
    environment.filters["sparkline"] = lambda moving: Markup(sparkline(moving))  # noqa: S704 (built of numbers)
    return environment
