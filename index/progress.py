"""The callback by which a long task reports its progress."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Callback that takes the name of a task, the amount done, and the whole amount."""


def silent(_what: str, _done: int, _all: int) -> None:
    """Report nothing."""
