"""How many tokens of language models are used each day, counted by all processes together."""

from datetime import date
from typing import Protocol


class TokenCounts(Protocol):
    """The counts in a library."""

    def reserve(self, day: date, tokens: int, most: int) -> bool:
        """Add tokens to a day's count unless it would be more than `most`; return whether they were added.

        Raises LibraryError where the library cannot be written to.
        """

    def correct(self, day: date, tokens: int) -> None:
        """Add tokens to a day's count, or with a number below 0 give back what was reserved and not used.

        Raises LibraryError where the library cannot be written to.
        """

    def used(self, day: date) -> int:
        """Return a day's count."""
