"""Results of the quality benchmark: figures with their targets, and every judged question."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qa.evaluation import Evaluation, Outcome


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure.

    Attributes:
        value: None where there was nothing to measure.
        at_least, at_most: what it is to reach; neither for a figure that is only told.
        form: a template for `str.format`.
    """

    label: str
    value: float | None
    at_least: float | None = None
    at_most: float | None = None
    form: str = "{:.3f}"

    @property
    def met(self) -> bool | None:
        """Whether it reaches what it is to reach; None where it is to reach nothing."""
        if self.at_least is None and self.at_most is None:
            return None
        if self.value is None:
            return False
        if self.at_least is not None and self.value < self.at_least:
            return False
        return self.at_most is None or self.value <= self.at_most

    @property
    def shown(self) -> str:
        """The value as a person reads it."""
        return "–" if self.value is None else self.form.format(self.value)

    @property
    def target(self) -> str:
        """What it is to reach, as a person reads it; empty where that is nothing."""
        if self.at_least is not None:
            return "≥ " + self.form.format(self.at_least)
        return "" if self.at_most is None else "≤ " + self.form.format(self.at_most)

    def to_json(self) -> dict[str, Any]:
        """Return the figure as plain values for JSON."""
        bounds = {"at_least": self.at_least, "at_most": self.at_most}
        return {"label": self.label, "value": self.value, **bounds, "met": self.met}


@dataclass(frozen=True, slots=True)
class Judged:
    """One question and how its answer was judged.

    Attributes:
        expected: any of these is right; none where refusing is.
        quoted: what was quoted, or would have been if every answer were given.
        marked: the answering words marked in the first quote.
        confidence: None where none is given.
        right: whether what was quoted first is right.
        why: what went wrong, for a user with the default settings; empty where nothing did.
    """

    id: str
    question: str
    expected: tuple[str, ...]
    quoted: tuple[str, ...]
    right: bool
    why: str
    confidence: float | None = None
    marked: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the question as plain values for JSON."""
        return {
            "id": self.id,
            "question": self.question,
            "expected": list(self.expected),
            "quoted": list(self.quoted),
            "marked": self.marked,
            "confidence": self.confidence,
            "right": self.right,
            "why": self.why,
        }


@dataclass(frozen=True, slots=True)
class Part:
    """What one set came to.

    Attributes:
        about: what was measured on, how, and what was left out.
        plotted: whether confidence is the chance that the first quote is right, so that it can be plotted.
    """

    name: str
    about: str
    figures: tuple[Measured, ...]
    judged: tuple[Judged, ...] = ()
    plotted: bool = False

    @property
    def misses(self) -> tuple[Judged, ...]:
        """The questions that went wrong."""
        return tuple(one for one in self.judged if one.why)

    @property
    def given(self) -> tuple[list[float], list[bool]]:
        """Return the confidences of the answers that have one, and whether each's first quote is right."""
        answers = [
            (one.confidence, one.right) for one in self.judged if one.quoted and one.confidence is not None
        ]
        return [confidence for confidence, _ in answers], [right for _, right in answers]


def judge(
    evaluation: Evaluation, threshold: float, right: Sequence[bool] | None = None
) -> tuple[Judged, ...]:
    """Judge every reply of a run in which all answers were given, as with `threshold` a user meets it.

    Args:
        right: whether each outcome's first quote is right; that it holds an accepted answer, unless given.
    """
    firsts = [outcome.right_in_first for outcome in evaluation.outcomes] if right is None else right
    return tuple(
        _judged(outcome, threshold, first)
        for outcome, first in zip(evaluation.outcomes, firsts, strict=True)
        if outcome.reply
    )


def _judged(outcome: Outcome, threshold: float, right: bool) -> Judged:
    question, reply = outcome.question, outcome.reply
    assert reply
    refused = outcome.at(threshold).refused
    if not question.has_answer:
        why = "" if refused else "Answered, though nothing answers it."
    elif refused:
        why = f"Refused, though something answers it; its first quote is {'right' if right else 'wrong'}."
    else:
        why = "" if right else "The first quote does not answer."
    return Judged(
        id=question.id,
        question=question.question,
        expected=question.answers or (),
        quoted=reply.quotes,
        right=right,
        why=why,
        confidence=reply.confidence,
        marked=reply.marked,
    )
