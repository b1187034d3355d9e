"""Keyphrases are nouns that an interview returns to."""

from themes.extractors.embedded.keyphrases import phrases


def test_phrases_are_nouns_that_the_interview_returns_to_in_words_it_uses() -> None:
    sentences = [
        "We moved the water meters.",
        "The water meter leaks.",
        "My water meter froze.",
        "A water meter!",
    ]
    text = " ".join([*sentences, "It was leaking and leaking and leaking and leaking."])
    spans = [(text.index(s), text.index(s) + len(s)) for s in sentences]
    (found,) = phrases(text, spans, frozenset())
    assert found.words == "water meter"
    assert {text[a:b].lower() for a, b in found.places} == {"water meter", "water meters"}


def test_a_word_alone_is_no_theme_however_often_it_is_said() -> None:
    text = "The customer called. My customer paid. A customer left. The customer wrote. Our customer waits."
    sentences = [(at, text.index(".", at) + 1) for at in (0, 21, 38, 55, 75)]
    assert phrases(text, sentences, frozenset()) == ()
