"""CHAT (.cha) of CLAN and TalkBank: main lines, whose codes are taken out and whose words stay as said.

The format: https://talkbank.org/0info/manuals/CHAT.pdf
"""

import re
from collections.abc import Iterator

from cli.interview_files.date_columns import read_date
from cli.interview_files.faults import FileFaultError
from cli.interview_files.source import SourceFile
from cli.interview_files.spoken import joined_turns
from themes.transcripts.record import InterviewRecord, LeftOut, Role, SpokenTurn

_BULLET = re.compile("\x15(?:[^\x15]*?_)?(\\d+)_(\\d+)[^\x15]*\x15|\x15[^\x15]*\x15")
_ASIDES = re.compile(
    r"\[(?:[=!:*%^+\-?<>/].*?|/+|\?|<\d*|>\d*|#.*?)\]|\(\.+\)|\(\d+(?:[.:]\d+)*\)|&=\S+|&\*\w+:\S+|(?<!\S)0\w*(?!\S)"
)
_FILLER = re.compile(r"(?<!\S)&[-+~](\w)")
_SUFFIX = re.compile(r"(?<=\w)@[a-z][\w:$]*")
_ENDS = (
    ("+...", "…"),
    ("+..?", "…?"),
    ("+//.", " –"),
    ("+//?", " –"),
    ("+/.", " –"),
    ("+/?", " –"),
    ("+!?", "!?"),
    ('+"/.', ":"),
    ('+".', "."),
    ("+.", "."),
)
_LINKER = re.compile(r'(?<!\S)\+(?:"|\^|<|,|\+|≋|≈)')
_MARKS = re.compile("[<>↑↓⇗↗→↘⇘∞≈≋≡∙⌈⌉⌊⌋∆∇°▁▔☺♋⁇∬Ϋ∮§↻Ἡ„‡ˈˌ]")
_ASKING_ROLES = "investigator interviewer examiner clinician experimenter researcher moderator"
_ASKS = frozenset(_ASKING_ROLES.split())
_ANSWERING_ROLES = """participant subject patient informant speaker adult target_child target_adult
    narrator"""
_ANSWERS = frozenset(_ANSWERING_ROLES.split())


def read(file: SourceFile) -> Iterator[InterviewRecord]:
    """Yield the one interview. Raises FileFaultError where nobody speaks."""
    decoded = file.decoded()
    lines = list(_lines(decoded.text))
    names, roles = _participants(lines)
    stretches, left = [], []
    for tag, content in lines:
        if tag.startswith("*"):
            bullet = _BULLET.search(content)
            start = int(bullet[1]) / 1000 if bullet and bullet[1] else None
            code = tag[1:]
            stretches.append(
                SpokenTurn(names.get(code, code), spoken(content), start, roles.get(code, "unknown"))
            )
        elif tag.startswith("@") and content:
            left.append(LeftOut("header", f"{tag}: {content}"))
    turns = joined_turns(stretches)
    if not turns:
        raise FileFaultError("The CHAT file holds no utterances; each begins with *, such as *PAR:.")
    date = next((read_date(content) for tag, content in lines if tag == "@Date"), None)
    yield InterviewRecord(
        format="CHAT transcript",
        turns=turns,
        created_at=date,
        created_at_found="header @Date" if date else None,
        left_out=tuple(left),
        doubts=decoded.doubts,
        interviewers=frozenset(names[code] for code, role in roles.items() if role == "interviewer"),
    )


def spoken(line: str) -> str:
    """Return what a main line says: fillers and repeated words stay, codes and pauses go."""
    text = _BULLET.sub(" ", line)
    text = _ASIDES.sub(" ", text)
    for code, mark in _ENDS:
        text = text.replace(code, mark)
    text = _LINKER.sub("", text)
    text = _SUFFIX.sub("", _FILLER.sub(r"\1", text))
    text = re.sub(r"(?<=\w)\((\w+)\)|\((\w+)\)(?=\w)", r"\1\2", text)
    text = _MARKS.sub("", text).replace("_", " ")
    return re.sub(r"\s+(?=[.,;:!?…])", "", " ".join(text.split()))


def _lines(text: str) -> Iterator[tuple[str, str]]:
    """The tag and the content of each line, continued lines joined."""
    for line in re.sub(r"\n[\t ]+", " ", text).split("\n"):
        if match := re.match(r"([@*%][^:\t]{1,40}):?[\t ]*(.*)", line):
            yield match[1].strip(), match[2].strip()


def _participants(lines: list[tuple[str, str]]) -> tuple[dict[str, str], dict[str, Role]]:
    names: dict[str, str] = {}
    roles: dict[str, Role] = {}
    for tag, content in lines:
        if tag != "@Participants":
            continue
        for entry in content.split(","):
            if not entry.strip():
                continue
            code, *rest = entry.split()
            names[code] = " ".join(rest[:-1]).replace("_", " ") or code
            role = rest[-1].lower() if rest else ""
            if role in _ASKS:
                roles[code] = "interviewer"
            elif role in _ANSWERS:
                roles[code] = "participant"
    return names, roles if "interviewer" in roles.values() else {}
