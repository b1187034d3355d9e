#!/usr/bin/env bash
# json-repair 0.64.4, loads() on several complete JSON documents in one string.
# Behaviour: documents of different shape come back as a list of all; of neighbours with the same keys and
# lengths only the last comes back, without a word. A model that answers one object a line loses all but one,
# unless one of its lists happens to be longer than the next.
# Seen: two objects with the same key -> the second; two lists of one such object -> the second;
#       a list of two and a list of one -> both; objects with different keys -> both.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet json-repair==0.64.4
"$work/venv/bin/python" - <<'PY'
import json_repair

SEEN = {
    '{"quote": "one"}\n{"quote": "two"}': {"quote": "two"},
    '[{"quote": "one"}]\n[{"quote": "two"}]': [{"quote": "two"}],
    '[{"quote": "one"}, {"quote": "two"}]\n[{"quote": "three"}]': [
        [{"quote": "one"}, {"quote": "two"}],
        [{"quote": "three"}],
    ],
    '{"quote": "one"}\n{"theme": "two"}': [{"quote": "one"}, {"theme": "two"}],
}
for text, expected in SEEN.items():
    found = json_repair.loads(text)
    print(repr(text), "->", found)
    assert found == expected, found
PY
