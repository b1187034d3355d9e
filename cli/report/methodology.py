"""How the themes came about and what they do not say, in the sentences that HTML and Markdown share."""

from collections.abc import Mapping
from types import MappingProxyType

from themes.over_time.trend import (
    BASELINE_WEEKS,
    FACTOR,
    LEAST_BASELINE,
    QUIET_WEEKS,
    RECENT_WEEKS,
    TrendState,
)

QUOTES = (
    "Every quote was found in its transcript word for word, and the database refuses any that was not. "
    "Whether a quote supports its theme is a judgement, to be checked by reading it in its place."
)
CONFIDENCE = (
    "A theme recurs: several interviews speak of it. Its confidence combines the contributions of "
    "the interviews in the last scan that found it; the strongest counts most. A dash stands where none "
    "of these interviews is left. Confidence says how well a theme is supported, not how important it is."
)
TREND = (
    f"The trend compares the {RECENT_WEEKS} weeks up to the newest interview with the {BASELINE_WEEKS} "
    "weeks before. Expected is the share of the interviews made in those that speak of the theme, times "
    f"the interviews of the last {RECENT_WEEKS} weeks. With few interviews a trend says little. The "
    "first of these that holds:"
)
STATES: Mapping[TrendState, str] = MappingProxyType(
    {
        "quiet": f"not heard in the last {QUIET_WEEKS} weeks",
        "unclear": f"fewer than {LEAST_BASELINE} interviews in the {BASELINE_WEEKS} weeks to compare with",
        "emerging": f"heard for the first time in the last {RECENT_WEEKS} weeks",
        "growing": f"2 interviews or more, at least {FACTOR} times as many as expected and one more",
        "declining": f"expected were at least {FACTOR} times as many as there are, and one more",
        "steady": "everything else",
    }
)
LIMITS = (
    "These interviews are the people who were asked, not everybody. A theme that nobody mentions here "
    "may still matter."
)
_EMBEDDED = (
    "The interviews were read by the built-in extractor, which works without a language model and "
    "misses more than one does."
)


def reader(extractor: str) -> str:
    """The extractor that read the interviews, in a sentence; empty where an older version did not
    say.
    """
    if extractor == "embedded":
        return _EMBEDDED
    return f"The interviews were read by the language model {extractor}." if extractor else ""
