#!/usr/bin/env bash
# markitdown 0.1.9, tables of .html and .csv turned into Markdown.
# Behaviour: a bar inside a cell of a .csv is escaped, inside a cell of an .html table it is not. A row of the
# latter gets a column more than its head, and Markdown readers drop the cells that are too many: the end of the
# words that somebody said.
# Seen: the cell "fast | cheap" -> "| Ann | fast | cheap |" from .html, "| Ann | fast \| cheap |" from .csv.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet markitdown==0.1.9
cd "$work"
"$work/venv/bin/python" -W ignore - <<'PY'
from pathlib import Path

from markitdown import MarkItDown

Path("a.html").write_text(
    "<table><tr><th>who</th><th>words</th></tr><tr><td>Ann</td><td>fast | cheap</td></tr></table>"
)
Path("a.csv").write_text("who,words\nAnn,fast | cheap\n")
last = {name: MarkItDown().convert(name).text_content.strip().splitlines()[-1] for name in ("a.html", "a.csv")}
print(last)
assert last == {"a.html": "| Ann | fast | cheap |", "a.csv": r"| Ann | fast \| cheap |"}, last
PY
