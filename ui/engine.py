"""What the chat, the API and agents need of the engine: `qa.Assistant`, or a stand-in in tests."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from index.filters import NO_FILTER, SearchFilter
from index.library import Library
from index.retrieval.hybrid_search import Hit
from qa.answers import Answer
from qa.turns import Turn


class Engine(Protocol):
    """What answers from a library and searches it; several threads call it at once."""

    library: Library

    def answer(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: SearchFilter = NO_FILTER,
        asked: date | None = None,
    ) -> Answer:
        """Answer a question; `history` holds the turns before it, `asked` is the day of asking or today."""
        ...

    def retrieve(
        self,
        question: str,
        k: int = 10,
        history: Sequence[Turn] = (),
        filters: SearchFilter = NO_FILTER,
        asked: date | None = None,
    ) -> tuple[Hit, ...]:
        """Return the `k` best passages for a question, best first."""
        ...
