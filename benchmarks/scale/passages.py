"""Synthetic articles of any number, the same in every run: words as in any language, clustered vectors."""

import zlib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from benchmarks.filters import SyntheticEmbedder
from index.articles import Article
from index.passages import Passage
from index.preparation import PreparedArticle

PASSAGES_AN_ARTICLE = 10
WORDS_A_PASSAGE = 150
"""Number of words of a passage; about 900 characters, as those of real articles."""

FIRST_DAY, DAYS = date(2015, 1, 1), 3650
SOURCES = ("tenth", *(f"source {number}" for number in range(18)))
"""Sources of articles, the first with a tenth of them, each other with a twentieth."""

KERNEL = 8000
"""Number of ranks of the vocabulary's kernel. Within it word frequencies fall as the rank (Zipf's law),
beyond as its square (Ferrer i Cancho and Solé), so that the vocabulary grows as the square root of the text
(Heaps' law): some 60,000 words in 10,000 passages, 600,000 in a million."""

KERNEL_SHARE = np.log(KERNEL) / (1 + np.log(KERNEL))
"""Share of a text's words that are of the kernel."""

FUNCTION_WORDS = 60
"""Number of the most frequent words, which a query has none of: such as are in a third of all passages."""

COMMON = 200
"""Rank up to which words are common: each is in 7 to 22 of a hundred passages."""

_SYLLABLES = [consonant + vowel for vowel in "aou" for consonant in "bdfghjklmnprtvwz"]

Ranks = NDArray[np.int64]


def prepared_articles(first: int, count: int, embedder: SyntheticEmbedder) -> list[PreparedArticle]:
    """Return articles by their numbers, with passages and vectors; they come in batches as asked for."""
    chance = np.random.default_rng((7, first))
    vectors = embedder.draw(chance, count * PASSAGES_AN_ARTICLE)
    return [
        _prepared(number, chance, vectors[place * PASSAGES_AN_ARTICLE :][:PASSAGES_AN_ARTICLE])
        for place, number in enumerate(range(first, first + count))
    ]


def without_terms(prepared: PreparedArticle) -> PreparedArticle:
    """Return an article of the same size in whose text a full text finds no term."""
    article = prepared.article
    signs = article.text.translate(_SIGNS)
    bare = Article(article.id, signs, "", article.source, published=article.published)
    return PreparedArticle(bare, bare.content_hash, prepared.passages, prepared.vectors)


def queries(kind: str, count: int) -> list[str]:
    """Return queries of eight words as they come (`mixed`), or of three in many passages (`common`)."""
    chance = np.random.default_rng(zlib.crc32(kind.encode()))
    return [" ".join(map(word, drawn)) for drawn in _query_ranks(kind, chance, count)]


def misspelt(query: str) -> str:
    """Return a query in which the last word is one that no passage has."""
    *kept, last = query.split()
    return " ".join([*kept, f"{last[:-1]}x"])


@lru_cache(200_000)
def word(rank: int) -> str:
    """Return the word of a rank: the rarer, the longer."""
    syllables, rest = "", rank + len(_SYLLABLES)
    while rest:
        rest, syllable = divmod(rest, len(_SYLLABLES))
        syllables += _SYLLABLES[syllable]
    return syllables


def draw_ranks(chance: np.random.Generator, count: int) -> Ranks:
    """Draw words by their ranks, from 1 on."""
    uniform = chance.random(count)
    within = KERNEL ** (uniform / KERNEL_SHARE)
    beyond = KERNEL * (1 - KERNEL_SHARE) / np.maximum(1 - uniform, 1e-12)
    ranks: Ranks = np.where(uniform < KERNEL_SHARE, within, beyond).astype(np.int64)
    return ranks


def _query_ranks(kind: str, chance: np.random.Generator, count: int) -> Iterator[Sequence[int]]:
    for _ in range(count):
        if kind == "common":
            yield (FUNCTION_WORDS + chance.choice(COMMON - FUNCTION_WORDS, size=3, replace=False)).tolist()
        else:
            drawn = draw_ranks(chance, 80)
            yield drawn[drawn >= FUNCTION_WORDS][:8].tolist()


def _prepared(number: int, chance: np.random.Generator, vectors: NDArray[np.float32]) -> PreparedArticle:
    ranks = draw_ranks(chance, PASSAGES_AN_ARTICLE * WORDS_A_PASSAGE).tolist()
    texts = [
        " ".join(map(word, ranks[start : start + WORDS_A_PASSAGE]))
        for start in range(0, len(ranks), WORDS_A_PASSAGE)
    ]
    ends = np.cumsum([len(text) + 2 for text in texts]).tolist()
    passages = tuple(
        Passage(place, end - len(text) - 2, end - 2)
        for place, (text, end) in enumerate(zip(texts, ends, strict=True))
    )
    title = " ".join(map(word, draw_ranks(chance, 8).tolist()))
    source = SOURCES[max(0, int(chance.integers(-1, len(SOURCES))))]
    day = FIRST_DAY + timedelta(days=int(chance.integers(DAYS)))
    article = Article(f"a{number}", "\n\n".join(texts), title, source, published=day)
    return PreparedArticle(article, article.content_hash, passages, vectors)


_SIGNS = {ord(letter): "+-*/=<>"[ord(letter) % 7] for letter in "abcdefghijklmnopqrstuvwxyz"}
