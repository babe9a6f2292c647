"""Penalties on a candidate's logit: for another time, name or type of answer, or nothing of what is asked.

These cases are too rare in the data of the calibration to be fitted with it.
"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa.language.question_names import question_names
from qa.reader.answer_type_mismatch import mismatch_penalties
from qa.reader.candidates import Candidate
from qa.reader.missing_focus import missing_focus_penalties
from qa.reader.written_names import LONGEST_READ, written_names

TEMPORAL_DISTANCE_PENALTY = 2.0
"""Logits that a candidate loses whose article is of quite other days than are asked about: years off "this
week", or before the year that is named. It may tell of them all the same, but has to be surer. Chosen on half
A of news: of the answers given by default 0.51 were wrong instead of 0.59, and 32 right instead of 30; AUROC
0.983 instead of 0.973, with 4 0.978. On half B 0.54 instead of 0.55, 30 right instead of 31; AUROC 0.944,
0.941."""

CONFUSABLE_NAME_PENALTY = 8.0
"""Logits that a candidate loses whose article lacks a name of the question and has one that looks like it:
what Nigeria did says nothing of Niger, and the network is as sure of it. Of 4,480 questions of squad2, 66
that nothing answers and 20 others are so, most of these with a misspelt name, which is put right before."""

MAX_NAMES = 20
"""Number of a question's names that are looked for, at most: each is compared with a whole article."""

_IN_CAPITALS = re.compile(r"\b[A-Z]{2,}\b")


def penalties(question: str, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    """Return the logits that each candidate loses, at least 0, shape (candidates,)."""
    lost = TEMPORAL_DISTANCE_PENALTY * np.array(
        [candidate.hit.temporal_distance for candidate in candidates], dtype=np.float64
    )
    lost += mismatch_penalties(question, candidates) + missing_focus_penalties(question, candidates)
    mistaken = [tells_of_confusable_name(question, candidate) for candidate in candidates]
    return lost + CONFUSABLE_NAME_PENALTY * np.array(mistaken, dtype=np.float64)


def tells_of_confusable_name(question: str, candidate: Candidate) -> bool:
    """Whether a candidate's article lacks a name of the question and has another that looks like it."""
    sure, maybe = question_names(question)
    if not (sure or maybe):
        return False
    article = candidate.hit.article
    about = f"{article.title}\n{article.author or ''}\n{article.source or ''}\n"
    known = (written_names(about + article.text[:LONGEST_READ]), written_names(about + candidate.hit.text))
    asked = (*sure, *maybe)[:MAX_NAMES]
    abbreviations = set() if question.isupper() else {word.lower() for word in _IN_CAPITALS.findall(question)}
    return any(
        not any(written.has(name) for written in known)
        and any(
            written.has_look_alike(name, surely_a_name=name in sure, beside=set(asked) - {name})
            or (name in abbreviations and written.has_another_abbreviation(name))
            for written in known
        )
        for name in asked
    )
