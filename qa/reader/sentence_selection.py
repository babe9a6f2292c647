"""Sentence selection: which sentences of the retrieved passages the network reads, for a budget of tokens.

Reading is nearly all that an answer costs, and few of the sentences that a search returns can answer. A
linear ranking function of what is known without the network chooses them.
"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.text.calendar_words import MONTHS, WEEKDAYS
from index.text.words import content_words, words
from qa.language.answer_types import AnswerType, answer_type_of
from qa.language.number_words import NUMBER_WORDS
from qa.language.word_forms import inflections
from qa.reader.excerpts import Sentence

TOKEN_BUDGET = 520
"""Number of tokens of sentences read for a question, at most; the passages that are read whole may have
more."""

WHOLE_PASSAGES = 3
"""Number of passages of which every sentence is read, those of the best-ranked sentences. The answer may
share few words with the question and stand beside a sentence that does; without them 0.78 instead of 0.84 of
the answerable questions about the collections had a right one among the first three quotes."""

WEIGHTS = {
    "coverage": 7.57,
    "relative_score": 7.18,
    "cosine": 4.71,
    "has_kind": 0.64,
    "lacks_kind": -0.89,
    "length": 0.51,
}
"""Weights of the ranking function, as `benchmarks/fit_sentence_selection.py` fits them on half of each of its
sets.

coverage: the share of the question's words that the sentence holds; words that few sentences have count more.
relative_score: its passage's score over the best one's. cosine: of its passage and the question. has_kind,
lacks_kind: whether it holds a number, a time, a name or a reason where the question asks for one. length: the
logarithm of its tokens and one.
"""

_DAYS = "|".join((*MONTHS, *WEEKDAYS, "today", "yesterday", "tomorrow"))
TYPE_SIGNS = {
    AnswerType.NUMBER: rf"\d|\b(?:{NUMBER_WORDS}|dozen|hundred|thousand|[mb]illion|half|third|quarter|twice"
    r"|double)",
    AnswerType.TIME: rf"\b(?:(?:1\d{{3}}|20\d\d)s?|{_DAYS}|(?:day|week|month|year|decade)s?|century|centuries"
    r"|ago|since|until|after|before|when|during|o['’]clock|\d\d?(?::\d\d)?\s?[ap]\.?m|\d\d?:\d\d)\b",
    AnswerType.NAME: r"(?-i:[\w,;’'\"“(] [^\W\d_a-zß-ÿ][\w’'-]+)",
    AnswerType.REASON: r"\b(?:because|since|so that|in order|due|reason|why|after|amid|caused?|therefore|as"
    r"|to)\b",
}
_HOLDS = {kind: re.compile(signs, re.IGNORECASE) for kind, signs in TYPE_SIGNS.items()}


def select_sentences(question: str, sentences: Sequence[Sentence], lengths: Sequence[int]) -> list[int]:
    """Return the indices of the sentences to read: those of the passages read whole, then the best others.

    Args:
        lengths: the number of tokens of each sentence.
    """
    if not sentences:
        return []
    order = rank_sentences(question, sentences, lengths)
    whole = list(dict.fromkeys(id(sentences[number].hit) for number in order))[:WHOLE_PASSAGES]
    beside = [number for number in order if id(sentences[number].hit) in whole]
    others = [number for number in order if id(sentences[number].hit) not in whole]
    read = np.cumsum([lengths[number] for number in (*beside, *others)])
    return [*beside, *others][: max(len(beside), int((read <= TOKEN_BUDGET).sum()))]


def rank_sentences(question: str, sentences: Sequence[Sentence], lengths: Sequence[int]) -> list[int]:
    """Return the indices of the sentences, the most promising first; at least one sentence."""
    scores = ranking_features(question, sentences, lengths) @ np.array([*WEIGHTS.values()])
    order: list[int] = np.argsort(-scores, kind="stable").tolist()
    return order


def ranking_features(
    question: str, sentences: Sequence[Sentence], lengths: Sequence[int]
) -> NDArray[np.float64]:
    """Return each sentence's ranking features, shape (sentences, features), in the order of `WEIGHTS`."""
    asked = list(dict.fromkeys(content_words(question)))
    spoken = [frozenset(words(sentence.text)) for sentence in sentences]
    forms = inflections(asked, frozenset().union(*spoken))
    present = np.array([[not forms[word].isdisjoint(said) for word in asked] for said in spoken], dtype=float)
    # A word of the question that few sentences have tells more than one that all have.
    rarity = 1 + np.log((1 + len(sentences)) / (1 + present.sum(axis=0)))
    holds = _HOLDS.get(answer_type_of(question))
    has_kind = np.array([bool(holds and holds.search(sentence.text)) for sentence in sentences])
    best = max(sentence.hit.score for sentence in sentences) or 1.0
    return np.column_stack(
        (
            present @ rarity / max(rarity.sum(), 1.0),
            [sentence.hit.score / best for sentence in sentences],
            [sentence.hit.cosine for sentence in sentences],
            has_kind,
            ~has_kind if holds else np.zeros(len(sentences)),
            np.log1p(lengths),
        )
    ).astype(np.float64)
