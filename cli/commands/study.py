"""``theme-scan study``: what an organisation says of its research, shown and set."""

from pathlib import Path
from typing import Annotated
from uuid import UUID, uuid4

import typer

from cli.stack.database_choice import command_settings
from cli.terminal.local_option import local_option
from cli.terminal.options import Org
from cli.terminal.screen import Screen, escape
from executor.context import ToolContext
from executor.database.opening import open_database, open_organisation
from executor.org_database import OrgDatabase
from executor.reads import scan_inputs
from executor.tool import Outcome, Success
from executor.tools import finish_run, set_codebook, set_context, start_run
from executor.tools.runs import FinishRun, StartRun
from executor.tools.study import SetCodebook, SetContext
from executor.unit_of_work import Executor
from themes.codebooks.study import (
    MAX_CONTEXT_CHARACTERS,
    Study,
    StudyCode,
    StudyError,
    parse_codebook,
    parse_context,
)
from themes.text.plurals import counted

JOB = "study"
_MOST_BYTES = 1_000_000

app = typer.Typer()

Context = Annotated[
    str | None,
    typer.Option(help=f"What the study is about, in {MAX_CONTEXT_CHARACTERS} characters; '' for nothing."),
]
Codebook = Annotated[
    Path | None, typer.Option(help="A YAML file of codes: name, definition, examples; [] for none.")
]


@app.command(epilog="Example: theme-scan study show --org ORG")
@local_option
def show(org: Org) -> None:
    """Print an organisation's context and codebook."""
    with open_organisation(command_settings(), org) as connection:
        print_study(Screen(), scan_inputs.study(connection))


@app.command("set", epilog='Example: theme-scan study set --org ORG --context "How exports are used"')
@local_option
def set_command(org: Org, context: Context = None, codebook: Codebook = None) -> None:
    """Set the context, the codebook or both; what is not named stays. The next scan reads all anew."""
    if context is None and codebook is None:
        raise StudyError("study set: nothing to set; give --context, --codebook or both.")
    said = None if context is None else parse_context(context)
    codes = None if codebook is None else parse_codebook(_read(codebook))
    with open_database(command_settings()) as database:
        store(Executor(database), org, said, codes)
        with OrgDatabase(database, org).read() as connection:
            print_study(Screen(), scan_inputs.study(connection))


def store(executor: Executor, org_id: UUID, context: str | None, codes: tuple[StudyCode, ...] | None) -> None:
    """Store what is not None, in one transaction and under one run. Raises StudyError on a refusal."""
    run = ToolContext(org_id=org_id, run_id=uuid4(), actor=f"system:{JOB}", job=JOB, rules_version="1")
    with executor.unit(run) as unit:
        unit.call(start_run, [StartRun(parameters={})])
        outcomes: dict[str, Outcome] = {}
        if context is not None:
            (outcomes["context"],) = unit.call(set_context, [SetContext(context=context)])
        if codes is not None:
            (outcomes["codebook"],) = unit.call(set_codebook, [SetCodebook(codes=codes)])
        report = {what: _action(outcome) for what, outcome in outcomes.items()}
        unit.call(finish_run, [FinishRun(status="finished", report=report)])


def _action(outcome: Outcome) -> str:
    if isinstance(outcome, Success):
        return str(outcome.data["action"])
    raise StudyError(outcome.message)


def print_study(to: Screen, study: Study) -> None:
    """Print a study as a person reads it."""
    to.print(f"Context: {escape(study.context) or 'none'}", soft_wrap=True)
    to.print(f"Codebook: {counted(len(study.codes), 'code') if study.codes else 'none'}")
    for code in study.codes:
        to.print(f"  [b]{escape(code.name)}[/b]  {escape(code.definition)}", soft_wrap=True)
        for example in code.examples:
            to.print(f"    “{escape(example)}”", soft_wrap=True)


def _read(file: Path) -> str:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise StudyError(f"codebook: {file} cannot be read ({error.strerror}); name another file.") from None
    if len(content) > _MOST_BYTES:
        raise StudyError(f"codebook: {file} is larger than 1 MB; shorten it.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise StudyError(f"codebook: {file} is not UTF-8; save it as UTF-8.") from None
