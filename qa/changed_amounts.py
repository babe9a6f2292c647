"""Amounts that changed while an article was written: beside one that answers, that of another time."""

import re
from collections.abc import Sequence

from index.text.words import content_words, words
from qa.language.answer_types import AnswerType, answer_type_of
from qa.language.answer_values import answer_values, compatible
from qa.language.word_forms import covered_terms
from qa.reader import Reading
from qa.thresholds import CHANGED_AMOUNT_THRESHOLD

MIN_SHARED_WORDS = 2
"""Words of the question that its sentence has, unless it says that something changed."""

_TIME = re.compile(r"\W*\d{1,2}[:.h]\d\d(?:\s?(?:[ap]\.?m\.?|uhr|h))?\W*", re.IGNORECASE)
_CHANGED = re.compile(
    r"\b(?:ris(?:en|es|ing)|rose|climb(?:s|ed)?|grown|grew|increased?|jumped|dropped|fell|fallen|sunk|"
    r"sank|shrunk|down to|up to|up from|now|meanwhile|later|at first|initially|earlier|first|"
    r"so far|no longer|still|restored|all but|revised|corrected|updated?|"
    r"by (?:the |this )?(?:evening|night|noon|morning|midnight|afternoon|\w+day))\b",
    re.IGNORECASE,
)


def with_changed_amount(
    question: str, given: Sequence[Reading], readings: Sequence[Reading], most: int
) -> list[Reading]:
    """Return the readings given, and after them one of the same article that tells how an amount changed.

    At most so many in all; a time of the day that stands by itself is no amount.
    """
    if answer_type_of(question) is not AnswerType.NUMBER:
        return list(given)
    kept = [reading for reading in given if not _TIME.fullmatch(reading.quote)]
    for reading in kept[:1]:
        others = [
            other
            for other in readings
            if other not in kept
            and other.confidence >= CHANGED_AMOUNT_THRESHOLD
            and _tells_of_a_change(question, reading, other)
        ]
        return [*kept[: most - 1], *others[:1], *kept[most - 1 :]][:most]
    return list(given)


def _tells_of_a_change(question: str, reading: Reading, other: Reading) -> bool:
    if reading.article.id != other.article.id or _TIME.fullmatch(other.quote):
        return False
    amounts = (
        answer_values(reading.answer_text, AnswerType.NUMBER),
        answer_values(other.answer_text, AnswerType.NUMBER),
    )
    if not all(amounts) or compatible(*amounts):
        return False
    asked = content_words(question)
    return (
        bool(_CHANGED.search(other.quote))
        or sum(covered_terms(asked, words(other.quote))) >= MIN_SHARED_WORDS
    )
