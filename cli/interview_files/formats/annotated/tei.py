"""TEI: utterances ``u`` of speakers, speeches ``sp``, and ISO 24624 with its blocks of annotation."""

from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

from cli.interview_files.formats.transcript_json.words import join_words
from cli.interview_files.layouts import read_layout
from cli.interview_files.spoken import joined_turns
from cli.interview_files.xml_tree import attribute, below, local, text_of
from themes.transcripts.record import InterviewRecord, SpokenTurn

_SILENT_NAMES = "pause incident vocal kinesic note desc writing shift anchor spanGrp fw index"
_SILENT = frozenset(_SILENT_NAMES.split())
_ASKS = frozenset(("interviewer", "moderator", "researcher", "investigator"))


def interviews(root: Element) -> Iterator[InterviewRecord]:
    """Yield the interview of each text."""
    texts = [one for one in below(root, "text") if any(True for _ in below(one, "body"))] or [root]
    names = {attribute(one, "id") or "": _name(one) for one in below(root, "person", "personGrp")}
    asking = {
        attribute(one, "id") for one in below(root, "person") if (one.get("role") or "").lower() in _ASKS
    }
    times = _times(root)
    for text in texts:
        record = _interview(text, names, times)
        found = frozenset(names[id_] for id_ in asking if id_ in names)
        yield replace(record, title=_title(root) if len(texts) == 1 else None, interviewers=found)


def _interview(text: Element, names: dict[str, str], times: dict[str, float]) -> InterviewRecord:
    stretches = []
    for one in _speeches(text):
        who = (attribute(one, "who") or "").split()
        speaker = names.get(who[0].lstrip("#"), who[0].lstrip("#")) if who else _told(one)
        start = times.get((attribute(one, "start") or "").lstrip("#"))
        stretches.append(SpokenTurn(speaker, _words(one), start))
    if stretches:
        return InterviewRecord(format="TEI transcript", turns=joined_turns(stretches))
    return read_layout("\n".join(text_of(one) for one in below(text, "p", "l", "ab")), layout_of="TEI text")


def _speeches(text: Element) -> Iterator[Element]:
    """Utterances, or speeches; an utterance takes speaker and time from the block around it."""
    for one in below(text, "annotationBlock"):
        for inner in below(one, "u"):
            for name in ("who", "start"):
                if attribute(inner, name) is None and (value := attribute(one, name)) is not None:
                    inner.set(name, value)
    yield from below(text, "u", "sp")


def _words(speech: Element) -> str:
    text = " ".join("".join(_pieces(speech)).split())
    tokens = list(below(speech, "w", "pc"))
    if tokens and " " not in text:
        return join_words(
            [{"text": text_of(one), "type": "punct" if local(one) == "pc" else "word"} for one in tokens]
        )
    return text


def _pieces(element: Element) -> Iterator[str]:
    if local(element) not in _SILENT:
        yield element.text or ""
        for child in element:
            if local(child) not in ("speaker", "stage"):
                yield from _pieces(child)
            yield child.tail or ""
            if local(child) in ("p", "l", "seg", "lb"):
                yield " "


def _told(speech: Element) -> str | None:
    return next((text_of(one).rstrip(" .:") for one in speech if local(one) == "speaker"), None)


def _name(person: Element) -> str:
    named = next((text_of(one) for one in below(person, "persName", "name") if text_of(one)), None)
    return named or person.get("n") or attribute(person, "id") or ""


def _times(root: Element) -> dict[str, float]:
    found: dict[str, float] = {}
    for one in below(root, "when"):
        value = (one.get("interval") or one.get("absolute") or "").rstrip("s")
        try:
            found[attribute(one, "id") or ""] = float(value)
        except ValueError:
            continue
    return found


def _title(root: Element) -> str | None:
    for statement in below(root, "titleStmt"):
        for one in below(statement, "title"):
            return text_of(one) or None
    return None
