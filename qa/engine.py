"""The protocol of the engine, `qa.Assistant`: what the evaluation, the chat, the API and agents call."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from index.filters import NO_FILTER, SearchFilter
from index.library import Library
from index.retrieval.hybrid_search import Hit
from qa.answers import Answer, Drafts
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
        *,
        written: bool = True,
    ) -> Answer:
        """Answer a question, or refuse where the confidence is below `threshold` (default: the engine's own).

        `history` holds the turns before it, `asked` is the day of asking or today; `written` tells whether
        the engine's language model writes the answer, if it has one.
        """
        ...

    def draft(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: SearchFilter = NO_FILTER,
        asked: date | None = None,
        threshold: float | None = None,
        *,
        written: bool = True,
    ) -> Drafts:
        """Answer a question as `answer` does, and yield it while it is written.

        The last draft, and no other, has the answer. Closing the iterator cancels what is not written yet.
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
