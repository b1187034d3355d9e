"""A wrong setting stops the program with its name or its line, and never shows its value."""

from pathlib import Path
from unittest.mock import patch

import pytest
from typer.testing import CliRunner

from cli.main import app
from settings import SettingsError, load_settings

SECRET = "sk-canary-1234"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the program is started."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refusal() -> str:
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert SECRET not in str(refused.value)
    return str(refused.value)


class TestEnvFile:
    def test_what_it_says_is_taken(self, folder: Path) -> None:
        (folder / ".env").write_text(
            f"# ours\n\nexport LEASE_SECONDS=77\nOPENAI_MODEL='two words'\nOPENAI_API_KEY={SECRET} # key\n"
        )
        settings = load_settings()
        assert (settings.lease_seconds, settings.openai_model) == (77, "two words")

    @pytest.mark.parametrize(
        ("lines", "at"),
        [
            (f'OPENAI_API_KEY="{SECRET}\n', [1]),
            (f"LEASE_SECONDS=77\n\n\r\n{SECRET} LINE\n", [4]),
            (f"A='{SECRET}\nLEASE_SECONDS=77\n={SECRET}\n", [1, 3]),
            (f'A="{SECRET}" {SECRET}\n', [1]),
        ],
    )
    def test_a_line_that_cannot_be_read_stops_the_program(
        self, folder: Path, lines: str, at: list[int], caplog: pytest.LogCaptureFixture
    ) -> None:
        (folder / ".env").write_bytes(lines.encode())
        told = refusal().splitlines()
        assert [line.partition(":")[0] for line in told] == [f"{folder}/.env, line {number}" for number in at]
        assert all("NAME=value" in line for line in told)
        assert not caplog.records

    def test_another_encoding_is_named_with_its_line(self, folder: Path) -> None:
        (folder / ".env").write_bytes(b"A=1\nOPENAI_MODEL=caf\xe9\n")
        assert refusal() == f"{folder}/.env, line 2: not UTF-8; save the file as UTF-8."

    def test_a_folder_of_that_name_is_a_fault(self, folder: Path) -> None:
        (folder / ".env").mkdir()
        assert refusal().startswith(f"{folder}/.env: cannot be read (Is a directory)")

    def test_the_doctor_says_so_and_does_not_stumble(self, folder: Path) -> None:
        (folder / ".env").write_bytes(b"OPENAI_MODEL=caf\xe9\n")
        done = CliRunner().invoke(app, ["doctor"])
        assert done.exit_code == 1
        assert "not UTF-8" in done.stdout


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("DATABASE_URL", f"mysql://{SECRET}@db/x", "DATABASE_URL: must be a Postgres address such as"),
        ("OPENAI_BASE_URL", SECRET, "such as http://localhost:8000/v1)"),
        ("EMBEDDING_BASE_URL", f"ftp://{SECRET}", "such as http://localhost:8000/v1)"),
    ],
)
def test_a_refusal_is_in_our_words_and_says_what_is_allowed(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(name, value)
    assert told in refusal()
    assert "Value error" not in refusal()


@pytest.mark.parametrize(
    "role", ['x"; drop', "my role", "1st", "my-role", "pg_scanner", "none", "public", "x" * 64, "größe"]
)
def test_a_role_must_have_a_name_that_postgres_takes(monkeypatch: pytest.MonkeyPatch, role: str) -> None:
    monkeypatch.setenv("DATABASE_ROLE", role)
    assert refusal().startswith("DATABASE_ROLE: must be the name of a Postgres role: letters, digits and _")
    monkeypatch.setenv("DATABASE_ROLE", "Scanner_2")
    assert load_settings().database_role == "Scanner_2"


class TestDatabaseUrl:
    @pytest.mark.parametrize(
        "address",
        [
            "postgresql://ann:pass%40word@db.example.com:5432/interviews?sslmode=require",
            "postgres://ann@db.example.com/interviews",
            "postgresql+psycopg://ann:a/b?c:d@[::1]:5432/interviews",
            "postgresql:///interviews?host=/var/run/postgresql",
        ],
    )
    def test_an_address_is_taken(self, monkeypatch: pytest.MonkeyPatch, address: str) -> None:
        monkeypatch.setenv("DATABASE_URL", address)
        taken = load_settings().database_url
        assert taken is not None
        assert taken.get_secret_value() == address

    @pytest.mark.parametrize(
        "address",
        [
            f"mysql://root:{SECRET}@db/x",
            f"postgresql://ann:a@{SECRET}@db.example.com/interviews",
            f"postgresql://ann:a@{SECRET}/b@db.example.com/interviews",
            f"postgresql://a/nn:{SECRET}@db.example.com/interviews",
            f"postgresql://ann:{SECRET}@db.example.com:port/interviews",
            f"postgresql://ann:{SECRET}@db.example.com/interviews\n",
        ],
    )
    def test_one_that_would_be_read_otherwise_is_refused(
        self, monkeypatch: pytest.MonkeyPatch, address: str
    ) -> None:
        """A part of the password would be told of as the host's name."""
        monkeypatch.setenv("DATABASE_URL", address)
        assert "DATABASE_URL: must be a Postgres address" in refusal()


CLUSTER = {
    "DASK_SCHEDULER": "tcp://scheduler.example.com:8786",
    "DATABASE_URL": "postgresql://scanner@db.example.com/interviews",
}


def refusal_of_cluster(monkeypatch: pytest.MonkeyPatch, **environment: str) -> str:
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
    told = refusal_of_cluster(monkeypatch, DASK_SCHEDULER=address)
    assert told == ("DASK_SCHEDULER: must be the address of a Dask scheduler such as tcp://scheduler:8786")


@pytest.mark.parametrize("budget", ["MODEL_BUDGET_TOKENS", "MODEL_BUDGET_REQUESTS"])
def test_a_budget_that_no_process_could_keep_is_refused(monkeypatch: pytest.MonkeyPatch, budget: str) -> None:
    told = refusal_of_cluster(monkeypatch, **{budget: "1000"})
    assert told.startswith("DASK_SCHEDULER: ")
    assert budget in told


def test_a_database_of_this_machine_alone_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "needs DATABASE_URL" in refusal_of_cluster(monkeypatch, DATABASE_URL="")


def test_a_database_address_that_is_wrong_is_told_of_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (
        refusal_of_cluster(monkeypatch, DATABASE_URL="mysql://db.example.com/interviews").count(
            "DATABASE_URL"
        )
        == 1
    )


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with patch("settings.find_spec", lambda _: None):
        assert "pip install 'theme-scanner[dask]'" in refusal_of_cluster(monkeypatch)
