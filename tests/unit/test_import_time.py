"""A scan loads what it needs and no more: libraries that take seconds to import wait until they are used."""

import subprocess
import sys

ASKING = {"openai", "instructor"}
"""Most nights most organisations have nothing new, and a model is asked nothing."""
CLUSTER = {"dask", "distributed"}
"""A scan without a cluster has no use for them."""


def test_a_scan_that_asks_nothing_and_has_no_cluster_does_not_load_what_that_takes() -> None:
    look = f"import sys, flows.jobs, flows.theme_scan; print({ASKING | CLUSTER} & set(sys.modules))"
    assert said_by(look) == "set()\n"


def test_what_is_loaded_by_the_first_question_is_not_gone_through_by_the_garbage_collector_again() -> None:
    """And what comes after is: the collector is on again, and has little to do."""
    look = (
        "import gc; from themes.llm.model import import_client; import_client()\n"
        "print(gc.isenabled(), gc.get_freeze_count() > len(gc.get_objects()))"
    )
    assert said_by(look) == "True True\n"


def said_by(program: str) -> str:
    """Run a program in a process of its own and return what it prints."""
    command = [sys.executable, "-c", program]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
