"""What of a text can only come from certain interviews, so that it goes when they are erased."""

import re
from collections.abc import Iterable

RUN_WORDS = 4
"""As many words in a row are an interview's own, even if each of them is common."""

# In a script written without spaces every character counts as a word.
_WORD = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]"
    "|[^\\W_\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\U00020000-\U0003ffff]+"
)


class ErasureTraces:
    """The texts, out of some, that hold words of erased interviews which no other interview holds.

    Texts and interviews are compared word by word, whatever their case and punctuation: by single words,
    and by runs of RUN_WORDS words.
    """

    def __init__(self, texts: Iterable[str], erased: Iterable[str]) -> None:
        said = set[str]().union(*map(_pieces, erased))
        shared = {text: _pieces(text) & said for text in texts}
        self._suspects = {text: pieces for text, pieces in shared.items() if pieces}

    @property
    def texts(self) -> frozenset[str]:
        """Those texts that nothing seen elsewhere accounts for."""
        return frozenset(self._suspects)

    def seen_elsewhere(self, interview: str) -> None:
        """Take into account what another interview, which stays, holds as well."""
        if self._suspects:
            pieces = _pieces(interview)
            left = {text: suspect - pieces for text, suspect in self._suspects.items()}
            self._suspects = {text: suspect for text, suspect in left.items() if suspect}


def _pieces(text: str) -> set[str]:
    words = _WORD.findall(text.casefold())
    runs = (" ".join(words[start : start + RUN_WORDS]) for start in range(len(words) - RUN_WORDS + 1))
    return {*words, *runs}
