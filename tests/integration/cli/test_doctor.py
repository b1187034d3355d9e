"""The doctor finds each fault and says what to do about it, and tells no secret."""

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.metadata import version
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from typer.testing import CliRunner

from cli.checks.database_and_models import model_check
from cli.checks.prefect import prefect_checks
from cli.main import app
from executor.unit_of_work import Executor
from settings import load_settings
from tools.testbed.scan_harness import add_interviews

KEY = "sk-canary-1234"


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Settings of the test's own, and no Prefect server."""
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "PREFECT_API_URL", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("STATE_DIR", str(tmp_path_factory.mktemp("state")))


def diagnosed() -> tuple[int, dict[str, str]]:
    """The exit status, and what was told by check; a fault begins with an exclamation mark."""
    done = CliRunner().invoke(app, ["doctor", "--json"])
    found = json.loads(done.stdout)
    assert found["ok"] == (done.exit_code == 0)
    return done.exit_code, {one["name"]: "!" * (not one["ok"]) + one["told"] for one in found["checks"]}


def test_a_wrong_setting_is_named_first_and_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"mysql://root:{KEY}@db/x")
    status, told = diagnosed()
    assert status == 1
    assert list(told) == ["settings"]
    assert "DATABASE_URL" in told["settings"]
    assert KEY not in str(told)


