"""Reports, themes and quotes as a person reads them in a terminal, or plainly in a pipe."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from cli.importing import Imported
from executor.reading import CitedQuote, StoredTheme
from themes.counting import counted

_MOST_SKIPPED = 12


def print_imported(console: Console, imported: Imported) -> None:
    """Say what became of the imported files, each fault on a line of its own."""
    console.print(
        f"{counted(imported.created, 'interview')} created, {imported.updated} updated, "
        f"{imported.unchanged} unchanged; {counted(imported.quotes_created, 'quote')} stored."
    )
    if imported.other_kinds:
        left_out = counted(sum(count for _, count in imported.other_kinds), "file")
        kinds = ", ".join(kind for kind, _ in imported.other_kinds)
        console.print(f"{left_out} left out, of kinds that are not read: {kinds}.", markup=False)
    for fault in imported.faults:
        console.print(f"[yellow]{escape(fault.source)}[/yellow]: {escape(fault.fault)}", soft_wrap=True)


def print_report(console: Console, report: dict[str, Any]) -> None:
    """Print a scan's report: its figures, its themes and what it did not use."""
    if report["dry_run"]:
        console.print("[b]Dry run: nothing was written. This is what a scan would do now.[/b]")
    console.print(f"[b]Report[/b] of run {report['run_id']}")
    for change in report["changes"]:
        console.print(f"[b]{escape(change)}[/b]")
    tokens = report["prompt_tokens"] + report["completion_tokens"]
    console.print(
        f"{counted(report['interviews_scanned'], 'interview')} read by {escape(report['extractor'])}: "
        f"{report['interviews_reused']} out of the cache, {report['interviews_failed']} failed. "
        f"{counted(report['model_calls'], 'model call')}, {counted(tokens, 'token')}"
        f" ({report['estimated_tokens']} expected){_cost(report)}."
    )
    links, quotes = counted(report["links_created"], "link"), counted(report["quotes_created"], "quote")
    console.print(
        f"Themes: {report['themes_created']} created, {report['themes_updated']} updated, "
        f"{report['themes_unchanged']} unchanged, {report['held_back']} held back. "
        f"{links} and {quotes} created."
    )
    table = Table("theme", "confidence", "passages", "interviews", "action", box=None)
    for theme in report["themes"]:
        score, counts = f"{theme['confidence_score']:.2f}", (theme["occurrences"], theme["interviews"])
        table.add_row(escape(theme["name"]), score, *map(str, counts), theme["action"])
    if report["themes"]:
        console.print(Padding(table, (1, 0)))
    _print_skipped(console, report["skipped"])
    for note in report["notes"]:
        console.print(escape(note))


def _cost(report: dict[str, Any]) -> str:
    return "" if report["cost_usd"] is None else f", {report['cost_usd']:.4f} USD"


def _print_skipped(console: Console, skipped: Sequence[dict[str, str]]) -> None:
    if not skipped:
        return
    console.print(f"Not used ({len(skipped)}):")
    for entry in skipped[:_MOST_SKIPPED]:
        console.print(f"  {escape(entry['item'])}: {escape(entry['reason'])}", soft_wrap=True)
    if len(skipped) > _MOST_SKIPPED:
        console.print(f"  … and {len(skipped) - _MOST_SKIPPED} more, in the run's record.")


def print_themes(console: Console, themes: Sequence[StoredTheme], quotes: Sequence[CitedQuote]) -> None:
    """Print themes, each with the quotes that prove it: what was said, by whom, in which interview, where."""
    by_theme = {slug: list(cited) for slug, cited in groupby(quotes, key=lambda quote: quote.theme_slug)}
    for theme in themes:
        console.print(
            f"[b]{escape(theme.name)}[/b]  {counted(theme.interviews, 'interview')}, "
            f"{counted(theme.occurrences, 'passage')}, "
            f"confidence {theme.confidence_score:.2f}"
        )
        console.print(f"  {escape(theme.description)}")
        for quote in by_theme.get(theme.slug, ()):
            said = " ".join(quote.quote.split())
            who = f"{quote.speaker}, " if quote.speaker else ""
            place = f"{who}{quote.interview_title}, {quote.start_offset}–{quote.end_offset}"
            console.print(Padding(f"“{escape(said)}”", (0, 0, 0, 4)))
            console.print(Padding(f"[dim]{escape(place)}[/dim]", (0, 0, 0, 6)))
        console.print()
