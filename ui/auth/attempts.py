"""How long somebody who mistyped, or guesses, has to wait: longer after every failure."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

FREE = 4
"""Failures that cost no time: people mistype."""

LONGEST = 60.0
"""Seconds. Whoever guesses at somebody's name keeps them out no longer than this."""

FORGOTTEN = 900.0
"""Seconds without a failure after which it begins anew."""

MOST_KEPT = 10_000
"""Names and addresses. The one that failed longest ago goes first."""


@dataclass(frozen=True, slots=True)
class _Failures:
    count: int
    last: float


class Attempts:
    """Counts failures by name and by address. The wait doubles with every one: 1, 2, 4 … 60 seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` tells the seconds."""
        self._clock = clock
        self._failures: dict[str, _Failures] = {}

    def wait(self, keys: Iterable[str]) -> float:
        """Return the seconds until one with these keys may try again; 0 where that is now."""
        now = self._clock()
        ends = [self._failures[key] for key in keys if key in self._failures]
        return max((failures.last + _pause(failures.count) - now for failures in ends), default=0.0)

    def failed(self, keys: Iterable[str]) -> None:
        """Count a failure."""
        now = self._clock()
        for key in keys:
            before = self._failures.pop(key, None)
            counts = before is not None and now - before.last < FORGOTTEN
            self._failures[key] = _Failures(before.count + 1 if before and counts else 1, now)
        while len(self._failures) > MOST_KEPT:
            del self._failures[next(iter(self._failures))]

    def succeeded(self, keys: Iterable[str]) -> None:
        """Forget the failures."""
        for key in keys:
            self._failures.pop(key, None)


def _pause(failures: int) -> float:
    return 0.0 if failures <= FREE else min(2.0 ** min(failures - FREE - 1, 10), LONGEST)