def test_an_unreachable_database_does_not_hide_the_other_faults(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", f"postgresql://u:{KEY}@127.0.0.1:1/x")
    status, told = diagnosed()
    assert status == 1
    assert told["database"].startswith("!Cannot reach")
    assert "role" not in told
    assert "make up" in told["prefect"]
    assert told["model"].startswith("None is configured")
    assert KEY not in str(told)


def test_a_database_without_our_tables_names_the_command(
    server: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", server.url("postgres"))  # type: ignore[attr-defined]
    _, told = diagnosed()
    assert told["database"] == "Answers."
    assert "theme-scan migrate" in told["migrations"]


def test_a_role_that_the_login_may_not_take_on_is_a_fault_of_the_role(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("DATABASE_ROLE", "nobody_of_this_name")
    _, told = diagnosed()
    assert told["role"].startswith("!The database at")
    assert "migrations" not in told


def test_a_sound_database_passes(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    _, told = diagnosed()
    assert not any(told[name].startswith("!") for name in ("settings", "database", "role", "migrations"))


@pytest.mark.parametrize(
    ("revoked", "granted"),
    [
        ("select on interviews", "grant SELECT on theme_scan.interviews to theme_scan_app;"),
        ("insert, update on themes", "grant INSERT, UPDATE on theme_scan.themes to theme_scan_app;"),
        ("select on alembic_version", "grant SELECT on theme_scan.alembic_version to theme_scan_app;"),
        ("usage on schema theme_scan", "grant usage on schema theme_scan to theme_scan_app;"),
    ],
)
def test_a_right_that_was_revoked_is_named_by_the_statement_that_mends_it(
    database_url: str,
    owner: psycopg.Connection,
    monkeypatch: pytest.MonkeyPatch,
    revoked: str,
    granted: str,
) -> None:
    monkeypatch.setenv("DATABASE_URL", database_url)
    owner.execute(f"revoke {revoked} from theme_scan_app".encode())
    _, told = diagnosed()
    assert granted.lower() in told["rights"].lower()
    assert "migrations" not in told
    owner.execute(granted.encode())
    _, told = diagnosed()
    assert not told["rights"].startswith("!")


def test_a_variable_that_is_close_to_a_setting_is_told_and_others_are_not(
    database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    names = ("DATABSE_URL", "OPENAI_ORG_ID", "PREFECT_API_ULR", "MY_OWN")
    (tmp_path / ".env").write_text("".join(f"{name}=x\n" for name in names))
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("OPENAI_BASE_ULR", KEY)
    status, told = diagnosed()
    assert status == 1
    for name, meant in (
        ("DATABSE_URL in .env", "DATABASE_URL"),
        ("PREFECT_API_ULR in .env", "PREFECT_API_URL"),
        ("OPENAI_BASE_ULR in the environment", "OPENAI_BASE_URL"),
    ):
        assert f"{name} is not a setting: {meant} may be meant" in told["settings"]
    assert "ORG_ID" not in told["settings"]
    assert "MY_OWN" not in told["settings"]
    assert KEY not in str(told)


class TestInterviews:
    def told(self, monkeypatch: pytest.MonkeyPatch, database_url: str, org: object) -> str:
        monkeypatch.setenv("DATABASE_URL", database_url)
        done = CliRunner().invoke(app, ["doctor", "--json", *(["--org", str(org)] if org else [])])
        (found,) = (one for one in json.loads(done.stdout)["checks"] if one["name"] == "interviews")
        return "!" * (not found["ok"]) + str(found["told"])

    def test_a_mistyped_organisation_and_one_without_interviews_of_late_are_faults(
        self, monkeypatch: pytest.MonkeyPatch, database_url: str, executor: Executor, org_id: UUID
    ) -> None:
        assert self.told(monkeypatch, database_url, None) == "None yet: import some."
        add_interviews(executor, org_id, ["Ann: Yes."], days_ago=[60])
        assert "1 organisation with interviews, 0 of them" in self.told(monkeypatch, database_url, None)
        assert self.told(monkeypatch, database_url, org_id).startswith("!0 of the last 30 days, 1 older.")
        mistyped = f"{'0' if str(org_id)[0] != '0' else '1'}{str(org_id)[1:]}"
        told = self.told(monkeypatch, database_url, mistyped)
        assert told.startswith(f"!The organisation {mistyped} has no interviews at all")
        assert f"{org_id} may be meant" in told
        add_interviews(executor, org_id, ["Ann: Yes."])
        assert self.told(monkeypatch, database_url, org_id) == "1 of the last 30 days, 1 older."


class Quiet(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of requests."""


@contextmanager
def serving(handler: type[Quiet]) -> Iterator[str]:
    """The address of a server that answers by the handler."""
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@contextmanager
def answering(status: int, body: object) -> Iterator[str]:
    """The address of an endpoint that answers so to whoever brings the key to its list of models."""

    class Endpoint(Quiet):
        def do_GET(self) -> None:
            expected = self.path == "/v1/models" and self.headers["Authorization"] == f"Bearer {KEY}"
            self.send_response(status if expected else 500)
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

    with serving(Endpoint) as address:
        yield f"{address}/v1"


Answers = Mapping[str, tuple[int, str]]
"""What a server answers, status and body, by the end of the path; 404 to everything else."""
PAGE = "<!doctype html><title>Prefect</title>"
VERSION = json.dumps(version("prefect"))


@contextmanager
def server_answering(answers: Answers) -> Iterator[str]:
    """The address of such a server; one that gives status 0 hangs up."""

    class Prefect(Quiet):
        def do_GET(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"] or 0))
            found = [answer for end, answer in answers.items() if self.path.endswith(end)]
            status, body = found[0] if found else (404, '{"detail":"Not Found"}')
            if status:
                self.send_response(status)
                self.end_headers()
                self.wfile.write(body.encode())

        do_POST = do_GET  # noqa: N815 (as the standard library calls it)

    with serving(Prefect) as address:
        yield f"{address}/api"


class TestPrefect:
    def told(self, monkeypatch: pytest.MonkeyPatch, answers: Answers) -> dict[str, str]:
        with server_answering(answers) as address:
            monkeypatch.setenv("PREFECT_API_URL", address)
            return {one.name: "!" * (not one.ok) + one.told for one in prefect_checks(load_settings())}

    @pytest.mark.parametrize(
        "answers", [{}, {"": (200, PAGE)}, {"/version": (404, PAGE), "/filter": (405, PAGE)}]
    )
    def test_an_address_without_api_is_named_as_the_fault_and_nothing_else_is(
        self, monkeypatch: pytest.MonkeyPatch, answers: Answers
    ) -> None:
        told = self.told(monkeypatch, answers)
        assert list(told) == ["prefect"]
        assert told["prefect"].startswith("!Nothing of Prefect answers there")
        assert "/api" in told["prefect"]

    def test_a_server_that_tells_no_version_passes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        told = self.told(monkeypatch, {"/work_pools/filter": (200, "[]")})
        assert told["prefect"] == "Answers."
        assert "prefect work-pool create" in told["work pool"]

    @pytest.mark.parametrize("status", [401, 403])
    def test_a_refused_login_names_what_to_set(self, monkeypatch: pytest.MonkeyPatch, status: int) -> None:
        told = self.told(monkeypatch, {"": (status, "{}")})
        assert "PREFECT_API_KEY" in told["prefect"]

    @pytest.mark.parametrize(
        ("answer", "fault"),
        [
            ((0, ""), "!Nobody answers"),
            ((503, ""), "!The server answers with status 503"),
            ((200, PAGE), "!Nothing of Prefect"),
            ((200, "null"), "!Nothing of Prefect"),
        ],
    )
    def test_no_answer_of_a_server_ends_a_check_without_a_word(
        self, monkeypatch: pytest.MonkeyPatch, answer: tuple[int, str], fault: str
    ) -> None:
        told = self.told(monkeypatch, {"/version": (200, VERSION), "": answer})
        assert told["prefect"].startswith("Answers, version")
        assert [told[name].startswith(fault) for name in ("work pool", "deployments", "worker")] == [True] * 3

    @pytest.mark.parametrize(
        ("silent", "interval", "ok"), [(40, 30, True), (52, 30, False), (52, None, False), (52, 60, True)]
    )
    def test_a_worker_that_missed_its_heartbeat_is_doubted_though_prefect_calls_it_online(
        self, monkeypatch: pytest.MonkeyPatch, silent: int, interval: int | None, ok: bool
    ) -> None:
        heard = datetime.now(UTC) - timedelta(seconds=silent)
        worker = {"status": "ONLINE", "last_heartbeat_time": heard.isoformat()}
        workers = json.dumps([{**worker, "heartbeat_interval_seconds": interval}])
        told = self.told(
            monkeypatch,
            {"/version": (200, VERSION), "/workers/filter": (200, workers), "": (200, "[]")},
        )["worker"]
        assert told.startswith("1 online" if ok else "!1 online")
        assert f"last heard of {silent // 10}" in told  # tens of seconds
        assert ("is it running? If not, run `prefect worker start" in told) != ok

    @pytest.mark.parametrize("address", ["http://[", "prefect.example.com/api", "http://127.0.0.1:1/api"])
    def test_what_is_no_address_and_where_nobody_is_are_faults_with_the_variables_name(
        self, monkeypatch: pytest.MonkeyPatch, address: str
    ) -> None:
        monkeypatch.setenv("PREFECT_API_URL", address)
        (check,) = prefect_checks(load_settings())
        assert (check.ok, "PREFECT_API_URL" in check.told) == (False, True)


class TestNights:
    """The last night that was due of each deployment with a schedule."""

    def told(self, monkeypatch: pytest.MonkeyPatch, last: object, **deployment: object) -> str:
        known = {"id": str(uuid4()), "schedules": [{"active": True}], **deployment}
        answers = {
            "/version": (200, VERSION),
            "/deployments/filter": (200, "[]"),
            "/flow_runs/filter": (200, json.dumps([last] if last else [])),
            "-all-orgs": (200, json.dumps(known)),
            "": (200, "[]"),
        }
        with server_answering(answers) as address:
            monkeypatch.setenv("PREFECT_API_URL", address)
            (found,) = (one for one in prefect_checks(load_settings()) if one.name == "nights")
        return "!" * (not found.ok) + found.told

    def night(self, type_: str, name: str, message: str = "") -> dict[str, object]:
        state = {"type": type_, "name": name, "message": message}
        return {"expected_start_time": "2026-11-30T06:00:00Z", "state": state}

    @pytest.mark.parametrize(
        ("type_", "name"),
        [("COMPLETED", "Completed"), ("RUNNING", "Running"), ("CANCELLED", "AlreadyRunning")],
    )
    def test_one_that_did_its_work_or_gave_way_to_another_is_well(
        self, monkeypatch: pytest.MonkeyPatch, type_: str, name: str
    ) -> None:
        assert not self.told(monkeypatch, self.night(type_, name)).startswith("!")

    @pytest.mark.parametrize(
        ("type_", "name", "message", "told"),
        [
            ("SCHEDULED", "Late", "", "was due at 2026-11-30 06:00 UTC and did not run"),
            ("CANCELLED", "Cancelled", "Deployment concurrency limit reached.\nx", "limit reached. Mend"),
            ("FAILED", "Failed", "Too many runs failed.", "ended as Failed. Too many runs failed."),
            ("CRASHED", "Crashed", "Gone.\nTraceback", "prefect deployment run theme-scan-all-orgs/"),
        ],
    )
    def test_one_that_did_not_is_told_with_the_reason(
        self, monkeypatch: pytest.MonkeyPatch, type_: str, name: str, message: str, told: str
    ) -> None:
        said = self.told(monkeypatch, self.night(type_, name, message))
        assert said.startswith("!theme-scan-all-orgs")
        assert told in said
        assert "Traceback" not in said

    def test_a_schedule_of_which_no_night_is_planned_and_a_limit_of_an_earlier_release_are_told(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert "no night of it is planned" in self.told(monkeypatch, None)
        said = self.told(
            monkeypatch, self.night("COMPLETED", "Completed"), global_concurrency_limit={"limit": 1}
        )
        assert "still has a concurrency limit" in said
        assert "deploy --all" in said


class TestModel:
    def test_nobody_there_is_a_fault_without_the_key(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("OPENAI_BASE_URL", f"http://u:{KEY}@127.0.0.1:1/v1")
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        check = model_check(load_settings())
        assert (check.ok, "OPENAI_BASE_URL" in check.told, KEY in check.told) == (False, True, False)

    @pytest.mark.parametrize(
        ("status", "body", "ok", "told"),
        [
            (401, {}, False, "OPENAI_API_KEY"),
            (503, {}, False, "503"),
            (404, {"error": {"message": "no such route"}}, True, "does not list"),
            (405, {"error": "Method not allowed"}, True, "does not list"),
            (200, {"data": []}, True, "does not list"),
            (404, {}, False, "status 404"),
            (404, {"detail": "Not Found"}, False, "ends in /v1"),
            (302, {}, False, "status 302"),
            (429, {"error": {}}, False, "rate or quota"),
            (200, None, False, "OPENAI_BASE_URL"),
            (200, ["x"], False, "OPENAI_BASE_URL"),
            (200, {"error": "Unexpected endpoint"}, False, "something else"),
            (200, {"data": "x"}, False, "something else"),
            (200, {"data": ["x", {}]}, True, "does not list"),
            (200, {"data": [{"id": "other"}]}, False, "OPENAI_MODEL"),
            (200, {"data": [{"id": "gpt-4.1-mini"}]}, True, "gpt-4.1-mini"),
        ],
    )
    def test_what_it_answers_is_understood(
        self,
        monkeypatch: pytest.MonkeyPatch,
        status: int,
        body: object,
        ok: bool,
        told: str,
    ) -> None:
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        with answering(status, body) as address:
            monkeypatch.setenv("OPENAI_BASE_URL", address)
            check = model_check(load_settings())
        assert check.ok == ok
        assert told in check.told

    def test_an_address_without_v1_is_named_as_the_fault(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Also where the server says in JSON that it knows no such route, as OpenAI does."""
        answers = {"/v1/models": (200, '{"data": []}'), "": (404, '{"error": {"message": "Invalid URL"}}')}
        with server_answering(answers) as address:
            monkeypatch.setenv("OPENAI_BASE_URL", address)
            check = model_check(load_settings())
        assert (check.ok, "OPENAI_BASE_URL, which mostly ends in /v1" in check.told) == (False, True)

    @pytest.mark.parametrize("page", [(200, PAGE), (404, PAGE), (404, "")])
    def test_a_page_is_no_endpoint(self, monkeypatch: pytest.MonkeyPatch, page: tuple[int, str]) -> None:
        with server_answering({"": page}) as address:
            monkeypatch.setenv("OPENAI_BASE_URL", f"{address}/v1")
            assert not model_check(load_settings()).ok

    def test_an_endpoint_with_neither_v1_nor_a_list_passes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with server_answering({"": (404, '{"error": {"message": "no such route"}}')}) as address:
            monkeypatch.setenv("OPENAI_BASE_URL", address)
            assert model_check(load_settings()).ok
