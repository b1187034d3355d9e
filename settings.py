"""The one Settings object: read from the environment and ``.env``, built at the edge, passed down."""

import re
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from typing import Annotated, Literal, Self
from uuid import UUID

from dotenv.parser import Binding, parse_stream
from pydantic import (
    AfterValidator,
    Field,
    HttpUrl,
    PrivateAttr,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from errors import UserFacingError

_ENV_FILE = ".env"
_FORM = "not of the form NAME=value; close its quotes, correct it, or begin it with # to leave it out."
StructuredOutput = Literal["auto", "tools", "json_schema", "json"]


class SettingsError(UserFacingError):
    """One or more environment variables hold a value that cannot be used; the message names each."""


_POSTGRES = re.compile(
    r"postgres(ql(\+psycopg)?)?://([^:/@]*(:[^@]*)?@)?(\[[^]/?@]+]|[^][:/?@\s]*)(:\d{1,5})?(/[^?@\s]*)?(\?\S*)?"
)


def _postgres_url(value: SecretStr) -> SecretStr:
    # A misread address would show a part of the password as the host's name.
    if not _POSTGRES.fullmatch(value.get_secret_value()):
        raise ValueError(
            "must be a Postgres address such as postgresql://user:password@host:5432/name, without a space "
            "or line end after it. Write @ and / of a name or password as %40 and %2F"
        )
    return value


def _role(name: str) -> str:
    # Postgres keeps what begins with pg_ to itself, and these two names.
    if not re.fullmatch(r"(?!pg_)[A-Za-z_][A-Za-z0-9_]{0,62}", name) or name in ("none", "public"):
        raise ValueError(
            "must be the name of a Postgres role: letters, digits and _, not beginning with a digit or pg_, "
            "63 at most"
        )
    return name


def _header_value(value: SecretStr) -> SecretStr:
    secret = value.get_secret_value()
    if not secret or secret != secret.strip() or not secret.isprintable():
        raise ValueError("must be one line, not empty, without spaces around it, as a header has to carry it")
    return value


Secret = Annotated[SecretStr, AfterValidator(_header_value)]


class Settings(BaseSettings):
    """The settings of an operator. Field names are the environment variables in lower case."""

    model_config = SettingsConfigDict(
        env_file=_ENV_FILE,
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    database_url: Annotated[SecretStr, AfterValidator(_postgres_url)] | None = None
    """Your Postgres 15 or newer. Without it, ``up``, ``demo`` and ``--local`` use an embedded one."""
    database_role: Annotated[str, AfterValidator(_role)] = "theme_scan_app"
    """The role that every transaction of the scanner takes on; row-level security binds it."""
    state_dir: Path = Path(".state")
    """Where the embedded Postgres and the local Prefect server keep their files."""

    openai_api_key: SecretStr | None = None
    openai_base_url: HttpUrl | None = None
    """With a key or a base URL set, the language model extracts; otherwise the embedded extractor does."""
    openai_model: str = Field("gpt-4.1-mini", min_length=1)
    embedding_base_url: HttpUrl | None = None
    """Where the embedding model is; unset, where the language model is."""
    embedding_api_key: SecretStr | None = None
    """Its key; unset, that of the language model, if both are at the same place."""
    embedding_model: str | None = Field(None, min_length=1)
    """A model whose vectors tell which names of themes mean the same; unset, the embedded network does."""
    model_output: StructuredOutput = "auto"
    """How the endpoint is asked for structured output; ``auto`` tries each way until one works."""
    model_timeout_seconds: float = Field(60, gt=0, le=60)
    model_concurrency: int = Field(16, ge=1, le=500)
    """Requests in flight at once, over the whole process."""
    model_prefect_limit: str | None = Field(None, min_length=1, max_length=100)
    """The name of a Prefect global concurrency limit that each request takes a slot of, on all workers."""
    model_redact: bool = False
    """Whether placeholders stand for names, e-mails, phones, ids and addresses in what is sent to a model."""
    model_budget_tokens: int | None = Field(None, ge=1)
    """The most tokens, in prompts and answers, that one run may spend; unset for no limit."""
    model_budget_requests: int | None = Field(None, ge=1)
    """The most requests that one run may send, retries included; unset for no limit."""
    model_usd_per_million_prompt_tokens: float | None = Field(None, ge=0)
    model_usd_per_million_completion_tokens: float | None = Field(None, ge=0)
    """With both prices set, reports tell what the scan cost."""
    model_retries: int = Field(4, ge=0, le=10)
    """Further tries of a request that was rate-limited, timed out or met a server's fault."""
    model_chunk_tokens: int = Field(12_000, ge=500, le=200_000)
    """Transcripts longer than this many (estimated) tokens are read in overlapping parts."""
    model_answer_tokens: int = Field(4_000, ge=100, le=200_000)
    """At which an answer is cut off; what is whole of it counts. A model's hidden reasoning counts too."""

    min_interviews_per_theme: int = Field(2, ge=1, le=1000)
    min_participants_per_theme: int = Field(1, ge=1, le=1000)
    """People that a theme needs; a person who gave several interviews counts once."""
    max_themes_per_run: int = Field(20, ge=1, le=1000)
    max_links_per_theme: int = Field(20, ge=1, le=1000)
    scan_tolerated_failures: float = Field(0.2, ge=0, le=1)
    """The share of the interviews to read that may fail before the scan fails; the cache's do not count."""
    lease_seconds: int = Field(120, ge=5, le=3600)
    """How long a run that stopped renewing its claim on an organisation keeps others out."""
    all_orgs_at_once: int = Field(4, ge=1, le=100)
    """Organisations that the nightly job works on at the same time, over all processes."""
    all_orgs_per_process: int = Field(50, ge=1, le=200)
    """Organisations that one process of the nightly job goes through; 1 gives each a process of its own."""
    all_orgs_tolerated_failures: float = Field(0.2, ge=0, le=1)
    """The share of its runs that may fail before the nightly job counts as failed."""
    internal_shared_secret: Secret | None = None
    """The secret that callers of the endpoint send as X-Internal-Secret."""
    internal_shared_secret_previous: Secret | None = None
    """While the secret is being replaced: the old one, which is accepted too."""
    cron_secret: Secret | None = None
    """The bearer token that a scheduler sends with GET; without the token, GET starts nothing."""
    cron_org_id: UUID | None = None
    """The organisation that a scheduler's GET starts a job for; without it, all of them."""
    job_wait_seconds: float = Field(55, ge=0, le=3600)
    """How long the endpoint waits for a run before it answers that the run goes on."""
    already_running: Literal["join", "refuse"] = "join"
    """Whether a call for an organisation that is being scanned waits for that scan, if it is the same one."""
    artifact_quotes: bool = False
    """Whether run summaries in Prefect hold quotes. Leave off unless that server is as private as these."""
    dask_scheduler: str | None = None
    """The address of a Dask cluster on which interviews are read, such as tcp://scheduler:8786."""

    @field_validator("embedding_model")
    @classmethod
    def _is_somewhere(cls, model: str | None, others: ValidationInfo) -> str | None:
        places = ("openai_api_key", "openai_base_url", "embedding_base_url", "embedding_api_key")
        # A wrong one is told of by itself.
        if model and not any(others.data.get(place, ...) for place in places):
            raise ValueError("needs an endpoint: set EMBEDDING_BASE_URL or EMBEDDING_API_KEY, or the model's")
        return model

    @field_validator("dask_scheduler")
    @classmethod
    def _usable_cluster(cls, address: str | None, others: ValidationInfo) -> str | None:
        if address is None:
            return None
        if not re.fullmatch(r"(tcp|tls|ws|wss)://[^/\s]+:\d+", address):
            raise ValueError("must be the address of a Dask scheduler such as tcp://scheduler:8786")
        # Asked without importing it, which takes a second.
        if find_spec("prefect_dask") is None:
            raise ValueError("needs a package more: pip install 'theme-scanner[dask]'")
        if others.data.get("database_url", ...) is None:  # a wrong one is told of by itself
            raise ValueError("needs DATABASE_URL, a database that the cluster's workers can reach too")
        if others.data.get("model_budget_tokens") or others.data.get("model_budget_requests"):
            raise ValueError(
                "cannot keep a budget, which no single process could count: unset MODEL_BUDGET_TOKENS and "
                "MODEL_BUDGET_REQUESTS, or DASK_SCHEDULER"
            )
        return address

    _embedded: bool = PrivateAttr(default=False)

    def with_embedded_database(self) -> Self:
        """The same, and where ``database_url`` is not set, the embedded database may be used and made."""
        allowed = self.model_copy()
        allowed._embedded = True
        return allowed

    @property
    def may_embed(self) -> bool:
        """Whether somebody asked for the embedded database. No variable can say so, lest one be lost."""
        return self._embedded

    @property
    def uses_model(self) -> bool:
        """Whether a language model endpoint is configured."""
        return self.openai_api_key is not None or self.openai_base_url is not None


def load_settings() -> Settings:
    """Read the settings.

    Raises SettingsError with one line per wrong variable: its name, the fault and what is allowed,
    never its value.
    """
    _check_env_file(Path(_ENV_FILE))
    try:
        return Settings()
    except ValidationError as error:
        faults = sorted({f"{str(e['loc'][0]).upper()}: {_words(e)}" for e in error.errors()})
    raise SettingsError("\n".join(faults))


def _words(fault: ErrorDetails) -> str:
    """The fault, without pydantic's own prefix, and an example where an address is expected."""
    example = " (such as http://localhost:8000/v1)" if fault["type"].startswith("url_") else ""
    return fault["msg"].removeprefix("Value error, ") + example


def _check_env_file(file: Path) -> None:
    """Raise SettingsError for a file that cannot be read as a whole, so that no part is ignored.

    The message names the file and the lines, never what they hold.
    """
    content = b""
    try:
        if file.is_file() or file.is_dir():  # a pipe can be read only once
            content = file.read_bytes()
        wrong = [_first_line(line) for line in parse_stream(StringIO(content.decode())) if line.error]
    except OSError as error:
        told = f"cannot be read ({error.strerror}); make a readable file of it, or remove it."
        raise SettingsError(f"{file.absolute()}: {told}") from None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SettingsError(f"{file.absolute()}, line {line}: not UTF-8; save the file as UTF-8.") from None
    if wrong:
        raise SettingsError("\n".join(f"{file.absolute()}, line {line}: {_FORM}" for line in wrong))


def _first_line(read: Binding) -> int:
    """The line on which something in the file begins, after blank lines that are counted to it."""
    text = read.original.string
    blank = text[: len(text) - len(text.lstrip())]
    return read.original.line + len(re.findall(r"\r\n|\n|\r", blank))
