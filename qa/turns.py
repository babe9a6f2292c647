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


def as_turns(history: Iterable[object]) -> tuple[Turn, ...]:
    """Return a conversation as turns; QuestionError where one is neither a turn nor a pair of texts."""
    return tuple(map(_as_turn, history))


def _as_turn(given: object) -> Turn:
    match given:
        case Turn():
            return given
        case (str(question), str(text)):
            return Turn(question, text)
    raise QuestionError(
        f"history holds {repr(given)[:60]}. Give (question, answer text) pairs, or values of qa.Turn."
    )
