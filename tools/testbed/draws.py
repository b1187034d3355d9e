"""How often the tests that draw at random draw: few times in `make test`, many times in `make sweep`."""

import os

TIMES_AS_MANY = int(os.environ.get("TIMES_AS_MANY", "1"))
"""By how much a test draws more than it has time for in `make test`."""
RANDOM_CALLS = 1_200 * TIMES_AS_MANY
AUDIT_MUTATIONS = 250 * TIMES_AS_MANY
CURATION_LIVES = 8 * TIMES_AS_MANY
REVERT_LIVES = 8 * TIMES_AS_MANY
SCAN_LIVES = 3 * TIMES_AS_MANY
EXAMPLES = 60 * TIMES_AS_MANY
"""Of Hypothesis's own tests of properties, unless a test says otherwise."""
