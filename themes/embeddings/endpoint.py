"""Comparing names by the vectors of a model at an endpoint."""

import asyncio
from collections.abc import Sequence

import numpy as np

from themes.codebooks.builtin import codebook
from themes.embeddings.calibration import Calibration
from themes.embeddings.precomputed import PrecomputedEmbedder
from themes.exceptions import CallFailedError, ModelRefusedError, ThemeError
from themes.llm.budget import BudgetSpentError
from themes.llm.model import Model
from themes.llm.redaction.redaction import REDACTION_VERSION, People, PersonalData, nobody
from themes.llm.usage_meter import Meter
from themes.models import Embedder, Usage, Vectors

_AT_ONCE = 256
"""Texts in one request; endpoints allow some hundreds or thousands."""


class EndpointEmbedder:
    """An Embedder that asks an endpoint, within the run's budget and bounds, and stands on our scale.

    ``embed`` blocks the thread that calls it, which must be another than that of the event loop it was opened
    on: there the requests run. Where the endpoint fails for good the embedded network stands in for the rest
    of the run, and a note says so.
    """

    def __init__(self, model: Model, local: Embedder, people: People = nobody) -> None:
        self._model = model
        self._people = people
        self._local = PrecomputedEmbedder(local)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._meter = Meter()
        self._scale: Calibration | None = None
        self._known: dict[str, Vectors] = {}
        """By text: a merge that settles in several rounds compares the same names in each."""
        self.notes: tuple[str, ...] = ()
        """Sentences for the report; there are some once the embedded network stands in."""

    @property
    def fingerprint(self) -> str:
        """The model, and the network on whose scale its vectors are brought."""
        redacted = f":redacted-{REDACTION_VERSION}" if self._model.config.redact else ""
        return f"embeddings:{self._model.config.model}:{self._local.fingerprint}{redacted}"

    @property
    def usage(self) -> Usage:
        """What the requests have cost so far."""
        return self._meter.usage

    def open(self) -> None:
        """Make the running event loop the one on which requests are sent."""
        self._loop = asyncio.get_running_loop()

    async def aclose(self) -> None:
        """Close all connections."""
        await self._model.aclose()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector per text, in order; all that one object gives can be compared.

        Raises ModelRefusedError when the endpoint refuses every call. Raises CallFailedError when
        the endpoint fails after it has given vectors: the network's vectors cannot be compared with
        them.
        """
        if self.notes or not texts:
            return self._local.embed(texts)
        try:
            self._learn(texts)
        except ModelRefusedError as error:
            failure: ThemeError = ModelRefusedError(_worded(error), error.usage)
        except CallFailedError as error:
            failure = CallFailedError(_worded(error), error.usage)
        else:
            return np.stack([self._known[text] for text in texts])
        if self._scale or isinstance(failure, ModelRefusedError):
            raise failure
        self.notes = (f"Names were compared by the embedded network instead. {failure}",)
        return self._local.embed(texts)

    def _learn(self, texts: Sequence[str]) -> None:
        """Ask for the vectors that are not known yet, and before the first ones for the scale."""
        scale = self._scale or self._calibrated()
        if unknown := [text for text in dict.fromkeys(texts) if text not in self._known]:
            self._known.update(zip(unknown, scale.applied(self._asked(self._as_sent(unknown))), strict=True))
        self._scale = scale

    def _as_sent(self, texts: Sequence[str]) -> Sequence[str]:
        if not self._model.config.redact:
            return texts
        people = tuple(self._people())
        return [PersonalData(speakers=people).hidden(text) for text in texts]

    def _calibrated(self) -> Calibration:
        different = [code.headline for code in codebook()]
        return Calibration.of(self._asked(different), self._local.embed(different))

    def _asked(self, texts: Sequence[str]) -> Vectors:
        """Ask for vectors, many at a time; one row for each text."""
        if self._loop is None or self._loop is _running_loop():
            raise RuntimeError("A RemoteEmbedder must be opened, and used from another thread than that.")
        rows: list[list[float]] = []
        for start in range(0, len(texts), _AT_ONCE):
            asked = self._model.embed(texts[start : start + _AT_ONCE], self._meter)
            rows += asyncio.run_coroutine_threadsafe(asked, self._loop).result()
        if len({len(row) for row in rows}) == 1:
            return np.array(rows, np.float32)
        raise CallFailedError("The model's endpoint gave vectors that cannot be compared.", self._meter.usage)


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _worded(error: ThemeError) -> str:
    """The sentence of a fault, with the settings of the embedding model in place of the language model's."""
    if isinstance(error, BudgetSpentError):
        return str(error)
    said = str(error).replace("The model's endpoint", "The embedding model's endpoint")
    said = said.replace("a chat completion", "vectors")
    if isinstance(error, ModelRefusedError):
        return said.replace("OPENAI_", "EMBEDDING_")
    return f"{said.partition(':')[0].rstrip('.')}: check EMBEDDING_MODEL and EMBEDDING_BASE_URL."
