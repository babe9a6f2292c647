"""Attempts at inputs: one whose worker goes away each time it is read is left out, and told of by name."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from index.workers.inputs import Input

MOST_ATTEMPTS = 3
"""Number of times that an input is read whose worker then goes away."""

HOPELESS = (
    f"the worker that read it went away {MOST_ATTEMPTS} times; look whether it is far larger than others, "
    "and add it alone, without --workers"
)


class Attempts:
    """How often each input was begun; Ray itself would try for ever. Kept in a process of its own."""

    def __init__(self) -> None:
        self._begun: Counter[str] = Counter()

    def begin(self, key: str) -> int:
        """Count an attempt; return how many there were before."""
        self._begun[key] += 1
        return self._begun[key] - 1


class SharedAttempts:
    """The attempts of all workers."""

    def __init__(self) -> None:
        """Start the process that keeps them."""
        import ray

        self._process: Any = ray.remote(num_cpus=0, max_restarts=-1, max_task_retries=-1)(Attempts).remote()

    def hopeful(self, group: Sequence[Input]) -> Iterator[tuple[Input, bool]]:
        """Yield each input of a group when it is about to be read, and whether it is to be.

        A group that is read for the first time is counted as one.
        """
        is_new = self._before(f"group {group[0].key}") == 0
        for one in group:
            yield one, is_new or self._before(one.key) < MOST_ATTEMPTS

    def _before(self, key: str) -> int:
        import ray

        before: int = ray.get(self._process.begin.remote(key))
        return before
