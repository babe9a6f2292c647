"""A request as every kind of it is handed on, and what answers it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from index.articles import Article
from index.filters import SearchFilter
from index.library import Library
from index.passages import Span
from qa.answers import MISSED_INDEX, Answer, Citation, QuoteKey
from qa.attribution import Attributor, Speaker
from qa.language_model.values import NOTHING_USED, Usage
from qa.query import Query
from qa.reader import Reader
from qa.turns import Turn


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody asks for, understood as far as every kind of request needs it.

    Attributes:
        question: the request as it was typed.
        history: the conversation before, oldest first, without small talk.
        query: the request completed from the conversation, with the filter and the day of asking.
        shown: the quotes that the conversation has shown already, where more than those is asked for: an
            answer leaves them out.
        used: what it took a language model to understand the request.
    """

    question: str
    query: Query
    history: tuple[Turn, ...] = ()
    shown: frozenset[QuoteKey] = frozenset()
    used: Usage = NOTHING_USED

    @property
    def standalone(self) -> str:
        """The request completed from the conversation."""
        return self.query.standalone

    @property
    def filters(self) -> SearchFilter:
        """The only articles that the reader allows."""
        return self.query.filters

    @property
    def cited_before(self) -> tuple[Citation, ...]:
        """The citations of the last turn; none where only its text is known."""
        last = self.history[-1].answer if self.history else None
        return last.citations if isinstance(last, Answer) else ()

    @property
    def asked(self) -> date:
        """The day of asking."""
        return self.query.asked


@dataclass(frozen=True, slots=True)
class Resources:
    """What answers are made with: the articles, the reader of facts, and who says what."""

    library: Library
    reader: Reader
    attributor: Attributor
    threshold: float

    @property
    def note(self) -> str:
        """What the searches for one question had to do without, as a line of its answer."""
        return MISSED_INDEX if self.library.missed_index else ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of an article that an answer is to quote.

    Attributes:
        answer: (start, end) in the article's text of what in them answers, where that is known.
        context: (start, end) of the sentence before that names what they point at; None: to be looked for.
        speaker: whose words they are; None: whoever says most of them.
    """

    article: Article
    start: int
    end: int
    answer: Span | None = None
    context: Span | None = field(default=None)
    speaker: Speaker | None = None

    @property
    def key(self) -> QuoteKey:
        """The quote's article, start and end."""
        return self.article.id, self.start, self.end

    @property
    def text(self) -> str:
        """The words as they stand in the article."""
        return self.article.text[self.start : self.end]


class Intent(Protocol):
    """Answers requests of one kind."""

    def __call__(self, request: Request, resources: Resources, /) -> Answer | None:
        """Answer a request; None where it turns out to be none of this kind, and is asked as a fact."""


def unshown(request: Request, quotes: Sequence[Quote]) -> list[Quote]:
    """Return the quotes that the conversation has not shown yet, where more is asked for; else all."""
    return [quote for quote in quotes if quote.key not in request.shown]
