"""A training example."""

from dataclasses import dataclass

from index.passages import Span


@dataclass(frozen=True, slots=True)
class Example:
    """A question, a passage (with its article's title or none), and where the answer stands in the passage.

    Attributes:
        answer: (start, end) in `passage`, in characters; None where the passage does not answer.
    """

    question: str
    title: str
    passage: str
    answer: Span | None
