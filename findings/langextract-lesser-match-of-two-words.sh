#!/usr/bin/env bash
# langextract 1.7.1, Resolver.align with its own settings.
# Behaviour: a statement that differs from the text in one word is placed on the words before the
# difference, with the status MATCH_LESSER. The alignment that covers the sentence is tried only after
# that, so a caller who keeps everything that has a position keeps a fragment as the source of a claim.
# Seen: "It crashed 3 times last week on my phone." -> MATCH_LESSER "It crashed";
#       "I would pay for this tool every month." -> MATCH_LESSER "I would", where the text says "would not pay".
# With accept_match_lesser=False both are placed on the whole sentence that says otherwise (MATCH_FUZZY).
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet langextract==1.7.1
"$work/venv/bin/python" - <<'PY'
from langextract import data, resolver

TEXT = "I would not pay for this tool every month. It crashed 8 times last week on my phone."
CLAIMS = ("It crashed 3 times last week on my phone.", "I would pay for this tool every month.")


def placed(**settings: bool) -> list[tuple[str, str]]:
    claims = [data.Extraction(extraction_class="claim", extraction_text=claim) for claim in CLAIMS]
    found = []
    for claim in claims:
        (one,) = resolver.Resolver().align([claim], TEXT, token_offset=0, char_offset=0, **settings)
        at = one.char_interval
        found.append((one.alignment_status.name, TEXT[at.start_pos : at.end_pos]))
    return found


lesser, whole = placed(), placed(accept_match_lesser=False)
print(lesser, whole, sep="\n")
assert lesser == [("MATCH_LESSER", "It crashed"), ("MATCH_LESSER", "I would")], lesser
assert whole == [
    ("MATCH_FUZZY", "It crashed 8 times last week on my phone."),
    ("MATCH_FUZZY", "I would not pay for this tool every month."),
], whole
PY
