"""The embedded extractor names what people return to, in their words, with sentences that say something."""

import asyncio
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import uuid4

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.waiting import patience
from themes.codebooks.study import Study, StudyCode
from themes.embeddings.minilm import MiniLM
from themes.extractors.embedded.extractor import MOST_CHARACTERS, LocalExtractor
from themes.extractors.embedded.lexicon import LANGUAGES, lexicon
from themes.extractors.embedded.recurrence import recurring
from themes.models import Extraction, Interview, InterviewMentions, Quote, Vectors

WHEN = datetime(2024, 1, 1, tzinfo=UTC)
TRANSCRIPT = """Interviewer: How do you get along with the water meter so far?
Rosa: Honestly the water meter is a nuisance, because I have to kneel on the floor to read it.
Interviewer: And the people at the help desk, is the help desk useful?
Rosa: I waited four weeks for an answer from them, and then it was a standard letter.
Rosa: My neighbour says that her water meter sends the figures by itself, and I would love to have that.
"""
GARDENS = (
    """Interviewer: How is the watering done?
Ute: The irrigation is a worry to me, because it breaks down every summer and nobody repairs it.
Ute: I pay for the irrigation every year, although it never reaches my plot at the back.
Interviewer: Does the irrigation matter to everybody?
Ute: The waiting list is too long, I stood on the waiting list for four years before I got in.
""",
    """Interviewer: And how did you come here?
Jens: My plot is small, but the children can play there and my plot is the best thing I have.
Jens: The irrigation does not reach us, so I carry the cans myself every evening after work.
Jens: Without the irrigation everything dries out, which is terrible for the people at the far end.
Jens: The waiting list was a mystery to me, since nobody told me where I stood on the waiting list.
""",
    """Interviewer: Tell me about it.
Mia: Our irrigation is great when it runs, because then I can go away for a week without worrying.
Mia: We need an irrigation that works in a drought, and the club should finally buy a proper pump.
Mia: The waiting list is unfair, because my sister has been on the waiting list for years.
""",
)


def interview(text: str, *quotes: Quote) -> Interview:
    return Interview(id=uuid4(), title="t", text=text, created_at=WHEN, quotes=quotes)


def marked(text: str, passage: str, topic: str | None) -> Quote:
    start = text.index(passage)
    return Quote(id=uuid4(), text=passage, start=start, end=start + len(passage), topic=topic)


@pytest.fixture(scope="module")
def extractor() -> LocalExtractor:
    return LocalExtractor(MiniLM())


def extract(extractor: LocalExtractor, text: str, *quotes: Quote) -> Extraction:
    return asyncio.run(extractor.extract(interview(text, *quotes)))


def heard(extractor: LocalExtractor, texts: Sequence[str]) -> list[InterviewMentions]:
    """Return what the extractor hands on of each text."""
    return [
        InterviewMentions(interview_id=uuid4(), created_at=WHEN, mentions=extract(extractor, text).mentions)
        for text in texts
    ]


def themes(extractor: LocalExtractor, texts: Sequence[str]) -> dict[str, list[str]]:
    """Return the passages of each theme that recurs in the texts, by its name."""
    found: dict[str, list[str]] = {}
    for one in recurring(heard(extractor, texts), (), 2).interviews:
        for mention in one.mentions:
            found.setdefault(mention.name, []).extend(passage.text for passage in mention.passages)
    return found


def assert_grounded(extraction: Extraction, text: str) -> None:
    for mention in extraction.mentions:
        for passage in mention.passages:
            assert text[passage.start : passage.end] == passage.text


def test_what_people_return_to_is_a_theme_in_their_words_with_sentences_about_it(
    extractor: LocalExtractor,
) -> None:
    found = themes(extractor, GARDENS)
    assert {"Irrigation", "Waiting list"} <= found.keys()
    assert all("irrigation" in passage.lower() for passage in found["Irrigation"])
    assert len(found["Irrigation"]) >= 4


def test_one_passage_is_shown_for_one_theme(extractor: LocalExtractor) -> None:
    passages = [passage for cited in themes(extractor, GARDENS).values() for passage in cited]
    assert len(passages) == len(set(passages))


