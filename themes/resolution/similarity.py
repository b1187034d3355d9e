"""The meaning of names as vectors, and the themes near to them."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from typing import Self

import numpy as np

from themes.models import Embedder, NameGroup, Vectors
from themes.text.polarity import opposed
from themes.vectors import Similarities, cosine_similarities

ATTACH_SIMILARITY = 0.70
"""Names at least this alike to a theme attach to it without asking anybody, if MARGIN allows."""
ATTACH_MARGIN = 0.05
"""How much more alike the best theme must be than the second best."""
LINK_SIMILARITY = 0.62
"""Mean likeness within a code of names that no model was asked about."""
THEME_SIMILARITY = 0.52
"""Mean likeness within a theme of codes that no model was asked about."""
CANDIDATE_SIMILARITY = 0.35
"""Themes at least this alike are offered to a model as candidates."""
CANDIDATES_PER_NAME = 5

# Measured with MiniLM on 24 pairs of names with descriptions that mean the same, and on the 6,559
# pairs of two codebooks of distinct codes. The veto of opposites takes out 1,187 pairs. After it,
# 0.62 joins 19 of the former and 2 of the latter, 0.70 joins 14 and none. The least alike of the
# former have 0.52, from where on names may well belong to one theme.

_BLOCK = 512


class NameVectors:
    """The vectors of "name. description" of all names and themes in a merge, by slug."""

    def __init__(self, vectors: Mapping[str, Vectors]) -> None:
        self._vectors = vectors

    @classmethod
    async def of(
        cls, embedder: Embedder, entries: Sequence[NameGroup], known: "NameVectors | None" = None
    ) -> Self:
        """Embed the entries, away from the event loop, beside those that are known."""
        # A full stop at the end moves a vector more than some words do.
        texts = [f"{entry.name}. {entry.description}".rstrip(". ") for entry in entries]
        vectors = await asyncio.to_thread(embedder.embed, texts)
        before = known._vectors if known else {}
        return cls({**before, **{e.slug: vector for e, vector in zip(entries, vectors, strict=True)}})

    def vectors(self, entries: Sequence[NameGroup]) -> Vectors:
        """Return one row per entry; there must be at least one."""
        return np.stack([self._vectors[entry.slug] for entry in entries])

    def closest(self, names: Sequence[NameGroup], themes: Sequence[NameGroup]) -> dict[str, str]:
        """Say for each name to which entry it belongs, where its theme is beyond doubt; both by slug.

        ``themes`` are codes: another code of the same theme, however alike, makes no doubt.
        """
        found: dict[str, str] = {}
        for name, similarities in self._rows(names, themes):
            ranked = (
                index
                for index in np.argsort(-similarities, kind="stable")
                if not contradict(name, themes[index])
            )
            best = next(ranked, None)
            if best is None or similarities[best] < ATTACH_SIMILARITY:
                continue
            second = next((index for index in ranked if themes[index].home != themes[best].home), None)
            if second is None or similarities[best] - similarities[second] >= ATTACH_MARGIN:
                found[name.slug] = themes[best].slug
        return found

    def near(
        self, names: Sequence[NameGroup], themes: Sequence[NameGroup], least: float, limit: int
    ) -> list[NameGroup]:
        """Return the themes at least so alike to one of the names, by slug; the most alike ``limit``.

        Each name brings CANDIDATES_PER_NAME of them at most.
        """
        best: dict[int, float] = {}
        for _, similarities in self._rows(names, themes):
            for index in np.argsort(-similarities, kind="stable")[:CANDIDATES_PER_NAME]:
                if similarities[index] >= least:
                    best[int(index)] = max(best.get(int(index), least), float(similarities[index]))
        chosen = sorted(best, key=lambda index: (-best[index], themes[index].slug))[:limit]
        return sorted((themes[index] for index in chosen), key=lambda theme: theme.slug)

    def _rows(
        self, names: Sequence[NameGroup], themes: Sequence[NameGroup]
    ) -> Iterator[tuple[NameGroup, Similarities]]:
        """Yield each name with its likeness to every theme, in blocks that bound the memory used."""
        if not themes:
            return
        theme_vectors = self.vectors(themes)
        for start in range(0, len(names), _BLOCK):
            block = names[start : start + _BLOCK]
            yield from zip(block, cosine_similarities(self.vectors(block), theme_vectors), strict=True)


def contradict(one: NameGroup, other: NameGroup) -> bool:
    """Tell whether two entries say opposite things."""
    return opposed(one.name, one.description, other.name, other.description)
