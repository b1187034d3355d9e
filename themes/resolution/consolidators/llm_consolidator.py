"""The model's answer to which names are one code, and which codes one theme."""

import asyncio
from collections.abc import Sequence

from themes.exceptions import ConsolidationError, ModelRefusedError, ThemeError
from themes.llm.answers import OrderedNames, order_of
from themes.llm.model import Model
from themes.llm.prompts import PROMPT_VERSION, consolidation_messages
from themes.llm.redaction.redaction import (
    REDACTION_VERSION,
    NoRedaction,
    People,
    PersonalData,
    Redaction,
    hidden_names,
    nobody,
)
from themes.llm.usage_meter import Meter
from themes.models import Consolidation, JointTheme, NameGroup, Usage

MAX_NAMES = 150
"""The most names that one question may hold; models lose count beyond."""
_TOKENS_PER_NAME = 25
"""Of an answer in which every name is a theme of its own, on a line, or three make one with a name."""


class ModelConsolidator:
    """Groups names with one question to a language model, which sees numbers in place of ids."""

    def __init__(self, client: Model, people: People = nobody) -> None:
        self._client = client
        self._people = people

    @property
    def fingerprint(self) -> str:
        """The model, the way it is asked, the prompt's version and whether data is hidden."""
        config = self._client.config
        redacted = f":redacted-{REDACTION_VERSION}" if config.redact else ""
        return f"model:{config.model}:{config.output}:prompt-{PROMPT_VERSION}{redacted}"

    @property
    def most_names(self) -> int:
        """As many as an answer has room for, MAX_NAMES at most."""
        return max(1, min(MAX_NAMES, self._client.config.answer_tokens // _TOKENS_PER_NAME))

    async def consolidate(self, names: Sequence[NameGroup], catalogue: Sequence[NameGroup]) -> Consolidation:
        """Partition the names; the order in which they are given changes neither question nor answer.

        Raises ConsolidationError for more names than ``most_names``, and when two tries gave no valid
        partition; ModelRefusedError when the endpoint refuses every call.
        """
        if len(names) > self.most_names:
            raise ConsolidationError(f"{len(names)} names are too many for one question: split them.")
        asked, existing = _ordered(names), _ordered(catalogue)
        if len(asked) + len(existing) < 2:
            return Consolidation(groups=tuple((group.slug,) for group in asked))
        if not asked:
            return Consolidation(groups=())
        return await self._ask(asked, existing)

    async def _ask(self, asked: Sequence[NameGroup], existing: Sequence[NameGroup]) -> Consolidation:
        meter = Meter()
        redaction = await self._redaction()
        messages = consolidation_messages(
            hidden_names(asked, redaction), hidden_names(existing, redaction), redaction.note
        )
        try:
            answer = await self._client.ask(messages, order_of(len(asked), len(existing)), meter)
        except ModelRefusedError:
            raise
        except ThemeError as error:
            failure = ConsolidationError(str(error), error.usage)
        else:
            return _consolidation(answer, asked, existing, redaction, meter.usage)
        raise failure

    async def _redaction(self) -> Redaction:
        if not self._client.config.redact:
            return NoRedaction()
        return PersonalData(speakers=await asyncio.to_thread(self._people))


def _ordered(groups: Sequence[NameGroup]) -> list[NameGroup]:
    """Sort the groups such that the codes of a theme follow the theme."""
    return sorted(groups, key=lambda group: (group.home, group.theme, group.slug, group.name))


def _consolidation(
    answer: OrderedNames,
    asked: Sequence[NameGroup],
    existing: Sequence[NameGroup],
    redaction: Redaction,
    usage: Usage,
) -> Consolidation:
    entries = [*asked, *existing]
    groups: list[tuple[str, ...]] = []
    themes: list[JointTheme] = []
    for theme in answer.themes:
        codes = [tuple(sorted(entries[number - 1].slug for number in code)) for code in theme.codes]
        codes = [
            code
            for code, numbers in zip(codes, theme.codes, strict=True)
            if any(n <= len(asked) for n in numbers)
        ]
        groups += codes
        home = None if theme.existing is None else entries[theme.existing - 1].home
        if home or len(codes) > 1:
            members = {entries[n - 1].slug for code in theme.codes for n in code if n <= len(asked)}
            themes.append(
                JointTheme(
                    members=tuple(sorted(members)),
                    existing=home,
                    name=redaction.restored(theme.name),
                    description=redaction.restored(theme.description),
                )
            )
    return Consolidation(
        groups=tuple(sorted(groups)),
        themes=tuple(sorted(themes, key=lambda theme: theme.members)),
        usage=usage,
    )