def test_what_the_interviewer_says_and_asks_is_no_evidence(extractor: LocalExtractor) -> None:
    said = " ".join(passage for cited in themes(extractor, GARDENS).values() for passage in cited)
    assert "matter to everybody" not in said
    assert "Interviewer" not in said


def test_nothing_is_a_theme_where_nothing_recurs(extractor: LocalExtractor) -> None:
    assert (
        themes(extractor, [GARDENS[0], "Bo: I sell bread on the market, and the oven is my whole pride."])
        == {}
    )


def test_what_one_interview_alone_returns_to_is_no_theme(extractor: LocalExtractor) -> None:
    assert "Irrigation" not in themes(extractor, [GARDENS[0], TRANSCRIPT])


def test_the_order_of_interviews_changes_nothing(extractor: LocalExtractor) -> None:
    read = heard(extractor, GARDENS)
    forwards, backwards = recurring(read, (), 2), recurring(read[::-1], (), 2)
    assert forwards.interviews == backwards.interviews[::-1]


def test_a_theme_that_is_known_stays_with_one_interview_that_speaks_of_it(extractor: LocalExtractor) -> None:
    (one,) = recurring(heard(extractor, GARDENS[:1]), {"irrigation"}, 2).interviews
    assert "Irrigation" in {mention.name for mention in one.mentions}


def test_what_does_not_recur_is_counted_and_not_dropped_in_silence(extractor: LocalExtractor) -> None:
    (skipped,) = recurring(heard(extractor, GARDENS[:1]), (), 2).skipped
    assert skipped.item.endswith("phrases")
    assert not any(word in skipped.item + skipped.reason for word in ("irrigation", "plot"))


def test_words_of_the_guide_that_stand_in_several_transcripts_are_no_evidence(
    extractor: LocalExtractor,
) -> None:
    """An observer's sheet repeats its tasks in every transcript, without a label."""
    task = "I like the export button because the export button is useful to get the table of values."
    talks = [f"{task}\n\n{own}\n" for own in ("Nothing happened when I tried.", "I went home early.")]
    assert themes(extractor, talks) == {}


SIDES = (
    "The booking page is really useful to me, because it helps me to plan my week.",
    "The calendar was very useful to us, and I am happy that it helps me with the shifts.",
    "The reports are not useful to me at all, and they do not help anybody in our office.",
    "It would be useful to have a search, if only somebody would build it for us one day.",
)


def test_praise_never_proves_a_complaint_nor_the_reverse(extractor: LocalExtractor) -> None:
    found = themes(extractor, SIDES)
    assert {passage[:12] for passage in found["Useful and helpful"]} == {"The booking ", "The calendar"}


@pytest.mark.parametrize(
    "said",
    [
        "Thank you so much for the wonderful talk, it was really lovely to meet you and good bye.",
        "Was the form easy to fill in, and was the form clear to you and to your family?",
        "# The form is easy to fill in and the form is clear to everybody who has ever used it",
        "(The participant finds the form easy to fill in and says that the form is clear.)",
    ],
    ids=["courtesy", "question", "heading", "note of the transcriber"],
)
def test_what_states_nothing_is_no_evidence(extractor: LocalExtractor, said: str) -> None:
    assert extract(extractor, f"{said}\n\n").mentions == ()


