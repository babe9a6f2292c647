"""Two sentences that say the same but for one value: copy that was corrected, a figure brought up to date."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from index.passages import Span
from index.text.words import STOP_WORDS
from qa.language.answer_types import AnswerType
from qa.language.answer_values import answer_values, compatible
from qa.language.mentions import Mention

LEAST_SHARED = 0.75
"""Share of either sentence's words, besides the values that differ, which the other has too, in order."""

FEWEST_SHARED = 4
"""Content words that the two must share: headings and datelines are alike without saying the same."""

LONGEST = 200
"""Words of a sentence that is compared; comparing takes the product of the lengths."""

_TOKEN = re.compile(r"\d[\d,.]*\d|\w+")


def differing_values(
    first: str, second: str, kind: AnswerType
) -> tuple[tuple[Mention, ...], tuple[Mention, ...]] | None:
    """Return the values of one kind that contradict each other in two sentences which otherwise say the same.

    None where they do not, or where they differ in another name or number too: then they speak of two things.
    Places are in the sentences, in characters.
    """
    mine, theirs = _aligned(first, second)
    shared = {first[start:end].casefold() for start, end in mine.kept} - STOP_WORDS
    if len([word for word in shared if not word[0].isdecimal()]) < FEWEST_SHARED:
        return None
    found = _changed(answer_values(first, kind), mine), _changed(answer_values(second, kind), theirs)
    # A value in the place of another: what only one of the two adds somewhere contradicts nothing.
    slots = {mine.slot(value) for value in found[0]} & {theirs.slot(value) for value in found[1]}
    found = (
        tuple(value for value in found[0] if mine.slot(value) in slots),
        tuple(value for value in found[1] if theirs.slot(value) in slots),
    )
    if not slots or compatible(*found):
        return None
    same = _else_the_same(first, mine, found[0]) and _else_the_same(second, theirs, found[1])
    return found if same else None


@dataclass(frozen=True, slots=True)
class Aligned:
    """The places of a text's words which another text has too, in order, and of those in which it differs."""

    kept: list[Span]
    changed: list[Span]

    def slot(self, value: Mention) -> int:
        """Return how many of the shared words stand before a value."""
        return sum(end <= value.start for _, end in self.kept)


def _aligned(first: str, second: str) -> tuple[Aligned, Aligned]:
    texts = [list(_TOKEN.finditer(text))[:LONGEST] for text in (first, second)]
    spoken = [[token.group().casefold() for token in tokens] for tokens in texts]
    blocks = SequenceMatcher(None, spoken[0], spoken[1], autojunk=False).get_matching_blocks()
    kept = (
        {place for block in blocks for place in range(block.a, block.a + block.size)},
        {place for block in blocks for place in range(block.b, block.b + block.size)},
    )
    mine, theirs = (
        Aligned(
            [token.span() for place, token in enumerate(tokens) if place in places],
            [token.span() for place, token in enumerate(tokens) if place not in places],
        )
        for tokens, places in zip(texts, kept, strict=True)
    )
    return mine, theirs


def _changed(found: Sequence[Mention], text: Aligned) -> tuple[Mention, ...]:
    return tuple(value for value in found if any(_in_any(place, [value]) for place in text.changed))


def _else_the_same(text: str, aligned: Aligned, differing: Sequence[Mention]) -> bool:
    """Whether little has changed besides the values, and no other name or number."""
    others = [place for place in aligned.changed if not _in_any(place, differing)]
    if any(_names_something(text, place) for place in others):
        return False
    outside = [token for token in _TOKEN.finditer(text) if not _in_any(token.span(), differing)]
    return len(others) <= (1 - LEAST_SHARED) * len(outside)


def _in_any(place: Span, found: Sequence[Mention]) -> bool:
    return any(value.start < place[1] and place[0] < value.end for value in found)


def _names_something(text: str, place: Span) -> bool:
    """Whether a word is a number or has a capital that does not come from standing first."""
    word = text[slice(*place)]
    return word[0].isdecimal() or (place[0] > 0 and word[0].isupper())
