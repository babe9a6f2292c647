"""All that a library holds, and how it differs from one that was filled without a fault."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from index.articles import Article
from index.check import check
from index.library import Library
from index.passages import Passage
from index.store.place import Place
from index.store.values import VectorKey
from tests.fakes import WordEmbedder


@dataclass(frozen=True)
class Holding:
    """What a library holds.

    Attributes:
        articles: each article with its passages, once for each time that it is there.
        vectors: the bytes of each content's vectors.
        frequencies: the number of passages with each term, as kept for the ranking.
        keys: the keys of the vector index, once for each time that they are there.
        problems: what `qa check` finds.
    """

    articles: Counter[tuple[Article, tuple[Passage, ...]]]
    vectors: dict[str, bytes]
    frequencies: dict[str, int]
    keys: Counter[VectorKey]
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Difference:
    """How a library differs from one that was filled without a fault.

    Attributes:
        lost: the number of articles that are not there, or not with their text, passages and vectors.
        doubled: the number of articles and vectors that are there too often, or should not be there at all.
        problems: what else is wrong.
    """

    lost: int = 0
    doubled: int = 0
    problems: list[str] = field(default_factory=list)


def holding(place: Place) -> Holding:
    """Return what the library at a place holds, opened as anybody opens it."""
    with Library.open(place, WordEmbedder()) as library:
        record = library.record
        return Holding(
            Counter((article, record.passages(article.id)) for article in record.articles()),
            {content: rows.tobytes() for content, rows in record.vectors()},
            dict(record.full_text.document_frequencies()),
            Counter(library.store.index.keys()),
            tuple(check(library)),
        )


def difference(found: Holding, expected: Holding) -> Difference:
    """Compare what a library holds with what it should; a document frequency counts every passage's terms."""
    lost = len(expected.articles - found.articles) + _unequal(found.vectors, expected.vectors)
    doubled = (found.articles - expected.articles).total() + (found.keys - expected.keys).total()
    problems = list(found.problems)
    if missing := expected.keys - found.keys:
        problems.append(f"The vector index lacks {missing.total()} vectors.")
    if found.frequencies != expected.frequencies:
        differ = set(found.frequencies.items()) ^ set(expected.frequencies.items())
        problems.append(f"Document frequencies differ: {sorted(differ)[:6]}.")
    if extra := found.vectors.keys() - expected.vectors.keys():
        problems.append(f"The record has vectors of {len(extra)} other contents.")
    return Difference(lost, doubled, problems)


def total(differences: Iterable[Difference]) -> Difference:
    """Return several differences as one."""
    every = list(differences)
    return Difference(
        sum(one.lost for one in every),
        sum(one.doubled for one in every),
        [problem for one in every for problem in one.problems],
    )


def _unequal(found: dict[str, bytes], expected: dict[str, bytes]) -> int:
    return sum(found.get(content) != rows for content, rows in expected.items())
