#!/usr/bin/env bash
# simplemma 2.0.0, lemmatize() of English and French nouns.
# Behaviour: the lemma of a plural is its singular, and the lemma of that singular is a verb. One noun is
# counted under two lemmas by its number, and a lemma of a lemma is another word again.
# Seen: meetings -> meeting, meeting -> meet; trainings -> training, training -> train; recordings -> recording,
#       recording -> record; données -> donnée, donnée -> donner. building, setting and booking stay themselves.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet simplemma==2.0.0
"$work/venv/bin/python" - <<'PY'
from simplemma import lemmatize

SEEN = [
    ("en", "meetings", "meeting", "meet"),
    ("en", "trainings", "training", "train"),
    ("en", "recordings", "recording", "record"),
    ("fr", "données", "donnée", "donner"),
    ("en", "buildings", "building", "building"),
    ("en", "settings", "setting", "setting"),
    ("en", "bookings", "booking", "booking"),
]
for language, plural, singular, again in SEEN:
    found = lemmatize(plural, lang=language), lemmatize(singular, lang=language)
    print(language, plural, "->", found[0], "; ", singular, "->", found[1])
    assert found == (singular, again), found
PY
