"""A study's own codes are found by meaning, in windows of one to three sentences."""

from tests.support.embedded_texts import TRANSCRIPT, Counting
from tests.support.transcripts import interview
from themes.codebooks.study import Study, StudyCode
from themes.embeddings import precomputed
from themes.embeddings.minilm import MiniLM
from themes.extractors.embedded.study_codes import StudyCodes
from themes.transcripts.turns import is_question

CODES = (
    StudyCode(name="Waiting for support", definition="People wait for an answer from support.", examples=()),
)


def test_a_code_is_mentioned_with_the_sentences_that_mean_it() -> None:
    (mention,) = StudyCodes(Study(codes=CODES), MiniLM()).mentions(interview(TRANSCRIPT))
    assert mention.name == "Waiting for support"
    assert "four days" in mention.passages[0].text
    assert "tomatoes" not in " ".join(passage.text for passage in mention.passages)


def test_rationales_name_the_speaker_and_quote_nothing() -> None:
    (mention,) = StudyCodes(Study(codes=CODES), MiniLM()).mentions(interview(TRANSCRIPT))
    assert "Rosa" in mention.rationale
    assert not any(passage.text in mention.rationale for passage in mention.passages)


def test_each_sentence_is_embedded_once_and_the_built_in_codebook_never() -> None:
    embedder = Counting()
    StudyCodes(Study(codes=CODES), embedder).mentions(interview(TRANSCRIPT))
    own = {CODES[0].name, CODES[0].definition, f"{CODES[0].name}. {CODES[0].definition}"}
    said = [text for text in embedder.texts if text and not is_question(text) and text not in own]
    assert len(set(said) & set(TRANSCRIPT.replace("Rosa: ", "").splitlines())) == 3
    assert len(said) == len(set(said))
    assert not set(embedder.texts) & set(precomputed.texts())
