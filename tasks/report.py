"""Reporting: what a scan did, as its callers and its readers get it."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from prefect.artifacts import acreate_markdown_artifact, acreate_table_artifact

from tasks.artifacts import publish_artifact
from tasks.extract import InterviewExtraction
from tasks.fetch import ScanWindow
from tasks.step import step
from tasks.write import Written
from themes.evidence.recurrence import people
from themes.evidence.selection import EvidencedTheme
from themes.models import Frozen, MergePlan, Skipped, SkippedBy, Usage
from themes.over_time.change_summary import changes
from themes.report import Action, ScanReport, ThemeReport
from themes.text.plurals import counted

HYPOTHETICAL: dict[str, Action] = {"created": "would_create", "updated": "would_update"}


class Price(Frozen):
    """The price of a model's tokens, in US dollars per million."""

    prompt: float
    completion: float

    def of(self, usage: Usage) -> float:
        """The cost of the tokens that the endpoint reported, in US dollars."""
        cost = usage.prompt_tokens * self.prompt + usage.completion_tokens * self.completion
        return round(cost / 1_000_000, 6)


class ScanOutcome(Frozen):
    """Everything the steps of a scan produced, for the report."""

    run_id: UUID
    dry_run: bool
    extractor: str
    window: ScanWindow
    readings: tuple[InterviewExtraction, ...]
    plan: MergePlan
    cut_off: tuple[Skipped, ...]
    written: Written
    estimated_tokens: int = 0
    requests_refused: int = 0
    """Requests to the model that the run's budget did not allow."""
    price: Price | None = None

    @property
    def complete(self) -> bool:
        """Whether nothing was left undone that another scan of the same could do."""
        failed = any(reading.mentions is None for reading in self.readings)
        return not (failed or self.requests_refused or self.plan.notes or self.written.refused)


def compose(outcome: ScanOutcome) -> ScanReport:
    """Put the report together."""
    written, readings = outcome.written, outcome.readings
    usage = sum((reading.usage for reading in readings), outcome.plan.usage)
    lines = _lines(outcome)
    read = sum(reading.mentions is not None for reading in readings)
    failed = len(readings) - read
    unread = tuple(skipped for reading in readings for skipped in reading.skipped)
    return ScanReport(
        dry_run=outcome.dry_run,
        themes_created=written.actions.count("created"),
        themes_updated=written.actions.count("updated"),
        links_created=written.links_created,
        skipped=(
            *outcome.window.skipped,
            *unread,
            *_by("merge", outcome.plan.skipped),
            *_by("write", (*outcome.cut_off, *written.refused)),
            *_unsent(outcome.requests_refused),
        ),
        themes=lines,
        run_id=outcome.run_id,
        changes=changes(lines, read=read, failed=failed, held_back=len(outcome.plan.held_back)),
        themes_unchanged=written.actions.count("unchanged"),
        held_back=len(outcome.plan.held_back),
        quotes_created=written.quotes_created,
        aliases_created=written.aliases_created,
        interviews_scanned=read,
        interviews_reused=sum(reading.reused for reading in readings),
        interviews_failed=failed,
        extractor=outcome.extractor,
        near_copies=sum(reading.near_copies for reading in readings),
        model_calls=usage.calls,
        prompt_tokens=usage.prompt_tokens,
        completion_tokens=usage.completion_tokens,
        estimated_tokens=outcome.estimated_tokens,
        cost_usd=outcome.price.of(usage) if outcome.price else None,
        notes=outcome.plan.notes,
        audit_head=written.audit_head,
    )


def repeat(last: ScanReport, run_id: UUID, window: ScanWindow, price: Price | None) -> ScanReport:
    """The report of a scan with the same inputs as the last one: nothing has changed.

    ``window`` tells anew what was left aside, of which time takes away.
    """
    nothing_new = {"action": "unchanged", "new_interviews": 0}
    lines = tuple(line.model_copy(update=nothing_new) for line in last.themes)
    read = last.interviews_scanned
    later = (skipped for skipped in last.skipped if skipped.step != "fetch")
    return ScanReport(
        dry_run=False,
        skipped=(*window.skipped, *later),
        themes=lines,
        run_id=run_id,
        repeats=last.repeats or last.run_id,
        changes=changes(lines, read=read, failed=0, held_back=last.held_back),
        themes_unchanged=len(lines),
        held_back=last.held_back,
        interviews_scanned=read,
        interviews_reused=read,
        near_copies=last.near_copies,
        extractor=last.extractor,
        cost_usd=price.of(Usage()) if price else None,
    )


