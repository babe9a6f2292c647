"""Marked subjects as whole requests: put into the wordings that the request network learns from."""

import random
from functools import cache

from qa.answers import AnswerKind
from training.intents.grammar import draw, fillers_in, read_wordings, with_alternatives
from training.intents.noise import noisy

ON_A_SUBJECT = (
    AnswerKind.STATEMENTS,
    AnswerKind.TIMELINE,
    AnswerKind.COMPARISON,
    AnswerKind.SUMMARY,
    AnswerKind.NAMES,
)
"""Kinds of requests that may be narrowed to a subject."""

SUBJECT = "SUBJ"
"""The filler that is a subject."""


def as_request(subject: str, rng: random.Random) -> str:
    """Return a request on a subject, as hurried and polite people type it.

    It names nothing else: whose words are asked for would have to be of the article, too.
    """
    while True:
        wording = with_alternatives(rng.choice(_wordings()), rng)
        if fillers_in(wording) == [SUBJECT] and "[" not in wording.replace("[subject ", ""):
            return noisy(draw(wording, {SUBJECT: (subject,)}, rng), rng)


@cache
def _wordings() -> tuple[str, ...]:
    return tuple(
        wording
        for kind in ON_A_SUBJECT
        for wording in read_wordings(kind.value)
        if SUBJECT in fillers_in(wording)
    )
