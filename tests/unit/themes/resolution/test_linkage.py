"""Names join the likest theme, and opposites stay apart."""

import numpy as np

from themes.models import (
    NameGroup,
)
from themes.resolution.linkage import link_by_similarity
from themes.resolution.similarity import NameVectors


def beside(*angles: int) -> NameVectors:
    """Names "a", "b", … whose likeness is the cosine of the degrees between them."""
    radians = np.radians(np.array(angles, np.float32))
    vectors = np.stack([np.cos(radians), np.sin(radians)], axis=1)
    return NameVectors({chr(ord("a") + row): vector for row, vector in enumerate(vectors)})


def entry(slug: str, name: str) -> NameGroup:
    return NameGroup(slug=slug, name=name, description="")


def test_an_opposite_in_between_does_not_draw_a_cluster_apart() -> None:
    """The likest pair of all is one of opposites; it must not join first and be parted later."""
    names = [entry("a", "Fair price"), entry("b", "Unfair price"), entry("c", "Unfair prices")]
    assert sorted(link_by_similarity(names, [], beside(0, 10, 55))) == [(("a",),), (("b", "c"),)]


def test_a_name_joins_the_likest_theme_and_themes_stay_apart() -> None:
    names, themes = [entry("b", "B")], [entry("a", "A"), entry("c", "C")]
    assert sorted(link_by_similarity(names, themes, beside(0, 20, 25))) == [(("a",),), (("b", "c"),)]


def test_codes_less_alike_than_one_meaning_are_one_theme() -> None:
    """At 51 degrees names are alike enough for a code, at 57 for a theme, at 60 for neither."""
    names = [entry("a", "A"), entry("b", "B"), entry("c", "C")]
    assert sorted(link_by_similarity(names[:2], [], beside(0, 51))) == [(("a", "b"),)]
    assert sorted(link_by_similarity(names[:2], [], beside(0, 57))) == [(("a",), ("b",))]
    assert sorted(link_by_similarity(names[:2], [], beside(0, 60))) == [(("a",),), (("b",),)]


def test_opposites_are_not_one_theme_either() -> None:
    names = [entry("a", "Fair price"), entry("b", "Unfair price")]
    assert sorted(link_by_similarity(names, [], beside(0, 57))) == [(("a",),), (("b",),)]
