"""TTML (.ttml, .dfxp) and YouTube's timed text, handed to the reading of captions as WebVTT."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from cli.interview_files.cues import read_captions
from cli.interview_files.offsets import offset
from cli.interview_files.xml_tree import attribute, below, local
from themes.transcripts.record import InterviewRecord

_TICKS = 10_000_000


def interviews(root: Element) -> Iterator[InterviewRecord]:
    """Yield the one interview."""
    agents = {attribute(one, "id") or "": _agent(one) for one in below(root, "agent")}
    cues = [_cue(one, agents) for one in below(root, "p" if local(root) != "transcript" else "text")]
    text = "WEBVTT\n\n" + "\n\n".join(cue for cue in cues if cue)
    yield read_captions(text, layout_of="TTML captions" if local(root) == "tt" else "YouTube captions")


def _cue(paragraph: Element, agents: dict[str, str]) -> str:
    start, end = _seconds(paragraph, "begin", "start", "t"), _seconds(paragraph, "end")
    lines = [" ".join(line.split()) for line in "".join(_pieces(paragraph)).split("\x00")]
    words = "\n".join(line for line in lines if line)
    if not words:
        return ""
    begun = start or 0.0
    ended = end if end is not None else begun + (_seconds(paragraph, "dur", "d") or 2.0)
    agent = next((value for one in paragraph.iter() if (value := attribute(one, "agent"))), None)
    voice = f"<v {agents.get(agent, agent)}>" if agent else ""
    return f"{_clock(begun)} --> {_clock(max(ended, begun))}\n{voice}{words}"


def _pieces(element: Element) -> Iterator[str]:
    yield _escaped(element.text)
    for child in element:
        if local(child) == "br":
            yield "\x00"
        elif local(child) != "metadata":
            yield from _pieces(child)
        yield _escaped(child.tail)


def _escaped(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _seconds(element: Element, *names: str) -> float | None:
    for name in names:
        value = element.get(name)
        if value is None:
            continue
        if value.endswith("t") and value[:-1].isdecimal():
            return int(value[:-1]) / _TICKS
        found = offset(value)
        return found / 1000 if found is not None and name in ("t", "d") else found
    return None


def _clock(seconds: float) -> str:
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def _agent(agent: Element) -> str:
    return next((" ".join("".join(one.itertext()).split()) for one in below(agent, "name")), "") or (
        attribute(agent, "id") or ""
    )
