"""English words that turn a statement round, that take a side, or that exclude one another.

The lists are small on purpose: what interviews about products and work say of pleasure and trouble. A word
that is not listed takes no side, and other languages are not read at all.
"""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


DENIALS = _words(
    """
    no not never none nobody nothing nowhere neither nor without cannot dont cant wont hardly barely
    scarcely rarely seldom
    """
)
"""Words that deny what they stand before; any contraction in "n't" is another."""

LESSENING = _words(
    """
    less fewer least little few reduce avoid prevent stop eliminate remove unable refuse
    """
)
"""Words that leave less of what they stand before, or nothing."""

LACKING = _words(
    """
    lack lacking absence absent
    """
)
"""Words for an absence that is itself a complaint, and that leaves nothing of what they stand before."""

FAILING = _words(
    """
    missing fail failing failure
    """
)
"""Words for an absence that may stand beside other complaints, as in "missing or broken"."""

GOOD = _words(
    """
    accurate adequate affordable appreciate available balanced beneficial best better calm cheap clear
    comfortable confidence confident convenient delight desire delighted eager ease easy effective efficient
    effortless enjoy enough excellent excite excited exciting fair fast flexible friendly glad good great
    happy healthy helpful hopeful improve improvement intuitive like love motivate motivated nice optimism
    optimistic pleasant positive praise prefer productive quick reasonable recommend relaxed reliable
    responsive safe satisfaction satisfied satisfy seamless secure simple smooth stable straightforward
    strong succeed success successful sufficient supportive transparent trust usable useful valuable welcome
    well willing willingness
    """
)

BAD = _words(
    """
    afraid annoy annoyance annoying anxiety anxious awful bad barrier blocked boring bottleneck break broken
    bug buggy burden burnout clunky complain complaint complex complicated concern concerned confuse
    confused confusing confusion costly crash cumbersome damage delay difficult difficulty dislike
    dissatisfaction dissatisfied distrust doubt error exhausting expensive fear friction frustrate
    frustrating frustration hard harm harsh hate hinder hurt impossible inaccurate inadequate inconvenient
    ineffective inefficient insecure insufficient irritate isolation issue laggy loneliness lonely mistrust
    negative obstacle opaque overload overpriced overwhelm overwhelming pain painful pessimism pessimistic
    poor problem regret reluctance reluctant rigid slow sluggish stress stressful struggle tedious terrible
    tired trouble unavailable unclear uncomfortable unfair unhappy unpleasant unreliable unsafe unstable
    unwilling useless waste weak weakness worried worry worse worst wrong
    """
)

OPPOSITES = tuple(
    tuple(pair.split("/"))
    for pair in sorted(
        _words(
            """
            high/low increase/decrease rise/fall grow/shrink early/late before/after fast/slow easy/hard
            online/offline remote/onsite remote/office manual/automatic manual/automated public/private
            internal/external junior/senior short/long big/small large/small new/old import/export
            upload/download buy/sell hire/fire join/leave onboarding/offboarding enable/disable gain/lose
            win/lose day/night alone/together men/women male/female ios/android mobile/desktop
            start/finish home/office
            """
        )
    )
)
"""Pairs of which a name says one or the other; where two names differ so they are not one theme."""

FILLERS = _words(
    """
    a an the is are was were be been being am do does did done has have had having to of for in on at by
    with and or but that this it its they them their we us our i my you your he she as from into about very
    too so would could should will can may might must one people user customer participant some any all just
    """
)
"""Words that say nothing of what a theme is about."""
