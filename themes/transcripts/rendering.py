"""A transcript as the text that people see and that offsets count in: the words with their speakers."""

from collections.abc import Iterable

from themes.models import TurnPlace
from themes.transcripts.record import SpokenTurn


def rendered(turns: Iterable[SpokenTurn]) -> tuple[str, tuple[TurnPlace, ...]]:
    """Return the text, one turn a line as ``Name: words``, and each turn with its place in the text.

    Turns of nobody named have no label. Offsets count code points and exclude the label.
    """
    parts: list[str] = []
    placed: list[TurnPlace] = []
    position = 0
    for turn in turns:
        label = f"{' '.join(turn.speaker.split())}: " if turn.speaker else ""
        start = position + len(label)
        end = start + len(turn.text)
        placed.append(TurnPlace(turn.speaker, turn.role, start, end, turn.start_seconds))
        parts.append(f"{label}{turn.text}\n")
        position = end + 1
    return "".join(parts)[:-1], tuple(placed)
