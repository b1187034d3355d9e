"""A scan with a model, everything that the model said, and whether the scan kept its promises."""

from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple
from unittest.mock import patch
from uuid import UUID, uuid4

from executor.reads import stored_themes
from executor.reads.stored_themes import CitedQuote
from executor.unit_of_work import Executor
from themes.models import Interview
from themes.report import ScanReport
from tools.small_model.judging import Verdict, judge
from tools.small_model.listening import Exchange, Listening
from tools.testbed.scan_harness import add_interviews, scan, settings


class Trial(NamedTuple):
    """What came of a scan. The interviews have the ids that they were stored under."""

    report: ScanReport
    quotes: tuple[CitedQuote, ...]
    interviews: dict[UUID, Interview]
    heard: list[Exchange]

    @property
    def verdicts(self) -> list[Verdict]:
        """What the model made of each interview."""
        return [judge(interview, self.heard) for interview in self.interviews.values()]

    @property
    def invalid(self) -> int:
        """Stored quotes that their transcript does not hold at their offsets."""
        return sum(
            self.interviews[q.interview_id].text[q.start_offset : q.end_offset] != q.quote
            for q in self.quotes
        )

    @property
    def lost(self) -> int:
        """Interviews that were neither read nor named as skipped."""
        items = {one.item for one in self.report.skipped}
        named = sum(f"interview {interview_id}" in items for interview_id in self.interviews)
        return len(self.interviews) - self.report.interviews_scanned - named


async def tried(executor: Executor, interviews: Sequence[Interview], address: str, **changes: Any) -> Trial:
    """Store the interviews for an organisation of their own, scan them with the model at the address."""
    heard: list[Exchange] = []
    org_id = uuid4()
    ids = add_interviews(executor, org_id, [one.text for one in interviews])
    chosen = settings(
        None,
        openai_base_url=address,
        openai_model="local",
        model_concurrency=1,
        scan_tolerated_failures=1,
        **changes,
    )
    with patch("themes.llm.client.Endpoint", partial(Listening, heard=heard)):
        report = await scan(executor, org_id, chosen, at_once=False)
    with executor.database.org_transaction(org_id) as connection:
        slugs = [theme.slug for theme in stored_themes.stored_themes(connection)]
        quotes = stored_themes.cited_quotes(connection, slugs)
    return Trial(report, quotes, dict(zip(ids, interviews, strict=True)), heard)
