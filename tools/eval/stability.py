"""Do themes stay what they are when interviews come in another order, or one of them is replaced?"""

import random
from collections.abc import Sequence
from typing import NamedTuple

from themes.models import Consolidator, Embedder, Extractor, Interview
from tools.eval.scan import MIN_INTERVIEWS, Found, catalogue, scan

_SEED = 7


class Stability(NamedTuple):
    """Shares of themes kept, from 0 to 1."""

    shuffled: float
    """Themes that are the same in every field after the interviews were shuffled."""
    replaced: float
    """Themes still supported by enough of the remaining interviews that keep id, name and slug."""


async def stability(
    found: Found,
    interviews: Sequence[Interview],
    extractor: Extractor,
    embedder: Embedder,
    consolidator: Consolidator | None = None,
) -> Stability:
    """Scan again, shuffled; and again as the next night would, with the first interview replaced."""
    shuffled = list(interviews)
    random.Random(_SEED).shuffle(shuffled)
    again = await scan(shuffled, extractor, embedder, consolidator)
    same = sum(theme in again.plan.themes for theme in found.plan.themes)

    stranger = interviews[0].model_copy(update={"text": "Nothing to report. " * 20, "quotes": ()})
    known = catalogue(found.plan, interviews)
    later = await scan([stranger, *interviews[1:]], extractor, embedder, consolidator, known)
    kept = {(theme.theme_id, theme.slug, theme.name) for theme in later.plan.themes}
    supported = [t for t in known if len(t.interview_ids - {stranger.id}) >= MIN_INTERVIEWS]
    identical = sum((theme.id, theme.slug, theme.name) in kept for theme in supported)
    return Stability(same / max(len(found.plan.themes), 1), identical / max(len(supported), 1))
