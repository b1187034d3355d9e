"""How sure a scan is of a theme, given how sure each interview makes it."""

import math
from collections.abc import Sequence

DIGITS = 4
"""Confidences are rounded to this many decimals, so that no machine's last bit can show."""


def theme_confidence(confidences: Sequence[float]) -> float:
    """Combine one confidence in [0, 1] per supporting interview, that of its strongest mention.

    With the confidences sorted from the strongest, c₁ ≥ c₂ ≥ … ≥ cₙ, the result is

        1 − ∏ (1 − cₖ) ^ (1/k)

    a noisy-or (Pearl, Probabilistic Reasoning in Intelligent Systems, 1988, § 4.3.2) in which the
    k-th witness counts 1/k. A plain noisy-or takes the witnesses for independent and calls two
    lukewarm interviews near certainty; interviews of one organisation are not independent.
    Discounting by rank follows the harmonic sum of Open Targets, whose weight is 1/k² (Koscielny et
    al., Nucleic Acids Research 45:D985, 2017).

    One interview gives its own confidence; two of 0.5 give 0.65, ten of 0.5 give 0.87. The result is in
    [0, 1], never falls when a confidence rises or an interview joins, and does not depend on the order.
    No interview gives 0.
    """
    ranked = sorted(confidences, reverse=True)
    if ranked and ranked[0] >= 1.0:
        return 1.0
    doubt = math.fsum(math.log1p(-confidence) / rank for rank, confidence in enumerate(ranked, start=1))
    return round(abs(math.expm1(doubt)), DIGITS)  # rather than minus zero where nobody is sure
