"""Windows: runs of whole sentences of a context, as the index cuts passages."""

import random

from index.passages import MAX_PASSAGE_LENGTH, Span, sentences

LONGEST_WINDOWS = (1, 350, 600, 600, MAX_PASSAGE_LENGTH, MAX_PASSAGE_LENGTH, MAX_PASSAGE_LENGTH)
"""Lengths in characters of which one is drawn at random: shorter passages are read too, and single
sentences."""


def window(context: str, place: Span | None, rng: random.Random) -> Span:
    """Return a run of whole sentences, up to a passage's length, that holds `place` somewhere inside."""
    spans = sentences(context)
    if not spans:
        return 0, len(context)
    if place is None:
        first = last = rng.randrange(len(spans))
    else:
        inside = [n for n, (start, end) in enumerate(spans) if end > place[0] and start < place[1]]
        # Blank between two sentences is in neither.
        inside = inside or [min(range(len(spans)), key=lambda n: abs(spans[n][0] - place[1]))]
        first, last = inside[0], inside[-1]
    longest = rng.choice(LONGEST_WINDOWS)
    while True:
        before = first > 0 and spans[last][1] - spans[first - 1][0] <= longest
        after = last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= longest
        if not before and not after:
            break
        if before and (not after or rng.random() < 0.5):
            first -= 1
        else:
            last += 1
    start, end = spans[first][0], spans[last][1]
    return (min(start, place[0]), max(end, place[1])) if place else (start, end)
