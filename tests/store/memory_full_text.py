"""BM25 in memory, by the formula of SQLite's FTS5 and with its terms, written as plainly as can be."""

import math
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from threading import get_ident
from typing import TYPE_CHECKING

from index.filters import NO_FILTER, SearchFilter
from index.store.sqlite.full_text import TEXT_WEIGHT, TITLE_WEIGHT
from index.store.values import PassageRef
from index.text.scripts import Phrase, analyse

if TYPE_CHECKING:
    from tests.store.memory import MemoryRecord, Stored

K1, B, LEAST_IDF = 1.2, 0.75, 1e-6
"""The constants of SQLite's BM25."""


@lru_cache(100_000)
def tokens(text: str) -> tuple[str, ...]:
    """Return the terms of a text, as FTS5 makes them, in order."""
    tokenizer = _tokenizer(get_ident())
    tokenizer.execute("INSERT INTO texts VALUES (?)", (analyse(text),))
    found = tuple(term for (term,) in tokenizer.execute("SELECT term FROM terms ORDER BY offset"))
    tokenizer.execute("DELETE FROM texts")
    return found


@cache
def _tokenizer(_thread: int) -> sqlite3.Connection:
    """Open SQLite's tokenizer, which tells its terms by way of a table alone; each thread has its own."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute(
        "CREATE VIRTUAL TABLE texts USING fts5 (text, tokenize='porter unicode61 remove_diacritics 2')"
    )
    connection.execute("CREATE VIRTUAL TABLE terms USING fts5vocab (texts, instance)")
    return connection


@dataclass(frozen=True, eq=False)
class MemoryFullText:
    record: "MemoryRecord"

    def rows(
        self, filters: SearchFilter = NO_FILTER
    ) -> Iterator[tuple["Stored", int, tuple[str, ...], tuple[str, ...]]]:
        for one in self.record.matching(filters):
            for row, passage in one.passages:
                yield (
                    one,
                    row,
                    tokens(one.article.title),
                    tokens(one.article.text[passage.start : passage.end]),
                )

    def search(
        self, phrases: Sequence[Phrase], k: int, filters: SearchFilter = NO_FILTER
    ) -> list[tuple[PassageRef, float]]:
        every = list(self.rows())
        mean = sum(len(title) + len(text) for _, _, title, text in every) / max(1, len(every))
        scores: dict[PassageRef, float] = {}
        for phrase in dict.fromkeys(phrases):
            having = [
                (one, row, title, text, f)
                for one, row, title, text in every
                if (f := _frequency(phrase, title, text))
            ]
            idf = math.log((len(every) - len(having) + 0.5) / (len(having) + 0.5))
            idf = idf if idf > 0 else LEAST_IDF
            for one, row, title, text, frequency in having:
                if one.matches(filters):
                    length = len(title) + len(text)
                    score = idf * frequency * (K1 + 1) / (frequency + K1 * (1 - B + B * length / mean))
                    ref = PassageRef(row, one.article.published)
                    scores[ref] = scores.get(ref, 0) + score
        return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0].id))[:k]

    def occurring(self, phrases: Sequence[Phrase]) -> set[Phrase]:
        return {
            phrase
            for phrase in phrases
            if any(_frequency(phrase, title, text) for _, _, title, text in self.rows())
        }

    def articles_with(self, all_of: Sequence[Sequence[Phrase]]) -> set[int]:
        groups = [[phrase for phrase in group if phrase.terms] for group in all_of]
        groups = [group for group in groups if group]
        return {
            one.number
            for one, _, title, text in self.rows()
            if groups and all(any(_frequency(phrase, title, text) for phrase in group) for group in groups)
        }

    def stems(self, words: Sequence[str]) -> list[str]:
        return [(tokens(word) or ("",))[-1] for word in words]

    def state(self) -> bytes:
        return repr((self.record.serial, sorted(self.record.stored))).encode()

    def document_frequencies(self) -> list[tuple[str, int]]:
        counted = Counter(term for _, _, title, text in self.rows() for term in {*title, *text})
        return sorted(counted.items())

    def merge(self) -> None:
        """Have nothing to merge."""


def _frequency(phrase: Phrase, title: Sequence[str], text: Sequence[str]) -> float:
    return TITLE_WEIGHT * _count(phrase, title) + TEXT_WEIGHT * _count(phrase, text)


def _count(phrase: Phrase, terms: Sequence[str]) -> int:
    wanted = tokens(phrase.terms)
    if not wanted:
        return 0
    places = range(len(terms) - len(wanted) + 1)
    if phrase.is_prefix:
        *whole, last = wanted
        return sum(
            list(terms[at : at + len(whole)]) == whole and terms[at + len(whole)].startswith(last)
            for at in places
        )
    return sum(tuple(terms[at : at + len(wanted)]) == wanted for at in places)
