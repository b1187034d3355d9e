"""A scan whose interviews are read on a Dask cluster: as without one, and safe when the cluster is not."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import cloudpickle
import distributed
import httpx
import psycopg
import pytest
from dask import config as dask_config
from prefect.client.schemas.objects import State
from prefect.settings import PREFECT_API_KEY, temporary_settings

from cli.stack.stack import Stack
from executor.local_postgres.server import Server
from executor.unit_of_work import Executor
from flows.scan import dask_backend
from flows.theme_scan import theme_scan
from tests.support.documented_commands import printed
from tests.support.flow_reports import report_of
from tests.support.spans import CANARY
from tests.support.waiting import patience
from tools.testbed.databases import cloned
from tools.testbed.model_server import Fault, ModelServer, Request, Script, always, marked
from tools.testbed.scan_harness import add_interviews

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.slow,
    # Prefect's clients leave their connections to the garbage collector.
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
]

TEXTS = [
    f"Ann: This is talk number-{n}. The support took {CANARY} weeks. The price worries me." for n in range(12)
]
NOWHERE = "tcp://127.0.0.1:1"
QUOTES = """
    select t.slug, i.title, q.start_offset, q.quote
    from interview_themes l
    join themes t on (t.org_id, t.id) = (l.org_id, l.theme_id)
    join interviews i on (i.org_id, i.id) = (l.org_id, l.interview_id)
    left join interview_quotes q on (q.org_id, q.id) = (l.org_id, l.quote_id)
    where l.org_id = %s order by 1, 2, 3
"""


@pytest.fixture(scope="module")
def dask() -> Iterator[distributed.LocalCluster]:
    """Two worker processes with one thread each.

    A local cluster gives up a worker that is not back within 15 s, which on a busy machine is too soon.
    """
    with (
        dask_config.set({"distributed.deploy.lost-worker-timeout": "10 minutes"}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
        ) as running,
    ):
        yield running


@pytest.fixture
def model() -> Iterator[ModelServer]:
    with ModelServer() as running:
        yield running


@pytest.fixture
def on_dask(
    prefect: Stack, dask: distributed.LocalCluster, model: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> Iterator[distributed.Client]:
    """Flows and workers have the same environment, a worker that is started anew included."""
    monkeypatch.setenv("DASK_SCHEDULER", dask.scheduler_address)
    monkeypatch.setenv("OPENAI_BASE_URL", model.base_url)
    monkeypatch.setenv("MODEL_RETRIES", "0")
    monkeypatch.setenv("PREFECT_API_URL", prefect.api)
    monkeypatch.setenv("PREFECT_HOME", str(prefect.state_dir / "client"))
    with distributed.Client(dask, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=patience(60))
        give(client, **os.environ)
        yield client


def give(client: distributed.Client, **environment: str) -> None:
    """Give the workers this environment."""

    def take(environment: dict[str, str]) -> None:  # by value: they need not find the tests
        os.environ.clear()
        os.environ.update(environment)

    client.run(take, environment)


async def scan(org_id: UUID) -> State[Any]:
    state = await theme_scan(org_id=org_id, return_state=True)
    assert isinstance(state, State)
    return state


async def report(org_id: UUID) -> dict[str, Any]:
    return await report_of(await scan(org_id))


def told(answer: dict[str, Any], ids: list[UUID]) -> dict[str, Any]:
    """What a report says, with each interview by its place in place of its id."""
    skipped = [list(entry.values()) for entry in answer["skipped"]]
    for place, interview_id in enumerate(ids):
        skipped = [[word.replace(str(interview_id), str(place)) for word in entry] for entry in skipped]
    same = ("interviews_scanned", "interviews_reused", "interviews_failed", "model_usage", "links_created")
    themes = [{k: v for k, v in theme.items() if "id" not in k} for theme in answer["themes"]]
    return {"skipped": skipped, "themes": themes} | {key: answer[key] for key in same if key in answer}


async def test_a_scan_finds_what_it_finds_without_a_cluster_and_reads_nothing_twice(
    on_dask: distributed.Client,
    model: ModelServer,
    executor: Executor,
    owner: psycopg.Connection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Themes, quotes, failures and cost are the same; a scan that knows everything needs no cluster."""
    model.faults = marked("number-5.", Fault("status", 400))
    here, there = uuid4(), uuid4()
    ids = {org_id: add_interviews(executor, org_id, TEXTS) for org_id in (here, there)}
    on_cluster = await report(there)
    monkeypatch.delenv("DASK_SCHEDULER")
    alone = await report(here)
    assert told(on_cluster, ids[there]) == told(alone, ids[here])
    assert (on_cluster["interviews_scanned"], len(on_cluster["skipped"])) == (11, 1)
    quotes = [owner.execute(QUOTES, [org_id]).fetchall() for org_id in (there, here)]
    assert quotes[0] == quotes[1] != []

    model.faults = lambda _: None
    assert on_dask.scheduler
    monkeypatch.setenv("DASK_SCHEDULER", str(on_dask.scheduler.address))
    assert (await report(there))["interviews_reused"] == 11
    monkeypatch.setenv("DASK_SCHEDULER", NOWHERE)
    model.reset()
    assert (await report(there))["interviews_reused"] == 12
    assert model.calls == 0