def _by(step_name: SkippedBy, skipped: Iterable[Skipped]) -> Iterator[Skipped]:
    return (one.model_copy(update={"step": step_name}) for one in skipped)


def _unsent(requests: int) -> tuple[Skipped, ...]:
    reason = "not sent, because the run's budget was spent; the next scan goes on with what is left"
    return (Skipped(item=f"{requests} model requests", reason=reason, step="extract"),) if requests else ()


def _lines(outcome: ScanOutcome) -> tuple[ThemeReport, ...]:
    written = outcome.written
    told = zip(written.themes, written.actions, written.new_interviews, strict=True)
    return tuple(
        ThemeReport(
            name=evidenced.theme.name,
            slug=evidenced.theme.slug,
            confidence_score=evidenced.theme.confidence,
            occurrences=evidenced.theme.occurrences,
            action=HYPOTHETICAL.get(action, action) if outcome.dry_run else action,
            interviews=len(evidenced.theme.supports),
            participants=_people(evidenced),
            new_interviews=new_interviews,
        )
        for evidenced, action, new_interviews in told
    )


def _people(evidenced: EvidencedTheme) -> int:
    return len(people({one.interview_id: one.participants for one in evidenced.theme.supports}))


@step("report")
async def publish(org_id: UUID, outcome: ScanOutcome, composed: ScanReport, with_quotes: bool) -> None:
    """Leave the summary of a report with the run, as a table and as a page to read.

    Only with ``with_quotes`` does anything that was said in an interview reach the Prefect server. The
    artifacts have no key: under one, Prefect copies them into events, which an erasure could not delete.
    """
    await asyncio.gather(
        publish_artifact(
            acreate_table_artifact(
                table=[theme.model_dump(mode="json") for theme in composed.themes],
                description=f"Themes of the scan of {org_id}",
            )
        ),
        publish_artifact(
            acreate_markdown_artifact(
                markdown=summary(composed, outcome.written.themes if with_quotes else ()),
                description=f"Summary of the scan of {org_id}",
            )
        ),
    )


def summary(composed: ScanReport, quoted: Sequence[EvidencedTheme]) -> str:
    """The page of the run: what changed, figures, themes, what was skipped, and the quotes of ``quoted``."""
    scan = "Dry run: nothing was written" if composed.dry_run else "Scan"
    lines = [
        f"# {scan}",
        *(f"**{_plain(change)}**" for change in composed.changes),
        f"{counted(composed.interviews_scanned, 'interview')} ({composed.interviews_reused} reused, "
        f"{composed.interviews_failed} failed), {counted(composed.themes_created, 'theme')} created, "
        f"{composed.themes_updated} updated, {composed.themes_unchanged} unchanged, "
        f"{counted(composed.links_created, 'link')} created, {composed.held_back} held back. "
        f"{counted(composed.model_calls, 'model call')}, "
        f"{counted(composed.prompt_tokens + composed.completion_tokens, 'token')}"
        + (f", {composed.cost_usd:.4f} USD." if composed.cost_usd is not None else "."),
        *composed.notes,
        "## Themes",
        *(
            f"- **{_plain(theme.name)}**: {theme.action}, confidence {theme.confidence_score:.2f}, "
            f"{counted(theme.occurrences, 'passage')}, {counted(theme.participants, 'person', 'people')} in "
            f"{counted(theme.interviews, 'interview')}"
            for theme in composed.themes
        ),
        *(line for evidenced in quoted for line in _quotes(evidenced)),
        "## Not used",
        *(f"- {_plain(skipped.item)}: {_plain(skipped.reason)}" for skipped in composed.skipped),
        f"Run `{composed.run_id}`. Audit head `{composed.audit_head or 'unchanged'}`.",
    ]
    return "\n\n".join(lines)


def _quotes(evidenced: EvidencedTheme) -> list[str]:
    return [
        f"## {_plain(evidenced.theme.name)}",
        *(
            f"> {_plain(citation.passage.text)}\n>\n> interview {citation.interview_id}, "
            f"characters {citation.passage.start} to {citation.passage.end}"
            for citation in evidenced.citations
        ),
    ]


def _plain(words: str) -> str:
    """Words from outside as one line without any markup."""
    return " ".join(words.translate({ord(sign): f"\\{sign}" for sign in "\\`*_{}[]<>#|!"}).split())
