"""The files of a study: which there are, and what each holds."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from cli.interview_files.documents import Document, FaultError, Row, Unreadable
from cli.interview_files.encoding import open_text, require_regular
from cli.interview_files.formats.captions import read_captions
from cli.interview_files.formats.csv_table import read_csv
from cli.interview_files.formats.json_records import read_json, read_json_lines
from cli.interview_files.formats.plain_text import read_markdown, read_text
from cli.interview_files.record import Defaults, to_document

_READERS: Mapping[str, Callable[[TextIO], Iterator[Row]]] = {
    ".csv": read_csv,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".md": read_markdown,
    ".srt": read_captions,
    ".txt": read_text,
    ".vtt": read_captions,
}


def find_files(path: Path) -> Sequence[Path]:
    """List what is to be read: the path itself, or the supported files of a folder and those below, sorted.

    Hidden ones are left out. Folders that cannot be listed and links to folders are in the list, because
    ``read_file`` then says what is the matter with them.
    """
    unlisted: list[OSError] = []
    found: list[Path] = []
    for folder, links, names in _walk(path, unlisted.append):
        files = [name for name in names if Path(name).suffix.lower() in _READERS]
        found += [folder / name for name in links + files]
    # A path that is a file or not there at all is among the unlisted too.
    return sorted([*found, *(Path(error.filename) for error in unlisted)])


def other_kinds(path: Path) -> Mapping[str, int]:
    """How many files of a folder and those below are of kinds that are not read, by their endings."""
    suffixes = sorted(Path(name).suffix.lower() for _, _, names in _walk(path) for name in names)
    return Counter(_printable(suffix) or "no ending" for suffix in suffixes if suffix not in _READERS)


def _walk(
    path: Path, onerror: Callable[[OSError], None] | None = None
) -> Iterator[tuple[Path, list[str], list[str]]]:
    """Each folder with the links to folders and the files in it, but for hidden ones."""
    for folder, folders, names in os.walk(path, onerror=onerror):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(folder, name).is_symlink()]
        yield Path(folder), links, [name for name in names if not name.startswith(".")]


def read_file(
    path: Path, root: Path, *, date_from_file: bool, seen: dict[str, str] | None = None
) -> Iterator[Document | Unreadable]:
    """Read one file found under ``root``, row by row where the format has rows, never raising.

    With ``date_from_file``, a document that does not say when it took place gets the time at which the
    file was last changed. ``seen`` remembers, for all files read with it, which id stood where: of two
    interviews with one id the second would overwrite the first.
    """
    key = (
        path.relative_to(root).as_posix()
        if path != root and path.is_relative_to(root)
        else path.name or str(path)
    )
    source = _printable(key)
    try:
        require_regular(path)
        reader = _reader(path)
        with open_text(path) as file:
            changed = datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, UTC)
            defaults = Defaults(key, path.stem, changed if date_from_file else None)
            yield from _documents(reader(file), source, defaults, {} if seen is None else seen)
    except FaultError as fault:
        yield Unreadable(source=source, fault=str(fault))
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or "it changed meanwhile"
        yield Unreadable(
            source=source, fault=f"This cannot be read ({reason}); see that it is there and readable."
        )


def _printable(name: str) -> str:
    return "".join(character if character.isprintable() else "�" for character in name)


def _reader(path: Path) -> Callable[[TextIO], Iterator[Row]]:
    if reader := _READERS.get(path.suffix.lower()):
        return reader
    raise FaultError(f"Files of this kind are not read; export it as one of {', '.join(_READERS)}.")


def _documents(
    rows: Iterator[Row], file: str, defaults: Defaults, seen: dict[str, str]
) -> Iterator[Document | Unreadable]:
    for number, row in enumerate(rows, start=1):
        source = f"{file}:{row.place}" if row.place else file
        try:
            document = to_document(row, source, _for_row(defaults, number) if row.place else defaults)
            if document.key in seen:
                raise FaultError(f"Its id is that of {seen[document.key]}; give each interview its own.")
        except FaultError as fault:
            yield Unreadable(source=source, fault=str(fault))
        else:
            seen[document.key] = source
            yield document


def _for_row(defaults: Defaults, number: int) -> Defaults:
    return defaults._replace(key=f"{defaults.key}#{number}", title=f"{defaults.title} {number}")
