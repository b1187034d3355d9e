"""The built-in codebook names each theme once."""

from themes.codebooks import builtin


def test_the_codebook_names_each_theme_once() -> None:
    names = [code.name for code in builtin.codebook()]
    assert len(names) == len(set(names)) >= 90
