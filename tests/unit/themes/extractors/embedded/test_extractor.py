"""The embedded extractor finds themes in any text, with passages that are the text's own words."""

import asyncio
import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import uuid4

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.embedded_texts import TRANSCRIPT, Counting
from tests.support.waiting import patience
from themes.embeddings import precomputed
from themes.embeddings.minilm import MiniLM
from themes.extractors.embedded.extractor import LocalExtractor
from themes.models import Extraction, Interview, Quote, Vectors
from themes.transcripts.turns import is_question


def interview(text: str, *quotes: Quote) -> Interview:
    return Interview(
        id=uuid4(), title="t", text=text, created_at=datetime(2024, 1, 1, tzinfo=UTC), quotes=quotes
    )


def marked(text: str, passage: str, topic: str | None) -> Quote:
    start = text.index(passage)
    return Quote(id=uuid4(), text=passage, start=start, end=start + len(passage), topic=topic)


@pytest.fixture(scope="module")
def extractor() -> LocalExtractor:
    return LocalExtractor(MiniLM())


def extract(extractor: LocalExtractor, text: str, *quotes: Quote) -> Extraction:
    return asyncio.run(extractor.extract(interview(text, *quotes)))


def assert_grounded(extraction: Extraction, text: str) -> None:
    for mention in extraction.mentions:
        for passage in mention.passages:
            assert text[passage.start : passage.end] == passage.text


def test_themes_are_found_with_the_sentences_that_say_them(extractor: LocalExtractor) -> None:
    found = {mention.name: mention for mention in extract(extractor, TRANSCRIPT).mentions}
    assert "crashed" in found["Bugs and crashes"].passages[0].text
    assert "four days" in found["Support is slow or unhelpful"].passages[0].text


def test_what_the_interviewer_says_is_no_evidence(extractor: LocalExtractor) -> None:
    said = " ".join(p.text for m in extract(extractor, TRANSCRIPT).mentions for p in m.passages)
    assert "help desk" not in said


def test_rationales_name_the_speaker_and_quote_nothing(extractor: LocalExtractor) -> None:
    for mention in extract(extractor, TRANSCRIPT).mentions:
        assert "Rosa" in mention.rationale
        assert not any(passage.text in mention.rationale for passage in mention.passages)


def test_the_same_interview_gives_the_same_extraction(extractor: LocalExtractor) -> None:
    assert extract(extractor, TRANSCRIPT) == extract(LocalExtractor(MiniLM()), TRANSCRIPT)


def test_small_talk_gives_no_theme(extractor: LocalExtractor) -> None:
    text = "Bo: Hi there.\nAl: Hello. Can you hear me?\nBo: Yes, fine. Thanks.\nAl: Good. Bye.\n"
    assert extract(extractor, text).mentions == ()


def test_a_marked_topic_is_a_mention_with_its_quotes(extractor: LocalExtractor) -> None:
    quote = marked(TRANSCRIPT, "red ones and yellow ones", " Balcony  gardening ")
    found = {mention.name: mention for mention in extract(extractor, TRANSCRIPT, quote).mentions}
    assert found["Balcony gardening"].passages[0].text == quote.text
    assert found["Balcony gardening"].confidence >= 0.8


def test_every_quote_of_a_marked_topic_is_a_passage(extractor: LocalExtractor) -> None:
    sentences = [f"Remark {number} was about the balcony." for number in range(9)]
    text = f"Rosa: {' '.join(sentences)}"
    quotes = [marked(text, sentence, "Balcony") for sentence in sentences]
    found = {mention.name: mention for mention in extract(extractor, text, *quotes).mentions}
    assert [passage.text for passage in found["Balcony"].passages] == sentences


def test_a_topic_is_a_name_that_can_be_stored(extractor: LocalExtractor) -> None:
    quote = marked(TRANSCRIPT, "red ones and yellow ones", "Balcony\x07 \u200bgardening\u202e")
    assert "Balcony gardening" in {mention.name for mention in extract(extractor, TRANSCRIPT, quote).mentions}


def test_quotes_that_do_not_read_the_same_are_not_cited(extractor: LocalExtractor) -> None:
    stale = marked(TRANSCRIPT, "red ones", "Colours").model_copy(update={"start": 3, "end": 11})
    assert "Colours" not in {m.name for m in extract(extractor, TRANSCRIPT, stale).mentions}


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t",
        "no punctuation at all just one long breath and the price is far too high for us " * 60,
        "我们每天都用这个软件，但是它经常崩溃，而且没有人回答我们的问题。" * 20,
        "Der Preis ist viel zu hoch, und niemand antwortet auf unsere Fragen. " * 20,
        "\x00\x01 \ufffd \u202e reversed \U0001f600 " * 50,
        "Anna:\nBob:\n" * 50,
    ],
    ids=["empty", "blank", "no punctuation", "Chinese", "German", "control characters", "labels only"],
)
def test_any_text_is_read_without_failing(extractor: LocalExtractor, text: str) -> None:
    assert_grounded(extract(extractor, text), text)


@given(st.text(alphabet=st.sampled_from("Anna: Bob\n.?!,slowprice\x00é好。"), max_size=300))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_passages_are_always_verbatim(extractor: LocalExtractor, text: str) -> None:
    assert_grounded(extract(extractor, text), text)


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
    reading = asyncio.create_task(LocalExtractor(embedder).extract(interview(TRANSCRIPT)))
    await asyncio.sleep(0.05)
    assert not reading.done()
    embedder.released.set()
    await reading


def test_talk_that_is_no_theme_is_no_evidence(extractor: LocalExtractor) -> None:
    """Who somebody is, how large the firm is and how the interview goes are in every interview."""
    text = """Ann: I have been a joiner for thirty years now, and before that I was in the navy.
Ann: We are nine people here, and in the summer we take on three or four more of them.
Ann: That is a good question, let me think about that for a moment before I answer it.
Ann: We had some cake on Friday because it was the birthday of my youngest daughter.
"""
    assert extract(extractor, text).mentions == ()


def test_each_sentence_is_embedded_once_and_the_built_in_codebook_never() -> None:
    embedder = Counting()
    extract(LocalExtractor(embedder), TRANSCRIPT)
    said = [text for text in embedder.texts if text and not is_question(text)]
    assert len(said) == len(set(said)) == 3
    assert not set(embedder.texts) & set(precomputed.texts())


def test_the_fingerprint_changes_with_the_codebook(monkeypatch: pytest.MonkeyPatch) -> None:
    extractor = LocalExtractor(MiniLM())
    before = extractor.fingerprint
    monkeypatch.setattr("themes.extractors.embedded.extractor.codebook_fingerprint", lambda: "another")
    assert extractor.fingerprint != before