SPOKEN = {
    "de": (
        "Bewässerung",
        "Die Bewässerung macht mir Sorgen, weil sie im Sommer immer wieder ausfällt. "
        "Für die Bewässerung zahle ich jedes Jahr, obwohl sie meinen Garten gar nicht erreicht.",
        "Unsere Bewässerung ist kaputt, also schleppe ich die Kannen jeden Abend selbst. "
        "Ohne die Bewässerung vertrocknet mir alles, und das ist im August wirklich schlimm.",
    ),
    "fr": (
        "Badge",
        "Mon badge est pratique, parce que je ne dois plus chercher mes clés le matin. "
        "Le badge est resté dans la voiture, donc je suis restée dehors sous la pluie.",
        "Le badge est inutile le dimanche, parce que la porte est alors fermée à clé. "
        "Avec un badge pour toute la famille, nous serions tous beaucoup plus tranquilles ici.",
    ),
    "es": (
        "Parada",
        "La parada está muy lejos de mi casa, y por eso llego cansada al trabajo. "
        "La parada no tiene techo, así que cuando llueve nos mojamos todos los vecinos.",
        "La parada es peligrosa de noche, porque no hay luz en toda la calle. "
        "Para mí la parada es importante, porque mi madre no puede conducir desde hace años.",
    ),
    "nl": (
        "Planning",
        "De planning is voor mij een probleem, omdat er elke dag iemand anders komt. "
        "De planning verandert steeds en niemand van het kantoor belt mij daarover op.",
        "Met de planning ben ik niet tevreden, omdat ze altijd veel te laat komen. "
        "Door de planning moet ik mijn afspraken verzetten, en dat vind ik erg vervelend.",
    ),
    "pt": (
        "Matrícula",
        "A matrícula foi complicada, porque faltava sempre um documento da outra escola. "
        "A matrícula devia ser mais simples para os pais que trabalham durante o dia.",
        "Para nós a matrícula é cara, e tenho medo de não conseguir pagar tudo. "
        "Com a matrícula perdi uma semana inteira, porque ninguém respondia às minhas cartas.",
    ),
}


@pytest.mark.parametrize("language", SPOKEN)
def test_other_languages_are_read_as_english_is(extractor: LocalExtractor, language: str) -> None:
    name, *texts = SPOKEN[language]
    found = themes(extractor, texts)
    assert all(name.lower() in passage.lower() for passage in found[name])
    assert len(found[name]) == 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_built_in_codes(language: str) -> None:
    codes = lexicon(language).codes
    assert [(code.key, code.plain) for code in codes] == [(c.key, c.plain) for c in lexicon("en").codes]
    assert len({code.name for code in codes}) == len(codes)


def test_what_is_kept_of_a_long_interview_is_bounded(extractor: LocalExtractor) -> None:
    """The cache keeps an extraction for each interview, however long the interview is."""
    subjects = ("meter", "pump", "plot", "shed", "fence", "gate", "hose", "compost", "cabbage", "spade")
    said = " ".join(
        f"I think the {one} {other} is confusing, because nobody told me about the {one} {other} in week {n}."
        for n in range(10)
        for one in subjects
        for other in subjects
        if one != other
    )
    mentions = extract(extractor, f"Rosa: {said}").mentions
    assert mentions
    assert sum(len(passage.text) for mention in mentions for passage in mention.passages) <= MOST_CHARACTERS


def test_an_interview_in_another_language_is_named_with_what_would_read_it(
    extractor: LocalExtractor,
) -> None:
    text = "Ania: Podlewanie działa bardzo źle, a nikt nie odpowiada na nasze pytania od wielu tygodni. " * 3
    found = extract(extractor, text, marked(text, "działa bardzo źle", "Podlewanie"))
    (skipped,) = found.skipped
    assert "Polish" in skipped.reason
    assert "OPENAI_API_KEY" in skipped.reason
    assert [mention.name for mention in found.mentions] == ["Podlewanie"], "what people marked counts still"


def test_the_same_interview_gives_the_same_extraction(extractor: LocalExtractor) -> None:
    assert extract(extractor, TRANSCRIPT) == extract(LocalExtractor(MiniLM()), TRANSCRIPT)


def test_rationales_quote_nothing(extractor: LocalExtractor) -> None:
    for mention in extract(extractor, TRANSCRIPT).mentions:
        assert not any(passage.text in mention.rationale for passage in mention.passages)


def test_small_talk_gives_no_theme(extractor: LocalExtractor) -> None:
    text = "Bo: Hi there.\nAl: Hello. Can you hear me?\nBo: Yes, fine. Thanks.\nAl: Good. Bye.\n"
    assert extract(extractor, text).mentions == ()


def test_a_marked_topic_is_a_mention_with_its_quotes(extractor: LocalExtractor) -> None:
    quote = marked(TRANSCRIPT, "kneel on the floor", " Balcony  gardening ")
    found = {mention.name: mention for mention in extract(extractor, TRANSCRIPT, quote).mentions}
    assert found["Balcony gardening"].passages[0].text == quote.text
    assert found["Balcony gardening"].confidence >= 0.8


