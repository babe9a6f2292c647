"""Attributions: who says what, as places in an article's text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from index.articles import Article
from index.passages import Span

Spans = tuple[Span, ...]
"""Places of the parts of one thing, (start, end) in characters each, in the order of the text."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whoever something is attributed to.

    Attributes:
        name: the name they go by in the article, in full where it has one: "Bo Berg" for "he" and "Berg";
            for somebody without a name the words they are called by, "a spokesman".
        start, end: the place in the article's text where they are introduced: "Bo Berg, mayor of Aahus".
    """

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution: the source says, by the cue, the content.

    Attributes:
        source: who says it, as the sentence has it: "he"; empty where it does not tell.
        cue: the words that attribute: "said", "according to".
        content: what is said, with its quotation marks.
        speaker: the source, resolved to the name before; None where there is no source.
    """

    source: Spans
    cue: Spans
    content: Spans
    speaker: Speaker | None = None


QuotePlace = tuple[Article, int, int]
"""An article and the place of a quote in its text."""


class Attributor(Protocol):
    """Finds the attributions of articles, or knows them from the last time."""

    def attributions(self, articles: Sequence[Article]) -> list[tuple[Attribution, ...]]:
        """Return of each article its attributions in the order of their content."""

    def speakers(self, places: Sequence[QuotePlace]) -> list[Speaker | None]:
        """Return whose words most of each place is; None where the article itself speaks."""


def speaker_at(attributions: Sequence[Attribution], start: int, end: int) -> Speaker | None:
    """Return whose words most of `start:end` is; None where the article itself speaks.

    What somebody says within the words of somebody else is the inner speaker's.
    """
    inner = sorted(attributions, key=lambda one: sum(last - first for first, last in one.content))
    counted: set[int] = set()
    shares: dict[Speaker, int] = {}
    for one in inner:
        if one.speaker:
            own = {place for first, last in one.content for place in range(max(start, first), min(end, last))}
            shares[one.speaker] = shares.get(one.speaker, 0) + len(own - counted)
            counted |= own
    best = max(shares, key=lambda speaker: shares[speaker], default=None)
    return best if best and 2 * shares[best] > end - start else None
