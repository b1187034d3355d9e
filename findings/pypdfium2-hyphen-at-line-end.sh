#!/usr/bin/env bash
# pypdfium2 5.15.2, text of a page on which a hyphen ends a line and a letter begins the next.
# Behaviour: the two lines become one word around a character that no font drew, U+FFFE from get_text_range()
# and U+0002 from get_text_bounded(). It stands both for a hyphen that parts syllables and for one that belongs
# to the word, so "well-known" cannot be told from "sub-mission" any more. Between digits the hyphen and the
# line end stay.
# Seen: "a well-" / "known sub-" / "mission of 10-" / "15 days" -> "a well\ufffeknown sub\ufffemission of 10-\r\n15 days".
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet pypdfium2==5.15.2 fpdf2==2.8.9
"$work/venv/bin/python" - <<'PY'
import pypdfium2
from fpdf import FPDF

pdf = FPDF()
pdf.add_page()
pdf.set_font("Helvetica", size=12)
for line in ("a well-", "known sub-", "mission of 10-", "15 days"):
    pdf.cell(0, 6, line, new_x="LMARGIN", new_y="NEXT")
page = pypdfium2.PdfDocument(bytes(pdf.output()))[0].get_textpage()
ranged, bounded = page.get_text_range(), page.get_text_bounded()
print(ascii(ranged), ascii(bounded))
assert ranged == "a well\ufffeknown sub\ufffemission of 10-\r\n15 days"
assert bounded == ranged.replace("\ufffe", "\x02")
PY
