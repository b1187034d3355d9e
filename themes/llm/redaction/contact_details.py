"""E-mail addresses, links, phone numbers, ids and street addresses, found by their form."""

import re
from collections.abc import Iterator

from themes.llm.redaction.found import Found, Kind

_UPPER = "[A-ZÀ-ÖØ-Þ]"
_NAME = rf"{_UPPER}[\w'’-]{{0,30}}"
_LINKING = r"(?:(?:de|du|des|da|do|dos|das|del|la|las|los|le|les|el|der|den|van|von)[ \t]|[ld]['’])"

_EMAIL = r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,5}[^\W\d_]{2,24}"
_SPOKEN_EMAIL = (
    r"(?<!\w)[\w.-]{1,40} at [\w-]{1,40} dot (?:com|org|net|edu|gov|io|co dot uk|co|de|fr|es|nl|pt|eu|uk)\b"
)
_LINK = r"(?:https?://|www\.)[^\s<>()\"“”]{2,500}[^\s<>()\"“”.,;:!?]"
_HANDLE = r"(?<![\w@.])@[A-Za-z_][\w.]{1,39}\w"

_GROUPED_DIGITS = r"(?<![\w.,/-])\+?\(?\d(?:[ \t().\/-]{0,3}\d){6,18}(?![\w]|[.,]\d)"
_YEARS_OR_DATE = re.compile(
    r"(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d|(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d\d"
)

_UUID = r"\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b"
_IBAN = r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b"
_IP = r"\b(?:\d{1,3}\.){3}\d{1,3}\b"
_MIXED_ID = r"\b(?=[A-Z0-9-]{0,40}\d)(?=[A-Z0-9-]{0,40}[A-Z])[A-Z0-9](?:-?[A-Z0-9]){5,39}\b"
_LONG_NUMBER = r"(?<![\w.,])\d{6,40}(?!\w|[.,]\d)"
_CALLED_ID = (
    r"\b(?:(?:customer|client|account|case|ticket|order|policy|patient|member|invoice|passport|employee|"
    r"reference|kunden|konto|rechnungs|bestell|personal|client|commande|dossier|klant|bestel|cliente|cuenta|"
    r"pedido|conta)[ -]?)?(?:number|no\.|nr\.?|id|nummer|numéro|número|nº|n°|#)[ \t]*(?:is|ist|:)?[ \t]*#?"
    r"(?P<called>[A-Za-z]{0,6}[-/]?\d[\w/-]{2,30})"
)

_ENGLISH_STREET = (
    rf"\b\d{{1,5}}[A-Za-z]?,?[ \t](?:{_NAME}[ \t]){{1,4}}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Court|Ct|Close|Way|Place|Pl|Terrace|Crescent|Square|"
    r"Boulevard|Blvd|Gardens|Row|Hill|Parade|Mews)\b"
)
_GERMANIC_STREET = (
    rf"\b(?:{_NAME}[ \t]){{0,2}}{_UPPER}?[\w-]{{0,40}}(?i:straße|strasse|str\.|weg|gasse|allee|platz|ring|"
    r"damm|ufer|straat|laan|plein|gracht|kade|dijk|singel)[ \t]\d{1,4}[ \t]?[a-zA-Z]?\b"
)
_ROMANCE_STREET = (
    rf"\b(?i:calle|avenida|av\.|plaza|paseo|rua|praça|travessa)[ \t]{_LINKING}{{0,3}}{_NAME}"
    rf"(?:[ \t]{_LINKING}{{0,2}}{_NAME}){{0,4}},?[ \t](?:n[ºo°.]{{0,2}}[ \t]?)?\d{{1,5}}\b"
)
_FRENCH_STREET = (
    rf"\b\d{{1,4}}(?:[ \t]?(?:bis|ter))?,?[ \t](?i:rue|avenue|boulevard|place|allée|chemin|impasse|quai|"
    rf"route)[ \t]{_LINKING}{{0,3}}{_NAME}(?:[ \t]{_LINKING}{{0,2}}{_NAME}){{0,4}}"
)
_UK_POSTCODE = r"\b[A-Z]{1,2}\d[A-Z\d]?[ \t]\d[A-Z]{2}\b"
_US_ZIP = r"\b[A-Z]{2}[ \t]\d{5}(?:-\d{4})?\b"
_TOWN_BY_NUMBER = rf"\b\d{{5}}[ \t]{_NAME}(?:-{_NAME})?"
_DUTCH_POSTCODE = rf"\b[1-9]\d{{3}}[ \t]?[A-Z]{{2}}\b(?=,?[ \t]{_NAME})"

_FORMS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("Email", re.compile(f"{_EMAIL}|{_SPOKEN_EMAIL}")),
    ("Link", re.compile(f"{_LINK}|{_HANDLE}")),
    (
        "Address",
        re.compile(
            "|".join(
                (
                    _ENGLISH_STREET,
                    _GERMANIC_STREET,
                    _ROMANCE_STREET,
                    _FRENCH_STREET,
                    _UK_POSTCODE,
                    _US_ZIP,
                    _TOWN_BY_NUMBER,
                    _DUTCH_POSTCODE,
                )
            )
        ),
    ),
    ("Id", re.compile(f"{_UUID}|{_IBAN}|{_IP}|{_MIXED_ID}|{_LONG_NUMBER}")),
    ("Id", re.compile(_CALLED_ID, re.IGNORECASE)),
    ("Phone", re.compile(_GROUPED_DIGITS)),
)


def contact_details(text: str) -> Iterator[Found]:
    """Yield each stretch in the form of a contact detail, an id or an address; stretches may overlap."""
    for kind, form in _FORMS:
        for match in form.finditer(text):
            start, end = match.span("called") if "called" in form.groupindex else match.span()
            if kind != "Phone" or not _YEARS_OR_DATE.fullmatch(match.group()):
                yield Found(start, end, kind)
