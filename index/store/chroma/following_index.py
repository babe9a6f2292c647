"""A vector index that follows a record in PostgreSQL, by the record's outbox."""

from abc import abstractmethod

from index.progress import Progress
from index.store.protocol import VectorIndex


class FollowingIndex(VectorIndex):
    """A vector index that is changed by nobody but those who apply what the record notes for it."""

    @abstractmethod
    def follow(self) -> None:
        """Apply what is noted, but for what somebody else is applying. Raises LibraryError."""

    @abstractmethod
    def is_ready(self) -> bool:
        """Whether the index was made, whole, and has nothing to follow."""

    @abstractmethod
    def build(self, progress: Progress) -> list[str]:
        """Make the index from the record, beside the old one if there is one, then switch to it.

        Returns a line for each place where something is left of the old one that only a person can delete.
        """

    @abstractmethod
    def prepare(self, progress: Progress) -> None:
        """Make an index that was never made, or is damaged, and follow the record."""

    @abstractmethod
    def lag(self) -> int:
        """Return how many contents the index has yet to follow."""

    @abstractmethod
    def close(self) -> None:
        """Close what is open."""
