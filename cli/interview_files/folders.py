"""The files of a study: which there are in a folder, and what each is called."""

import os
import re
import stat
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from cli.interview_files.faults import FileFaultError
from cli.interview_files.registry import FORMATS
from themes.text.sanitize import is_printable

_HEAD_BYTES = 1_000
_REPORT = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:theme,slug,confidence,interviews,trend,"
    rb"|# Themes in [^\n]*\n\nWritten on "
    rb"|\s*<!doctype html>\s*<html lang=\"en\">.{0,300}default-src 'none'; style-src 'unsafe-inline')",
    re.DOTALL,
)
"""How the CSV, Markdown and HTML of ``theme-scan report`` begin."""
SUFFIXES = tuple(dict.fromkeys(suffix for known in FORMATS for suffix in known.suffixes))


def find_files(path: Path) -> Sequence[Path]:
    """List what is to be read: the path itself, or the supported files of a folder and those below, sorted.

    Hidden ones are left out. Folders that cannot be listed and links to folders are in the list, because
    ``read_file`` then says what is the matter with them.
    """
    unlisted: list[OSError] = []
    found: list[Path] = []
    for folder, links, names in _walk(path, unlisted.append):
        files = [name for name in names if Path(name).suffix.lower() in SUFFIXES]
        found += [folder / name for name in links + files]
    # A path that is a file or not there at all is among the unlisted too.
    return sorted([*found, *(Path(error.filename) for error in unlisted)])


def other_kinds(path: Path) -> dict[str, int]:
    """How many files of a folder and those below are of kinds that are not read, by their endings."""
    counts: dict[str, int] = {}
    for suffix in sorted(Path(name).suffix.lower() for _, _, names in _walk(path) for name in names):
        if suffix not in SUFFIXES:
            kind = printable(suffix) or "no ending"
            counts[kind] = counts.get(kind, 0) + 1
    return counts


def _walk(
    path: Path, onerror: Callable[[OSError], None] | None = None
) -> Iterator[tuple[Path, list[str], list[str]]]:
    """Each folder with the links to folders and the files in it, but for hidden ones."""
    for folder, folders, names in os.walk(path, onerror=onerror):
        folders[:] = [name for name in folders if not name.startswith(".")]
        links = [name for name in folders if Path(folder, name).is_symlink()]
        yield Path(folder), links, [name for name in names if not name.startswith(".")]


def name_below(path: Path, root: Path) -> str:
    """The path within the root, with ``/`` as separator."""
    if path != root and path.is_relative_to(root):
        return path.relative_to(root).as_posix()
    return path.name or str(path)


def printable(name: str) -> str:
    """A name from outside, with a sign in place of what cannot be printed."""
    return "".join(character if is_printable(character) else "�" for character in name)


def require_within(path: Path, root: Path) -> None:
    """Raise FileFaultError for a link in an imported folder that leads to a file outside of the folder."""
    if path == root:
        return  # somebody named this very file
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root)):
        raise FileFaultError(
            "This links to a file outside of the folder; copy it into the folder, or import it by itself."
        )


def require_no_report(path: Path) -> None:
    """Raise FileFaultError for a page of ``theme-scan report``, which quotes interviews and is none."""
    with path.open("rb") as opened:
        head = opened.read(_HEAD_BYTES)
    if _REPORT.match(head):
        raise FileFaultError("This is a report of theme-scan and no interview; keep it in another folder.")


def require_regular(path: Path) -> None:
    """Raise FileFaultError for a folder, a pipe or a device, which would block or never end."""
    mode = path.stat().st_mode
    if stat.S_ISREG(mode):
        return
    if not stat.S_ISDIR(mode):
        raise FileFaultError("This is no regular file; save its content to one.")
    if path.is_symlink():
        raise FileFaultError(
            "This links to a folder, and such links are not followed; import that folder itself."
        )
    raise FileFaultError("This folder cannot be listed; make it readable, or import it by itself.")
