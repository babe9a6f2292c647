"""The terms of passages as PostgreSQL keeps them, and queries for them.

Terms are those of SQLite's FTS5. A passage's stand in one text, in their order: those of the title, a line
feed, those of the passage, with blanks around each. The inverted index holds each term of it once.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from index.store.fts5_tokenizer import Fts5Tokenizer
from index.text.scripts import Phrase, analyse

MAX_TERM_LENGTH = 500
"""Number of characters of a term that are kept: PostgreSQL takes 2,046 bytes. Longer terms with the same
beginning are the same term; no word is as long."""

MAX_TERMS_LENGTH = 400_000
"""Number of characters of terms that are kept of a title, and of a passage: PostgreSQL takes a million bytes
of different terms. A passage has 900 characters; only a title that goes on for 60,000 words is cut."""

_SEPARATOR = "\n"

_tokenizer = Fts5Tokenizer()


class TermQuery(NamedTuple):
    """The terms of a phrase query; with `is_prefix` the last is the prefix of a term."""

    terms: tuple[str, ...]
    is_prefix: bool

    @property
    def tsquery(self) -> str:
        """The query that all passages with the terms match, wherever in them they stand."""
        quoted = [f"'{term}'" for term in self.terms]
        return " & ".join(quoted) + (":*" if self.is_prefix else "")

    @property
    def place(self) -> str:
        """What stands in a passage's terms where the terms stand side by side."""
        return f" {' '.join(self.terms)}" + ("" if self.is_prefix else " ")

    def count(self, terms: Sequence[str]) -> int:
        """Return how often the phrase stands in these terms."""
        first, *others = self.terms
        if not others:
            return sum(term.startswith(first) for term in terms) if self.is_prefix else terms.count(first)
        length = len(self.terms)
        whole = length - self.is_prefix
        return sum(
            tuple(terms[at : at + whole]) == self.terms[:whole]
            and (not self.is_prefix or terms[at + whole].startswith(self.terms[-1]))
            for at in range(len(terms) - length + 1)
        )


def stored_terms(title: str, texts: Sequence[str]) -> list[str]:
    """Return the terms of an article's passages, each with those of its title."""
    of_title, *of_texts = map(_joined, _tokenizer.terms([analyse(title), *map(analyse, texts)]))
    return [f" {of_title} {_SEPARATOR} {of_text} " for of_text in of_texts]


def title_and_text(terms: str) -> tuple[list[str], list[str]]:
    """Return the terms of the title and those of the text of a passage."""
    title, _, text = terms.partition(_SEPARATOR)
    return title.split(), text.split()


def term_queries(phrases: Sequence[Phrase]) -> list[TermQuery]:
    """Return the queries for different phrases; one without a term in it is left out."""
    different = list(dict.fromkeys(phrases))
    every = _tokenizer.terms([phrase.terms for phrase in different])
    return [
        TermQuery(tuple(term[:MAX_TERM_LENGTH] for term in terms), phrase.is_prefix)
        for phrase, terms in zip(different, every, strict=True)
        if terms
    ]


def last_terms(words: Sequence[str]) -> list[str]:
    """Return the last term of each word; "" for one that has none."""
    return [(terms or [""])[-1] for terms in _tokenizer.terms(list(map(analyse, words)))]


def counted(passages: Sequence[str]) -> tuple[Counter[str], int]:
    """Return in how many of these passages each term stands, and how many terms they have together."""
    frequencies: Counter[str] = Counter()
    length = 0
    for passage in passages:
        terms = passage.split()
        length += len(terms)
        frequencies.update(set(terms))
    return frequencies, length


def _joined(terms: Sequence[str]) -> str:
    text = " ".join(term[:MAX_TERM_LENGTH] for term in terms)
    return text if len(text) <= MAX_TERMS_LENGTH else text[:MAX_TERMS_LENGTH].rpartition(" ")[0]
