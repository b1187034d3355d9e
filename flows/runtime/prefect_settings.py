"""Where Prefect is, as Prefect's own client reads it, without the seconds that importing Prefect takes.

The order is the client's: environment, ``.env``, ``prefect.toml``, ``pyproject.toml``, active profile.
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dotenv import dotenv_values

API_URL, API_KEY, AUTH_STRING = "PREFECT_API_URL", "PREFECT_API_KEY", "PREFECT_API_AUTH_STRING"
NAMES = (API_URL, API_KEY, AUTH_STRING)


def configured_prefect(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The address of the configured server and what it asks for, by the names of their variables.

    Values come from the environment, the files of the current folder and Prefect's active profile. Whatever
    is configured nowhere is missing. A file that cannot be read counts as one that says nothing.
    """
    found: list[Mapping[str, Any]] = [_profile(environment)]
    found += [_table(_toml("pyproject.toml").get("tool", {}).get("prefect")), _table(_toml("prefect.toml"))]
    found += [_env_file(), environment]
    said = {name: value for source in found for name in NAMES if (value := source.get(name))}
    return {name: str(value) for name, value in said.items()}


def _table(settings: Any) -> dict[str, Any]:
    """The settings of a TOML file, whose table ``api`` holds ``url``, ``key`` and ``auth_string``."""
    api = settings.get("api") if isinstance(settings, dict) else None
    known = api if isinstance(api, dict) else {}
    return {name: known.get(name.removeprefix("PREFECT_API_").lower()) for name in NAMES}


def _profile(environment: Mapping[str, str]) -> dict[str, Any]:
    read = _toml(_profiles_path(environment))
    active = environment.get("PREFECT_PROFILE") or read.get("active")
    profiles = read.get("profiles", {})
    profile = profiles.get(active) if isinstance(profiles, dict) else None
    return profile if isinstance(profile, dict) else {}


def _profiles_path(environment: Mapping[str, str]) -> Path:
    named = (
        environment.get("PREFECT_PROFILES_PATH")
        or _env_file().get("PREFECT_PROFILES_PATH")
        or _toml("prefect.toml").get("profiles_path")
        or _toml("pyproject.toml").get("tool", {}).get("prefect", {}).get("profiles_path")
    )
    home = environment.get("PREFECT_HOME")
    return Path(str(named)) if named else (Path(home) if home else Path.home() / ".prefect") / "profiles.toml"


def _env_file() -> Mapping[str, str | None]:
    try:
        return dotenv_values(".env") if Path(".env").is_file() else {}
    except (OSError, UnicodeDecodeError):
        return {}


def _toml(path: str | Path) -> dict[str, Any]:
    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
