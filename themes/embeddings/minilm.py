"""Sentence embeddings on this machine alone: all-MiniLM-L6-v2 with int8 weights, on the CPU."""

import os
import threading
from collections import OrderedDict
from collections.abc import Sequence
from itertools import groupby

# From 1.32 on the runtime would report its use to its maker, and keep a device id in the home folder.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import numpy as np
import numpy.typing as npt
import onnxruntime as ort
from tokenizers import Encoding, Tokenizer

from themes.embeddings import model_files
from themes.models import Vectors

DIMENSIONS = 384
MAX_TOKENS = 256
"""Tokens of a text that count, as upstream; what follows is ignored."""
_MAX_CODE_POINTS = 4096
_BATCH = 32
_BATCH_TOKENS = 1024
"""Tokens that run together, all texts counted: batches of more take hundreds of MB and gain no speed."""
_REMEMBERED = 8192

_Vector = npt.NDArray[np.float32]


class MiniLM:
    """An Embedder that loads its model at the first use and remembers recent vectors.

    Texts are run in batches of equal token count, so no vector depends on padding. The same text
    gives the same bits in any batch. Each call computes on the thread that made it: a caller that
    wants more cores makes more calls at once. The runtime's own threads would wait for one another
    by spinning. On a busy machine they took three times the CPU time for the same vectors.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        """Guards what is kept between calls; never held while a text is run."""
        self._model: tuple[Tokenizer, ort.InferenceSession] | None = None
        self._remembered: OrderedDict[str, _Vector] = OrderedDict()

    @property
    def fingerprint(self) -> str:
        """The network, the tokenizer and the way their output becomes a vector."""
        return (
            f"minilm-{model_files.NETWORK_SHA256[:12]}-{model_files.TOKENIZER_SHA256[:12]}-mean-{MAX_TOKENS}"
        )

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector of 384 dimensions per text, in order.

        Raises ModelFilesError when the model's files are missing or altered.
        """
        with self._lock:
            known = {text: self._remembered[text] for text in texts if text in self._remembered}
        fresh = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(fresh, self._computed(fresh), strict=True))
        with self._lock:
            self._remember(known)
        return np.stack([known[text] for text in texts]) if texts else np.empty((0, DIMENSIONS), np.float32)

    def _remember(self, used: dict[str, _Vector]) -> None:
        for text, vector in used.items():
            self._remembered[text] = vector
            self._remembered.move_to_end(text)
        while len(self._remembered) > _REMEMBERED:
            self._remembered.popitem(last=False)

    def _computed(self, texts: Sequence[str]) -> Vectors:
        vectors: Vectors = np.empty((len(texts), DIMENSIONS), np.float32)
        if not texts:
            return vectors
        tokenizer, session = self._loaded()
        encodings: list[Encoding] = tokenizer.encode_batch([_encodable(text) for text in texts])
        by_length = sorted(range(len(texts)), key=lambda i: len(encodings[i].ids))
        for length, equally_long in groupby(by_length, key=lambda i: len(encodings[i].ids)):
            rows = list(equally_long)
            size = max(1, min(_BATCH, _BATCH_TOKENS // length))
            for batch in (rows[i : i + size] for i in range(0, len(rows), size)):
                vectors[batch] = _run(session, [encodings[i].ids for i in batch])
        return vectors

    def _loaded(self) -> tuple[Tokenizer, ort.InferenceSession]:
        with self._lock:
            if self._model is None:
                self._model = _load()
            return self._model


def _load() -> tuple[Tokenizer, ort.InferenceSession]:
    tokenizer = Tokenizer.from_str(model_files.tokenizer().decode())
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # An arena would keep what the longest batch took, to the end of the process.
    options.enable_cpu_mem_arena = False
    session = ort.InferenceSession(model_files.network(), options, providers=["CPUExecutionProvider"])
    return tokenizer, session


def _encodable(text: str) -> str:
    # Lone surrogates cannot cross into the tokenizer; megabytes would be tokenised only to be cut off.
    return text[:_MAX_CODE_POINTS].encode("utf-8", "replace").decode()


def _run(session: ort.InferenceSession, ids: list[list[int]]) -> Vectors:
    tokens = np.array(ids, np.int64)
    feed = {
        "input_ids": tokens,
        "attention_mask": np.ones_like(tokens),
        "token_type_ids": np.zeros_like(tokens),
    }
    states: npt.NDArray[np.float32] = session.run(["last_hidden_state"], feed)[0]
    pooled = states.mean(axis=1)
    unit: Vectors = pooled / np.linalg.norm(pooled, axis=1, keepdims=True)
    return unit
