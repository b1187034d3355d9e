"""The look that spares a nightly run: ``python -m tools.bench.look_once ORG MAX_INTERVIEWS``.

Prints the median of its seconds over several looks, as a night looks at one organisation after the other.
"""

import json
import statistics
import sys
import time
from uuid import UUID

from executor.database.opening import open_database
from executor.org_database import OrgDatabase
from flows.theme_scan import JOB, RULES_VERSION
from settings import load_settings
from tasks.scan.fingerprint import nothing_new_since

_LOOKS = 20


def main(org_id: UUID, max_interviews: int) -> None:
    """Look again and again, and print what one look took."""
    settings, seconds = load_settings(), []
    parameters = {"lookback_days": 30, "max_interviews": max_interviews, "dry_run": False}
    with open_database(settings) as database:
        for _ in range(_LOOKS):
            began = time.perf_counter()
            run_id = nothing_new_since(
                settings, OrgDatabase(database, org_id), JOB, parameters, RULES_VERSION
            )
            seconds.append(time.perf_counter() - began)
            if run_id is None:
                raise SystemExit("The organisation would not have been spared.")
    print(json.dumps({"seconds": statistics.median(seconds)}))


if __name__ == "__main__":
    main(UUID(sys.argv[1]), int(sys.argv[2]))
