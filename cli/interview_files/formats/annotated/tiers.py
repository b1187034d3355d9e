"""Annotation tiers as turns: which tier holds the words of a speaker, and which only tells of them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cli.interview_files.spoken import joined_turns
from themes.transcripts.record import InterviewRecord, LeftOut, SpokenTurn

_ABOUT_NAMES = """translation translations transl gloss glosses gls free ft literal lit morph morphemes
    morpheme mb ge ps pos lemma lemmas phon phones phone phonemes phonetic ipa syllable syllables comment
    comments note notes nt code codes coding gesture gestures gaze head hand hands prosody tone pitch noise
    noises event events topic topics theme section sections ref id language silence silences übersetzung
    traduction traducción übers kommentar"""
_ABOUT = frozenset(_ABOUT_NAMES.split())
_WORD_NAMES = frozenset({"words", "word", "tokens", "token", "wörter", "mots"})
_SILENT = re.compile(
    r"\s*(?:<?(?:sil|sp|spn|pause|p:|usb|nib|ns|noise)>?|#|\.{0,3}|\(\.+\)|_)\s*", re.IGNORECASE
)
_ONE_WORD = 1.25


@dataclass(frozen=True, slots=True)
class Tier:
    """Annotations of one kind, with their times."""

    name: str
    speaker: str | None
    annotations: tuple[tuple[float | None, float | None, str], ...]
    """Start and end in seconds, and the text."""
    parent: str | None = None

    @property
    def texts(self) -> list[str]:
        """What is written on the tier, without marks of silence."""
        return [text for _, _, text in self.annotations if not _SILENT.fullmatch(text)]

    @property
    def words(self) -> int:
        """How many words stand on the tier."""
        return sum(len(text.split()) for text in self.texts)

    @property
    def is_about(self) -> bool:
        """Whether the tier's name says that it tells of the words."""
        return bool(_ABOUT & set(re.split(r"[^\w]+|_", self.name.lower())))

    @property
    def is_words(self) -> bool:
        """Whether each annotation is a single word."""
        return len(self.texts) > 3 and self.words <= _ONE_WORD * len(self.texts)


def interview(tiers: Sequence[Tier], layout_of: str) -> InterviewRecord:
    """Return the interview: of each speaker the one tier that holds the words, all in the order of time."""
    chosen = _chosen(tiers)
    names = {id(tier): _speaker(tier, chosen) for tier in chosen}
    timed = [
        (start if start is not None else float("inf"), order, names[id(tier)], text, start)
        for tier in chosen
        for order, (start, text) in enumerate(_stretches(tier))
    ]
    timed.sort(key=lambda one: one[0])
    stretches = [SpokenTurn(speaker, text, start) for _, _, speaker, text, start in timed]
    left = tuple(
        LeftOut(f"tier {tier.name}", " / ".join(tier.texts)[:2000])
        for tier in tiers
        if not any(tier is one for one in chosen) and tier.texts
    )
    return InterviewRecord(format=layout_of, turns=joined_turns(stretches), left_out=left)


def _chosen(tiers: Sequence[Tier]) -> list[Tier]:
    filled = [tier for tier in tiers if tier.words]
    said = [tier for tier in filled if not tier.is_about] or filled
    families: dict[str, list[Tier]] = {}
    for tier in said:
        families.setdefault(_owner(tier, tiers), []).append(tier)
    return [_fullest(family) for family in families.values()]


def _owner(tier: Tier, tiers: Sequence[Tier]) -> str:
    """Whose words the tier holds: its speaker, else the tier from which it depends."""
    by_name = {one.name: one for one in tiers}
    top, seen = tier, {tier.name}
    while top.parent in by_name and top.parent not in seen:
        top = by_name[top.parent]
        seen.add(top.name)
    return tier.speaker or top.speaker or _base(top.name)


def _fullest(family: Sequence[Tier]) -> Tier:
    """Utterances before words, then the tier nearest to the top that is about as long as the longest."""
    whole = [tier for tier in family if not tier.is_words] or list(family)
    letters = max(sum(map(len, tier.texts)) for tier in whole)
    long = [tier for tier in whole if sum(map(len, tier.texts)) * 2 >= letters]
    return next((tier for tier in long if tier.parent is None), long[0])


def _base(name: str) -> str:
    """The speaker's part of a tier's name, such as ``Mara`` of ``Mara - words`` and of ``tx@Mara``."""
    if "@" in name:
        return name.rpartition("@")[2].strip() or name
    match = re.fullmatch(r"(.+?)\s*[-–_/|.:]\s*([\w ]+)", name)
    if match and set(match[2].lower().split()) & (_WORD_NAMES | _ABOUT | {"utterance", "utterances", "text"}):
        return match[1]
    return name


def _speaker(tier: Tier, chosen: Sequence[Tier]) -> str | None:
    plain = _base(tier.name).strip()
    generic = plain.lower() in {
        "text",
        "transcription",
        "transcript",
        "utterance",
        "utterances",
        "default",
        *_WORD_NAMES,
    }
    if tier.speaker:
        return tier.speaker
    return None if generic and len(chosen) == 1 else plain or None


def _stretches(tier: Tier) -> Iterable[tuple[float | None, str]]:
    """What the tier says; single words are joined as far as nothing but silence parts them."""
    if not tier.is_words:
        yield from (
            (start, " ".join(text.split()))
            for start, _, text in tier.annotations
            if not _SILENT.fullmatch(text)
        )
        return
    held: list[str] = []
    begun: float | None = None
    ended: float | None = None
    for start, end, text in tier.annotations:
        silent = bool(_SILENT.fullmatch(text))
        apart = silent or (ended is not None and start is not None and start - ended > 1)
        if held and apart:
            yield begun, " ".join(held)
            held = []
        if not silent:
            begun = start if not held else begun
            held.append(text.strip())
            ended = end
    if held:
        yield begun, " ".join(held)
