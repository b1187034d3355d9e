"""One finding of ``theme-scan doctor``."""

from themes.models import Frozen


class Check(Frozen):
    """One thing that was looked at, and what was found; of a fault ``told`` says what to do."""

    name: str
    ok: bool
    told: str
