"""Tests of `make test` that draw at random, run with many more draws than there is time for there."""

import os
import subprocess
import sys
from pathlib import Path

from tools.crash_sweep.figures import Figures
from tools.testbed.draws import AUDIT_MUTATIONS, CURATION_LIVES, RANDOM_CALLS, REVERT_LIVES, SCAN_LIVES

EXECUTOR = "integration/executor"
DRAWN = {
    "random tool calls, each audited": (
        f"{EXECUTOR}/test_every_write_is_audited.py",
        "1000_random_calls",
        RANDOM_CALLS,
        5,
    ),
    "random changes of the audit, each found": (
        f"{EXECUTOR}/test_audit_tampering.py",
        "random_mutations",
        AUDIT_MUTATIONS,
        5,
    ),
    "random lives beside a plain model": (
        "stateful/test_curation_machine.py",
        "whatever_order",
        CURATION_LIVES,
        8,
    ),
    "random runs, each reverted at once": (
        "stateful/test_revert_machine.py",
        "any_run_reverted",
        REVERT_LIVES,
        8,
    ),
    "random lives with real scans": ("stateful/test_scan_machine.py", "foretold", SCAN_LIVES, 30),
}
"""The file of a test, words of its name, its draws in `make test`, and how many times those."""


def repeated(trial: str) -> Figures:
    """Run one of the tests with all its draws; what a failing one has to say is printed."""
    file, words, draws, times = DRAWN[trial]
    command = [sys.executable, "-m", "pytest", str(Path(__file__).parents[2] / "tests" / file), "-k", words]
    done = subprocess.run([*command, "--timeout", "900"], env=os.environ | {"TIMES_AS_MANY": str(times)})
    return Figures(tried=draws * times, wrong=int(done.returncode != 0))
