"""The report of one question: what became of it, without a word of what was asked or answered."""

from dataclasses import dataclass
from enum import Enum

from qa.answers import Answer, AnswerKind


class Outcome(Enum):
    """What became of a question."""

    ANSWERED = "answered"
    REFUSED = "refused"
    REPLY = "reply"
    """Small talk got a friendly word."""
    ERROR = "error"
    LEFT = "left"
    """Whoever asked went away, or took the question back."""


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """What became of one question.

    Attributes:
        request: the id of the request that asked it, "" where it is not known.
        question: the question as it was typed. Nothing but a log that was asked to may use it.
        kind: the kind of the answer; None where there is none.
        confidence, citations: of the answer.
        tokens_read, tokens_written: by a language model.
        error: the name of the error's class, or "".
    """

    request: str
    question: str
    outcome: Outcome
    seconds: float
    kind: AnswerKind | None = None
    confidence: float = 0.0
    citations: int = 0
    tokens_read: int = 0
    tokens_written: int = 0
    error: str = ""

    @classmethod
    def of_answer(cls, request: str, question: str, seconds: float, answer: Answer) -> "QuestionReport":
        """Report an answer or a refusal."""
        outcome = Outcome.ANSWERED if answer.answered else Outcome.REFUSED
        usage = answer.writing.usage if answer.writing else None
        return cls(
            request,
            question,
            Outcome.REPLY if answer.kind is AnswerKind.CONVERSATION else outcome,
            seconds,
            kind=answer.kind,
            confidence=answer.confidence,
            citations=len(answer.citations),
            tokens_read=usage.prompt_tokens if usage else 0,
            tokens_written=usage.completion_tokens if usage else 0,
        )
