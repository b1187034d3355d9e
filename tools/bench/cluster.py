"""Dask workers: what a second core on another machine does for a scan by the embedded extractor."""

import itertools
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack
from uuid import uuid4

from distributed import Client, LocalCluster

from tools.bench.interviews import store
from tools.bench.size import Size
from tools.bench.stage import Stage
from tools.bench.table import Row, compared

INTERVIEWS = 40
_WORDS = 300


def measure(stage: Stage, size: Size) -> Iterator[Row]:
    """Scan as many interviews on one Dask worker and on two, in turn; each worker has a core to itself."""
    interviews = min(INTERVIEWS, size.few)
    with ExitStack() as parts:
        one, two = (parts.enter_context(_workers(stage, cores)) for cores in (1, 2))
        for cluster in (one, two):  # the first batch of a worker waits for its imports
            _seconds(stage, cluster, 2 * len(cluster.workers))
        alone, together, without = [], [], []
        for _ in range(size.rounds):
            alone.append(_seconds(stage, one, interviews))
            together.append(_seconds(stage, two, interviews))
            without.append(_seconds(stage, None, interviews))
    what = f"scan of {interviews} by the embedded extractor on one Dask worker"
    yield compared(f"{what}, on two as reference", alone, together, "s")
    yield compared(f"{what}, in the flow's process as reference", alone, without, "s")


def _workers(stage: Stage, cores: int) -> LocalCluster:
    """As many worker processes as cores, each bound to one, as if it were a small machine."""
    environment = {**stage.stack.environment, "OPENAI_BASE_URL": "", "OPENAI_API_KEY": ""}
    cluster = LocalCluster(
        n_workers=cores, threads_per_worker=1, processes=True, dashboard_address=":0", env=environment
    )
    with Client(cluster, set_as_default=False) as client:
        for core, address in enumerate(client.nthreads()):
            client.run(os.sched_setaffinity, 0, {core}, workers=[address])
    return cluster


def _seconds(stage: Stage, cluster: LocalCluster | None, interviews: int) -> float:
    org_id, count = uuid4(), itertools.count()

    def distinct(text: str) -> str:
        """Number every sentence, for the extractor remembers those that it has met."""
        return re.sub(r"\.", lambda _: f" {next(count)}.", text)

    store(stage.executor, org_id, range(interviews), _WORDS, distinct)
    scheduler = {"DASK_SCHEDULER": cluster.scheduler_address} if cluster else {}
    ours = {"OPENAI_BASE_URL": "", "OPENAI_API_KEY": "", **scheduler}
    done = stage.scan(org_id, interviews, **ours)
    if done["report"]["interviews_scanned"] != interviews:
        raise RuntimeError(f"Not all interviews were read: {done['report']['skipped'][:1]}")
    return float(done["seconds"])
