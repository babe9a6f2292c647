"""Conversations, kept in the library's record: each is its owner's, and nobody else's.

What came of a question is stored as JSON that is not read here; `qa.answer_json` writes and reads it.
"""

import hashlib
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from index.errors import InputError

LONGEST_QUESTION = 100_000
"""Characters of a question that are kept. The engine answers far shorter ones only."""

Outcome = Mapping[str, Any]
"""What came of a question, as values that JSON has."""

_ID = re.compile(r"[A-Za-z0-9_-]{22}")


class ConversationNotFound(InputError):
    """No such conversation, or no such turn in it, of this owner."""


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """One question of a conversation and what came of it.

    Attributes:
        number: its place in the conversation, from 1.
        asked: when it was kept, UTC.
        question: as it was typed.
    """

    number: int
    asked: datetime
    question: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Heading:
    """What a list of conversations shows of one.

    Attributes:
        title: its first question, shortened to one line.
        started, changed: when its first turn was kept, and its last; UTC.
        turns: how many it has, at least one.
    """

    id: str
    title: str
    started: datetime
    changed: datetime
    turns: int


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation with its turns, oldest first."""

    heading: Heading
    turns: tuple[StoredTurn, ...]


def new_id() -> str:
    """Make the id of a new conversation: random, not to be guessed. Nothing is kept before its first turn."""
    return secrets.token_urlsafe(16)


class Conversations(Protocol):
    """The conversations of a library. Any thread or process may use them while another adds articles.

    An owner is any text that is somebody's alone: a user's name, or the random id that a browser keeps. Of
    that only a digest is stored. Another owner's conversation is not there, as one that was never begun.
    """

    def append(self, owner: str, conversation: str, number: int, question: str, outcome: Outcome) -> int:
        """Keep a turn, after all the others; return its number. Turn 1 begins the conversation.

        The same question under the same number again changes nothing: a caller that does not know whether a
        turn was kept tries once more. Where two windows went on with one conversation, both turns are kept.

        Raises:
            ConversationNotFound: there is none with this id, and `number` is not 1.
        """

    def replace_last(
        self, owner: str, conversation: str, number: int, question: str, outcome: Outcome
    ) -> None:
        """Keep a turn in place of the last one, whose number it has; feedback on the old one is deleted.

        Raises:
            ConversationNotFound: there is no such conversation of this owner.
            InputError: the last turn has another number, because the conversation went on elsewhere.
        """

    def listed(self, owner: str) -> list[Heading]:
        """Return an owner's conversations, the one changed last first."""

    def read(self, owner: str, conversation: str) -> Conversation:
        """Return one conversation with all its turns. Raises ConversationNotFound."""

    def delete(self, owner: str, conversation: str) -> None:
        """Delete a conversation, with the feedback on it; where it is not there, nothing."""

    def delete_all(self, owner: str) -> int:
        """Delete all conversations of an owner, with the feedback on them; return how many there were."""


def digest(owner: str) -> str:
    """Return what is stored of an owner: a copy of the record lets nobody in as somebody else."""
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
    """Make the error for a conversation that is gone, or somebody else's."""
    return ConversationNotFound("This conversation is not there any more. Begin a new one.")
