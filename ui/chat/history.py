"""The chat's history: the conversations of all users, stored in the library's record turn by turn."""

from collections.abc import Sequence
from dataclasses import replace

from index.articles import Article
from index.conversations import ConversationNotFound, ConversationSummary, StoredTurn, new_id
from index.errors import ArticleNotFound
from index.feedback import Opinion
from index.library import Library
from qa.answer_json import deserialize, serialize, serialize_error
from ui.render.turns import ChatTurn, stored_filter_labels


class ChatHistory:
    """The conversations of all users, each its owner's alone. Any thread may use it."""

    def __init__(self, library: Library) -> None:
        """Store them in the record of `library`. Raises LibraryError where its file cannot be upgraded."""
        self._record = library.record
        self._conversations = library.store.conversations()
        self._feedback = library.store.feedback()

    def turns(self, owner: str, conversation: str) -> tuple[ChatTurn, ...]:
        """Return a conversation as it was, its quotes where they stand now; empty where there is none."""
        try:
            stored = self._conversations.read(owner, conversation).turns
        except ConversationNotFound:
            return ()
        opinions = self._feedback.given(owner, conversation)
        return tuple(replace(self._turn(one), opinion=opinions.get(one.number)) for one in stored)

    def length(self, owner: str, conversation: str) -> int:
        """Return how many turns a conversation has; 0 where there is none."""
        return next((one.turns for one in self.summaries(owner) if one.id == conversation), 0)

    def put(
        self, owner: str, conversation: str, before: Sequence[ChatTurn], turn: ChatTurn
    ) -> tuple[str, tuple[ChatTurn, ...]]:
        """Store a turn after those before it; return the conversation's id and its turns.

        Where it went on meanwhile in another window, that one's turns stand before this one; one that was
        deleted there is begun anew with this turn.
        """
        name = conversation or new_id()
        try:
            number = self._conversations.append(owner, name, len(before) + 1, turn.question, _outcome(turn))
        except ConversationNotFound:
            name = new_id()
            number = self._conversations.append(owner, name, 1, turn.question, _outcome(turn))
        return name, (*before, turn) if number == len(before) + 1 else self.turns(owner, name)

    def replace_last(self, owner: str, conversation: str, before: Sequence[ChatTurn], turn: ChatTurn) -> None:
        """Store a turn in place of the last one. Raises InputError where it is the last no more."""
        self._conversations.replace_last(owner, conversation, len(before) + 1, turn.question, _outcome(turn))

    def summaries(self, owner: str) -> list[ConversationSummary]:
        """Return an owner's conversations, the one changed last first."""
        return self._conversations.listed(owner)

    def forget(self, owner: str, conversation: str) -> None:
        """Delete a conversation with what was thought of it."""
        self._conversations.delete(owner, conversation)

    def forget_all(self, owner: str) -> None:
        """Delete all of an owner's conversations."""
        self._conversations.delete_all(owner)

    def judge(self, owner: str, conversation: str, number: int, opinion: Opinion | None) -> None:
        """Store what an owner thinks of a turn; None takes it back. Raises ConversationNotFound."""
        if opinion is None:
            self._feedback.take_back(owner, conversation, number)
        else:
            self._feedback.give(owner, conversation, number, liked=opinion.liked, remark=opinion.remark)

    def _turn(self, stored: StoredTurn) -> ChatTurn:
        found = deserialize(stored.outcome, self._article)
        return ChatTurn(
            stored.question,
            found.answer,
            found.error,
            threshold=float(stored.outcome.get("threshold") or 0),
            seconds=float(stored.outcome.get("seconds") or 0),
            filter_labels=stored_filter_labels(stored.outcome),
            only_articles=tuple(map(str, stored.outcome.get("articles") or ())),
            gone=found.gone,
        )

    def _article(self, article_id: str) -> Article | None:
        try:
            return self._record.article(article_id)
        except ArticleNotFound:
            return None


def _outcome(turn: ChatTurn) -> dict[str, object]:
    answer = serialize(turn.answer) if turn.answer else serialize_error(turn.problem or "")
    return {
        **answer,
        "threshold": turn.threshold,
        "seconds": turn.seconds,
        "filters": list(turn.filter_labels),
        "articles": list(turn.only_articles),
    }
