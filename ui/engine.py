"""What the chat, the API and agents need of the engine: `qa.Assistant`, or a stand-in in tests."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from index.library import Library
from index.retrieval.hybrid_search import Hit
from qa.answers import Answer


class Engine(Protocol):
    """What answers from a library and searches it; several threads call it at once."""

    library: Library

    def ask(
        self,
        question: str,
        *,
        history: Sequence[tuple[str, str]] = (),
        asked: date | None = None,
        sources: Sequence[str] | None = None,
        since: date | None = None,
        until: date | None = None,
        articles: Sequence[str] | None = None,
    ) -> Answer:
        """Answer a question; `history` holds the (question, answer text) pairs before it."""
        ...

    def search(
        self,
        question: str,
        k: int = 10,
        *,
        history: Sequence[tuple[str, str]] = (),
        asked: date | None = None,
        sources: Sequence[str] | None = None,
        since: date | None = None,
        until: date | None = None,
        articles: Sequence[str] | None = None,
    ) -> tuple[Hit, ...]:
        """Return the `k` best passages for a question, best first."""
        ...
