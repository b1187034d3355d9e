"""The same requests without a scan: ``python -m tools.bench.replay CLIENT ADDRESS FILE IN_FLIGHT``.

CLIENT is ``httpx`` (the floor) or ``openai`` (what the official client can do at best). FILE holds one
request body a line. Prints the seconds from the first request to the last answer.
"""

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import httpx
import openai

Send = Callable[[dict[str, Any]], Awaitable[object]]


async def main(client: str, address: str, bodies: list[dict[str, Any]], in_flight: int) -> None:
    """Send all bodies and print how long that took."""
    slots = asyncio.Semaphore(in_flight)
    async with AsyncExitStack() as parts:
        send = await _openai(parts, address) if client == "openai" else await _httpx(parts, address)

        async def one(body: dict[str, Any]) -> None:
            async with slots:
                await send(body)

        began = time.perf_counter()
        await asyncio.gather(*map(one, bodies))
        print(json.dumps({"seconds": time.perf_counter() - began}))


async def _httpx(parts: AsyncExitStack, address: str) -> Send:
    limits = httpx.Limits(max_connections=1000, max_keepalive_connections=1000)
    client = await parts.enter_async_context(httpx.AsyncClient(base_url=address, limits=limits, timeout=60))

    async def send(body: dict[str, Any]) -> object:
        return (await client.post("/chat/completions", json=body)).raise_for_status().json()

    return send


async def _openai(parts: AsyncExitStack, address: str) -> Send:
    client = await parts.enter_async_context(openai.AsyncOpenAI(api_key="none", base_url=address))
    return lambda body: client.chat.completions.create(**body)


if __name__ == "__main__":
    _client, _address, _file, _in_flight = sys.argv[1:]
    _bodies = [json.loads(line) for line in Path(_file).read_text("utf-8").splitlines()]
    asyncio.run(main(_client, _address, _bodies, int(_in_flight)))
