"""Text in any common encoding is read by what it says; the preview names the encoding that was guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.interview_files.decoding import decode
from cli.interview_files.faults import FileFaultError

WESTERN = {
    "English": "She said “I don’t know” – it’s fine… and we’ll see.",
    "French": "J’ai été très déçu par le café, ça va où ? L’élève garçon naïf.",
    "Spanish": "Yo decía que mañana la canción está aquí, ¿verdad? Sí, señor.",
    "German": "Ich hätte gerne größere Übungen für die Straße, schöne Grüße.",
    "Portuguese": "Não, a informação não está disponível às vezes.",
    "Swedish": "Jag tycker att det är för dyrt på sommaren, åtta gånger.",
}


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.parametrize("text", WESTERN.values(), ids=WESTERN)
def test_western_text_is_told_apart_by_its_letters(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.encoding in decoded.doubts[0]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Я думаю, что это очень неудобно и долго.", "cp1251"),
        ("Я думаю, что это очень неудобно и долго.", "koi8-r"),
        ("Myślę, że to jest bardzo źle zrobione, żółć.", "cp1250"),
        ("これはとても不便だと思います。", "shift_jis"),
        ("我觉得这个应用很慢,我不喜欢。", "gbk"),
        ("Νομίζω ότι είναι πολύ αργό.", "cp1253"),
        ("Bence çok yavaş çalışıyor, değil mi?", "cp1254"),
        ("이 앱은 너무 느려요.", "euc-kr"),
    ],
)
def test_text_of_other_scripts_is_recognised(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\r", exclude_categories=["Cc", "Cs"])))
def test_unicode_text_comes_back_whatever_the_form(text: str) -> None:
    for codec in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        assert decode((text + " end").encode(codec)).text.removesuffix(" end") in (
            text,
            text.removeprefix("\ufeff"),
        ) or ("encoded twice" in decode((text + " end").encode(codec)).doubts[0])


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_read_with_a_doubt(codec: str) -> None:
    decoded = decode("Tom: “hello” – and more".encode(codec))
    assert decoded.text == "Tom: “hello” – and more"
    assert "UTF-16" in decoded.doubts[0]


def test_letters_encoded_twice_are_mended_and_told() -> None:
    text = "Tom: â€œagainâ€™s cafÃ©\nAna: fine"
    decoded = decode(text.encode())
    assert decoded.text == "Tom: “again’s café\nAna: fine"
    assert "encoded twice" in decoded.doubts[0]


def test_a_few_broken_characters_do_not_cost_the_file() -> None:
    sound = "Größe, Übung, schön, Straße, Café, naïve, Élan, März, Tür, Öl, grün. ".encode() * 2
    decoded = decode(sound + "Größe".encode("cp1252"))
    assert decoded.text.endswith("Größe")
    assert "broken" in decoded.doubts[0]


@pytest.mark.parametrize("data", [b"PK\x03\x04" + bytes(range(32)) * 40, b"\x00\x01\x02\xff" * 99, b"a\x00b"])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(FileFaultError, match="no text"):
        decode(data)
    assert isinstance(decode(data, lenient=True).text, str)
