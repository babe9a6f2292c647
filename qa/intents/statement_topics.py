"""Statements about a subject, by their sentences' relevance to it; and those that say one thing."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from index.embedding.embedder import Embedder, embed_sentences
from index.text.words import STOP_WORDS
from qa.answers import QuoteKey
from qa.intents.statement_search import Statement
from qa.language.name_extraction import names
from qa.language.name_matching import normalized, same_word
from qa.language.name_roles import may_be_a_person
from qa.relevance.article_relevance import ABOUT, sentence_relevance

SAID, BESIDE, AROUND = 1.0, 0.7, 0.45
"""Weights of a word of the subject in what is said, in its sentence, and in the sentences around."""

LEAST = 0.35
"""Probability of relevance from which a statement of one who is asked for is about the subject."""

OF_THE_BEST = 0.5
"""Share of the best statement's relevance from which on others are about the subject, too, where that is less
than would be enough otherwise."""

FITTING = 0.5
"""Score by words from which a statement may be the one whose speaker is asked for."""

SIMILAR = 0.42
"""Cosine from which a statement with half of the words may be the one whose speaker is asked for."""

MOST_EMBEDDED = 24
"""Number of statements whose vectors are computed for one request at most: 0.1 s on two cores."""

SAME = 0.8
"""Score by words from which a statement may be the one of which it is asked who said it."""

BEST_SHARE = 0.8
"""Share of the best score that others have at least, where it is asked who said one thing."""

_NO_SUBJECT = STOP_WORDS | frozenset(
    """
    should might may must shall not said say says also just very really one will been get gets got much many
    each both either two three every all any other same own
    """.split()
)
"""Words that tell no subject."""

SHORT = 5
"""Number of words of a statement that says too little by itself: those around count as its sentence does."""

_POINTER = re.compile(r"\W*(?:that\s)?(?:it|its|this|these|those|they|their)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")
_CONTRACTION = re.compile(r"\b\w+n[’']t\b|[’'](?:s|ll|re|ve|d|m)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Term:
    """A word of a subject, or a name that stands for one thing as a whole: "South Norland"."""

    words: tuple[str, ...]
    is_name: bool

    def is_in(self, text: Sequence[str]) -> bool:
        """Whether a text has the words side by side, the last of them in any form."""
        last = len(self.words) - 1
        return any(
            same_word(self.words[last], word) and tuple(text[max(0, n - last) : n]) == self.words[:last]
            for n, word in enumerate(text)
        )


def about(subject: str, statements: Sequence[Statement], least: float = ABOUT) -> list[Statement]:
    """Return the statements about a subject, in their order; where none is, those of articles titled so.

    Args:
        least: the probability of relevance from which on a statement surely is.
    """
    terms = _terms(subject)
    if not terms:
        return list(statements)
    relevance = statement_relevance(subject, statements)
    least = min(least, max(LEAST, OF_THE_BEST * max(relevance, default=0.0)))
    found = [one for one, told in zip(statements, relevance, strict=True) if told >= least]
    return found or [one for one in statements if _is_titled(one, terms)]


def statement_relevance(subject: str, statements: Sequence[Statement]) -> list[float]:
    """Return how far each statement is about a subject: as far as the sentence of it that is most."""
    quotes = [(n, quote) for n, one in enumerate(statements) for quote in one.quotes]
    told = sentence_relevance(subject, [(quote.article, quote.start) for _, quote in quotes])
    best = [0.0] * len(statements)
    for (n, _), value in zip(quotes, told.tolist(), strict=True):
        best[n] = max(best[n], value)
    return best


def most_relevant(asked: str, statements: Sequence[Statement], among: Collection[QuoteKey]) -> list[QuoteKey]:
    """Return some quotes of statements by how far their statements bear on a whole request."""
    relevance = statement_relevance(asked, statements)
    order = sorted(range(len(statements)), key=lambda n: -relevance[n])
    keys = dict.fromkeys(quote.key for n in order for quote in statements[n].quotes)
    return [key for key in keys if key in among]


def said_as(subject: str, statements: Sequence[Statement], embedder: Embedder) -> list[Statement]:
    """Return the statements that say what is asked for: the nearest, by words and vectors."""
    terms = _terms(subject)
    if not terms:
        return list(statements)
    scores = [_score(_covered(terms, one)) for one in statements]
    likely = [n for n, score in enumerate(scores) if score >= FITTING]
    likely = sorted(likely, key=lambda n: -scores[n])[:MOST_EMBEDDED]
    cosines = _cosines(subject, [statements[n] for n in likely], embedder)
    sure = {
        n: scores[n] + cosine
        for n, cosine in zip(likely, cosines, strict=True)
        if scores[n] >= SAME or cosine >= SIMILAR
    }
    if complete := {n: value for n, value in sure.items() if scores[n] >= SAME}:
        sure = complete
    best = max(sure.values(), default=0.0)
    return [one for n, one in enumerate(statements) if n in sure and sure[n] >= BEST_SHARE * best]


def _terms(subject: str) -> list[_Term]:
    """Return the terms of a subject: names of places and things whole, the words of all else."""
    found, rest = [], subject
    for name in names(subject):
        words = tuple(normalized(word) for word in _WORD.findall(name.text))
        if len(words) > 1 and not may_be_a_person(name.text):
            found.append(_Term(words, is_name=True))
            rest = rest.replace(name.text, " ")
    for word in _WORD.findall(_CONTRACTION.sub(" ", rest)):
        plain = normalized(word)
        if plain not in _NO_SUBJECT:
            found.append(_Term((plain,), is_name=word[0].isupper()))
    return found


def _is_titled(statement: Statement, terms: Sequence[_Term]) -> bool:
    title = _words(statement.article.title)
    return all(term.is_in(title) for term in terms)


def _score(weights: Sequence[float]) -> float:
    return sum(weights) / len(weights)


def _cosines(subject: str, statements: Sequence[Statement], embedder: Embedder) -> list[float]:
    if not statements:
        return []
    vectors = embed_sentences([one.content for one in statements], embedder)
    cosines: list[float] = (vectors @ embedder.embed_question(subject)).tolist()
    return cosines


def _covered(terms: Sequence[_Term], statement: Statement) -> list[float]:
    """Return the weight of each term in a statement: where it is said, beside it, around it or nowhere."""
    said, beside, around = map(_words, (statement.content, statement.sentence, statement.around))
    points = _POINTER.match(statement.content) or len(statement.content.split()) < SHORT
    places = ((said, SAID), (beside, BESIDE), (around, BESIDE if points else AROUND))
    return [next((weight for words, weight in places if term.is_in(words)), 0.0) for term in terms]


def _words(text: str) -> list[str]:
    return [normalized(word) for word in _WORD.findall(text)]
