"""Keyword search: BM25 over titles and passages."""

from index.filters import EVERYTHING, SearchFilter
from index.retrieval.spelling import corrections
from index.store.protocol import FullText
from index.store.values import PassageRef
from index.text.function_words import content
from index.text.scripts import Phrase, pairs, phrase_of, terms
from index.text.words import content_words

MOST_TERMS = 64
"""Number of a query's terms that are searched for: full text slows down with every one, and a question says
what it asks in far fewer."""


def keyword_search(
    full_text: FullText, query: str, k: int, allowed: SearchFilter = EVERYTHING
) -> list[tuple[PassageRef, float]]:
    """Return up to `k` allowed passages that share words with the query, with BM25 scores > 0, best first.

    In place of a word that no passage has, those it may be a misspelling of are searched for.
    """
    return full_text.search(_phrases(full_text, query), k, allowed)


def _phrases(full_text: FullText, query: str) -> list[Phrase]:
    """Return the terms of a query, its pairs of characters, and the terms that misspelt words may mean."""
    asked = list(dict.fromkeys(content_words(content(query))))[:MOST_TERMS]
    phrases: dict[Phrase, None] = {}
    for word in asked:
        for term, is_paired in terms(word):
            phrases.update(dict.fromkeys(map(phrase_of, pairs(term)) if is_paired else [Phrase(term)]))
    meant = [Phrase(stem) for near in corrections(full_text, asked).values() for stem in near]
    return [*list(phrases)[:MOST_TERMS], *meant]
