"""FOLKER and OrthoNormal (.flk, .fln): contributions of speakers on a timeline."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from cli.interview_files.offsets import offset
from cli.interview_files.spoken import joined_turns
from cli.interview_files.xml_tree import below, local, text_of
from themes.transcripts.record import InterviewRecord, SpokenTurn


def interviews(root: Element) -> Iterator[InterviewRecord]:
    """Yield the one interview."""
    times = {one.get("timepoint-id", ""): one.get("absolute-time") for one in below(root, "timepoint")}
    names = {
        one.get("speaker-id", ""): next((text_of(name) for name in below(one, "name")), "")
        or one.get("speaker-id")
        for one in below(root, "speaker")
    }
    stretches = []
    for one in below(root, "contribution"):
        who = one.get("speaker-reference")
        time = times.get(one.get("start-reference", ""))
        stretches.append(SpokenTurn(names.get(who or "", who), _words(one), offset(time or "")))
    yield InterviewRecord(format="FOLKER transcript", turns=joined_turns(stretches))


def _words(contribution: Element) -> str:
    tokens = [text_of(one) for one in contribution if local(one) == "w"]
    return " ".join(tokens) if tokens else text_of(contribution)
