"""One flow run that does nothing, in a process of its own: ``python -m tools.bench.nothing_once``.

Prints the seconds from the call of the flow to its end, imports not counted, as ``scan_once`` does.
"""

import asyncio
import json
import time
from importlib import import_module

from prefect import flow


@flow(persist_result=False)
async def nothing() -> None:
    """End."""


async def main() -> None:
    """Run the flow and print what it took."""
    import_module("fastapi.encoders")  # which Prefect imports late
    began = time.perf_counter()
    await nothing()
    print(json.dumps({"seconds": time.perf_counter() - began}))


if __name__ == "__main__":
    asyncio.run(main())
