"""EXMARaLDA (.exb): events of speakers on a common timeline; a word may be parted where voices overlap."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from cli.interview_files.offsets import offset
from cli.interview_files.spoken import joined_turns
from cli.interview_files.xml_tree import below, local, text_of
from themes.transcripts.record import InterviewRecord, LeftOut, SpokenTurn


def interviews(root: Element) -> Iterator[InterviewRecord]:
    """Yield the one interview, out of the tiers that hold transcribed words."""
    order = {one.get("id", ""): place for place, one in enumerate(below(root, "tli"))}
    times = {one.get("id", ""): one.get("time") for one in below(root, "tli")}
    names = {one.get("id", ""): _name(one) for one in below(root, "speaker")}
    stretches: list[tuple[int, SpokenTurn]] = []
    left = []
    for tier in below(root, "tier"):
        if tier.get("type", "t") != "t":
            left.append(
                LeftOut(f"tier {tier.get('category', '')}", " / ".join(text_of(one) for one in tier)[:2000])
            )
            continue
        who = tier.get("speaker")
        for start, text in _joined(tier, order):
            turn = SpokenTurn(names.get(who or "", who), " ".join(text.split()), offset(times.get(start)))
            stretches.append((order.get(start, 0), turn))
    stretches.sort(key=lambda one: one[0])
    yield InterviewRecord(
        format="EXMARaLDA transcript",
        turns=joined_turns([turn for _, turn in stretches]),
        left_out=tuple(one for one in left if one.text.strip()),
    )


def _joined(tier: Element, order: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Events that follow one another without a gap, as one stretch."""
    begun, ended, text = "", "", ""
    for event in sorted(below(tier, "event"), key=lambda one: order.get(one.get("start", ""), 0)):
        if event.get("start") != ended:
            if text.strip():
                yield begun, text
            begun, text = event.get("start", ""), ""
        text += "".join(event.itertext())
        ended = event.get("end", "")
    if text.strip():
        yield begun, text


def _name(speaker: Element) -> str:
    for one in speaker:
        if local(one) == "abbreviation" and (one.text or "").strip():
            return (one.text or "").strip()
    return speaker.get("id", "")
