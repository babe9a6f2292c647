"""Features of answer candidates: the network's margins, retrieval scores, lexical overlap."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.text.words import content_words, words
from qa.language.word_forms import inflections
from qa.reader.candidates import Candidate

LARGEST_MARGIN = 15.0
"""Bound that margins are clipped to, in logits: beyond it they say no more."""

LONG_ANSWER = 6
"""Number of words above which an answer is a clause."""

_NAME = re.compile(r"(?<=\s)[^\W\d_a-z]\w+|\d[\d.,]*\d|\d")


def features(question: str, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    """Return the features (candidates, features) in the order of `calibration.WEIGHTS`."""
    asked = list(dict.fromkeys(content_words(question)))
    named = list(dict.fromkeys(words(" ".join(_NAME.findall(question)))))
    quotes = [set(words(candidate.quote)) for candidate in candidates]
    around = _around(candidates)
    forms = inflections({*asked, *named}, set().union(*around, *quotes))
    present = np.array([[bool(forms[word] & quote) for word in asked] for quote in quotes])
    context = np.array([[bool(forms[word] & text) for word in asked] for text in around])
    # A word of the question that few candidates have tells more than one that all have.
    rarity = 1 + np.log((1 + len(candidates)) / (1 + present.sum(axis=0)))
    rarity /= rarity.sum()
    margins = _clipped([candidate.margin for candidate in candidates])
    said = set(words(question))
    answers = [words(candidate.answer_text) for candidate in candidates]
    return np.column_stack(
        (
            margins,
            _lead(margins),
            _clipped([candidate.second_pass_margin for candidate in candidates]),
            [candidate.hit.score for candidate in candidates],
            [candidate.hit.cosine for candidate in candidates],
            present @ rarity,
            context @ rarity,
            [_share([not forms[word] & text for word in named]) for text in around],
            [_share([word in said for word in answer]) for answer in answers],
            _agreement(candidates, margins),
            [len(answer) > LONG_ANSWER for answer in answers],
            [candidate.quote.rstrip("”\"’' )").endswith("?") for candidate in candidates],
            np.full(len(margins), margins.mean()),
        )
    ).astype(np.float64)


def _around(candidates: Sequence[Candidate]) -> list[set[str]]:
    """Return the set of words of each candidate's passage and title; a passage is cut into words once."""
    read: dict[str, set[str]] = {}
    for candidate in candidates:
        if candidate.around not in read:
            read[candidate.around] = set(words(candidate.around))
    return [read[candidate.around] for candidate in candidates]


def _clipped(values: Sequence[float]) -> NDArray[np.float64]:
    return np.clip(np.array(values, dtype=np.float64), -LARGEST_MARGIN, LARGEST_MARGIN)


def _share(flags: Sequence[bool]) -> float:
    return sum(flags) / len(flags) if flags else 0.0


def _lead(margins: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return each margin less the largest of the others; 0 where there is no other."""
    if len(margins) < 2:
        return np.zeros_like(margins)
    largest, second = np.sort(margins)[::-1][:2]
    lead: NDArray[np.float64] = margins - np.where(margins == largest, second, largest)
    return lead


def _agreement(candidates: Sequence[Candidate], margins: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return for each candidate the largest probability that another passage gives the same answer."""
    given: dict[str, dict[int, float]] = {}
    likely = 1 / (1 + np.exp(-margins))
    keys = [" ".join(words(candidate.answer_text)) for candidate in candidates]
    for key, candidate, probability in zip(keys, candidates, likely, strict=True):
        passages = given.setdefault(key, {})
        passages[id(candidate.hit)] = max(probability, passages.get(id(candidate.hit), 0.0))
    return np.array(
        [
            max(
                (probability for hit, probability in given[key].items() if hit != id(candidate.hit)),
                default=0.0,
            )
            for key, candidate in zip(keys, candidates, strict=True)
        ]
    )
