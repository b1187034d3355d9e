"""``theme-scan report``: the page to send around, as HTML, Markdown or CSV."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from cli.report.content import Page, gather
from cli.report.csv_export import spreadsheet
from cli.stack.database_choice import command_settings
from cli.terminal.options import Org
from cli.terminal.screen import Screen
from executor.database.opening import open_database
from executor.org_database import OrgDatabase
from executor.reads import scan_inputs
from executor.reads.pseudonym_key import pseudonym_key
from themes.text.plurals import counted


def report(
    org: Org,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The file to write: .html, .md or .csv, by its suffix.")
    ] = Path("report.html"),
    pseudonyms: Annotated[
        bool, typer.Option("--pseudonyms", help="Put pseudonyms in place of people's names and titles.")
    ] = False,
) -> None:
    """Write the themes with their trends, quotes and coverage into one file that can be sent around.

    The page holds what people said in interviews: send it to those who may read them. With --pseudonyms it
    names nobody whom rules recognise; the same person has the same pseudonym in each report.
    """
    written = _writer(output)
    with open_database(command_settings()) as database:
        page = _page(OrgDatabase(database, org), pseudonyms=pseudonyms)
    try:
        output.write_text(written(page), encoding="utf-8", newline="")
    except OSError as error:
        raise typer.BadParameter(f"{output} cannot be written ({error.strerror}).", param_hint="-o") from None
    screen = Screen()
    held = f"{counted(len(page.themes), 'theme')} with {counted(page.quote_count, 'quote')}"
    screen.print(f"{output}: {held}.", markup=False)


def _page(org: OrgDatabase, *, pseudonyms: bool) -> Page:
    page = gather(org)
    if not pseudonyms:
        return page
    from cli.report.pseudonymised import pseudonymised, speakers
    from themes.llm.redaction.pseudonyms import Pseudonyms

    with org.read() as connection:
        people = sorted(scan_inputs.people(connection) | speakers(page))
        return pseudonymised(page, Pseudonyms(pseudonym_key(connection), people))


def _writer(output: Path) -> Callable[[Page], str]:
    # Imported here because a template engine is nothing that other commands should wait for.
    from cli.report.render import html, markdown

    writers = {".html": html, ".md": markdown, ".csv": spreadsheet}
    if output.suffix.lower() not in writers:
        fault = f"{output.name} has none of the endings .html, .md and .csv, which say what to write."
        raise typer.BadParameter(fault, param_hint="-o")
    return writers[output.suffix.lower()]


COMMANDS: dict[Callable[..., None], str] = {report: "theme-scan report --org ORG -o report.html"}
"""The command, with an example for its help."""
