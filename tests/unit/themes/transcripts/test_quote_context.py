"""What stands around a quote: the speaker's own words, which join with it to what was said."""

import pytest

from themes.transcripts.quote_context import MOST_BESIDE, quote_context
from themes.transcripts.turns import turns


def beside(text: str, said: str) -> tuple[str, str]:
    start = text.index(said)
    found = quote_context(text, turns(text), start, start + len(said))
    return found.before, found.after


def test_a_quote_and_the_words_around_it_join_to_what_was_said() -> None:
    text = "Nadia: How is it?\nAnn: It is (too slow), and then it stops.\nNadia: Thanks."
    before, after = beside(text, "too slow")
    assert f"{before}too slow{after}" == "It is (too slow), and then it stops."


def test_long_words_around_it_are_cut_at_a_space() -> None:
    before, after = beside(f"Ann: {'before ' * 60}too slow{' after' * 60}", "too slow")
    assert before.startswith("… before ")
    assert before.endswith(" before ")
    assert after.startswith(" after ")
    assert after.endswith(" after …")


@pytest.mark.parametrize("said", ["导出太慢了", "ส่งออกช้า"], ids=["Chinese", "Thai"])
def test_where_no_space_is_near_the_words_are_cut_anywhere_and_do_not_vanish(said: str) -> None:
    filler = "界" * 400
    before, after = beside(f"Ann: 好 {filler}{said}{filler} 好", said)
    assert before == "…" + "界" * MOST_BESIDE
    assert after == "界" * MOST_BESIDE + "…"
