"""``theme-scan study``: what an organisation says of its research, shown and set."""

from pathlib import Path
from typing import Annotated

import typer

from cli.interview_files.faults import FileFaultError
from cli.stack.database_choice import command_settings
from cli.terminal.local_option import local_option
from cli.terminal.options import As, Org, who_acts
from cli.terminal.screen import Screen, escape
from executor.database.opening import open_database, open_organisation
from executor.org_database import OrgDatabase
from executor.reads import scan_inputs
from tasks.actors import person
from tasks.set_study import set_study
from themes.codebooks.study import (
    MAX_CONTEXT_CHARACTERS,
    Study,
    StudyCode,
    StudyError,
    checked_codes,
    parse_codebook,
    parse_context,
)
from themes.text.plurals import counted

_MOST_BYTES = 1_000_000
_REFI = (".qdc", ".qdpx", ".qde")

app = typer.Typer()

Context = Annotated[
    str | None,
    typer.Option(help=f"What the study is about, in {MAX_CONTEXT_CHARACTERS} characters; '' for nothing."),
]
Codebook = Annotated[
    Path | None,
    typer.Option(
        help="A YAML file of codes (name, definition, examples; [] for none), or REFI-QDA (.qdc, .qdpx)."
    ),
]


@app.command(epilog="Example: theme-scan study show --org ORG")
@local_option
def show(org: Org) -> None:
    """Print an organisation's context and codebook."""
    with open_organisation(command_settings(), org) as connection:
        print_study(Screen(), scan_inputs.study(connection))


@app.command("set", epilog='Example: theme-scan study set --org ORG --context "How exports are used"')
@local_option
def set_command(org: Org, context: Context = None, codebook: Codebook = None, by: As = None) -> None:
    """Set the context, the codebook or both; what is not named stays. The next scan reads all anew."""
    if context is None and codebook is None:
        raise StudyError("study set: nothing to set; give --context, --codebook or both.")
    actor = person(who_acts(by))
    said = None if context is None else parse_context(context)
    codes = None if codebook is None else _codes(codebook)
    with open_database(command_settings()) as database:
        study = OrgDatabase(database, org)
        set_study(study, actor, context=said, codebook=codes)
        with study.read() as connection:
            print_study(Screen(), scan_inputs.study(connection))


def print_study(to: Screen, study: Study) -> None:
    """Print a study as a person reads it."""
    to.print(f"Context: {escape(study.context) or 'none'}", soft_wrap=True)
    to.print(f"Codebook: {counted(len(study.codes), 'code') if study.codes else 'none'}")
    for code in study.codes:
        to.print(f"  [b]{escape(code.name)}[/b]  {escape(code.definition)}", soft_wrap=True)
        for example in code.examples:
            to.print(f"    “{escape(example)}”", soft_wrap=True)


def _codes(file: Path) -> tuple[StudyCode, ...]:
    """The codes of a YAML file, or of a codebook or project of a tool for qualitative analysis."""
    if file.suffix.lower() not in _REFI:
        return parse_codebook(_read(file))
    # Imported here because other codebooks need no reader of interviews.
    from cli.interview_files.formats.annotated.refi import codebook
    from cli.interview_files.source import SourceFile

    try:
        return checked_codes(codebook(SourceFile(file, file.name)))
    except FileFaultError as fault:
        raise StudyError(f"codebook: {file}: {fault}") from None
    except OSError as error:
        raise _unreadable(file, error) from None


def _unreadable(file: Path, error: OSError) -> StudyError:
    return StudyError(f"codebook: {file} cannot be read ({error.strerror}); name another file.")


def _read(file: Path) -> str:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise _unreadable(file, error) from None
    if len(content) > _MOST_BYTES:
        raise StudyError(f"codebook: {file} is larger than 1 MB; shorten it.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise StudyError(f"codebook: {file} is not UTF-8; save it as UTF-8.") from None
