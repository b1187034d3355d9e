"""Merging: the mentions of all interviews and the themes there are become one list."""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from executor import queries
from executor.database import Database, reworded
from tasks.step import step
from themes.merging import merge as merged
from themes.models import CatalogueTheme, Consolidator, Embedder, InterviewMentions, MergePlan
from themes.study import Study


@step("merge")
async def merge(
    database: Database,
    org_id: UUID,
    mentions: Sequence[InterviewMentions],
    embedder: Embedder,
    consolidator: Consolidator | None,
    min_interviews: int,
    study: Study,
) -> MergePlan:
    """Attach the mentions to the organisation's themes, and find the new themes among the rest."""

    def catalogue() -> tuple[CatalogueTheme, ...]:
        with reworded(), database.org_transaction(org_id) as connection:
            return queries.catalogue(connection)

    return await merged(
        mentions,
        await asyncio.to_thread(catalogue),
        embedder=embedder,
        consolidator=consolidator,
        min_interviews=min_interviews,
        codes=[code.entry for code in study.codes],
    )
