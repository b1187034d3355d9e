"""One night of theme scans over new organisations: ``python night_once.py PACKAGE ORGANISATIONS``.

Runs in the build whose folder is the current one; PACKAGE holds that build's benchmark. Prints one line of
JSON: wall seconds from the night's start to its end, and CPU seconds of the Prefect server, the worker, the
runs and Postgres. The model answers without delay; its server is not counted.
"""

import ctypes
import json
import os
import sys
import time
from importlib import import_module
from pathlib import Path
from uuid import uuid4

import httpx

_PR_SET_CHILD_SUBREAPER = 36
_NIGHT = "theme-scan-all-orgs/theme-scan-all-orgs"
_ENDED = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}
_WORDS = 200


def main(package: str, organisations: int) -> None:
    """Store an interview for each organisation, run a night, and print what it took."""
    # Descendants whose parents end become children of this process, and stay countable.
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
    stage = import_module(f"{package}.stage").stage
    store = import_module(f"{package}.interviews").store
    os.environ["OPENAI_API_KEY"] = "none"
    with stage(0) as staged, httpx.Client(base_url=staged.stack.api, timeout=120) as api:
        for _ in range(organisations):
            store(staged.executor, uuid4(), range(1), _WORDS)
        time.sleep(5)  # the start of the stack has an end
        cpu, began = cpu_of_descendants(), time.monotonic()
        message = night(api)
        wall, cpu = time.monotonic() - began, cpu_of_descendants() - cpu
    if f"{organisations} Completed" not in message:
        raise SystemExit(message)
    print(json.dumps({"wall": wall, "cpu": cpu}))


def night(api: httpx.Client) -> str:
    """Run the nightly deployment to its end, and return what its state says."""
    deployment = api.get(f"/deployments/name/{_NIGHT}").raise_for_status().json()["id"]
    run = api.post(f"/deployments/{deployment}/create_flow_run", json={}).raise_for_status().json()
    while (state := api.get(f"/flow_runs/{run['id']}").json()["state"])["type"] not in _ENDED:
        time.sleep(0.5)
    return str(state["message"])


def cpu_of_descendants() -> float:
    """CPU seconds of all processes below this one, those that have ended included."""
    parents, ticks = {}, {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(entry.name)] = int(fields[1])
        ticks[int(entry.name)] = sum(map(int, fields[11:15]))
    known = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in known} - known:
        known |= more
    reaped = os.times().children_user + os.times().children_system
    below = known - {os.getpid()}
    return reaped + sum(ticks.get(pid, 0) for pid in below) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
