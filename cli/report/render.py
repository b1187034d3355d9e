"""Putting the page into HTML and Markdown. Whatever comes out of interviews is escaped."""

import re
from collections.abc import Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from cli.report import methodology
from cli.report.content import Page
from cli.report.sparkline import scale_of, sparkline
from cli.terminal.clock import clock
from executor.reads.stored_themes import CitedQuote
from themes.text.plurals import counted
from themes.transcripts.quote_context import single_spaced

_MARKS = {ord(sign): f"\\{sign}" for sign in "\\`*_{}[]<>#|!~&"}
_OVERRIDE = re.compile("[\u202d\u202e]")
_BULLET = re.compile(r"^(\s*\d*)([.)+-])")
"""The beginning of a list item, numbered or not."""
FIRST_QUOTES = 3
"""Quotes shown before one has to ask for the rest."""


def html(page: Page) -> str:
    """The page as one HTML file that asks for nothing from elsewhere and runs no script."""
    return _environment().get_template("report.html.j2").render(_values(page))


def markdown(page: Page) -> str:
    """The page as Markdown."""
    return _environment().get_template("report.md.j2").render(_values(page))


def _values(page: Page) -> Mapping[str, object]:
    scale = scale_of(entry.trend for entry in page.themes)
    return {"page": page, "method": methodology, "first_quotes": FIRST_QUOTES, "scale": scale}


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("cli.report", "templates"),
        autoescape=select_autoescape(enabled_extensions=("html.j2",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_legible,
    )
    environment.filters["plain"] = lambda words: _plain(words).strip()
    environment.filters["in_place"] = _in_place
    environment.filters["counted"] = counted
    environment.filters["clock"] = clock
    environment.filters["sparkline"] = lambda *drawn: Markup(sparkline(*drawn))  # noqa: S704 (built of numbers)
    return environment


def _legible(value: object) -> object:
    """A value with a sign in place of what would have its words read backwards."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return _OVERRIDE.sub("\ufffd", value)
    return value


def _plain(words: str) -> str:
    """Words on one line, without what Markdown would take for markup."""
    return _BULLET.sub(r"\1\\\2", single_spaced(words).translate(_MARKS))


def _in_place(quote: CitedQuote) -> str:
    """A quote among the words around it, in Markdown; spaces stand outside the asterisks or they show."""
    return f"{_plain(quote.before)}“**{_plain(quote.quote.strip())}**”{_plain(quote.after)}"
