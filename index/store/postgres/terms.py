"""The terms of passages as PostgreSQL keeps them, and queries for them.

Terms are those of SQLite's FTS5. A passage's stand in one text, in their order: those of the title, a line
feed, those of the passage, with blanks around each. The inverted index holds each term of it once.
"""

from collections.abc import Callable, Sequence
from itertools import islice
from typing import NamedTuple

from index.store.sqlite.fts5_tokenizer import Fts5Tokenizer
from index.text.scripts import Phrase, analyse

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
    def whole(self) -> str:
        """The terms but a prefix, joined by blanks."""
        return " ".join(self.terms[: len(self.terms) - self.is_prefix])

    @property
    def place(self) -> str:
        """What stands in a passage's terms where the terms stand side by side."""
        return f" {' '.join(self.terms)}" + ("" if self.is_prefix else " ")

    def counter(self) -> Callable[[str], int]:
        """Return a function that counts the phrase in terms with two blanks between them."""
        *whole, last = self.terms
        repeats = len(set(self.terms)) < len(self.terms)
        if repeats or (self.is_prefix and any(term.startswith(last) for term in whole)):
            return self._count  # one such as "again and again" may overlap itself
        place = f" {'  '.join(self.terms)}" + ("" if self.is_prefix else " ")
        return lambda terms: terms.count(place)

    def _count(self, terms: str) -> int:
        every, length = terms.split(), len(self.terms)
        *whole, last = self.terms
        return sum(
            every[at : at + length - 1] == whole
            and (
                every[at + length - 1].startswith(last) if self.is_prefix else every[at + length - 1] == last
            )
            for at in range(len(every) - length + 1)
        )


class PassageTerms(NamedTuple):
    """The terms of a passage's title and of its text, with two blanks between them; and their number."""

    title: str
    text: str
    length: int


class StoredTerms(NamedTuple):
    """The terms of a passage and its title as they are stored; each of them once; and their number."""

    text: str
    different: set[str]
    length: int


def stored_terms(articles: Sequence[tuple[str, Sequence[str]]]) -> list[list[StoredTerms]]:
    """Return the terms of each article's passages, each with those of its title."""
    every = [text for title, texts in articles for text in (title, *texts)]
    terms = map(_of_words, _tokenizer.terms_of_words(map(analyse, every)))
    found = []
    for _, texts in articles:
        title = next(terms)
        found.append([_stored(title, text) for text in islice(terms, len(texts))])
    return found


def _stored(title: StoredTerms, text: StoredTerms) -> StoredTerms:
    return StoredTerms(
        f" {title.text} {_SEPARATOR} {text.text} ",
        title.different | text.different,
        title.length + text.length,
    )


def passage_terms(terms: str) -> PassageTerms:
    """Return the terms of a passage from what is stored."""
    # Two blanks, so that one term's end and the next one's beginning are not the same.
    title, _, text = terms.replace(" ", "  ").partition(_SEPARATOR)
    return PassageTerms(title, text, len(terms.split()))


def term_queries(phrases: Sequence[Phrase]) -> list[TermQuery]:
    """Return the queries for different phrases; one without a term in it is left out."""
    different = list(dict.fromkeys(phrases))
    every = _tokenizer.terms(phrase.terms for phrase in different)
    return [
        TermQuery(tuple(terms.split()), phrase.is_prefix)
        for phrase, terms in zip(different, every, strict=True)
        if terms
    ]


def last_terms(words: Sequence[str]) -> list[str]:
    """Return the last term of each word; "" for one that has none."""
    return [terms.rpartition(" ")[2] for terms in _tokenizer.terms(map(analyse, words))]


def _of_words(words: Sequence[str]) -> StoredTerms:
    """Return the terms of a text from those of each of its words: none, one or several."""
    terms, different = " ".join(filter(None, words)), set(words)
    if len(terms) > MAX_TERMS_LENGTH:
        terms = terms[:MAX_TERMS_LENGTH].rpartition(" ")[0]
        different = set(terms.split())
    different.discard("")
    for several in [word for word in different if " " in word]:
        different.remove(several)
        different.update(several.split())
    return StoredTerms(terms, different, terms.count(" ") + 1 if terms else 0)
