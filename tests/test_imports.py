"""A scan loads what it needs and no more: libraries that take seconds to import wait until they are used."""

import subprocess
import sys

ASKING = {"openai", "instructor"}
"""Most nights most organisations have nothing new, and a model is asked nothing."""
CLUSTER = {"dask", "distributed"}
"""A scan without a cluster has no use for them."""


def test_a_scan_that_asks_nothing_and_has_no_cluster_does_not_load_what_that_takes() -> None:
    look = f"import sys, flows.jobs, flows.theme_scan; print({ASKING | CLUSTER} & set(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", look], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "set()\n"
