"""Mentions: values that a text names, and where it does."""

from dataclasses import dataclass
from typing import Any, Protocol


class Value(Protocol):
    """A date, quantity or name."""

    def compare(self, other: Any) -> bool | None:
        """Whether both can be right of one thing; None where they cannot be compared."""
        ...


@dataclass(frozen=True, slots=True)
class Mention:
    """A value and its place in the text that names it, in characters."""

    value: Value
    start: int
    end: int
