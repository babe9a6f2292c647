"""The turns of a conversation: what was asked before a question, and what was answered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.errors import QuestionError
from qa.answers import Answer


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation, as typed, and its answer.

    Attributes:
        answer: the Answer, whose citations are known; or its text, where a caller has nothing but that.
    """

    question: str
    answer: Answer | str

    @property
    def text(self) -> str:
        """The answer as it was printed."""
        return self.answer if isinstance(self.answer, str) else self.answer.text


History = Sequence[Turn | tuple[str, str]]
"""A conversation as a caller gives it, oldest first: turns, or pairs of a question and its answer's text."""

TURN_FORMS = "(question, answer text) pairs, or values of qa.Turn"
"""Forms in which a caller may give a turn, for messages."""


def as_turns(history: object) -> tuple[Turn, ...]:
    """Return a conversation as turns; QuestionError where one is neither a turn nor a pair of texts."""
    if not isinstance(history, Iterable):
        raise QuestionError(f"history={history!r} is no list. Give a list of {TURN_FORMS}.")
    return tuple(map(_as_turn, history))


def _as_turn(given: object) -> Turn:
    match given:
        case Turn(str(), str() | Answer()):
            return given
        case (str(question), str(text)):
            return Turn(question, text)
    raise QuestionError(f"history holds {repr(given)[:60]}. Give {TURN_FORMS}.")
