"""Trials: a fault befalls a run, it is run again, and what stands then is compared."""

from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from executor.local_postgres.server import Server, embedded_postgres
from tools.crash_sweep.faults import Fault
from tools.crash_sweep.figures import Figures, compare, total
from tools.crash_sweep.ground import Ground, Work, ground
from tools.crash_sweep.runs import Run, another, carry_out, carry_out_at_once
from tools.testbed.databases import as_owner, cloned, prepare

AT_EVERY_STATEMENT = (Fault.KILLED, Fault.CUT_OFF, Fault.UNHEARD, Fault.MISHEARD)
CRASHES = (Fault.CRASHED, Fault.CRASHED_UNHEARD)
_KILLS = frozenset({Fault.KILLED, Fault.UNHEARD})


def boundaries(server: Server, work: Work, fault: Fault, points: Iterable[int]) -> Figures:
    """Let the fault befall each of these statements of the work, in a database of its own each time."""
    with ThreadPoolExecutor(2) as pair:
        return total(list(pair.map(lambda point: _boundary(server, work, fault, point), points)))


def _boundary(server: Server, work: Work, fault: Fault, point: int) -> Figures:
    with cloned(server, work.template) as database:
        run = Run(work.kind, server.url(database), uuid4(), fault, point)
        wrong = _ended_wrongly(run) + _run_again(server, database, run)
        return compare(server, database, work.clean, wrong=wrong)


def _ended_wrongly(run: Run) -> bool:
    return carry_out(run).how != ("killed" if run.fault in _KILLS else "failed")


def _run_again(server: Server, database: str, run: Run) -> int:
    """Run to the end and return how many ends were wrong.

    At every other point the run is resumed under its id, as Prefect does; at the others a new one comes,
    finds the organisation taken if the claim was left behind, and comes again when that has expired.
    """
    if run.point % 2:
        return carry_out(replace(run, fault=None)).how != "done"
    with as_owner(server, database) as owner:
        held = owner.execute("select from job_leases").fetchone() is not None
        wrong = held and carry_out(another(run)).how != "taken"
        owner.execute("update job_leases set expires_at = now() - interval '1 second'")
    return wrong + (carry_out(another(run)).how != "done")


def postgres_crashes(folder: Path, count: int) -> Figures:
    """Crash a Postgres whose data must survive, at statements spread over a scan; start it and scan again."""
    found = Figures()
    with embedded_postgres(folder) as server:
        prepare(server)
        with ground(server) as laid:
            for number in range(count):
                point = 1 + number * laid.scan.statements // count
                found += _crash(folder, laid, CRASHES[number // 2 % 2], point)
    return found


def _crash(folder: Path, laid: Ground, fault: Fault, point: int) -> Figures:
    with cloned(laid.server, laid.scan.template) as database:
        run = Run("scan", laid.server.url(database), uuid4(), fault, point)
        wrong = int(_ended_wrongly(run))
        with embedded_postgres(folder) as restarted:
            wrong += _run_again(restarted, database, replace(run, url=restarted.url(database)))
            return compare(restarted, database, laid.scan.clean, wrong=wrong)


def race(laid: Ground, runs: int) -> Figures:
    """So many scans of one organisation at once: one takes effect, the others are told so or find it done."""
    with cloned(laid.server, laid.scan.template) as database:
        url = laid.server.url(database)
        ends = Counter(end.how for end in carry_out_at_once([Run("scan", url, uuid4()) for _ in range(runs)]))
        wrong = runs - ends["done"] - ends["taken"] + (ends["done"] == 0)
        return compare(laid.server, database, laid.scan.clean, wrong=wrong)


def in_a_row(laid: Ground, runs: int) -> Figures:
    """So many scans one after the other: what the first did stands, and the others change nothing."""
    with cloned(laid.server, laid.scan.template) as database:
        url = laid.server.url(database)
        wrong = sum(carry_out(Run("scan", url, uuid4())).how != "done" for _ in range(runs))
        return compare(laid.server, database, laid.scan.clean, wrong=wrong)
