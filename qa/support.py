"""What a claim is checked against, and how that came out."""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Fault(Enum):
    """What is wrong with a claim that its quotes do not carry."""

    NO_QUOTE = "no quote"
    """It rests on nothing."""
    NAME = "name"
    """A person, a place or an organisation that the quotes do not have."""
    NUMBER = "number"
    """A number, an amount or its unit that the quotes do not have."""
    DATE = "date"
    """A day, a month, a year or a time that the quotes do not have."""
    NEGATION = "negation"
    """The quotes say that it is not so, or the claim says that what they tell is not so."""
    HEDGE = "hedge"
    """The quotes only report it, or hold it possible; the claim states it."""
    SPEAKER = "speaker"
    """Somebody says it in the quotes, and the claim states it as a fact or has somebody else say it."""
    COMPARISON = "comparison"
    """More for less, first for last, or a comparison that the quotes do not make."""
    ROLE = "role"
    """Who does it and to whom is not who does it in the quotes."""
    CAUSE = "cause"
    """A reason or a consequence that the quotes do not give."""
    GENERALISATION = "generalisation"
    """All for some, always for once."""
    UNSUPPORTED = "unsupported"
    """The quotes do not say it, or say only a part of it."""
    INCOMPLETE = "incomplete"
    """It was not written to its end, or what belongs to it does not hold."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing in a claim that its quotes do not carry.

    Attributes:
        told: what it is, as one line for the reader: "The quotes do not have “48”."
    """

    fault: Fault
    told: str

    def __str__(self) -> str:
        return self.told


@dataclass(frozen=True, slots=True)
class Support:
    """Whether quotes carry a claim.

    Attributes:
        holds: whether it may be shown as checked.
        score: how well they do, in [0, 1]; what holds has no less than what does not.
        reasons: why it does not hold; empty where it does.
    """

    holds: bool
    score: float
    reasons: tuple[Reason, ...] = ()

    def __post_init__(self) -> None:
        if self.holds == bool(self.reasons):
            raise ValueError("a claim is held back for a reason, and none that holds has one")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A quote as a claim is checked against it.

    Attributes:
        text: the words of the quote.
        context: the sentence before it that names what it points at, or "".
        speaker: whoever says it, as the article introduces them, or "".
        published: the day of its article: "on Tuesday" is counted from it.
        title, source: of its article.
    """

    text: str
    context: str = ""
    speaker: str = ""
    published: date | None = None
    title: str = ""
    source: str = ""
