"""Length-bucketed batches: examples of a batch are about as long as each other, so that little is padding."""

import random
from collections.abc import Sequence

from training.example import Example

POOL = 64
"""Number of batches whose examples are sorted by length together."""


def batches_of(every: Sequence[Example], size: int, seed: int) -> list[list[Example]]:
    """Return batches of near-equal lengths, `size` examples each, in random order."""
    rng = random.Random(seed)  # noqa: S311
    batches: list[list[Example]] = []
    for first in range(0, len(every), size * POOL):
        pool = sorted(
            every[first : first + size * POOL], key=lambda example: len(example.passage + example.question)
        )
        together = [pool[place : place + size] for place in range(0, len(pool), size)]
        rng.shuffle(together)
        batches += together
    return batches
