"""Slugs are stable, legible and never empty."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themes.text.slugs import MAX_LENGTH, slugify

NAMES = st.text(max_size=200)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Redefining Success", "redefining-success"),
        ("  Redefining   success! ", "redefining-success"),
        ("Work–life balance", "work-life-balance"),
        ("Don’t panic", "dont-panic"),
        ("Crème brûlée in İstanbul Straße", "creme-brulee-in-istanbul-strasse"),
        ("Ελλάδα", "ellada"),
        ("Q&A", "q-and-a"),
        ("100%", "100-percent"),
    ],
)
def test_words_are_folded_to_ascii_and_joined_by_single_hyphens(name: str, slug: str) -> None:
    assert slugify(name) == slug


@given(NAMES)
def test_a_slug_is_never_empty_bounded_legible_and_its_own_slug(name: str) -> None:
    slug = slugify(name)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= MAX_LENGTH
    assert slugify(slug) == slug


@given(NAMES)
def test_case_spacing_and_unicode_form_do_not_matter(name: str) -> None:
    assert slugify(f"  {name}\n") == slugify(name)
    assert slugify(unicodedata.normalize("NFD", name)) == slugify(unicodedata.normalize("NFC", name))


@given(st.text(alphabet=st.characters(max_codepoint=0x7F), max_size=200))
def test_upper_case_gives_the_same_slug(name: str) -> None:
    assert slugify(name.upper()) == slugify(name.lower())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C", "C#"),
        ("C", "C＃"),
        ("Pay 10 %", "Pay -10 %"),
        ("Pay 10 %", "Pay −10 %"),
        ("10 degrees", "-10 degrees"),
        ("Price 5", "Price $5"),
        ("Price -$5", "Price $5"),
        ("Answers in <5 minutes", "Answers in > 5 minutes"),
    ],
)
def test_a_sign_that_changes_the_meaning_keeps_names_apart(one: str, other: str) -> None:
    assert slugify(one) != slugify(other)


def test_a_dash_between_words_and_an_arrow_are_no_signs() -> None:
    assert slugify("Pay - 10 percent") == slugify("Pay 10 percent")
    assert slugify("Ages 10-12") == slugify("Ages 10–12") == "ages-10-12"
    assert slugify("Step -> 2") == "step-2"


def test_names_of_which_no_letter_is_left_keep_apart() -> None:
    slugs = {slugify(name) for name in ["😀", "😀😀", "!!!", "???", ""]}
    assert len(slugs) == 5
    assert slugify("😀") == slugify(" 😀 ")


def test_chinese_homophones_keep_apart() -> None:
    """Both are read "shi shi"."""
    assert slugify("事实") != slugify("实时")


def test_long_names_that_differ_at_their_end_keep_apart_and_end_after_a_word() -> None:
    start = "customers " * 12
    one, other = slugify(start + "agree"), slugify(start + "disagree")
    assert one != other
    assert re.fullmatch(r"(customers-)+[0-9a-f]{8}", one)
    assert slugify((start + "agree").upper() + "!") == one
