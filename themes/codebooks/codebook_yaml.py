"""Reading a codebook's YAML within bounds: somebody else's file must neither grow nor hide what it says."""

from collections.abc import Iterator
from typing import Any

import yaml

from errors import UserFacingError

MAX_FILE_CHARACTERS = 200_000
"""Characters of the whole file, comments included."""
_MAX_DEPTH = 10
"""Lists and mappings inside one another; a codebook needs four."""


class CodebookYamlError(UserFacingError):
    """The file is no YAML, or uses what no codebook needs; the message names the line and the remedy."""


def load_codebook_yaml(content: str) -> Any:
    """Return what the YAML says, as lists, mappings and strings; numbers and dates stay the words they are.

    Raises CodebookYamlError for a file that is too large, nested too deeply, or not valid. Aliases,
    merge keys and fields given twice raise the same error.
    """
    if len(content) > MAX_FILE_CHARACTERS:
        raise CodebookYamlError(
            f"codebook: {len(content):,} characters, and {MAX_FILE_CHARACTERS:,} are allowed; shorten it."
        )
    try:
        _refuse_unbounded(content)
        _refuse_repeated(yaml.compose(content, Loader=yaml.BaseLoader))
        return yaml.load(content, Loader=yaml.BaseLoader)  # noqa: S506 (it makes strings, lists and mappings alone)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        raise CodebookYamlError(
            f"codebook: not valid YAML{where}; see docs/how-to/codebooks.md for its form."
        ) from None


def _refuse_unbounded(content: str) -> None:
    """Look at the events of the parser, which expands nothing, before anything is built of them."""
    depth = 0
    for event in yaml.parse(content, Loader=yaml.BaseLoader):
        if isinstance(event, yaml.AliasEvent):
            raise _at(event, "an alias (*) is not allowed; write the words out")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _MAX_DEPTH:
            raise _at(event, f"nested more than {_MAX_DEPTH} deep; a code has one level of fields")


def _refuse_repeated(node: yaml.Node | None) -> None:
    """Refuse a field that a mapping has twice, of which YAML would keep the last, and merge keys."""
    for mapping in _mappings(node):
        seen: set[str] = set()
        for key, _ in mapping.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _at(key, "the name of a field must be a word")
            if key.value == "<<":
                raise _at(key, "a merge key (<<) is not allowed; write the fields out")
            if key.value in seen:
                raise _at(key, "a field is given twice; keep one")
            seen.add(key.value)


def _mappings(node: yaml.Node | None) -> Iterator[yaml.MappingNode]:
    if isinstance(node, yaml.MappingNode):
        yield node
        for _, value in node.value:
            yield from _mappings(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _mappings(value)


def _at(place: yaml.Event | yaml.Node, said: str) -> CodebookYamlError:
    line = place.start_mark.line + 1 if place.start_mark else 1
    return CodebookYamlError(f"codebook: line {line}: {said}.")
