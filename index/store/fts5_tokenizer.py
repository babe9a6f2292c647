"""Terms of a text by the tokenizer of SQLite's FTS5, for every store that keeps them itself."""

import sqlite3
import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence

TOKENIZER = "porter unicode61 remove_diacritics 2"
"""The tokenizer of a library's table in FTS5."""

MOST_REMEMBERED = 200_000
"""Largest number of words whose terms are remembered: two million words of news have half as many."""


class Fts5Tokenizer:
    """The tokenizer in memory. Any thread may use it."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._known: dict[str, tuple[str, ...]] = {}
        self._connection: sqlite3.Connection | None = None

    def terms(self, texts: Sequence[str]) -> list[list[str]]:
        """Return the terms of each text, in order."""
        # No term has a blank in it: a text's terms are those of its words, and most words come again.
        words = [text.split() for text in texts]
        with self._guard:
            unknown = {word for of_text in words for word in of_text}.difference(self._known)
            if unknown:
                if len(self._known) + len(unknown) > MOST_REMEMBERED:
                    self._known = {}
                    unknown = {word for of_text in words for word in of_text}
                self._known.update(self._tokenised(unknown))
            known = self._known
        return [[term for word in of_text for term in known[word]] for of_text in words]

    def _tokenised(self, words: Iterable[str]) -> dict[str, tuple[str, ...]]:
        connection = self._connection or _open()
        self._connection = connection
        numbered = list(words)
        connection.executemany("INSERT INTO words (rowid, word) VALUES (?, ?)", enumerate(numbered))
        found: defaultdict[int, list[str]] = defaultdict(list)
        # FTS5 tells its terms in no other way.
        for number, term in connection.execute("SELECT doc, term FROM terms ORDER BY doc, offset"):
            found[number].append(term)
        connection.execute("DELETE FROM words")
        return {word: tuple(found[number]) for number, word in enumerate(numbered)}


def _open() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.execute(f"CREATE VIRTUAL TABLE words USING fts5 (word, tokenize='{TOKENIZER}')")
    connection.execute("CREATE VIRTUAL TABLE terms USING fts5vocab (words, instance)")
    return connection
