"""Schedulers' files and the parts of a scheduler's platform that stand in for the real ones."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psycopg

from tests.support.fake_prefect import FakePrefect

FILES = Path(__file__).parents[2] / "docs" / "how-to" / "scheduling"

ORG = str(uuid4())

NIGHTLY = "0 6 * * *"


def address(endpoint: httpx.Client) -> str:
    return str(endpoint.base_url).rstrip("/")


def started(fake_prefect: FakePrefect) -> dict[str, Any]:
    (run,) = fake_prefect.runs.values()
    parameters: dict[str, Any] = run["parameters"]
    return parameters


def supabase_statement(url: str, secret: str) -> str:
    """The statement with its three values filled in."""
    statement = (FILES / "supabase.sql").read_text()
    values = {
        "<the value of INTERNAL_SHARED_SECRET>": secret,
        "<https://jobs.example.com>": url,
        "<the id of the organisation>": ORG,
    }
    for placeholder, value in values.items():
        assert statement.count(placeholder) == 1
        statement = statement.replace(placeholder, value)
    return statement


def send_what_was_asked_for(owner: psycopg.Connection) -> httpx.Response:
    """Send the first request that the stand-in for pg_net was given."""
    request = owner.execute("select url, headers, body, timeout_milliseconds from net.requests").fetchone()
    assert request
    url, headers, body, timeout = request
    assert timeout <= 30_000
    return httpx.post(url, json=body, headers=headers)


STAND_INS = """
create schema net;
create schema vault;
create table vault.decrypted_secrets (name text, decrypted_secret text);
create function vault.create_secret(new_secret text, new_name text) returns uuid language sql as
    $$ insert into vault.decrypted_secrets values (new_name, new_secret); select gen_random_uuid() $$;
create table net.requests (url text, headers jsonb, body jsonb, timeout_milliseconds integer);
create function net.http_post(
    url text, body jsonb default '{}', params jsonb default '{}',
    headers jsonb default '{}', timeout_milliseconds integer default 5000
) returns bigint language sql as $$
    insert into net.requests values (url, headers, body, timeout_milliseconds); select 1::bigint
$$;
"""
