"""The turns of a conversation as the chat shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from index.feedback import Opinion
from qa.answers import Answer, AnswerKind, Citation

GOES_ON = frozenset((AnswerKind.MORE, AnswerKind.SUPPORT))
"""Kinds of answers that are about the answer before."""


@dataclass(frozen=True, slots=True)
class ChatTurn:
    """One question of a conversation with what came of it: an answer, or the one line of an error.

    Attributes:
        threshold: the confidence from which an answer was given.
        seconds: the time the answer took; 0 where nobody measured it.
        filter_labels: the parts of the search filter, as the user saw them.
        only_articles: the ids of the only articles searched, where the filter held nothing else.
        gone: citations whose words stand in the library no more; there is no place to link to.
        opinion: what the user thought of the answer.
    """

    question: str
    answer: Answer | None = None
    problem: str | None = None
    threshold: float = 0.0
    seconds: float = 0.0
    filter_labels: tuple[str, ...] = ()
    only_articles: tuple[str, ...] = ()
    gone: frozenset[Citation] = frozenset()
    opinion: Opinion | None = None


def stored_filter_labels(outcome: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the labels of a stored turn's search filter; earlier versions stored them as "narrowed"."""
    return tuple(map(str, outcome.get("filters") or outcome.get("narrowed") or ()))


def citations_by_number(answer: Answer) -> dict[int, Citation]:
    """Return an answer's citations by number."""
    return {citation.n: citation for citation in answer.citations}


def last_answered(turns: Sequence[ChatTurn]) -> int:
    """Return the number (from 1) of the last turn with an answer that cites; 0 if there is none."""
    numbers = (n for n, turn in enumerate(turns, start=1) if turn.answer and turn.answer.answered)
    return max(numbers, default=0)


def continued_kind(turns: Sequence[ChatTurn]) -> AnswerKind:
    """Return the kind of the last turn's answer; of one that goes on, that of the answer it goes on from."""
    *before, last = turns
    if last.answer is None or last.answer.kind is not AnswerKind.MORE:
        return last.answer.kind if last.answer else AnswerKind.FACT
    kinds = [turn.answer.kind for turn in before if turn.answer and turn.answer.answered]
    return next((kind for kind in reversed(kinds) if kind not in GOES_ON), AnswerKind.MORE)
