"""Statements about a subject: by the words of what is said and around it, and by vectors."""

import re
from collections.abc import Sequence

from index.embedding.embedder import Embedder
from index.text.words import STOP_WORDS, content_words
from qa.intents.statement_search import Statement
from qa.language.name_matching import normalized, same_name
from qa.language.word_forms import same_stem

SAID, BESIDE, AROUND = 1.0, 0.7, 0.45
"""Weights of a word of the subject in what is said, in its sentence, and in the sentences around."""

FITTING = 0.5
"""Score from which a statement is about a subject: half of its words are said, or most stand around."""

SIMILAR = 0.42
"""Cosine of subject and statement from which a statement is about it without its words."""

MOST_EMBEDDED = 24
"""Statements whose vectors are computed for one request at most: 0.1 s on two cores."""

SAME = 0.8
"""Score by words from which a statement may be the one of which it is asked who said it."""

BEST_SHARE = 0.8
"""Share of the best score that others have at least, where it is asked who said one thing."""

_NO_SUBJECT = STOP_WORDS | frozenset(
    """
    should might may must shall not said say says also just very really one will been get gets got much many
    """.split()
)
"""Words that tell no subject."""

SHORT = 5
"""Words of a statement that says too little by itself: those around count as its own sentence does."""

_POINTER = re.compile(r"\b(?:it|its|this|that is|these|those|they|them|their)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


def about(subject: str, statements: Sequence[Statement], embedder: Embedder) -> list[Statement]:
    """Return the statements about a subject, in their order: by words, else by vectors."""
    scores = _scores(subject, statements)
    if all(score is None for score in scores):
        return list(statements)
    doubtful = [n for n, score in enumerate(scores) if score is not None and score < FITTING]
    doubtful = sorted(doubtful, key=lambda n: -(scores[n] or 0.0))[:MOST_EMBEDDED]
    similar = {
        n
        for n, cosine in zip(
            doubtful, _cosines(subject, [statements[n] for n in doubtful], embedder), strict=True
        )
        if cosine >= SIMILAR
    }
    return [one for n, one in enumerate(statements) if (scores[n] or 0.0) >= FITTING or n in similar]


def said_as(subject: str, statements: Sequence[Statement], embedder: Embedder) -> list[Statement]:
    """Return the statements that say what is asked for: the nearest, by words and vectors."""
    scores = _scores(subject, statements)
    if all(score is None for score in scores):
        return list(statements)
    likely = [n for n, score in enumerate(scores) if score is not None and score >= FITTING]
    likely = sorted(likely, key=lambda n: -(scores[n] or 0.0))[:MOST_EMBEDDED]
    cosines = _cosines(subject, [statements[n] for n in likely], embedder)
    sure = {
        n: (scores[n] or 0.0) + cosine
        for n, cosine in zip(likely, cosines, strict=True)
        if (scores[n] or 0.0) >= SAME or cosine >= SIMILAR
    }
    best = max(sure.values(), default=0.0)
    return [one for n, one in enumerate(statements) if sure.get(n, 0.0) >= BEST_SHARE * best and n in sure]


def _scores(subject: str, statements: Sequence[Statement]) -> list[float | None]:
    """Return the share of a subject's words that each statement has; None where the subject has none."""
    wanted = [normalized(word) for word in content_words(subject) if word not in _NO_SUBJECT]
    return [_covered(wanted, one) if wanted else None for one in statements]


def _cosines(subject: str, statements: Sequence[Statement], embedder: Embedder) -> list[float]:
    if not statements:
        return []
    vectors = embedder.embed_passages([_cut(one.content, embedder) for one in statements])
    cosines: list[float] = (vectors @ embedder.embed_question(subject)).tolist()
    return cosines


def _covered(wanted: Sequence[str], statement: Statement) -> float:
    """Return the weighted share of a subject's words that a statement has, in [0, 1]."""
    said, beside, around = map(_words, (statement.content, statement.sentence, statement.around))
    points = _POINTER.search(statement.content) or len(statement.content.split()) < SHORT
    total = 0.0
    for word in wanted:
        if any(_same(word, other) for other in said):
            total += SAID
        elif any(_same(word, other) for other in beside):
            total += BESIDE
        elif any(_same(word, other) for other in around):
            total += BESIDE if points else AROUND
    return total / len(wanted)


def _words(text: str) -> set[str]:
    return {normalized(word) for word in _WORD.findall(text)} - STOP_WORDS


def _same(first: str, second: str) -> bool:
    return same_stem(first, second) or same_name(first, second)


def _cut(text: str, embedder: Embedder) -> str:
    """Return the beginning of a text that the embedder takes in."""
    while embedder.count_tokens([text])[0] > embedder.max_tokens and " " in text:
        text = text[: len(text) * 2 // 3].rpartition(" ")[0] or text[: len(text) // 2]
    return text
