"""A scan loads what it needs and no more: libraries that take seconds to import wait until they are used."""

from tests.support.processes import printed_by

ASKING = {"openai", "instructor"}
"""Most nights most organisations have nothing new, and a model is asked nothing."""
CLUSTER = {"dask", "distributed"}
"""A scan without a cluster has no use for them."""


def test_a_scan_that_asks_nothing_and_has_no_cluster_does_not_load_what_that_takes() -> None:
    look = f"import sys, flows.jobs, flows.theme_scan; print({ASKING | CLUSTER} & set(sys.modules))"
    assert printed_by(look) == "set()\n"
