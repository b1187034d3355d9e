"""Where Prefect is, is read as Prefect's own client reads it."""

from pathlib import Path

import pytest
from prefect.settings import Settings as ClientSettings

from flows.runtime.prefect_settings import configured_prefect

PROFILES = """
active = "cloud"
[profiles.cloud]
PREFECT_API_URL = "http://profile/api"
PREFECT_API_KEY = "key-of-the-profile"
[profiles.other]
PREFECT_API_URL = "http://other/api"
PREFECT_API_AUTH_STRING = "user:word"
"""
CASES: dict[str, tuple[dict[str, str], dict[str, str]]] = {
    "nothing": ({}, {}),
    "the active profile": ({"home/profiles.toml": PROFILES}, {}),
    "a profile by name": ({"home/profiles.toml": PROFILES}, {"PREFECT_PROFILE": "other"}),
    "a profile that there is not": ({"home/profiles.toml": PROFILES}, {"PREFECT_PROFILE": "gone"}),
    "the environment first": ({"home/profiles.toml": PROFILES}, {"PREFECT_API_URL": "http://here/api"}),
    "an .env file": ({".env": "PREFECT_API_URL=http://env/api\n", "home/profiles.toml": PROFILES}, {}),
    "prefect.toml": (
        {"prefect.toml": '[api]\nurl = "http://toml/api"\n', "home/profiles.toml": PROFILES},
        {},
    ),
    "pyproject.toml": ({"pyproject.toml": '[tool.prefect.api]\nurl = "http://project/api"\n'}, {}),
    "profiles elsewhere": ({"mine.toml": PROFILES}, {"PREFECT_PROFILES_PATH": "mine.toml"}),
}


@pytest.mark.parametrize(("files", "environment"), CASES.values(), ids=CASES.keys())
def test_address_and_login_are_those_of_prefects_client(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, str], environment: dict[str, str]
) -> None:
    for name in ("URL", "KEY", "AUTH_STRING"):
        monkeypatch.delenv(f"PREFECT_API_{name}", raising=False)
    monkeypatch.delenv("PREFECT_PROFILE", raising=False)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content)
    theirs = ClientSettings().api
    secrets = (theirs.key, theirs.auth_string)
    key, login = (secret.get_secret_value() if secret else None for secret in secrets)
    ours = configured_prefect()
    assert ours.get("PREFECT_API_URL") == theirs.url
    assert (ours.get("PREFECT_API_KEY"), ours.get("PREFECT_API_AUTH_STRING")) == (key, login)
