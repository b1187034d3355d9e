"""Counts as they are read: one theme, two themes."""


def counted(count: int, one: str, many: str = "") -> str:
    """A count with its noun: "1 theme", "2 themes". ``many`` is the plural where it takes more than an s."""
    return f"{count} {one if count == 1 else many or one + 's'}"
