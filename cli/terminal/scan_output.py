"""Reports, themes and quotes as a person reads them in a terminal, or plainly in a pipe."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from cli.terminal.screen import Screen, escape, visible
from executor.reads.stored_themes import CitedQuote, StoredTheme
from tasks.importing.outcome import Imported
from themes.text.plurals import counted

_MOST_SKIPPED = 12


def print_imported(screen: Screen, imported: Imported) -> None:
    """Say what became of the imported files, each fault on a line of its own."""
    topics = f", {imported.quotes_updated} given another topic" if imported.quotes_updated else ""
    screen.print(
        f"{counted(imported.created, 'interview')} created, {imported.updated} updated, "
        f"{imported.unchanged} unchanged; {counted(imported.quotes_created, 'quote')} stored{topics}."
    )
    if imported.speakers or imported.left_out:
        screen.print(
            f"{counted(imported.speakers, 'speaker')} named; {counted(imported.left_out, 'line')} left out "
            "as said by nobody. theme-scan preview shows both."
        )
    if imported.other_kinds:
        left_out = counted(sum(count for _, count in imported.other_kinds), "file")
        kinds = ", ".join(kind for kind, _ in imported.other_kinds)
        screen.print(f"{left_out} left out, of kinds that are not read: {visible(kinds)}.", markup=False)
    for beside in imported.kept_beside:
        other, title = escape(beside.other), escape(beside.title)
        screen.print(
            f"{escape(beside.source)}: this shares little with the stored interview “{other}”, so both are "
            f"kept, this one as “{title}”. To replace the other one, use --replace.",
            soft_wrap=True,
        )
    for same in imported.same_sessions:
        screen.print(
            f"{escape(same.source)}: this is the same session as the interview “{escape(same.other)}”, "
            "which is counted once.",
            soft_wrap=True,
        )
    for fault in imported.faults:
        screen.print(f"[yellow]{escape(fault.source)}[/yellow]: {escape(fault.fault)}", soft_wrap=True)


def print_report(screen: Screen, report: dict[str, Any], org_id: UUID) -> None:
    """Print an organisation's scan: its figures, its themes and what it did not use."""
    if report["dry_run"]:
        screen.print("[b]Dry run: nothing was written. This is what a scan would do now.[/b]")
    screen.print(f"[b]Report[/b] of run {report['run_id']}")
    for change in report["changes"]:
        screen.print(f"[b]{escape(change)}[/b]")
    if report["repeats"]:
        screen.print(f"Nothing is new since run {report['repeats']}, whose outcome stands.")
    tokens = report["prompt_tokens"] + report["completion_tokens"]
    screen.print(
        f"{counted(report['interviews_scanned'], 'interview')} read by {escape(report['extractor'])}: "
        f"{report['interviews_reused']} out of the cache, {report['interviews_failed']} failed. "
        f"{counted(report['model_calls'], 'model call')}, {counted(tokens, 'token')}"
        f" ({report['estimated_tokens']} expected){_cost(report)}."
    )
    links, quotes = counted(report["links_created"], "link"), counted(report["quotes_created"], "quote")
    screen.print(
        f"Themes: {report['themes_created']} created, {report['themes_updated']} updated, "
        f"{report['themes_unchanged']} unchanged, {report['held_back']} held back. "
        f"{links} and {quotes} created."
    )
    if report["themes"]:
        screen.print()
        columns = ("theme", "name", "confidence", "passages", "people", "interviews", "action")
        screen.table(columns, list(map(_row, report["themes"])), optional="name")
        screen.print()
    _print_skipped(screen, report["skipped"], f"theme-scan runs {report['run_id']} --org {org_id}")
    for note in report["notes"]:
        screen.print(escape(note))


def _row(theme: dict[str, Any]) -> Sequence[str]:
    counts = (str(theme["occurrences"]), str(theme["participants"]), str(theme["interviews"]))
    return (theme["slug"], theme["name"], f"{theme['confidence_score']:.2f}", *counts, theme["action"])


def _cost(report: dict[str, Any]) -> str:
    return "" if report["cost_usd"] is None else f", {report['cost_usd']:.4f} USD"


def _print_skipped(screen: Screen, skipped: Sequence[dict[str, str]], all_of_it: str) -> None:
    if not skipped:
        return
    screen.print(f"Not used ({len(skipped)}):")
    for entry in skipped[:_MOST_SKIPPED]:
        screen.print(f"  {escape(entry['item'])}: {escape(entry['reason'])}", soft_wrap=True)
    if len(skipped) > _MOST_SKIPPED:
        screen.print(f"  … and {len(skipped) - _MOST_SKIPPED} more: see {all_of_it}", soft_wrap=True)


def print_themes(screen: Screen, themes: Sequence[StoredTheme], quotes: Sequence[CitedQuote]) -> None:
    """Print themes, each with the quotes that prove it: what was said, by whom, in which interview, where."""
    by_theme = {slug: list(cited) for slug, cited in groupby(quotes, key=lambda quote: quote.theme_slug)}
    for theme in themes:
        screen.print(
            f"[b]{escape(theme.name)}[/b]  {theme.support_told}, "
            f"{counted(theme.occurrences, 'passage')}, "
            f"confidence {theme.confidence_told}"
        )
        screen.print(f"  {escape(theme.description)}")
        for quote in by_theme.get(theme.slug, ()):
            said = " ".join(quote.quote.split())
            who = f"{quote.speaker}, " if quote.speaker else ""
            place = f"{who}{quote.interview_title}, {quote.start_offset}–{quote.end_offset}"
            screen.indented(f"“{escape(said)}”", 4)
            screen.indented(f"[dim]{escape(place)}[/dim]", 6)
        screen.print()
