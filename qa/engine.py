"""The protocol of the engine, `qa.Assistant`: what the evaluation, the chat, the API and agents call."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from index.filters import NO_FILTER, SearchFilter
from index.library import Library
from index.retrieval.hybrid_search import Hit
from qa.answers import Answer
from qa.turns import Turn


class Engine(Protocol):
    """A question answering system over one library; several threads call it at once."""

    library: Library

    def answer(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: SearchFilter = NO_FILTER,
        asked: date | None = None,
        threshold: float | None = None,
    ) -> Answer:
        """Answer a question, or refuse where the confidence is below `threshold` (default: the engine's own).

        `history` holds the turns before it, `asked` is the day of asking or today.
        """
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
