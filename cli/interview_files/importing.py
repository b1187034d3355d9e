"""The interviews of a file or a folder, read and handed to the use case that stores them."""

from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from cli.interview_files.documents import read_file
from cli.interview_files.folders import find_files, other_kinds
from cli.terminal.run_summary import stored_by_then
from executor.exceptions import ExecutorError
from executor.org_database import OrgDatabase
from tasks.importing.import_interviews import ImportOptions, import_interviews
from tasks.importing.outcome import Imported
from themes.transcripts.document import Document, Unreadable


def import_path(
    org: OrgDatabase,
    path: Path,
    options: ImportOptions,
    *,
    console: Console,
    interviewers: tuple[str, ...] = (),
) -> Imported:
    """Store the interviews of a file or of a folder's files, with a progress bar on the console.

    ``interviewers`` are the names of speakers who ask. An import that stops says how far the import came.

    Raises ExecutorError when the database cannot be used, RefusedError when an interview of
    ``options.restored`` was never erased.
    """
    total = Imported()

    def keep(so_far: Imported) -> None:
        nonlocal total
        total = so_far

    read = _read(path, console, date_from_file=options.date_from_file, interviewers=interviewers)
    kinds = tuple(other_kinds(path).items())
    try:
        return import_interviews(org, read, options, other_kinds=kinds, on_batch=keep)
    except (KeyboardInterrupt, ExecutorError):
        console.print(f"The import stopped. {stored_by_then(total.figures)}")
        raise


def _read(
    path: Path, console: Console, *, date_from_file: bool, interviewers: tuple[str, ...]
) -> Iterator[Document | Unreadable]:
    seen: dict[str, str] = {}
    files = find_files(path)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        for file in progress.track(files, description="Importing"):
            yield from read_file(
                file, path, date_from_file=date_from_file, interviewers=interviewers, seen=seen
            )
