"""What a language model tells of a request."""

from dataclasses import dataclass

from qa.answers import AnswerKind
from qa.catalog.tools import CatalogQuery
from qa.language_model.values import NOTHING_USED, Usage


@dataclass(frozen=True, slots=True)
class CatalogCall:
    """A call of the catalog's tools.

    Attributes:
        counts: whether the number of articles is wanted, rather than a list of them.
    """

    query: CatalogQuery
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Interpretation:
    """A request as a language model understands it; what is empty, it does not tell.

    Attributes:
        standalone: the question completed from the conversation.
        parts: the questions that a question is made of, two at least.
        kind: what is asked for.
        catalog: what is asked of the catalog.
        usage: the tokens it took to tell.
        problem: one line that tells why the model did not answer, or "".
    """

    standalone: str = ""
    parts: tuple[str, ...] = ()
    kind: AnswerKind | None = None
    catalog: CatalogCall | None = None
    usage: Usage = NOTHING_USED
    problem: str = ""


NOTHING_TOLD = Interpretation()
"""Interpretation of a request that nobody was asked about."""
