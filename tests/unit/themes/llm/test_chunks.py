"""Long transcripts are read in parts, and nothing of them is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themes.llm.chunks import CHARACTERS_PER_TOKEN, OVERLAP_SHARE, chunks
from themes.transcripts.turns import turns

TEXT = st.one_of(
    st.text(max_size=2000),
    st.text(alphabet="ab .!?\n", max_size=3000),
    st.lists(
        st.sampled_from(["Anna: I like it. Really!", "Ben: Why? ", "word", "", "长句子。"]), max_size=150
    ).map("\n".join),
)


@given(text=TEXT, max_tokens=st.integers(1, 200))
def test_parts_cover_the_text_in_order_and_within_bounds(text: str, max_tokens: int) -> None:
    limit = max_tokens * CHARACTERS_PER_TOKEN
    parts = chunks(text, turns(text), max_tokens)
    assert bool(parts) == bool(text.strip())
    covered = 0
    for part in parts:
        assert part.start <= covered < part.end, "no gap, and each part brings something new"
        assert covered - part.start <= limit * OVERLAP_SHARE
        assert part.end - part.start <= limit
        covered = part.end
    assert covered == (len(text) if parts else 0)


def test_a_short_transcript_is_one_part() -> None:
    (part,) = chunks("Anna: Fine.", turns("Anna: Fine."), 10)
    assert (part.start, part.end) == (0, 11)


def test_parts_end_between_turns_where_turns_are_short() -> None:
    text = "\n".join(f"{'Anna' if i % 2 else 'Ben'}: this is what I said as number {i}." for i in range(600))
    for part in chunks(text, turns(text), 500):
        assert text[part.start :].startswith(("Anna:", "Ben:"))
        assert text[: part.end].endswith(".\n") or part.end == len(text)


def test_parts_end_between_sentences_in_one_giant_line() -> None:
    text = "Anna: " + " ".join(f"This is the sentence number {i} of a monologue." for i in range(300))
    parts = chunks(text, turns(text), 300)
    assert len(parts) > 5
    assert all(text[: part.end].rstrip().endswith(".") for part in parts)
    assert all(text[part.start :].startswith("This") for part in parts[1:])


def test_parts_end_at_white_space_where_nobody_uses_full_stops() -> None:
    text = "word " * 1000
    assert all(text[part.end - 1] == " " for part in chunks(text, turns(text), 50))


def test_parts_end_anywhere_where_there_is_no_space() -> None:
    parts = chunks("x" * 1000, turns("x" * 1000), 50)
    assert parts[0].end == 200
    assert parts[1].start == 190


@pytest.mark.timeout(60)
def test_a_very_long_transcript_is_split_to_its_end() -> None:
    text = "Anna: I waited for a long time. Ben: Did you?\n" * 10_000
    parts = chunks(text, turns(text), 12_000)
    assert len(parts) > 10
    assert parts[-1].end == len(text)
