"""What DASK_SCHEDULER needs is said when the settings are read."""

from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest

from flows.scan.dask_backend import cluster
from settings import SettingsError, load_settings
from tasks.step import StepFailedError

CLUSTER = {
    "DASK_SCHEDULER": "tcp://scheduler.example.com:8786",
    "DATABASE_URL": "postgresql://scanner@db.example.com/interviews",
}


def refusal(monkeypatch: pytest.MonkeyPatch, **environment: str) -> str:
    for name, value in (CLUSTER | environment).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    return str(refused.value)


@pytest.mark.parametrize("scheme", ["tcp", "tls", "ws", "wss"])
def test_the_address_of_a_scheduler_is_taken(monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    address = f"{scheme}://scheduler.example.com:8786"
    for name, value in (CLUSTER | {"DASK_SCHEDULER": address}).items():
        monkeypatch.setenv(name, value)
    assert load_settings().dask_scheduler == address


@pytest.mark.parametrize(
    "address", ["scheduler:8786", "http://scheduler:8786", "tcp://scheduler", "tcp://a b:1"]
)
def test_what_is_no_address_of_a_scheduler_is_refused_without_repeating_it(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    told = refusal(monkeypatch, DASK_SCHEDULER=address)
    assert told == ("DASK_SCHEDULER: must be the address of a Dask scheduler such as tcp://scheduler:8786")


@pytest.mark.parametrize("budget", ["MODEL_BUDGET_TOKENS", "MODEL_BUDGET_REQUESTS"])
def test_a_budget_that_no_process_could_keep_is_refused(monkeypatch: pytest.MonkeyPatch, budget: str) -> None:
    told = refusal(monkeypatch, **{budget: "1000"})
    assert told.startswith("DASK_SCHEDULER: ")
    assert budget in told


def test_a_database_of_this_machine_alone_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "needs DATABASE_URL" in refusal(monkeypatch, DATABASE_URL="")


def test_a_database_address_that_is_wrong_is_told_of_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(monkeypatch, DATABASE_URL="mysql://db.example.com/interviews").count("DATABASE_URL") == 1


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with patch("settings.find_spec", lambda _: None):
        assert "pip install 'theme-scanner[dask]'" in refusal(monkeypatch)


async def test_a_cluster_with_tls_wants_certificates_and_says_which() -> None:
    """Dask itself raises a TypeError, which would be reported as a fault of this program."""
    nobody: Any = None  # is asked to read anything
    with pytest.raises(StepFailedError, match="TLS__CA_FILE"):
        async with cluster("tls://scheduler.example.com:8786", nobody, uuid4()):
            pass
