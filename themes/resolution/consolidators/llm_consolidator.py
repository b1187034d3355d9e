"""The model's answer to which differently worded names mean the same theme."""

from collections.abc import Sequence

from themes.exceptions import ConsolidationError, ModelRefusedError, ThemeError
from themes.llm.answers import GroupAnswer, partition_of
from themes.llm.model import Model
from themes.llm.prompts import PROMPT_VERSION, consolidation_messages
from themes.llm.usage_meter import Meter
from themes.models import Consolidation, NameGroup

MAX_NAMES = 150
"""The most names that one question may hold; models lose count beyond."""
_TOKENS_PER_NAME = 25
"""Of an answer in which every name is a group of its own, on four indented lines."""


class ModelConsolidator:
    """Groups names with one question to a language model, which sees numbers in place of ids."""

    def __init__(self, client: Model) -> None:
        self._client = client

    @property
    def fingerprint(self) -> str:
        """The model, the way it is asked and the prompt's version."""
        config = self._client.config
        return f"model:{config.model}:{config.output}:prompt-{PROMPT_VERSION}"

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
        messages = consolidation_messages(asked, existing)
        try:
            answer = await self._client.ask(messages, partition_of(len(asked), len(existing)), meter)
        except ModelRefusedError:
            raise
        except ThemeError as error:
            failure = ConsolidationError(str(error), error.usage)
        else:
            numbered = [group.slug for group in (*asked, *existing)]
            groups = sorted(_slugs(group, numbered) for group in answer.groups if group.names)
            return Consolidation(groups=tuple(groups), usage=meter.usage)
        raise failure


def _ordered(groups: Sequence[NameGroup]) -> list[NameGroup]:
    return sorted(groups, key=lambda group: (group.slug, group.name, group.description))


def _slugs(group: GroupAnswer, numbered: Sequence[str]) -> tuple[str, ...]:
    attached = [] if group.existing is None else [group.existing]
    return tuple(sorted(numbered[number - 1] for number in (*group.names, *attached)))
