#!/usr/bin/env bash
# langextract 1.7.1, Resolver.align with accept_match_lesser=False.
# Behaviour: the fuzzy alignment takes the longest common subsequence of words, wherever they stand. The
# beginning of what one person said and the end of what another said prove together a sentence of neither.
# Seen: "The export is fast for small files." -> MATCH_FUZZY on 83 characters, from Ann's first word to Tom's
# last, although Ann calls the export slow and Tom speaks of the search.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet langextract==1.7.1
"$work/venv/bin/python" - <<'PY'
from langextract import data, resolver

TEXT = "Ann: The export is slow for big files. Tom: Yes, and the search is fast for small files."
claim = data.Extraction(extraction_class="claim", extraction_text="The export is fast for small files.")
(one,) = resolver.Resolver().align([claim], TEXT, token_offset=0, char_offset=0, accept_match_lesser=False)
at = one.char_interval
print(one.alignment_status.name, repr(TEXT[at.start_pos : at.end_pos]))
assert one.alignment_status.name == "MATCH_FUZZY"
assert TEXT[at.start_pos : at.end_pos] == TEXT.removeprefix("Ann: ")
PY
