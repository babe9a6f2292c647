"""Reading without the network, for questions in scripts it never learnt: their words in a sentence.

This tells where a question's words stand together, and whether a time, an amount or a reason stands with
them; not what the sentence means.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.passages import Span, sentences
from index.retrieval.hybrid_search import Hit
from index.text.function_words import content
from index.text.scripts import MOSTLY, foreign_share, pairs, terms
from qa.language.answer_types import forms_among
from qa.reader.datelines import without_datelines
from qa.reader.reading import Reading
from qa.reader.told_kinds import counted, kind_asked, tells, tells_measure

WEIGHTS = {
    "coverage": 7.0,
    "context_coverage": 2.1,
    "lacks_kind": -3.1,
    "has_kind": 0.7,
    "lacks_counted": -2.0,
    "asks": -3.0,
}
INTERCEPT = -6.6
"""Fitted by `benchmarks/fit_lexical.py` on `benchmarks/languages`: 196 questions about twenty short articles
in Chinese, Japanese, Korean, Russian and Arabic, 77 of them without an answer there. Fitted on either half,
the first quote was right for 108 of the 119 questions of the other that have an answer, and 19 of the 77
others were answered; from a confidence of 0.8, one.

coverage, context_coverage: the share of the question's words that the sentence, and that its passage and
title hold; rarer words count more. lacks_kind, has_kind: whether a time, an amount or a reason is asked for,
and the sentence tells none, or one. lacks_counted: whether the sentence lacks the word after "how many".
asks: whether it is itself a question; no sentence it was fitted on is one."""

MOST_READINGS = 10

PAIRED_WEIGHT = 0.5
HIRAGANA_WEIGHT = 0.25
"""Of a character, beside a word of a script that sets its words apart. Hiragana mostly writes endings."""

_HIRAGANA = re.compile("[ぁ-ゟ]")

Forms = set[str]
"""Words, pairs of characters and characters of a text."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A part of a question: a word, or characters with the pairs in which they stand there."""

    forms: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage that was found, and its place in the article's text."""

    hit: Hit
    start: int
    end: int

    @property
    def text(self) -> str:
        """The sentence as it stands in its article."""
        return self.hit.article.text[self.start : self.end]

    def reading(self, confidence: float) -> Reading:
        """Return the sentence as a reading of that confidence."""
        return Reading(self.hit.article, self.start, self.end, confidence)


def is_lexical(question: str) -> bool:
    """Whether a question is read by its words: most of them are in another script than the network's."""
    return foreign_share(question) >= MOSTLY


def read_by_words(question: str, hits: Sequence[Hit]) -> list[Reading]:
    """Return the sentences that may answer, best first."""
    found, features = described(question, hits)
    logits = features @ np.array([*WEIGHTS.values()]) + INTERCEPT
    confidences = 1 / (1 + np.exp(-logits))
    best = np.argsort(-logits, kind="stable").tolist()[:MOST_READINGS]
    return [found[place].reading(float(confidences[place])) for place in best]


def described(question: str, hits: Sequence[Hit]) -> tuple[list[Sentence], NDArray[np.float64]]:
    """Return the passages' sentences and the features of each, in the order of their weights.

    There are none for a question without words.
    """
    units = _units(question)
    found = [sentence for hit in hits for sentence in _sentences(hit)]
    if not units or not found:
        return [], np.zeros((0, len(WEIGHTS)))
    return found, _features(question, units, found)


def _sentences(hit: Hit) -> list[Sentence]:
    spans: list[Span] = without_datelines(hit.text, sentences(hit.text))
    return [Sentence(hit, hit.start + start, hit.start + end) for start, end in spans]


def _units(question: str) -> list[_Unit]:
    weights: defaultdict[tuple[str, ...], float] = defaultdict(float)
    for term, paired in terms(content(question)):
        for forms in _characters(term) if paired else [(term,)]:
            weights[forms] += _weight(term, paired)
    return [_Unit(forms, weight) for forms, weight in weights.items() if weight]


def _characters(run: str) -> list[tuple[str, ...]]:
    """Return for each character of a run the pairs it stands in: one that is there tells that it is."""
    cut = pairs(run)
    return [tuple(cut[max(0, place - 1) : place + 1]) for place in range(len(run))]


def _weight(term: str, paired: bool) -> float:
    if not paired:
        return 1.0
    if _HIRAGANA.match(term):
        return HIRAGANA_WEIGHT if len(term) > 1 else 0.0
    return PAIRED_WEIGHT


def _features(question: str, units: Sequence[_Unit], found: Sequence[Sentence]) -> NDArray[np.float64]:
    """Return the features of each sentence, in the order of their weights: (sentences, features)."""
    kind, count = kind_asked(question), _forms(counted(question))
    held = [_forms(sentence.text) for sentence in found]
    passages = {id(one.hit): _forms(f"{one.hit.article.title}\n{one.hit.text}") for one in found}
    around = [passages[id(sentence.hit)] for sentence in found]
    alike = forms_among({form for unit in units for form in unit.forms}, set().union(*passages.values()))
    present = np.array([[_holds(forms, unit, alike) for unit in units] for forms in held])
    context = np.array([[_holds(forms, unit, alike) for unit in units] for forms in around])
    rarity = 1 + np.log((1 + len(found)) / (1 + present.sum(axis=0)))
    rarity *= np.array([unit.weight for unit in units])
    rarity /= rarity.sum()
    told = [tells(kind, sentence.text) and tells_measure(question, sentence.text) for sentence in found]
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
        forms.update((*pairs(term), *term) if paired else (term,))
    return forms


def _holds(forms: Forms, unit: _Unit, alike: Mapping[str, Forms]) -> bool:
    return any(not forms.isdisjoint(alike[form]) for form in unit.forms)
