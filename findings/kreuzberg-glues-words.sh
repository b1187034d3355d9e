#!/usr/bin/env bash
# kreuzberg 4.10.4, extract_file_sync on small OOXML and OpenDocument texts.
# Behaviour: characters that these formats write as elements are dropped, so that the words beside them become
# one: the tab and the no-break hyphen of .docx, the blank of .odt. A passage moved with change tracking on
# stands at both its places.
# Seen: .docx "Tom<tab/>ten<noBreakHyphen/>fold" -> "Tomtenfold"; moved words at origin and target;
#       .odt "slow<text:s/>now" -> "slownow", while its tab and line break are kept.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet kreuzberg==4.10.4
cd "$work"
"$work/venv/bin/python" - <<'PY'
import zipfile

import kreuzberg

OOXML = "http://schemas.openxmlformats.org"
TYPES = (
    f'<Types xmlns="{OOXML}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
LINKS = (
    f'<Relationships xmlns="{OOXML}/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{OOXML}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


DOCX = (
    f'<w:document xmlns:w="{OOXML}/wordprocessingml/2006/main"><w:body>'
    f"<w:p>{run('Tom')}<w:r><w:tab/></w:r>{run('ten')}<w:r><w:noBreakHyphen/></w:r>{run('fold')}</w:p>"
    f'<w:p><w:moveFrom w:id="1" w:author="a">{run("Moved words")}</w:moveFrom>{run(" origin")}</w:p>'
    f'<w:p><w:moveTo w:id="2" w:author="a">{run("Moved words")}</w:moveTo>{run(" target")}</w:p>'
    "</w:body></w:document>"
)
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
ODT = (
    f'<office:document-content xmlns:office="{OASIS}:office:1.0" xmlns:text="{OASIS}:text:1.0" office:version="1.2">'
    "<office:body><office:text><text:p>slow<text:s/>now</text:p>"
    "<text:p>a<text:tab/>b<text:line-break/>c</text:p></office:text></office:body></office:document-content>"
)
with zipfile.ZipFile("a.docx", "w") as docx:
    docx.writestr("[Content_Types].xml", TYPES)
    docx.writestr("_rels/.rels", LINKS)
    docx.writestr("word/document.xml", DOCX)
with zipfile.ZipFile("a.odt", "w") as odt:
    odt.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    odt.writestr("content.xml", ODT)

found = {name: kreuzberg.extract_file_sync(name).content.split("\n\n") for name in ("a.docx", "a.odt")}
print(found)
assert found["a.docx"] == ["Tomtenfold", "Moved words origin", "Moved words target"]
assert found["a.odt"] == ["slownow", "a\tb\nc"]
PY
