"""Conversations and feedback in memory, written as plainly as can be."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from threading import RLock

from index.conversation_copies import KeptConversation
from index.conversations import (
    MAX_STORED_QUESTION,
    Conversation,
    ConversationSummary,
    Outcome,
    StoredTurn,
    digest,
    is_id,
    not_found,
    title_of,
)
from index.errors import InputError
from index.feedback import MAX_STORED_REMARK, Opinion, RatedTurn


@dataclass
class MemoryConversations:
    """Each conversation by its id, with its owner's digest; opinions by conversation and turn."""

    kept: dict[str, tuple[str, Conversation]] = field(default_factory=dict)
    opinions: dict[tuple[str, int], Opinion] = field(default_factory=dict)
    lock: RLock = field(default_factory=RLock)

    def append(self, owner: str, conversation: str, number: int, question: str, outcome: Outcome) -> int:
        json.dumps(outcome)
        with self.lock:
            if number == 1 and is_id(conversation) and conversation not in self.kept:
                now = datetime.now(UTC)
                begun = Conversation(ConversationSummary(conversation, title_of(question), now, now, 0), ())
                self.kept[conversation] = digest(owner), begun
            turns = self.of(owner, conversation).turns
            if 1 <= number <= len(turns) and turns[number - 1].question == question[:MAX_STORED_QUESTION]:
                return number
            self.put(owner, conversation, (*turns, _turn(len(turns) + 1, question, outcome)))
        return len(turns) + 1

    def replace_last(
        self, owner: str, conversation: str, number: int, question: str, outcome: Outcome
    ) -> None:
        with self.lock:
            *before, last = self.of(owner, conversation).turns
            if number != last.number:
                raise InputError(
                    "This conversation went on in another window. Reload the page, then ask again."
                )
            self.opinions.pop((conversation, number), None)
            self.put(owner, conversation, (*before, _turn(number, question, outcome)))

    def listed(self, owner: str) -> list[ConversationSummary]:
        owned = digest(owner)
        mine = [one.summary for of, one in self.kept.values() if of == owned]
        return sorted(mine, key=lambda summary: summary.changed, reverse=True)

    def read(self, owner: str, conversation: str) -> Conversation:
        return self.of(owner, conversation)

    def delete(self, owner: str, conversation: str) -> None:
        if conversation in self.kept and self.kept[conversation][0] == digest(owner):
            del self.kept[conversation]

    def delete_all(self, owner: str) -> int:
        mine = [summary.id for summary in self.listed(owner)]
        for name in mine:
            del self.kept[name]
        return len(mine)

    def of(self, owner: str, conversation: str) -> Conversation:
        if conversation not in self.kept or self.kept[conversation][0] != digest(owner):
            raise not_found()
        return self.kept[conversation][1]

    def put(self, owner: str, conversation: str, turns: tuple[StoredTurn, ...]) -> None:
        summary = self.of(owner, conversation).summary
        title = title_of(turns[0].question)
        summary = replace(summary, title=title, changed=turns[-1].asked, turns=len(turns))
        self.kept[conversation] = digest(owner), Conversation(summary, turns)


@dataclass(frozen=True)
class MemoryFeedback:
    conversations: MemoryConversations

    def give(self, owner: str, conversation: str, turn: int, *, liked: bool, remark: str = "") -> None:
        if turn not in {one.number for one in self.conversations.of(owner, conversation).turns}:
            raise not_found()
        self.conversations.opinions.pop((conversation, turn), None)
        self.conversations.opinions[conversation, turn] = Opinion(
            liked, remark[:MAX_STORED_REMARK], datetime.now(UTC)
        )

    def take_back(self, owner: str, conversation: str, turn: int) -> None:
        if self.conversations.kept.get(conversation, ("",))[0] == digest(owner):
            self.conversations.opinions.pop((conversation, turn), None)

    def given(self, owner: str, conversation: str) -> dict[int, Opinion]:
        if self.conversations.kept.get(conversation, ("",))[0] != digest(owner):
            return {}
        of_this = {n: given for (of, n), given in self.conversations.opinions.items() if of == conversation}
        return dict(sorted(of_this.items()))

    def rated_turns(self) -> Iterator[RatedTurn]:
        for (conversation, number), opinion in list(self.conversations.opinions.items()):
            if conversation in self.conversations.kept:
                *earlier, turn = self.conversations.kept[conversation][1].turns[:number]
                name = hashlib.sha256(f"{conversation} {number}".encode()).hexdigest()[:16]
                yield RatedTurn(name, opinion, turn, tuple(earlier))


@dataclass(frozen=True)
class MemoryConversationCopies:
    conversations: MemoryConversations

    def every(self) -> Iterator[KeptConversation]:
        for name, (owner, kept) in sorted(
            self.conversations.kept.items(), key=lambda item: item[1][1].summary.changed
        ):
            opinions = {n: given for (of, n), given in self.conversations.opinions.items() if of == name}
            yield KeptConversation(owner, kept, dict(sorted(opinions.items())))

    def restore(self, kept: KeptConversation) -> bool:
        summary = kept.conversation.summary
        owner, held = self.conversations.kept.get(summary.id, (kept.owner, None))
        if owner != kept.owner or (held and held.summary.changed >= summary.changed):
            return False
        self.conversations.kept[summary.id] = kept.owner, kept.conversation
        for key in [key for key in self.conversations.opinions if key[0] == summary.id]:
            del self.conversations.opinions[key]
        for turn, opinion in kept.opinions.items():
            self.conversations.opinions[summary.id, turn] = opinion
        return True


def _turn(number: int, question: str, outcome: Outcome) -> StoredTurn:
    return StoredTurn(
        number, datetime.now(UTC), question[:MAX_STORED_QUESTION], json.loads(json.dumps(outcome))
    )
