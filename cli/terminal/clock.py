"""Times of a recording as people write them."""


def clock(seconds: float) -> str:
    """Return ``1:02:03`` or ``2:03`` for a time in seconds; fractions are cut off."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
