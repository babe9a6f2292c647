"""Conversations as they are kept in these tests, and what was said in them."""

from index.conversations import Conversations, new_id

SAID = {"text": "In 1931."}


def begun(conversations: Conversations, owner: str, *questions: str) -> str:
    """Keep a conversation of these questions; return its id."""
    name = new_id()
    for number, question in enumerate(questions, start=1):
        assert conversations.append(owner, name, number, question, {"text": f"On {question}"}) == number
    return name


def said(conversations: Conversations, owner: str, name: str) -> list[tuple[int, str]]:
    return [(turn.number, turn.question) for turn in conversations.read(owner, name).turns]
