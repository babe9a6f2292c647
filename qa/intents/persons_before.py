"""Persons before: whom the conversation was about, so that "he", "both" and "the two" are known."""

from collections.abc import Iterator, Sequence

from qa.answers import Answer
from qa.attribution.person_names import person_names
from qa.turns import Turn

LONGEST_ANSWER = 40
"""Number of characters of an answer at most that is a person; a longer one only tells of some."""


def persons_of(turn: Turn) -> Iterator[str]:
    """Yield the persons that a turn is about, likeliest first: asked about, by quote answer and speaker."""
    yield from _named(turn.question)
    if isinstance(turn.answer, Answer):
        for citation in turn.answer.citations:
            if citation.answer and citation.answer[1] - citation.answer[0] <= LONGEST_ANSWER:
                yield from _named(citation.article.text[slice(*citation.answer)])
            if citation.speaker:
                yield citation.speaker.name


def last_two_persons(history: Sequence[Turn]) -> tuple[str, ...]:
    """Return whom the last two turns are about, one each, in order; none where that is not two persons."""
    last = [next(persons_of(turn), "") for turn in history[-2:]]
    return tuple(last) if len(set(last)) == 2 and all(last) else ()


def _named(text: str) -> Iterator[str]:
    for name in person_names(text):
        if name.is_person or len(name.words) > 1:
            yield text[name.start : name.end]
