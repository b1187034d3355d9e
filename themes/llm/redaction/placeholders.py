"""Placeholders that stand for personal data, and what each of them stands for."""

import re

from themes.llm.redaction.found import Kind

_WORDS = r"(?:Person|Email|Link|Phone|Id|Address) \d+(?:\.\d+)?"
_FORM = re.compile(rf"\[({_WORDS})\]|\\\[({_WORDS})\\\]|\b({_WORDS})\b", re.IGNORECASE)
"""A placeholder as given, as models escape it in Markdown, and without its brackets."""
_NUMBER = re.compile(r"\b(?:Person|Email|Link|Phone|Id|Address) (\d{1,6})", re.IGNORECASE)


class Placeholders:
    """Gives each wording a placeholder of its own, such as ``[Person 1]``, the same one every time.

    Wordings that share a word of a name share the number, ``[Person 1.2]``, so that it shows who is meant.
    Numbers that the text uses in this way already are left out.
    """

    def __init__(self, text: str = "") -> None:
        self._by_wording: dict[tuple[Kind, str], str] = {}
        self._wordings: dict[str, str] = {}
        self._numbers: dict[str, int] = {}
        self._variants: dict[int, int] = {}
        self._next = 1 + max((int(match[1]) for match in _NUMBER.finditer(text)), default=0)

    def of(self, kind: Kind, wording: str) -> str:
        """Return the placeholder of a wording."""
        key = (kind, wording)
        if key not in self._by_wording:
            number = self._person(wording) if kind == "Person" else str(self._new_number())
            self._by_wording[key] = f"[{kind} {number}]"
            self._wordings[f"{kind} {number}".casefold()] = wording
        return self._by_wording[key]

    def restored(self, words: str) -> str:
        """Put the wordings back; a placeholder that was never given stays as it is."""
        return _FORM.sub(
            lambda match: self._wordings.get(match[match.lastindex or 0].casefold(), match.group()), words
        )

    def _person(self, wording: str) -> str:
        parts = re.findall(r"[^\W\d_]{2,}", wording.casefold())
        number = next((self._numbers[part] for part in parts if part in self._numbers), None)
        number = number or self._new_number()
        for part in parts:
            self._numbers.setdefault(part, number)
        self._variants[number] = variant = self._variants.get(number, 0) + 1
        return str(number) if variant == 1 else f"{number}.{variant}"

    def _new_number(self) -> int:
        self._next += 1
        return self._next - 1
