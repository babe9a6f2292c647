"""What readers thought of answers, kept with the turn of the conversation that it is about."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from index.conversations import StoredTurn

LONGEST_REMARK = 10_000
"""Characters of a remark that are kept."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """Thumbs up (`liked`) or down on one turn, with a remark or "", and when it was given (UTC)."""

    liked: bool
    remark: str
    given: datetime


@dataclass(frozen=True, slots=True)
class Judged:
    """An opinion and what it is about, without saying whose.

    Attributes:
        id: names this turn in every export; tells nothing of the conversation's own id.
        turn: the one that the opinion is about.
        earlier: the turns before it in its conversation, oldest first.
    """

    id: str
    opinion: Opinion
    turn: StoredTurn
    earlier: tuple[StoredTurn, ...]


class Feedback(Protocol):
    """The feedback in a library. It goes when its turn is replaced or its conversation deleted."""

    def give(self, owner: str, conversation: str, turn: int, *, liked: bool, remark: str = "") -> None:
        """Keep what an owner thinks of a turn, in place of what the owner thought before.

        Raises:
            ConversationNotFound: there is no such turn in a conversation of this owner.
        """

    def take_back(self, owner: str, conversation: str, turn: int) -> None:
        """Delete what an owner thought of a turn; where nothing is kept, nothing."""

    def given(self, owner: str, conversation: str) -> dict[int, Opinion]:
        """Return what an owner thinks of a conversation's turns, by their numbers."""

    def judged(self) -> Iterator[Judged]:
        """Yield all feedback of all owners, oldest first."""
