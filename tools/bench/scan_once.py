"""One scan in a process of its own: ``python -m tools.bench.scan_once ORG MAX_INTERVIEWS``.

Prints one line of JSON: the report, the seconds from the call of the flow to its end (imports not
counted, as with the peer; orchestration counted) and the peak memory of the process in MB.
"""

import asyncio
import json
import resource
import sys
import time
from importlib import import_module
from uuid import UUID

from flows.theme_scan import theme_scan
from themes.llm.model import import_client

_IMPORTED_LATE = (
    "fastapi.encoders",
    "graphviz",
    "instructor.v2.providers.openai.handlers",
    "sqlalchemy.dialects.postgresql.psycopg",
)


async def main(org_id: UUID, max_interviews: int) -> None:
    """Run the scan and print what it took."""
    for module in _IMPORTED_LATE:
        import_module(module)
    import_client()
    began = time.perf_counter()
    state = await theme_scan(org_id=org_id, max_interviews=max_interviews, return_state=True)
    seconds = time.perf_counter() - began
    if not state.is_completed():
        raise SystemExit(state.message)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"report": await state.aresult(), "seconds": seconds, "peak_mb": peak}))


if __name__ == "__main__":
    asyncio.run(main(UUID(sys.argv[1]), int(sys.argv[2])))
