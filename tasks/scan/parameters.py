"""The parameters of a scan."""

from pydantic import Field

from themes.models import Frozen


class ScanParameters(Frozen):
    """The parameters of a theme scan, the organisation aside."""

    lookback_days: int = Field(30, ge=1, le=3650)
    max_interviews: int = Field(50, ge=1, le=10_000)
    dry_run: bool = False