def test_every_quote_of_a_marked_topic_is_a_passage(extractor: LocalExtractor) -> None:
    sentences = [f"Remark {number} was about the balcony." for number in range(9)]
    text = f"Rosa: {' '.join(sentences)}"
    quotes = [marked(text, sentence, "Balcony") for sentence in sentences]
    found = [m for m in extract(extractor, text, *quotes).mentions if not m.wording]
    assert [passage.text for passage in found[0].passages] == sentences


def test_a_topic_is_a_name_that_can_be_stored(extractor: LocalExtractor) -> None:
    quote = marked(TRANSCRIPT, "kneel on the floor", "Balcony\x07 \u200bgardening\u202e")
    assert "Balcony gardening" in {mention.name for mention in extract(extractor, TRANSCRIPT, quote).mentions}


def test_quotes_that_do_not_read_the_same_are_not_cited(extractor: LocalExtractor) -> None:
    stale = marked(TRANSCRIPT, "kneel", "Colours").model_copy(update={"start": 3, "end": 8})
    assert "Colours" not in {m.name for m in extract(extractor, TRANSCRIPT, stale).mentions}


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "no punctuation at all just one long breath and the price is far too high for us " * 60,
        "我们每天都用这个软件，但是它经常崩溃，而且没有人回答我们的问题。" * 20,
        "Der Preis ist viel zu hoch, und niemand antwortet auf unsere Fragen. " * 20,
        "L’appli plante, et personne n’ose le dire à l’équipe qui l’a faite. " * 20,
        "\x00\x01 \ufffd \u202e reversed \U0001f600 " * 50,
        "Anna:\nBob:\n" * 50,
    ],
    ids=[
        "empty",
        "blank",
        "no punctuation",
        "Chinese",
        "German",
        "French",
        "control characters",
        "labels only",
    ],
)
def test_any_text_is_read_without_failing(extractor: LocalExtractor, text: str) -> None:
    assert_grounded(extract(extractor, text), text)


@given(st.text(alphabet=st.sampled_from("Anna: Bob\n.?!,slowprice\x00é’好。"), max_size=300))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_passages_are_always_verbatim(extractor: LocalExtractor, text: str) -> None:
    assert_grounded(extract(extractor, text), text)


CODE = StudyCode(
    name="Paying by card", definition="People pay by card, or cannot.", examples=("I pay by card",)
)


class Waiting:
    """An embedder that answers only when it is told to."""

    fingerprint = "waiting"

    def __init__(self) -> None:
        self.released = threading.Event()

    def embed(self, texts: Sequence[str]) -> Vectors:
        assert self.released.wait(patience(30))
        return np.tile(np.eye(1, 384, dtype=np.float32), (len(texts), 1))


async def test_the_event_loop_stays_free_while_an_interview_is_read() -> None:
    embedder = Waiting()
    reader = LocalExtractor(embedder, Study(codes=(CODE,)))
    reading = asyncio.create_task(reader.extract(interview(TRANSCRIPT)))
    await asyncio.sleep(0.05)
    assert not reading.done()
    embedder.released.set()
    await reading


class Refusing:
    """An embedder that nobody may ask."""

    fingerprint = "refusing"

    def embed(self, texts: Sequence[str]) -> Vectors:
        raise AssertionError(f"{len(texts)} texts were embedded")


def test_nothing_is_embedded_for_a_study_without_codes() -> None:
    assert extract(LocalExtractor(Refusing()), TRANSCRIPT).mentions


def test_the_fingerprint_changes_with_the_lexicons_and_the_study(monkeypatch: pytest.MonkeyPatch) -> None:
    embedder = MiniLM()
    before = LocalExtractor(embedder).fingerprint
    assert LocalExtractor(embedder, Study(codes=(CODE,))).fingerprint != before
    monkeypatch.setattr("themes.extractors.embedded.extractor.lexicon_fingerprint", lambda: "another")
    assert LocalExtractor(embedder).fingerprint != before
