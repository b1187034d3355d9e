"""Each row of the endpoint's table, over real HTTP and a real database, with a stand-in for Prefect."""

import json
import socket
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from pydantic import SecretStr

from cli.stack.serving import check_secrets
from executor import leases
from executor.context import ToolContext
from executor.database.connection import Database
from executor.tools import finish_run, start_run
from executor.unit_of_work import Executor
from flows.jobs import JOBS
from flows.runtime.prefect_client import FlowRuns
from settings import SettingsError
from tests.support.endpoint import (
    CRON,
    KNOWN,
    PREVIOUS,
    SCAN,
    SECRET,
    endpoint_settings,
    serving,
)
from tests.support.fake_prefect import FakePrefect
from tests.support.waiting import eventually, patience
from webhook.app import create_app
from webhook.auth import Secrets, bearer, header

ORG = str(uuid4())
BODY = {"org_id": ORG}
AT_ONCE = {**KNOWN, b"Prefer": b"respond-async"}


def context_of(run: dict[str, Any]) -> ToolContext:
    org_id, run_id = UUID(run["parameters"]["org_id"]), UUID(run["id"])
    return ToolContext(org_id=org_id, run_id=run_id, actor="system:test", job="theme-scan", rules_version="1")


def post(endpoint: httpx.Client, body: Any, headers: Mapping[bytes, bytes] | None = None) -> httpx.Response:
    return endpoint.post(SCAN, content=json.dumps(body), headers={**AT_ONCE, **(headers or {})})


