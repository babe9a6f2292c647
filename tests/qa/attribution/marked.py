"""Attributions by hand: the source, cue and content of each, found in the text in order."""

from collections.abc import Sequence

from index.passages import Span
from qa.attribution import Attribution

Marked = tuple[str, str, str]
"""Source, cue and content; parts of one that stand apart are joined by " … "."""


def attributed(text: str, *marked: Marked) -> tuple[Attribution, ...]:
    """Return the attributions at the first places, after those before, where their words stand together."""
    found, after = [], 0
    for source, cue, content in marked:
        spans = _spans(text, content, after)
        near = max(0, text.rfind("\n", 0, spans[0][0]))
        found.append(
            Attribution(_nearest(text, source, spans, near), _nearest(text, cue, spans, near), spans)
        )
        after = spans[0][0]
    return tuple(found)


def _spans(text: str, words: str, after: int) -> tuple[Span, ...]:
    spans = []
    for part in words.split(" … "):
        start = text.index(part, after)
        after = start + len(part)
        spans.append((start, after))
    return tuple(spans)


def _nearest(text: str, words: str, content: Sequence[Span], after: int) -> tuple[Span, ...]:
    """Return the place of the words nearest to the content, outside of it."""
    places = []
    while words and (start := text.find(words, after)) >= 0:
        places.append((start, start + len(words)))
        after = start + 1
    outside = [one for one in places if not any(start < one[1] and one[0] < end for start, end in content)]
    chosen = min(outside or places, key=lambda one: _distance(one, content), default=None)
    return (chosen,) if chosen else ()


def _distance(place: Span, content: Sequence[Span]) -> int:
    return min(max(start - place[1], place[0] - end, 0) for start, end in content)
