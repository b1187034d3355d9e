"""Folded text keeps the way back to the characters that it was folded from."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from themes.text.normalization import normalize_text

ODDITIES = " \n-'\"ßİıſﬁ\u0301\u0345\u1100\u1161\u11a8\u200d½²"

ANYTHING = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from(ODDITIES)))


@given(ANYTHING)
def test_folding_maps_every_character_back_to_where_it_stood(text: str) -> None:
    folded = normalize_text(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    for start, end in zip(folded.starts, folded.ends, strict=True):
        assert 0 <= start < end <= len(text)
    assert folded.starts == sorted(folded.starts)


@given(ANYTHING)
def test_folding_is_blind_to_unicode_form_and_to_itself(text: str) -> None:
    forms = {normalize_text(unicodedata.normalize(form, text)).text for form in ("NFC", "NFD")}
    assert forms == {normalize_text(text).text}
    assert normalize_text(normalize_text(text).text).text == normalize_text(text).text
