#!/usr/bin/env bash
# taguette 1.5.2, export of a codebook as REFI-QDA (.qdc).
# Behaviour: the code's description is left out, though the format has an element for it; hierarchy written as
# "Price.too high" stays one flat name; the guid is made from the name alone, so a renamed code is a new code to
# every other tool, and equal names of unrelated projects are the same code.
# Seen: <Code guid="50068ACF-..." name="Price.too high" isCodable="true"/> without <Description>, in each export.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet taguette==1.5.2
"$work/venv/bin/python" -W ignore - <<'PY'
import io
import re
from types import SimpleNamespace

from taguette import export


def guids(*names: str) -> list[str]:
    tags = [SimpleNamespace(id=at, path=name, description=f"what {at} means") for at, name in enumerate(names)]
    file = io.BytesIO()
    export.codebook_xml(tags, file)
    written = file.getvalue().decode()
    print(written)
    assert "Description" not in written and "means" not in written
    return re.findall('guid="(.+?)"', written)


first, other = guids("Export", "Price.too high"), guids("Price.too high", "Exports")
assert first[1] == other[0] and first[0] != other[1]
PY
