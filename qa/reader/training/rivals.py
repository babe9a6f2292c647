"""Rivals: passages that a search returns for a question and that do not answer it."""

import sqlite3
from collections.abc import Sequence

from index.retrieval.keyword_search import content_words

LOOKED_AT = 5
"""The best passages of a search, of which the first that holds no answer is the rival."""


class Rivals:
    """Full-text search over contexts, in memory: BM25, as the library's."""

    def __init__(self, contexts: Sequence[str]) -> None:
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute("CREATE VIRTUAL TABLE texts USING fts5(text, tokenize='porter unicode61')")
        self._connection.executemany("INSERT INTO texts VALUES (?)", ((context,) for context in contexts))

    def best(self, question: str, own: str, answers: Sequence[str]) -> str | None:
        """Return the best context that is not the question's own and holds none of the answers."""
        return next(iter(self.among(question, own, answers, LOOKED_AT)), None)

    def among(self, question: str, own: str, answers: Sequence[str], looked_at: int) -> list[str]:
        """Return those of the best contexts that are not the question's own and hold none of the answers."""
        match = " OR ".join(f'"{word}"' for word in dict.fromkeys(content_words(question)))
        if not match:
            return []
        found = self._connection.execute(
            "SELECT text FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?", (match, looked_at)
        )
        return [
            text
            for (text,) in found
            if text != own and not any(answer.casefold() in text.casefold() for answer in answers)
        ]
