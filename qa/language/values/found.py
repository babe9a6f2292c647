"""A value and where it stands."""

from dataclasses import dataclass
from typing import Any, Protocol


class Value(Protocol):
    """A date, quantity or name."""

    def compare(self, other: Any) -> bool | None:
        """Whether both can be right of one thing; None where they cannot be compared."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """A value and its place in the text it was found in, in characters."""

    value: Value
    start: int
    end: int
