"""Mentions out of quotes that people marked and gave a topic: somebody has already seen a theme there."""

from collections.abc import Iterator

from themes.models import Interview, Mention, Passage, Quote
from themes.text.sanitize import sanitize
from themes.text.slugs import slugify

_LONGEST_NAME = 80
_CONFIDENCE = 0.8
_MORE = 0.05


def marked_topics(interview: Interview) -> Iterator[Mention]:
    """Yield a mention for each topic of the interview's quotes, under the topic's own name.

    Quotes without a topic, and those whose span no longer reads the same, say nothing.
    """
    topics: dict[str, list[Quote]] = {}
    for quote in interview.quotes:
        name = _name(quote)
        if name and interview.text[quote.start : quote.end] == quote.text:
            topics.setdefault(slugify(name), []).append(quote)
    for slug in sorted(topics):
        yield _mention(sorted(topics[slug], key=lambda quote: (quote.start, quote.end)))


def _name(quote: Quote) -> str:
    return sanitize(quote.topic or "", _LONGEST_NAME)


def _mention(quotes: list[Quote]) -> Mention:
    name = _name(quotes[0])
    count = "one passage" if len(quotes) == 1 else f"{len(quotes)} passages"
    spans = dict.fromkeys((quote.start, quote.end, quote.text) for quote in quotes)
    return Mention(
        name=name,
        description=f"What people marked as {name}.",
        confidence=min(0.95, _CONFIDENCE + _MORE * (len(quotes) - 1)),
        rationale=f"Somebody marked {count} of the interview with this topic.",
        passages=tuple(Passage(text=t, start=a, end=b) for a, b, t in spans),
    )
