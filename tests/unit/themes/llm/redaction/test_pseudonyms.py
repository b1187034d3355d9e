"""Pseudonyms: one for each person, and no way back without the key."""

from themes.llm.redaction.pseudonyms import Pseudonyms

PEOPLE = ("Ingeborg Vasquez", "Tomek", "P07")


def test_a_person_has_one_pseudonym_under_each_name() -> None:
    given = Pseudonyms(b"key", PEOPLE)
    assert given.person("Ingeborg") == given.person("Ingeborg Vasquez") != given.person("Tomek")


def test_words_of_a_quote_stand_but_for_names_and_contact_details() -> None:
    given = Pseudonyms(b"key", PEOPLE)
    told = given.in_place_of_names("Tomek said so, and Mrs Okonkwo at okonkwo@firm.example agreed with P07.")
    assert told.startswith(f"{given.person('Tomek')} said so, and Mrs Person ")
    assert told.endswith(" at [email] agreed with P07.")


def test_another_key_gives_other_pseudonyms() -> None:
    assert Pseudonyms(b"key", PEOPLE).person("Tomek") != Pseudonyms(b"other", PEOPLE).person("Tomek")


def test_the_slug_of_a_name_that_a_theme_was_heard_as_names_nobody() -> None:
    given = Pseudonyms(b"key", PEOPLE)
    person = given.person("Tomek").replace(" ", "-").lower()
    assert given.slug("calls-from-tomek") == f"calls-from-{person}"
