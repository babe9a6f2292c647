"""Terms of a text by the tokenizer of SQLite's FTS5, for every store that keeps them itself."""

import sqlite3
import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain

TOKENIZER = "porter unicode61 remove_diacritics 2"
"""The tokenizer of a library's table in FTS5."""

MAX_TERM_LENGTH = 500
"""Number of characters of a term that are kept: PostgreSQL takes 2,046 bytes. Longer terms with the same
beginning are the same term; no word is as long."""

MOST_REMEMBERED = 200_000
"""Number of words whose terms are remembered, with punctuation: 2,500 news articles have 150,000."""


class Fts5Tokenizer:
    """The tokenizer in memory. Any thread may use it."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._known: dict[str, str] = {}
        self._connection: sqlite3.Connection | None = None

    def terms(self, texts: Iterable[str]) -> list[str]:
        """Return the terms of each text in their order, joined by blanks, of which no term has any."""
        return [" ".join(filter(None, of_words)) for of_words in self.terms_of_words(texts)]

    def terms_of_words(self, texts: Iterable[str]) -> list[list[str]]:
        """Return the terms of each text's words, those of one word joined by blanks.

        A text's terms are those of its words, and most words come again.
        """
        words = [text.split() for text in texts]
        with self._guard:
            if len(self._known) > MOST_REMEMBERED:
                self._known = {}
            known = self._known
            # Not "- known.keys()", which goes through all that are known.
            unknown = set(chain.from_iterable(words)).difference(known)
            if unknown:
                known.update(self._tokenised(list(unknown)))
            return [list(map(known.__getitem__, of_text)) for of_text in words]

    def _tokenised(self, words: Sequence[str]) -> dict[str, str]:
        if self._connection is None:
            self._connection = _open()
        found: defaultdict[int, list[str]] = defaultdict(list)
        self._connection.execute("BEGIN")
        try:
            self._connection.executemany("INSERT INTO words (rowid, word) VALUES (?, ?)", enumerate(words))
            # FTS5 tells its terms in no other way.
            for number, term in self._connection.execute("SELECT doc, term FROM terms ORDER BY doc, offset"):
                found[number].append(term[:MAX_TERM_LENGTH])
        finally:
            self._connection.execute("ROLLBACK")
        return {word: " ".join(found[number]) for number, word in enumerate(words)}


def _open() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.execute(f"CREATE VIRTUAL TABLE words USING fts5 (word, content='', tokenize='{TOKENIZER}')")
    connection.execute("CREATE VIRTUAL TABLE terms USING fts5vocab (words, instance)")
    return connection