async def test_neither_text_nor_secrets_pass_through_the_cluster_or_prefect(
    on_dask: distributed.Client,
    prefect: Stack,
    executor: Executor,
    database_url: str,
    org_id: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent, came = [], []
    submit, ended = distributed.Client.submit, dask_backend._ended

    def spied(self: distributed.Client, *args: Any, **kwargs: Any) -> Any:
        sent.append(cloudpickle.dumps((args, kwargs)))
        return submit(self, *args, **kwargs)

    async def heard(future: Any) -> State[Any]:
        came.append(cloudpickle.dumps(await ended(future)))
        return await ended(future)

    monkeypatch.setattr(distributed.Client, "submit", spied)
    monkeypatch.setattr(dask_backend, "_ended", heard)
    add_interviews(executor, org_id, TEXTS)
    with temporary_settings({PREFECT_API_KEY: "pnu_our_key"}):
        state = await scan(org_id)
    assert state.is_completed(), state.message
    assert len(sent) == len(came) == 6
    passed = b"".join(sent + came)
    for secret in (database_url, "pnu_our_key", CANARY, "Talk 1", os.environ["OPENAI_BASE_URL"]):
        assert secret.encode() not in passed
    assert CANARY not in await stored(prefect, state)


async def stored(prefect: Stack, state: State[Any]) -> str:
    """All that the Prefect server keeps of a run's tasks."""
    body = {"flow_runs": {"id": {"any_": [str(state.state_details.flow_run_id)]}}}
    async with httpx.AsyncClient(base_url=prefect.api) as client:
        answer = await client.post("/task_runs/filter", json=body)
    runs = answer.raise_for_status().text
    assert runs.count('"extract-') == 6
    return runs


def killing(client: distributed.Client) -> Script:
    """Kill the workers that there are now while one of them waits for an answer about an interview."""
    workers = set(client.run(os.getpid).values())

    def script(request: Request) -> Fault | None:
        while "number-3." in request.prompt and workers:
            os.kill(workers.pop(), signal.SIGKILL)
        return None

    return script


async def test_a_worker_that_dies_while_it_reads_costs_nothing_but_time(
    on_dask: distributed.Client, model: ModelServer, executor: Executor, org_id: UUID
) -> None:
    add_interviews(executor, org_id, TEXTS)
    model.faults = killing(on_dask)
    answer = await report(org_id)
    assert (answer["interviews_scanned"], answer["skipped"]) == (12, [])
    assert {theme["interviews"] for theme in answer["themes"]} == {12}


async def test_interviews_that_kill_every_worker_are_named_and_the_others_read(
    on_dask: distributed.Client,
    dask: distributed.LocalCluster,
    model: ModelServer,
    executor: Executor,
    org_id: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of their batch, too, what had been read before is used."""
    monkeypatch.setattr(dask.scheduler, "allowed_failures", 0)
    monkeypatch.setenv("MODEL_CONCURRENCY", "1")
    give(on_dask, **os.environ)
    ids = add_interviews(executor, org_id, TEXTS)
    model.faults = killing(on_dask)
    answer = await report(org_id)
    named = {entry["item"] for entry in answer["skipped"]}
    assert f"interview {ids[3]}" in named <= {f"interview {one}" for one in ids}
    assert {entry["reason"] for entry in answer["skipped"]} == {
        "Every Dask worker that was given it died (1 in turn)."
    }
    assert answer["interviews_scanned"] == 12 - len(named) > 0
    on_dask.wait_for_workers(2, timeout=patience(60))
    assert (await report(org_id))["skipped"] == []


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (
            {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"},
            "Cannot reach the database at .* DATABASE_URL",
        ),
        ({"MODEL_CHUNK_TOKENS": "few"}, "MODEL_CHUNK_TOKENS: .* valid integer"),
        ({"OPENAI_MODEL": "another"}, "A Dask worker would read otherwise than this scan: .* OPENAI_"),
    ],
    ids=["database unreachable", "a wrong setting", "another model"],
)
async def test_what_is_wrong_on_a_worker_ends_the_scan_with_a_sentence(
    on_dask: distributed.Client,
    model: ModelServer,
    executor: Executor,
    org_id: UUID,
    wrong: dict[str, str],
    sentence: str,
) -> None:
    add_interviews(executor, org_id, TEXTS)
    give(on_dask, **os.environ | wrong)
    state = await scan(org_id)
    assert state.is_failed()
    assert re.match(sentence, state.message or "")
    assert "\n" not in (state.message or "")
    assert model.calls == 0


async def test_a_worker_with_another_database_ends_the_scan_and_calls_nothing_deleted(
    on_dask: distributed.Client, model: ModelServer, server: Server, executor: Executor, org_id: UUID
) -> None:
    add_interviews(executor, org_id, TEXTS)
    with cloned(server) as another:
        give(on_dask, **os.environ | {"DATABASE_URL": server.url(another)})
        state = await scan(org_id)
    assert state.is_failed()
    assert "A Dask worker works on another database" in (state.message or "")
    assert model.calls == 0


async def test_a_refused_key_ends_the_scan_with_the_model_s_sentence(
    on_dask: distributed.Client, model: ModelServer, executor: Executor, org_id: UUID
) -> None:
    add_interviews(executor, org_id, TEXTS)
    model.faults = always(Fault("status", 401))
    state = await scan(org_id)
    assert state.is_failed()
    assert "OPENAI_API_KEY" in (state.message or "")


async def test_a_cluster_that_is_not_there_ends_the_scan_with_a_sentence(
    on_dask: distributed.Client, executor: Executor, org_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody listens there, or a scheduler that has no worker."""
    add_interviews(executor, org_id, TEXTS)
    monkeypatch.setattr(dask_backend, "WORKERS_WITHIN_SECONDS", 1)
    with distributed.LocalCluster(n_workers=0, processes=True, dashboard_address=":0") as idle:
        for address in (NOWHERE, idle.scheduler_address):
            monkeypatch.setenv("DASK_SCHEDULER", address)
            state = await scan(org_id)
            assert state.is_failed()
            assert f"{address} cannot be reached or has no worker: check DASK_SCHEDULER" in (
                state.message or ""
            )


async def test_a_cluster_that_is_lost_ends_the_scan_with_a_sentence(
    on_dask: distributed.Client,
    model: ModelServer,
    executor: Executor,
    org_id: UUID,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add_interviews(executor, org_id, TEXTS)
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as doomed:
        monkeypatch.setenv("DASK_SCHEDULER", doomed.scheduler_address)

        def closing(request: Request) -> None:
            if request.number == 3:
                threading.Thread(target=doomed.close).start()

        model.faults = closing
        state = await scan(org_id)
    assert state.is_failed()
    assert "was lost while the scan ran" in (state.message or "")


async def test_the_commands_of_the_page_start_a_cluster(
    prefect: Stack,
    model: ModelServer,
    executor: Executor,
    org_id: UUID,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Scheduler and workers are processes of their own, as they are in earnest."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    monkeypatch.setenv("OPENAI_BASE_URL", model.base_url)
    monkeypatch.setenv("PREFECT_API_URL", prefect.api)
    monkeypatch.setenv("DASK_SCHEDULER", f"tcp://127.0.0.1:{port}")
    commands = [*printed("dask", "scheduler", {}), *printed("dask", "worker", {})]
    assert len(commands) == 2
    add_interviews(executor, org_id, TEXTS)
    here = [
        [word.replace("scheduler.internal", "127.0.0.1").replace("8786", port) for word in words]
        for words in commands
    ]
    with running(here, tmp_path):
        answer = await report(org_id)
    assert (answer["interviews_scanned"], answer["skipped"], model.calls) == (12, [], 12 + 1)


@contextmanager
def running(commands: list[list[str]], folder: Path) -> Iterator[None]:
    """Run commands of Dask in the background."""
    with ExitStack() as parts:
        for number, words in enumerate(commands):
            log = parts.enter_context((folder / f"{number}.log").open("wb"))
            command = [sys.executable, "-m", "dask", *words]
            program = parts.enter_context(subprocess.Popen(command, cwd=folder, stdout=log, stderr=log))
            parts.callback(program.terminate)
        yield
