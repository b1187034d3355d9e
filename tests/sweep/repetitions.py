"""Tests of `make test` that draw at random, run with many more draws than there is time for there."""

import os
import subprocess
import sys
from pathlib import Path

from tests.sweep.figures import Figures
from tests.test_audited_writes import CALLS
from tests.test_life import LIVES
from tests.test_nights_and_days import LIVES as NIGHTLY_LIVES
from tests.test_tampering import MUTATIONS

DRAWN = {
    "random tool calls, each audited": ("test_audited_writes.py", "1000_random_calls", CALLS, 5),
    "random changes of the audit, each found": ("test_tampering.py", "random_mutations", MUTATIONS, 5),
    "random lives beside a plain model": ("test_life.py", "whatever_order", LIVES, 5),
    "random lives with real scans": ("test_nights_and_days.py", "foretold", NIGHTLY_LIVES, 30),
}
"""The file of a test, words of its name, its draws in `make test`, and how many times those."""


def repeated(trial: str) -> Figures:
    """Run one of the tests with all its draws; what a failing one has to say is printed."""
    file, words, draws, times = DRAWN[trial]
    command = [sys.executable, "-m", "pytest", str(Path(__file__).parent.parent / file), "-k", words]
    done = subprocess.run([*command, "--timeout", "900"], env=os.environ | {"TIMES_AS_MANY": str(times)})
    return Figures(tried=draws * times, wrong=int(done.returncode != 0))
