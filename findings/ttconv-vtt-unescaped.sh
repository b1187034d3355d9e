#!/usr/bin/env bash
# ttconv 1.2.3, WebVTT read and written again.
# Behaviour: the reader decodes &lt; and &amp;, the writer puts < and & back as they are. What ttconv wrote it
# then reads as tags: words between "<" and the next ">" are gone, with a warning in the log alone.
# Seen: "The delay was &lt;3 hours, R&amp;D said, then &gt;5." -> "The delay was 5." after one round.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet ttconv==1.2.3
"$work/venv/bin/python" - <<'PY'
import io

import ttconv.srt.writer as srt
import ttconv.vtt.reader as reader
import ttconv.vtt.writer as writer

SAID = "The delay was <3 hours, R&D said, then >5."
CUE = "WEBVTT\n\n1\n00:00:01.000 --> 00:00:03.000\nThe delay was &lt;3 hours, R&amp;D said, then &gt;5.\n"


def words(vtt: str) -> str:
    return srt.from_model(reader.to_model(io.StringIO(vtt))).strip().splitlines()[-1]


once = words(CUE)
twice = words(writer.from_model(reader.to_model(io.StringIO(CUE))))
print(repr(once), repr(twice))
assert once == SAID, once
assert twice == "The delay was 5.", twice
PY
