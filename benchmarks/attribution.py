"""Scores of found attributions against annotated ones: token F1 by role, and linked source and content."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

from index.passages import Span
from qa.attribution import Attribution

ROLES = ("source", "cue", "content")

_TOKEN = re.compile(r"\w+|[^\w\s]")
_PHRASE_END = re.compile(
    r"\s*[,;:(—–]|\s-|\s(?:of|in|for|at|from|with|who|whom|which|that|on|to|by|and|or|is|was|has)\s",
    re.IGNORECASE,
)
"""Where the first noun phrase of a source ends; its head is the last word before."""

_OPENING_QUOTES = "“\"‘'«"

Annotation = Mapping[str, Sequence[Span]]


class AttributionScores:
    """Counts over a corpus. Tokens are words and punctuation marks; attributions those with a source."""

    def __init__(self) -> None:
        """Begin with nothing counted."""
        self._tokens: Counter[tuple[str, str]] = Counter()
        self._links: Counter[str] = Counter()

    def add(self, text: str, found: Sequence[Attribution], annotated: Sequence[Annotation]) -> None:
        """Count one article."""
        tokens = [match.start() for match in _TOKEN.finditer(text)]
        for role in ROLES:
            ours = _covered(tokens, [span for one in found for span in getattr(one, role)])
            theirs = _covered(tokens, [span for one in annotated for span in one[role]])
            self._tokens[role, "right"] += len(ours & theirs)
            self._tokens[role, "either"] += len(ours) + len(theirs)
        for one in annotated:
            if one["source"] and one["content"]:
                self._count_link(text, found, one)
        for other in found:
            if other.source:
                self._links["sourced"] += 1
                self._links["rightly sourced"] += any(
                    overlap(other.content, one["content"]) and _same_source(text, other, one)
                    for one in annotated
                    if one["source"]
                )

    def f1(self, role: str) -> float | None:
        """Return the F1 of a role over all tokens."""
        either = self._tokens[role, "either"]
        return 2 * self._tokens[role, "right"] / either if either else None

    @property
    def annotated_links(self) -> int:
        """The number of annotated attributions with a source and content."""
        return self._links["annotated"]

    @property
    def share_found(self) -> float | None:
        """The share of these of which some content is found."""
        return self._share("found", "annotated")

    @property
    def share_linked(self) -> float | None:
        """The share of these of which some content is found, with a source that has the right head."""
        return self._share("linked", "annotated")

    @property
    def share_direct(self) -> float | None:
        """The share of annotated direct quotes whose source is found with the right head."""
        return self._share("linked direct", "direct")

    @property
    def link_precision(self) -> float | None:
        """The share of what is found with a source that has annotated content and the right head."""
        return self._share("rightly sourced", "sourced")

    def _share(self, part: str, whole: str) -> float | None:
        return self._links[part] / self._links[whole] if self._links[whole] else None

    def _count_link(self, text: str, found: Sequence[Attribution], one: Annotation) -> None:
        best = max(found, key=lambda other: overlap(other.content, one["content"]), default=None)
        is_found = bool(best and overlap(best.content, one["content"]))
        is_linked = bool(best and is_found and _same_source(text, best, one))
        is_direct = text[one["content"][0][0]] in _OPENING_QUOTES
        self._links.update(annotated=1, found=is_found, linked=is_linked, direct=is_direct)
        self._links["linked direct"] += is_direct and is_linked


def overlap(spans: Sequence[Span], others: Sequence[Span]) -> int:
    """Return the number of characters that are in both."""
    return sum(max(0, min(end, last) - max(start, first)) for start, end in spans for first, last in others)


def head_of(text: str, source: Span) -> Span:
    """Return the head of a source: the last word of its first noun phrase."""
    start, end = source
    phrase_end = _PHRASE_END.search(text, start + 1, end)
    words = [
        (start + word.start(), start + word.end())
        for word in re.finditer(r"\w+", text[start : phrase_end.start() if phrase_end else end])
    ]
    # "Berg's" is cut at its apostrophe.
    if len(words) > 1 and text[words[-1][0] - 1 : words[-1][1]] in {"'s", "’s"}:
        words.pop()
    return words[-1] if words else source


def _same_source(text: str, found: Attribution, annotated: Annotation) -> bool:
    return overlap(found.source, [head_of(text, annotated["source"][0])]) > 0


def _covered(tokens: Sequence[int], spans: Sequence[Span]) -> set[int]:
    return {
        token
        for start, end in spans
        for token in tokens[bisect_left(tokens, start) : bisect_left(tokens, end)]
    }
