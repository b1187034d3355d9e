"""A transcript for tests of the embedded extractor, and an embedder that counts."""

from collections.abc import Sequence

from themes.embeddings.minilm import MiniLM
from themes.models import Vectors

TRANSCRIPT = """Interviewer: How do you get along with the programme so far?
Rosa: Honestly it crashed on me twice this week, and each time I got an error message and had to start over.
Interviewer: And the people at the help desk, could they do anything?
Rosa: I waited four days for an answer from support, and then it was a standard reply from a robot.
Rosa: My neighbour grows tomatoes on her balcony, red ones and yellow ones, very pretty in August.
"""


class Counting:
    """An embedder that remembers what it was asked to embed."""

    def __init__(self) -> None:
        self._embedder = MiniLM()
        self.fingerprint = self._embedder.fingerprint
        self.texts: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        return self._embedder.embed(texts)
