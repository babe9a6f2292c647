"""Feedback of users on answers, stored with the turn of the conversation that it is about."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from index.conversations import StoredTurn

MAX_STORED_REMARK = 10_000
"""Number of characters of a remark that are stored."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """A thumbs up (`liked`) or down on one turn, with a remark or "", and the time it was given (UTC)."""

    liked: bool
    remark: str
    given: datetime


@dataclass(frozen=True, slots=True)
class RatedTurn:
    """A turn with the opinion on it, without its owner.

    Attributes:
        id: the id of this turn in every export; the conversation's own id cannot be found from it.
        turn: the turn that the opinion is about.
        earlier: the turns before it in its conversation, oldest first.
    """

    id: str
    opinion: Opinion
    turn: StoredTurn
    earlier: tuple[StoredTurn, ...]


class Feedback(Protocol):
    """The feedback in a library. It goes when its turn is replaced or its conversation deleted."""

    def give(self, owner: str, conversation: str, turn: int, *, liked: bool, remark: str = "") -> None:
        """Store the opinion of an owner on a turn, in place of an earlier one.

        Raises:
            ConversationNotFound: there is no such turn in a conversation of this owner.
        """

    def take_back(self, owner: str, conversation: str, turn: int) -> None:
        """Delete the opinion of an owner on a turn; where there is none, nothing happens."""

    def given(self, owner: str, conversation: str) -> dict[int, Opinion]:
        """Return the opinions of an owner on a conversation's turns, by the turns' numbers."""

    def rated_turns(self) -> Iterator[RatedTurn]:
        """Yield all feedback of all owners, oldest first."""
