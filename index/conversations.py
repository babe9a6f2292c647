"""Conversations in the library's record: each belongs to one owner.

The outcome of a question is stored as JSON that only `qa.answer_json` writes and reads.
"""

import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from index.errors import InputError

MAX_STORED_QUESTION = 100_000
"""Number of characters of a question that are stored. The engine answers far shorter ones only."""

Outcome = Mapping[str, Any]
"""JSON object of the answer to a question and of how it was asked: threshold, seconds, filter."""

_ID = re.compile(r"[A-Za-z0-9_-]{22}")


class ConversationNotFound(InputError):
    """This owner has no such conversation, or no such turn in it."""


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """One question of a conversation and its outcome.

    Attributes:
        number: its place in the conversation, from 1.
        asked: the time at which it was stored, UTC.
        question: the question as it was typed.
    """

    number: int
    asked: datetime
    question: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class ConversationSummary:
    """A conversation in a list, without its turns.

    Attributes:
        title: its first question, shortened to one line.
        started, changed: the times at which its first and its last turn were stored, UTC.
        turns: the number of its turns, at least one.
    """

    id: str
    title: str
    started: datetime
    changed: datetime
    turns: int


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation with its turns, oldest first."""

    summary: ConversationSummary
    turns: tuple[StoredTurn, ...]


def new_id() -> str:
    """Make the random id of a new conversation. Nothing is stored before its first turn."""
    return secrets.token_urlsafe(16)


class Conversations(Protocol):
    """The conversations of a library. Any thread or process may use them while another adds articles.

    An owner is any text that names one person: a user's name, or the random id that a browser keeps. Only its
    digest is stored. Another owner's conversation raises the same error as one that does not exist.
    """

    def append(self, owner: str, conversation: str, number: int, question: str, outcome: Outcome) -> int:
        """Store a turn after all the others; return its number. Turn 1 begins the conversation.

        The same question under the same number again changes nothing, so that a caller may retry. Where two
        windows continue one conversation, both turns are stored.

        Raises:
            ConversationNotFound: there is none with this id, and `number` is not 1.
        """

    def replace_last(
        self, owner: str, conversation: str, number: int, question: str, outcome: Outcome
    ) -> None:
        """Store a turn in place of the last one, whose number it has; feedback on the old one is deleted.

        Raises:
            ConversationNotFound: there is no such conversation of this owner.
            InputError: the last turn has another number, because the conversation went on elsewhere.
        """

    def listed(self, owner: str) -> list[ConversationSummary]:
        """Return an owner's conversations, the one changed last first."""

    def read(self, owner: str, conversation: str) -> Conversation:
        """Return one conversation with all its turns. Raises ConversationNotFound."""

    def delete(self, owner: str, conversation: str) -> None:
        """Delete a conversation and the feedback on it; one that does not exist is no error."""

    def delete_all(self, owner: str) -> int:
        """Delete all conversations of an owner and the feedback on them; return their number."""


def digest(owner: str) -> str:
    """Return the digest of an owner, from which nobody finds the owner; only it is stored."""
    if not owner:
        raise ValueError("a conversation needs an owner")
    return hashlib.sha256(owner.encode("utf-8", "surrogatepass")).hexdigest()


def is_id(conversation: str) -> bool:
    """Whether a text may be a conversation's id."""
    return bool(_ID.fullmatch(conversation))


def title_of(question: str) -> str:
    """Return a conversation's title: its first question, shortened to one line."""
    from index.loaders.normalisation import first_words

    return first_words(question)


def not_found() -> ConversationNotFound:
    """Make the error for a conversation that does not exist or belongs to another owner."""
    return ConversationNotFound("This conversation is not there any more. Begin a new one.")
