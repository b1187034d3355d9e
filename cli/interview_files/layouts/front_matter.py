"""The YAML block with which Markdown notes begin."""

import re
from typing import Any

_BLOCK = re.compile(r"\A\s*---[ \t]*\n(.{1,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_LINKS = re.compile(r"\[\[([^\[\]|]+)(?:\|[^\[\]]*)?\]\]")


def front_matter(text: str) -> tuple[dict[str, Any], str, str]:
    """Return the fields, the block as written, and the text after the block.

    A block between rules that is no YAML mapping is part of the text.
    """
    match = _BLOCK.match(text)
    if not match:
        return {}, "", text
    # Imported here because few texts begin with rules.
    import yaml

    try:
        fields = yaml.safe_load(_LINKS.sub(r"\1", match[1]))
    except (yaml.YAMLError, ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        return {}, "", text
    return {str(name): value for name, value in fields.items()}, match[0].strip(), text[match.end() :]
