"""Conversations as tests write them: pairs of a question and the text of its answer."""

from collections.abc import Sequence

from qa import conversation
from qa.turns import as_turns


def standalone(question: str, history: Sequence[tuple[str, str]]) -> str:
    """Complete a question from a conversation in pairs."""
    return conversation.standalone(question, as_turns(history))
