"""Spelling: words of a question that no article has, as the passages that were found for it spell them."""

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher, get_close_matches
from functools import partial

from index.embedding.embedder import Embedder
from index.library import Library
from index.retrieval.hybrid_search import Hit
from index.retrieval.spelling import corrections
from index.text.languages import language_of
from index.text.scripts import phrase_query
from index.text.words import content_words
from qa.language.name_matching import normalized, same_name

ALIKE = 0.7
"""Least similarity (SequenceMatcher's ratio) of a misspelt word and its correction in a passage."""

VERY_ALIKE = 0.85
"""Least similarity of a misspelt word and a question word, which need not stand in any passage."""

QUESTION_WORDS = ("who", "what", "when", "where", "which", "whose", "why", "how")


def correct_spelling(question: str, library: Library, hits: Sequence[Hit]) -> str:
    """Return the question with its misspelt words as the passages have them; the rest as it was typed.

    Search finds a misspelt name, but who reads "librery" knows no library. Words that the embedder knows
    are left alone, for what stands in no article may well be what is asked; and so are questions in other
    languages, whose words have endings that are no mistakes.
    """
    if language_of(question) != "en":
        return question
    asked = list(dict.fromkeys(content_words(question)))
    meant = corrections(library.record.full_text, asked)
    doubtful = [
        word
        for word in asked
        if word in meant
        or (_question_words(word) and not library.record.full_text.occurring([phrase_query(word)]))
    ]
    if not doubtful:
        return question
    written = Counter(word for hit in hits for word in re.findall(r"\w+", f"{hit.article.title} {hit.text}"))
    for word in _unknown(doubtful, library.embedder):
        likely = _question_words(word) or [
            other
            for other in written
            if _has_stem(other, meant.get(word, ()))
            and _alike(word, other) >= ALIKE
            # Another form of a name is no other spelling of it.
            and not (other[0].isupper() and same_name(normalized(word), normalized(other)))
        ]
        if likely:
            best = max(likely, key=lambda other: (_alike(word, other), other.islower(), written[other]))
            question = re.sub(rf"\b{word}\b", partial(_as_begun, best), question, flags=re.IGNORECASE)
    return question


def _question_words(word: str) -> list[str]:
    return get_close_matches(word, QUESTION_WORDS, n=len(QUESTION_WORDS), cutoff=VERY_ALIKE)


def _as_begun(word: str, typed: re.Match[str]) -> str:
    """Return the word with a capital where it was typed with one; names keep theirs."""
    return word[0].upper() + word[1:] if typed.group()[0].isupper() else word


def _unknown(words: list[str], embedder: Embedder) -> list[str]:
    """Return the words that the embedder cuts into pieces: those it met often are one token."""
    nothing, *counts = embedder.count_tokens(["", *words])
    return [word for word, count in zip(words, counts, strict=True) if count > nothing + 1]


def _has_stem(word: str, stems: Sequence[str]) -> bool:
    # Stemming turns a last "y" into an "i".
    return any(word.lower().startswith(stem.removesuffix("i")) for stem in stems)


def _alike(word: str, other: str) -> float:
    return SequenceMatcher(None, word, other.lower()).ratio()