class TestSecrets:
    @pytest.mark.parametrize(
        "headers",
        [
            {},
            {b"X-Internal-Secret": b""},
            {b"X-Internal-Secret": b"wrong"},
            {b"X-Internal-Secret": "current-secret€".encode()},
            {b"X-Internal-Secret": b"\xff\xfe"},
            {b"X-Internal-Secret": SECRET.encode()[:-1]},
            {b"Authorization": b"Bearer " + SECRET.encode()},
            {b"X-Internal-Secret": CRON.encode()},
        ],
    )
    def test_without_the_secret_nothing_is_asked_of_the_database_or_of_prefect(
        self, headers: dict[bytes, bytes]
    ) -> None:
        """This database would be an error to ask, for nobody answers there."""
        fake_prefect, nowhere = FakePrefect(), Database("postgresql://a@127.0.0.1:1/none", "a")
        with serving(create_app(endpoint_settings(), FlowRuns(fake_prefect.client()), nowhere)) as endpoint:
            answers = [
                endpoint.post(SCAN, json=BODY, headers=headers),
                endpoint.post(SCAN, content=b"{" * 100_000, headers=headers),
                endpoint.get(SCAN, headers=headers),
                endpoint.get("/api/internal/jobs", headers=headers),
                endpoint.get(f"{SCAN}/runs/{uuid4()}", headers=headers),
            ]
        assert [(a.status_code, a.json()) for a in answers] == [(401, {"error": "Unauthorized"})] * 5
        assert fake_prefect.requests == 0

    def test_two_secrets_are_live_while_one_replaces_the_other(self, endpoint: httpx.Client) -> None:
        for secret in (SECRET, PREVIOUS):
            answer = endpoint.get(SCAN, headers={b"X-Internal-Secret": secret.encode()})
            assert answer.status_code == 200, secret

    def test_the_old_secret_ends_when_it_is_no_longer_set(self, database: Database) -> None:
        settings = endpoint_settings(internal_shared_secret_previous=None)
        app = create_app(settings, FlowRuns(FakePrefect().client()), database)
        with serving(app) as endpoint:
            answer = endpoint.get(SCAN, headers={b"X-Internal-Secret": PREVIOUS.encode()})
        assert answer.status_code == 401

    def test_without_a_cron_secret_no_bearer_token_is_accepted(self, database: Database) -> None:
        app = create_app(endpoint_settings(cron_secret=None), FlowRuns(FakePrefect().client()), database)
        with serving(app) as endpoint:
            for token in (b"Bearer", b"Bearer None", b"Bearer " + CRON.encode()):
                assert endpoint.get(SCAN, headers={b"Authorization": token}).status_code == 401

    def test_an_empty_secret_admits_nobody_because_there_cannot_be_one(self) -> None:
        with pytest.raises(ValueError, match="empty"):
            Secrets("good", "")
        assert not Secrets().admit(b"")

    def test_a_header_sent_twice_counts_as_none(self) -> None:
        assert header([(b"X-A", b"1"), (b"x-a", b"2")], b"x-a") is None

    def test_the_kind_of_authorization_is_read_whatever_its_case(self) -> None:
        assert bearer(b"bEARER  token ") == b"token"
        assert bearer(b"Basic token") is None

    @pytest.mark.parametrize(
        "name", ["INTERNAL_SHARED_SECRET", "INTERNAL_SHARED_SECRET_PREVIOUS", "CRON_SECRET"]
    )
    def test_an_empty_secret_refuses_to_start(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv(name, "")
        with pytest.raises(SettingsError, match=f"{name}: empty"):
            check_secrets(endpoint_settings())

    def test_a_missing_secret_refuses_to_start(self) -> None:
        with pytest.raises(SettingsError, match="INTERNAL_SHARED_SECRET: not set"):
            check_secrets(endpoint_settings(internal_shared_secret=None))

    @pytest.mark.parametrize("secret", ["xyzzy ", " xyzzy", "xyz\nzy", "xyz\x00zy"])
    def test_a_secret_that_no_header_can_carry_is_refused_without_showing_it(self, secret: str) -> None:
        with pytest.raises(ValueError, match="one line") as caught:
            endpoint_settings(internal_shared_secret=SecretStr(secret))
        assert "xyz" not in str(caught.value)


class TestBody:
    @pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"x"', b'{"org_id": NaN}', b"[" * 20_000])
    def test_what_is_no_json_object_is_refused(self, endpoint: httpx.Client, body: bytes) -> None:
        answer = endpoint.post(SCAN, content=body, headers=KNOWN)
        assert (answer.status_code, answer.json()) == (400, {"error": "Invalid JSON body"})

    @pytest.mark.parametrize(
        ("body", "error"),
        [
            ({}, "org_id is required"),
            ({"org_id": None}, "org_id is required"),
            ({"org_id": "", "lookback_days": 0}, "org_id is required"),
            ({"org_id": "acme"}, "org_id must be a valid UUID"),
            ({"org_id": 7}, "org_id must be a valid UUID"),
            ({**BODY, "lookback_days": 0}, "lookback_days must be an integer from 1 to 3650"),
            ({**BODY, "lookback_days": "30"}, "lookback_days must be an integer from 1 to 3650"),
            ({**BODY, "lookback_days": True}, "lookback_days must be an integer from 1 to 3650"),
            ({**BODY, "max_interviews": 10_001}, "max_interviews must be an integer from 1 to 10000"),
            ({**BODY, "max_interviews": 1e300}, "max_interviews must be an integer from 1 to 10000"),
            ({**BODY, "dry_run": "yes"}, "dry_run must be true or false"),
            (
                {**BODY, "lookback": 3},
                "'lookback' is not a parameter: allowed are org_id, lookback_days, max_interviews, dry_run",
            ),
        ],
    )
    def test_a_bad_field_is_named_with_what_is_allowed(
        self, endpoint: httpx.Client, body: dict[str, Any], error: str
    ) -> None:
        answer = post(endpoint, body)
        assert (answer.status_code, answer.json()) == (400, {"error": error})

    def test_a_caller_who_goes_away_before_the_end_leaves_no_trace_in_the_log(
        self, endpoint: httpx.Client, fake_prefect: FakePrefect, caplog: pytest.LogCaptureFixture
    ) -> None:
        with socket.create_connection((endpoint.base_url.host, endpoint.base_url.port)) as caller:
            sent = [
                f"POST {SCAN} HTTP/1.1",
                "Host: a",
                f"X-Internal-Secret: {SECRET}",
                "Content-Length: 9",
                "",
                "{",
            ]
            caller.sendall("\r\n".join(sent).encode())
        assert endpoint.get(SCAN, headers=KNOWN).status_code == 200
        assert fake_prefect.runs == {}
        assert "Traceback" not in caplog.text

    def test_a_body_over_the_cap_is_refused_whether_or_not_its_length_is_told(
        self, endpoint: httpx.Client, fake_prefect: FakePrefect
    ) -> None:
        big = json.dumps(BODY).encode() + b" " * 20_000
        told = endpoint.post(SCAN, content=big, headers=KNOWN)
        chunks = (big[at : at + 1000] for at in range(0, len(big), 1000))
        untold = endpoint.post(SCAN, content=chunks, headers=KNOWN)
        assert (told.status_code, untold.status_code) == (413, 413)
        assert "20000 bytes" in told.json()["error"]
        assert fake_prefect.runs == {}

    def test_defaults_are_those_of_the_job(self, endpoint: httpx.Client, fake_prefect: FakePrefect) -> None:
        assert post(endpoint, {"org_id": ORG.upper()}).status_code == 202
        (run,) = fake_prefect.runs.values()
        assert run["parameters"] == {
            "org_id": ORG,
            "lookback_days": 30,
            "max_interviews": 50,
            "dry_run": False,
        }


class TestIdempotencyKey:
    def test_the_same_key_gives_the_same_run_and_another_body_409(
        self, endpoint: httpx.Client, fake_prefect: FakePrefect
    ) -> None:
        key = {b"Idempotency-Key": b"night-1"}
        first = post(endpoint, BODY, key).json()["run_id"]
        assert post(endpoint, {**BODY, "lookback_days": 30}, key).json()["run_id"] == first
        for other in ({**BODY, "lookback_days": 31}, {"org_id": str(uuid4())}):
            answer = post(endpoint, other, key)
            assert answer.status_code == 409
            assert "new key" in answer.json()["error"]
        assert post(endpoint, BODY).json()["run_id"] != first
        assert len(fake_prefect.runs) == 2

    @pytest.mark.parametrize("key", [b"", b"two words", "é".encode(), b"k" * 256])
    def test_a_key_that_cannot_be_one_is_refused(self, endpoint: httpx.Client, key: bytes) -> None:
        answer = post(endpoint, BODY, {b"Idempotency-Key": key})
        assert answer.status_code == 400
        assert answer.json()["error"].startswith("Idempotency-Key must be")


class TestOutcome:
    """What the answer says follows from the run's own record, or from Prefect where there is none."""

    @pytest.fixture
    def keep_record(self, database: Database) -> Any:
        def keeping(run: dict[str, Any], **ending: Any) -> None:
            with Executor(database).unit(context_of(run)) as unit:
                same = {name: value for name, value in run["parameters"].items() if name != "org_id"}
                unit.call(start_run, [{"parameters": same}])
                unit.call(finish_run, [ending])

        return keeping

    @pytest.fixture
    def leave_open(self, database: Database) -> Any:
        """Claim the organisation for a run, for so many seconds, and open its record."""

        def leaving(run: dict[str, Any], seconds: float) -> None:
            same = {name: value for name, value in run["parameters"].items() if name != "org_id"}
            context = context_of(run)
            with database.org_transaction(context.org_id) as connection:
                leases.acquire(connection, context.job, context.run_id, seconds)
            with Executor(database).unit(context) as unit:
                unit.call(start_run, [{"parameters": same}])

        return leaving

    def test_a_report_is_answered_as_the_run_recorded_it(
        self, endpoint: httpx.Client, fake_prefect: FakePrefect, keep_record: Any
    ) -> None:
        fake_prefect.on_start = lambda run: keep_record(run, status="finished", report={"dry_run": False})
        answer = endpoint.post(SCAN, json=BODY, headers=KNOWN)
        assert (answer.status_code, answer.json()) == (200, {"success": True, "result": {"dry_run": False}})

    def test_a_failure_is_answered_in_the_words_of_the_record(
        self, endpoint: httpx.Client, fake_prefect: FakePrefect, keep_record: Any
    ) -> None:
        fake_prefect.on_start = lambda run: keep_record(run, status="failed", error="It broke: mend it.")
        answer = endpoint.post(SCAN, json=BODY, headers=KNOWN)
        assert (answer.status_code, answer.json()) == (
            500,
            {"success": False, "error": "It broke: mend it."},
        )

    def test_a_run_that_prefect_ended_is_told_without_its_trace(
        self, endpoint: httpx.Client, fake_prefect: FakePrefect
    ) -> None:
        message = "Flow could not be loaded.\nTraceback (most recent call last): secret"
        fake_prefect.on_start = lambda run: fake_prefect.move(run["id"], "CRASHED", "Crashed", message)
        answer = endpoint.post(SCAN, json=BODY, headers=KNOWN)
        assert answer.status_code == 500
        assert answer.json()["error"] == "The run ended as Crashed. Flow could not be loaded."

    def test_a_run_whose_record_is_elsewhere_is_told_with_the_remedy(
        self, endpoint: httpx.Client, fake_prefect: FakePrefect
    ) -> None:
        fake_prefect.on_start = lambda run: fake_prefect.move(run["id"], "COMPLETED", "Completed")
        answer = endpoint.post(SCAN, json=BODY, headers=KNOWN)
        assert answer.status_code == 500
        assert "DATABASE_URL" in answer.json()["error"]

    def test_a_run_that_goes_on_is_answered_with_where_to_look(
        self, endpoint: httpx.Client, fake_prefect: FakePrefect
    ) -> None:
        answer = endpoint.post(SCAN, json=BODY, headers=KNOWN)
        (run_id,) = fake_prefect.runs
        url = f"{SCAN}/runs/{run_id}"
        assert (answer.status_code, answer.headers["location"]) == (202, url)
        assert answer.json() == {"success": True, "run_id": run_id, "status": "running", "status_url": url}
        status = endpoint.get(url, headers=KNOWN).json()
        assert status == {
            "run_id": run_id,
            "job": "theme-scan",
            "status": "scheduled",
            "progress": None,
            "doing": None,
            "result": None,
            "error": None,
        }
        assert endpoint.get(f"{SCAN}/runs/{uuid4()}", headers=KNOWN).status_code == 404

    @pytest.mark.parametrize(
        ("setting", "dry_run", "status"), [("join", False, 200), ("join", True, 409), ("refuse", False, 409)]
    )
    def test_an_organisation_that_is_taken_is_joined_only_by_setting_and_for_the_same_scan(
        self,
        database: Database,
        fake_prefect: FakePrefect,
        keep_record: Any,
        setting: str,
        dry_run: bool,
        status: int,
    ) -> None:
        app = create_app(
            endpoint_settings(already_running=setting), FlowRuns(fake_prefect.client()), database
        )
        with serving(app) as endpoint:
            post(endpoint, BODY)
            (holder,) = fake_prefect.runs.values()

            def find_it_taken(run: dict[str, Any]) -> None:
                fake_prefect.move(run["id"], "CANCELLED", "AlreadyRunning", "Taken.")
                keep_record(holder, status="finished", report={"of": "holder"})

            fake_prefect.on_start = find_it_taken
            answer = endpoint.post(SCAN, json={**BODY, "dry_run": dry_run}, headers=KNOWN)
        assert answer.status_code == status
        taken = {"success": False, "error": "Taken."}
        assert answer.json() == ({"success": True, "result": {"of": "holder"}} if status == 200 else taken)

    def test_a_scan_that_ended_before_the_call_is_not_taken_for_the_one_under_way(
        self, database: Database, fake_prefect: FakePrefect, keep_record: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Somebody's decision holds the organisation: last night's report is no answer to today's call."""
        monkeypatch.setattr("webhook.runs._UNRECORDED_SECONDS", 0.1)
        app = create_app(endpoint_settings(already_running="join"), FlowRuns(fake_prefect.client()), database)
        with serving(app) as endpoint:
            post(endpoint, BODY)
            (last_night,) = fake_prefect.runs.values()
            keep_record(last_night, status="finished", report={"of": "last night"})
            fake_prefect.on_start = lambda run: fake_prefect.move(
                run["id"], "CANCELLED", "AlreadyRunning", "Taken."
            )
            answer = endpoint.post(SCAN, json=BODY, headers=KNOWN)
        assert (answer.status_code, answer.json()["error"]) == (409, "Taken.")

    def test_a_crash_ends_a_run_whose_record_was_left_open(
        self, endpoint: httpx.Client, fake_prefect: FakePrefect, leave_open: Any
    ) -> None:
        run_id = post(endpoint, BODY).json()["run_id"]
        leave_open(fake_prefect.runs[run_id], 60)
        assert endpoint.get(f"{SCAN}/runs/{run_id}", headers=KNOWN).json()["status"] == "running"
        fake_prefect.move(run_id, "CRASHED", "Crashed", "The process was killed.")
        told = endpoint.get(f"{SCAN}/runs/{run_id}", headers=KNOWN).json()
        assert (told["status"], told["error"]) == (
            "failed",
            "The run ended as Crashed. The process was killed.",
        )

    def test_who_waits_for_a_run_that_crashes_is_told_so_at_once(
        self, database: Database, fake_prefect: FakePrefect, leave_open: Any
    ) -> None:
        def crash(run: dict[str, Any]) -> None:
            leave_open(run, 60)
            fake_prefect.move(run["id"], "CRASHED", "Crashed", "The process was killed.")

        fake_prefect.on_start = crash
        settings = endpoint_settings(job_wait_seconds=600)
        with serving(create_app(settings, FlowRuns(fake_prefect.client()), database)) as endpoint:
            answer = endpoint.post(SCAN, json=BODY, headers=KNOWN)
        error = "The run ended as Crashed. The process was killed."
        assert (answer.status_code, answer.json()) == (500, {"success": False, "error": error})

    def test_a_run_whose_machine_is_gone_has_failed_though_prefect_goes_on_calling_it_running(
        self, endpoint: httpx.Client, fake_prefect: FakePrefect, leave_open: Any
    ) -> None:
        def vanish(run: dict[str, Any]) -> None:
            leave_open(run, -1)
            fake_prefect.move(run["id"], "RUNNING", "Running")

        fake_prefect.on_start = vanish
        answer = endpoint.post(SCAN, json=BODY, headers=KNOWN)
        assert answer.status_code == 500
        assert "machine went away" in answer.json()["error"]
        (run_id,) = fake_prefect.runs
        told = endpoint.get(f"{SCAN}/runs/{run_id}", headers=KNOWN).json()
        assert (told["status"], told["error"]) == ("failed", answer.json()["error"])

    def test_a_scan_that_crashed_is_not_taken_for_the_one_under_way(
        self,
        database: Database,
        fake_prefect: FakePrefect,
        leave_open: Any,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """Its record stays open for ever, and somebody's decision holds the organisation."""
        monkeypatch.setattr("webhook.runs._UNRECORDED_SECONDS", 0.1)
        app = create_app(endpoint_settings(already_running="join"), FlowRuns(fake_prefect.client()), database)
        with serving(app) as endpoint:
            post(endpoint, BODY)
            (crashed,) = fake_prefect.runs.values()
            leave_open(crashed, -1)
            fake_prefect.on_start = lambda run: fake_prefect.move(
                run["id"], "CANCELLED", "AlreadyRunning", "Taken."
            )
            answer = endpoint.post(SCAN, json=BODY, headers=KNOWN)
        assert (answer.status_code, answer.json()["error"]) == (409, "Taken.")

    def test_a_run_that_ends_while_prefect_is_asked_for_it_is_answered_with_its_report(
        self, endpoint: httpx.Client, fake_prefect: FakePrefect, keep_record: Any
    ) -> None:
        """There was no record when Prefect was asked, and there is one by the time it answers."""

        def end(run: dict[str, Any]) -> None:
            fake_prefect.on_find = lambda _: None
            keep_record(run, status="finished", report={"dry_run": False})
            fake_prefect.move(run["id"], "COMPLETED", "Completed")

        fake_prefect.on_find = end
        answer = endpoint.post(SCAN, json=BODY, headers=KNOWN)
        assert (answer.status_code, answer.json()) == (200, {"success": True, "result": {"dry_run": False}})

    def test_no_call_waits_longer_than_was_set_though_prefect_is_slow_to_answer(
        self, database: Database, fake_prefect: FakePrefect
    ) -> None:
        """Whoever calls has a limit of its own, such as a minute."""
        fake_prefect.on_find = lambda _: time.sleep(3)
        app = create_app(endpoint_settings(job_wait_seconds=1), FlowRuns(fake_prefect.client()), database)
        with serving(app) as endpoint:
            answer = endpoint.post(SCAN, json=BODY, headers=KNOWN)
        assert answer.status_code == 202
        assert answer.elapsed.total_seconds() < 2.5

    def test_who_waits_while_the_endpoint_is_stopped_is_told_where_to_look(
        self, database: Database, fake_prefect: FakePrefect
    ) -> None:
        """The run goes on without the endpoint: it has not failed."""
        app = create_app(endpoint_settings(job_wait_seconds=600), FlowRuns(fake_prefect.client()), database)
        with ThreadPoolExecutor() as caller:
            with serving(app) as endpoint:
                url = endpoint.base_url.join(SCAN)
                waiting = caller.submit(httpx.post, url, json=BODY, headers=KNOWN, timeout=patience(60))
                assert eventually(lambda: bool(fake_prefect.runs), 10)
            answer = waiting.result()
        (run_id,) = fake_prefect.runs
        assert (answer.status_code, answer.json()["run_id"]) == (202, run_id)

    def test_a_run_is_told_of_though_the_nightly_deployment_was_deleted(
        self, endpoint: httpx.Client, fake_prefect: FakePrefect
    ) -> None:
        """As by those whose own scheduler keeps the clock."""
        fake_prefect.deleted.add("theme-scan-all-orgs/theme-scan-all-orgs")
        url = post(endpoint, BODY).json()["status_url"]
        assert endpoint.get(url, headers=KNOWN).json()["status"] == "scheduled"
        assert endpoint.get(f"{SCAN}/runs/{uuid4()}", headers=KNOWN).status_code == 404

    def test_prefect_away_is_503_with_retry_after(
        self, endpoint: httpx.Client, fake_prefect: FakePrefect
    ) -> None:
        fake_prefect.away = True
        answer = endpoint.post(SCAN, json=BODY, headers=KNOWN)
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0

    def test_the_database_away_is_503_and_said_to_be_away(self, fake_prefect: FakePrefect) -> None:
        nowhere = Database("postgresql://a@127.0.0.1:1/none", "a")
        with serving(create_app(endpoint_settings(), FlowRuns(fake_prefect.client()), nowhere)) as endpoint:
            answer = endpoint.get(post(endpoint, BODY).json()["status_url"], headers=KNOWN)
        assert answer.status_code == 503
        assert int(answer.headers["retry-after"]) > 0
        assert "database cannot be reached" in answer.json()["error"]


class TestScheduler:
    def test_get_with_the_cron_secret_starts_the_run_for_all_organisations(
        self, endpoint: httpx.Client, fake_prefect: FakePrefect
    ) -> None:
        answer = endpoint.get(SCAN, headers={"Authorization": f"Bearer {CRON}"})
        assert answer.status_code == 202
        (run,) = fake_prefect.runs.values()
        assert run["parameters"] == {}
        assert UUID(run["deployment_id"]) == FlowRuns(fake_prefect.client()).deployment_id(
            "theme-scan-all-orgs/theme-scan-all-orgs"
        )
        assert endpoint.get(answer.json()["status_url"], headers=KNOWN).json()["status"] == "scheduled"

    def test_or_for_the_configured_organisation(self, database: Database, fake_prefect: FakePrefect) -> None:
        settings = endpoint_settings(cron_org_id=UUID(ORG))
        with serving(create_app(settings, FlowRuns(fake_prefect.client()), database)) as endpoint:
            endpoint.get(SCAN, headers={"Authorization": f"Bearer {CRON}"})
        (run,) = fake_prefect.runs.values()
        assert run["parameters"]["org_id"] == ORG


class TestDescription:
    def test_every_job_describes_itself_as_prefect_knows_it(self, endpoint: httpx.Client) -> None:
        listed = endpoint.get("/api/internal/jobs", headers=KNOWN).json()["jobs"]
        assert [job["name"] for job in listed] == list(JOBS)
        for job in listed:
            path = f"/api/internal/jobs/{job['name']}"
            assert endpoint.get(path, headers=KNOWN).json() == job
            parameters = JOBS[job["name"]].flow.parameters.properties
            assert list(job["parameters"]["properties"]) == list(parameters)

    def test_the_theme_scan_tells_its_caps(self, endpoint: httpx.Client) -> None:
        caps = endpoint.get(SCAN, headers=KNOWN).json()["caps"]
        assert caps == {"max_themes_per_run": 20, "max_links_per_theme": 20}
