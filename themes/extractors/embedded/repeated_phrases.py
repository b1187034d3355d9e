"""Mentions out of phrases that an interview keeps coming back to: for what no codebook can know."""

from collections.abc import Iterator, Sequence

from themes.extractors.embedded.codebook_scores import unit
from themes.extractors.embedded.keyphrases import Phrase, phrases
from themes.extractors.embedded.passages import Ranked, mention, without_overlap
from themes.extractors.embedded.windows import Window
from themes.models import Mention, Vectors

MOST_CONFIDENCE = 0.7
"""Confidence that a phrase alone can give: that people return to a word does not say what they mean."""
_SALIENCE_OF_CERTAINTY = 12.0
_REASON = "typical of what the interview keeps coming back to"


def repeated_phrases(text: str, heard: Sequence[Window], said: Vectors) -> Iterator[Mention]:
    """Yield a mention for each phrase, citing the windows most typical of those that hold it."""
    speakers = frozenset(window.speaker for window in heard if window.speaker)
    for phrase in phrases(text, [window.sentences[0] for window in heard], speakers):
        if evidence := _evidence(phrase, heard, said):
            name = phrase.words[0].upper() + phrase.words[1:]
            confidence = round(min(MOST_CONFIDENCE, phrase.salience / _SALIENCE_OF_CERTAINTY), 3)
            description = f"What people say about {phrase.words}."
            yield mention(text, name, description, confidence, evidence, _REASON)


def _evidence(phrase: Phrase, heard: Sequence[Window], said: Vectors) -> tuple[Ranked, ...]:
    holding = [
        index
        for index, window in enumerate(heard)
        if any(window.start <= start and end <= window.end for start, end in phrase.places)
    ]
    if not holding:
        return ()
    typical = said[holding] @ unit(said[holding].mean(axis=0, keepdims=True))[0]
    return without_overlap(
        Ranked(window=heard[index], score=round(float(score), 4))
        for index, score in zip(holding, typical, strict=True)
    )
