"""A lexical reader, by term overlap, for questions in scripts that the network never learnt.

It sees where a question's words stand together, and whether a time, an amount or a reason stands with them;
not what the sentence means.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.retrieval.hybrid_search import Hit
from index.text.function_words import strip_function_words
from index.text.scripts import bigrams, is_mainly_non_latin, terms
from qa.language.multilingual_answer_types import answer_type_of, counted_noun, holds_measure, holds_type
from qa.language.word_forms import inflections
from qa.reader.excerpts import Sentence, sentences_in
from qa.reader.reading import Reading

WEIGHTS = {
    "coverage": 7.0,
    "context_coverage": 2.1,
    "lacks_kind": -3.1,
    "has_kind": 0.7,
    "lacks_counted": -2.0,
    "asks": -3.0,
}
INTERCEPT = -6.6
"""Weights and intercept of the logistic confidence, fitted by `benchmarks/fit_lexical_reader.py` on
`benchmarks/languages`: 196 questions about twenty short articles in Chinese, Japanese, Korean, Russian and
Arabic, 77 of them without an answer there. Fitted on either half, the first quote was right for 108 of the
119 questions of the other that have an answer, and 19 of the 77 others were answered; from a confidence of
0.8, one.

coverage, context_coverage: the share of the question's words that the sentence, and that its passage and
title hold; rarer words count more. lacks_kind, has_kind: whether a time, an amount or a reason is asked for,
and the sentence tells none, or one. lacks_counted: whether the sentence lacks the word after "how many".
asks: whether it is itself a question; no sentence it was fitted on is one."""

MAX_READINGS = 10
"""Number of readings returned, at most."""

PAIRED_WEIGHT = 0.5
HIRAGANA_WEIGHT = 0.25
"""Weights of a character, beside 1 for a word of a script that separates words. Hiragana mostly writes
endings."""

_HIRAGANA = re.compile("[ぁ-ゟ]")

Forms = set[str]
"""The terms of a text: words, character bigrams and characters."""


@dataclass(frozen=True, slots=True)
class _QueryTerm:
    """A query term: a word, or a character with the bigrams that it stands in."""

    forms: tuple[str, ...]
    weight: float


def is_lexical(question: str) -> bool:
    """Whether most of a question is in another script than the network's, so that it is read lexically."""
    return is_mainly_non_latin(question)


def read_lexically(question: str, hits: Sequence[Hit]) -> list[Reading]:
    """Return the sentences that may answer as readings, best first."""
    found, features = sentence_features(question, hits)
    logits = features @ np.array([*WEIGHTS.values()]) + INTERCEPT
    confidences = 1 / (1 + np.exp(-logits))
    best = np.argsort(-logits, kind="stable").tolist()[:MAX_READINGS]
    return [
        Reading(found[place].hit.article, found[place].start, found[place].end, float(confidences[place]))
        for place in best
    ]


def sentence_features(question: str, hits: Sequence[Hit]) -> tuple[list[Sentence], NDArray[np.float64]]:
    """Return the passages' sentences with their features (sentences, features) in the order of `WEIGHTS`.

    There are none for a question without words.
    """
    units = _units(question)
    found = sentences_in(hits)
    if not units or not found:
        return [], np.zeros((0, len(WEIGHTS)))
    return found, _features(question, units, found)


def _units(question: str) -> list[_QueryTerm]:
    weights: defaultdict[tuple[str, ...], float] = defaultdict(float)
    for term, paired in terms(strip_function_words(question)):
        for forms in _characters(term) if paired else [(term,)]:
            weights[forms] += _weight(term, paired)
    return [_QueryTerm(forms, weight) for forms, weight in weights.items() if weight]


def _characters(run: str) -> list[tuple[str, ...]]:
    """Return for each character of a run the bigrams that it stands in."""
    cut = bigrams(run)
    return [tuple(cut[max(0, place - 1) : place + 1]) for place in range(len(run))]


def _weight(term: str, paired: bool) -> float:
    if not paired:
        return 1.0
    if _HIRAGANA.match(term):
        return HIRAGANA_WEIGHT if len(term) > 1 else 0.0
    return PAIRED_WEIGHT


def _features(question: str, units: Sequence[_QueryTerm], found: Sequence[Sentence]) -> NDArray[np.float64]:
    """Return each sentence's features, shape (sentences, features), in the order of `WEIGHTS`."""
    kind, count = answer_type_of(question), _forms(counted_noun(question))
    held = [_forms(sentence.text) for sentence in found]
    passages = {id(one.hit): _forms(f"{one.hit.article.title}\n{one.hit.text}") for one in found}
    around = [passages[id(sentence.hit)] for sentence in found]
    alike = inflections({form for unit in units for form in unit.forms}, set().union(*passages.values()))
    present = np.array([[_holds(forms, unit, alike) for unit in units] for forms in held])
    context = np.array([[_holds(forms, unit, alike) for unit in units] for forms in around])
    rarity = 1 + np.log((1 + len(found)) / (1 + present.sum(axis=0)))
    rarity *= np.array([unit.weight for unit in units])
    rarity /= rarity.sum()
    told = [holds_type(kind, sentence.text) and holds_measure(question, sentence.text) for sentence in found]
    return np.column_stack(
        (
            present @ rarity,
            context @ rarity,
            [one is False for one in told],
            [one is True for one in told],
            [bool(count) and count.isdisjoint(forms) for forms in held],
            [sentence.text.rstrip("”\"’' )」』»").endswith(("?", "？", "؟")) for sentence in found],
        )
    ).astype(np.float64)


def _forms(text: str) -> Forms:
    forms: Forms = set()
    for term, paired in terms(text):
        forms.update((*bigrams(term), *term) if paired else (term,))
    return forms


def _holds(forms: Forms, unit: _QueryTerm, alike: Mapping[str, Forms]) -> bool:
    return any(not forms.isdisjoint(alike[form]) for form in unit.forms)
