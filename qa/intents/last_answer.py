"""The last answer of a conversation: "What else?" goes on from it, "Who said that?" asks about it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from index.text.words import STOP_WORDS, words
from qa.answers import Answer, AnswerKind, QuoteKey
from qa.intents.request import Request
from qa.query import understand
from qa.turns import Turn

Answering = Callable[[Request, AnswerKind | None], Answer]
"""Function that answers a request as one of a kind, or as what it asks for where none is given."""

ABOUT_AN_ANSWER = frozenset((AnswerKind.MORE, AnswerKind.SUPPORT, AnswerKind.CONVERSATION))
"""Kinds of requests that are about an answer, and have none of their own to go on from."""

TURNS_BACK = 10
"""Number of turns in which the last answer is looked for."""

ANSWERS_AGAIN = 4
"""Number of times that a question is answered again for a conversation of which only the texts are known."""

_GOING_ON = frozenset(
    """
    anything anyone anybody something else more other others another further next continue go going on keep
    rest remaining still ok okay please show give list tell say all everything there yet than left additional
    few one ones two three some many get see want need let lets thanks thank great good nice cool
    points things examples details information info quotes results answers
    sure really certain source sources proof evidence
    """.split()
)
"""Words of a request that only asks to go on, besides stop words."""


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """The last answer of a conversation that is about its articles.

    Attributes:
        request: what it answers.
        shown: every quote that it and the turns after it showed.
    """

    request: Request
    answer: Answer
    shown: frozenset[QuoteKey]


def names_nothing(question: str) -> bool:
    """Whether a request for more names nothing itself: "What else?", and not "What else did Berg say?"."""
    return all(word in STOP_WORDS or word in _GOING_ON or word in ("s", "t") for word in words(question))


def last_answer(request: Request, answering: Answering) -> LastAnswer | None:
    """Return the last answer before a request; None where the conversation has none.

    Of a conversation of which only the texts are known the question is answered again, until something
    comes that was not shown.
    """
    turns = request.history
    for at in range(len(turns) - 1, max(-1, len(turns) - 1 - TURNS_BACK), -1):
        turn = turns[at]
        if isinstance(turn.answer, Answer) and turn.answer.kind in ABOUT_AN_ANSWER:
            continue
        if isinstance(turn.answer, str) and names_nothing(turn.question):
            continue
        before = _request_of(turn, turns[:at], request)
        later = turns[at:]
        shown = frozenset(
            citation.key
            for one in later
            if isinstance(one.answer, Answer) and one.answer.kind is not AnswerKind.SUPPORT
            for citation in one.answer.citations
        )
        if isinstance(turn.answer, Answer):
            return LastAnswer(before, turn.answer, shown)
        return _answered_again(replace(before, shown=shown), "\n".join(one.text for one in later), answering)
    return None


def _request_of(turn: Turn, history: tuple[Turn, ...], now: Request) -> Request:
    return Request(turn.question, understand(turn.question, history, now.filters, now.asked), history)


def _answered_again(request: Request, text: str, answering: Answering) -> LastAnswer:
    """Return the answer to a request and those of its quotes that a text shows."""
    text, first = " ".join(text.split()), answering(request, None)
    answer = first
    for _ in range(ANSWERS_AGAIN):
        told = {citation.key for citation in answer.citations if " ".join(citation.quote.split()) in text}
        if not told:
            break
        request = replace(request, shown=request.shown | told)
        if len(told) < len(answer.citations):
            break
        answer = answering(request, first.kind)
    return LastAnswer(replace(request, shown=frozenset()), first, request.shown)
