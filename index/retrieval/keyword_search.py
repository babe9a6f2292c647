"""Keyword search: BM25 over titles and passages."""

from index.filters import NO_FILTER, SearchFilter
from index.retrieval.spelling import corrections
from index.store.protocol import FullText
from index.store.values import PassageRef
from index.text.function_words import strip_function_words
from index.text.scripts import Phrase, bigrams, phrase_query, terms
from index.text.words import content_words

MAX_TERMS = 64
"""Largest number of terms in a query: every term costs time, and a question has far fewer."""


def keyword_search(
    full_text: FullText, query: str, k: int, filters: SearchFilter = NO_FILTER
) -> list[tuple[PassageRef, float]]:
    """Return up to `k` matching passages that share terms with the query, with BM25 scores > 0, best first.

    A word that no passage has is expanded by its spelling corrections.
    """
    return full_text.search(_phrases(full_text, query), k, filters)


def _phrases(full_text: FullText, query: str) -> list[Phrase]:
    """Return a query's terms, character bigrams and spelling corrections, as phrases."""
    asked = list(dict.fromkeys(content_words(strip_function_words(query))))[:MAX_TERMS]
    phrases: dict[Phrase, None] = {}
    for word in asked:
        for term, is_paired in terms(word):
            phrases.update(dict.fromkeys(map(phrase_query, bigrams(term)) if is_paired else [Phrase(term)]))
    meant = [Phrase(stem) for near in corrections(full_text, asked).values() for stem in near]
    return [*list(phrases)[:MAX_TERMS], *meant]
