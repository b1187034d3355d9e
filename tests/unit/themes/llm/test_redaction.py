"""How much of the personal data that is planted in the sample study is found; the docs tell the figure."""

import re
from pathlib import Path

import pytest

from themes.llm.redaction.redaction import PersonalData
from themes.transcripts.turns import turns

REPO = Path(__file__).parents[4]
INTERVIEWS = sorted((REPO / "docs" / "sample-study" / "interviews").glob("*.*"))
WITH_CUE = (
    "Mrs Achterberg|Mr Nwosu|Dr Halvorsen|my colleague Xiomara|my brother Tadhg|a lady called Oighrig"
    "|Frau Zwirner|Uncle Bodil|my boss Siobhan Mulqueen|our foreman Zbigniew"
    "|his wife Nkechi|Professor Lindqvist"
)
PLAIN = (
    "Maria Keller|Thomas|Julia Brandt|Ahmed Rahman|Sophie Marchand|Carlos Ibarra|Daan Visser|João Pinto"
    "|Emily|Kev|Giulia Conti|Agnieszka|Rajesh|Hannah Osei|Lukas|Camille|Oliver Strand|Beatriz|Mohammed|Jez"
)
UNUSUAL = "Qiaolin|Oyelaran|Thandeka|Wairimu|Eilidh|Hrafnhildur|Xolani|Nguyet|Saoirse|Bjarni"
CONTACTS = (
    "m.keller@tradeline.example|keller at tradeline dot com|https://example.org/u/mkeller|@mkeller88"
    "|07700 900123|+49 30 901820|(555) 010-9988|0612345678|DE44 5001 0517 5407 3249 31|AB-449201"
    "|customer number 88213|14 Cherry Tree Lane|Lindenstraße 7|12 rue des Lilas|Calle de Alcalá 45|SW1A 2AA"
    "|Prinsengracht 263|192.168.10.24"
)


def share_found(planted: str) -> float:
    """Plant each in a sentence of an interview of its own, and count those of which nothing is left."""
    wordings = planted.split("|")
    hidden = 0
    for number, wording in enumerate(wordings):
        text = INTERVIEWS[number % len(INTERVIEWS)].read_text(encoding="utf-8")
        words = f"We had told {wording} about it twice."
        redaction = PersonalData(f"{text}\n{words}", {turn.speaker for turn in turns(text) if turn.speaker})
        left = redaction.hidden(words)
        secret = re.sub(
            r"^(?:M|Dr|Frau|my|a lady|our|his|Uncle|Prof|customer number)\S*(?: \w+)?? (?=[A-Z\d])",
            "",
            wording,
        )
        hidden += all(word not in left for word in re.findall(r"\w{3,}", secret))
    return hidden / len(wordings)


@pytest.mark.parametrize(
    ("planted", "least"),
    [(WITH_CUE, 1), (PLAIN, 0.95), (CONTACTS, 1)],
    ids=["names after a cue", "common first names", "contact details"],
)
def test_what_is_planted_in_the_sample_study_is_found(planted: str, least: float) -> None:
    assert share_found(planted) >= least, share_found(planted)


def test_unusual_first_names_without_a_cue_are_missed_as_the_docs_say() -> None:
    assert share_found(UNUSUAL) < 0.7


def test_every_speaker_of_the_sample_study_is_hidden() -> None:
    for file in (file for file in INTERVIEWS if file.suffix in {".txt", ".md"}):
        text = file.read_text(encoding="utf-8")
        speakers = {turn.speaker for turn in turns(text) if turn.speaker} - {"Interviewer"}
        hidden = PersonalData(text, speakers).hidden(text)
        assert not [name for name in speakers if re.search(rf"\b{name}\b", hidden)]
