"""Batches of examples that are about as long as each other."""

import random
from collections.abc import Sequence

from qa.reader.training.example import Example

POOL = 64
"""Batches that are sorted by length together, so that little is padding."""


def batches_of(every: Sequence[Example], size: int, seed: int) -> list[list[Example]]:
    """Return batches of near-equal lengths, `size` examples each, in an order of chance."""
    chance = random.Random(seed)  # noqa: S311
    batches: list[list[Example]] = []
    for first in range(0, len(every), size * POOL):
        pool = sorted(
            every[first : first + size * POOL], key=lambda example: len(example.passage + example.question)
        )
        together = [pool[place : place + size] for place in range(0, len(pool), size)]
        chance.shuffle(together)
        batches += together
    return batches
