"""Whole conversations of all owners, to be copied from one library to another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from index.conversations import Conversation
from index.feedback import Opinion


@dataclass(frozen=True, slots=True)
class KeptConversation:
    """A conversation with all that a library keeps of it.

    Attributes:
        owner: the digest of its owner, who cannot be found from it.
        opinions: the owner's opinions, by the numbers of their turns.
    """

    owner: str
    conversation: Conversation
    opinions: Mapping[int, Opinion]


class ConversationCopies(Protocol):
    """The conversations of a library as a whole, for whoever moves it; nothing that serves a user asks it."""

    def every(self) -> Iterator[KeptConversation]:
        """Yield every conversation, the one changed first first."""

    def restore(self, kept: KeptConversation) -> bool:
        """Store a conversation in place of an earlier state of it; return whether anything was stored.

        One that went on since, or that another owner has under this id, is left as it is.
        """
