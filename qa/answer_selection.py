"""Answer selection: readings reweighted by what is asked for, then the best and others hardly less likely."""

from collections.abc import Sequence
from itertools import islice

from index.retrieval.near_duplicates import without_near_duplicates
from qa.answers import Citation
from qa.changed_amounts import with_changed_amount
from qa.erratum_notes import is_note, with_whole_notes
from qa.negated_questions import reweight_negated
from qa.reader import Reading
from qa.thresholds import ERRATUM_THRESHOLD, FURTHER_QUOTE_ODDS

MOST_QUOTES = 3
"""Number of quotes in an answer to a question for a fact."""

MOST_NOT_QUOTED = 3
"""Number of sentences told of that were read as an answer and not quoted."""


def reweight(question: str, readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings with the confidence that the question's form gives them, likeliest first."""
    return with_whole_notes(reweight_negated(question, readings))


def select_quotes(question: str, readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings to quote: the best, and others hardly less likely; near copies count once."""
    likely = [
        reading
        for reading in readings
        if _hardly_less_likely(reading.confidence, readings[0].confidence)
        or (reading.confidence >= ERRATUM_THRESHOLD and is_note(reading))
    ]
    # Headlines shout what the text says.
    unique: dict[str, Reading] = {}
    for reading in likely:
        unique.setdefault(" ".join(reading.quote.split()).casefold(), reading)
    best = list(islice(without_near_duplicates(unique.values(), lambda reading: reading.quote), MOST_QUOTES))
    return with_changed_amount(question, best, readings, MOST_QUOTES)


def select_not_quoted(readings: Sequence[Reading], citations: Sequence[Citation]) -> tuple[Reading, ...]:
    """Return the likeliest readings that no citation holds."""
    quoted = {citation.key for citation in citations}
    others = (reading for reading in readings if reading.key not in quoted)
    return tuple(islice(others, MOST_NOT_QUOTED))


def _hardly_less_likely(confidence: float, best: float) -> bool:
    # Multiplied out: where the best is certain, its odds have no end.
    return confidence * (1 - best) >= FURTHER_QUOTE_ODDS * best * (1 - confidence)
