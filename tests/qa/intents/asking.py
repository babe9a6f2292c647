"""Requests put to one kind of answer, with a reader that is told what to find."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.articles import Article
from index.filters import NO_FILTER, SearchFilter
from index.library import Library
from qa.answers import Answer, AnswerKind, QuoteKey
from qa.attribution import Attribution, Speaker, speaker_at
from qa.attribution.values import QuotePlace
from qa.intents import Request, Resources, answer_request
from qa.query import understand
from qa.turns import Turn
from tests.qa.fakes import ListReader, library_of

ASKED = date(2024, 6, 20)


@dataclass
class KnownAttributions:
    """Attributions that are known beforehand, by the article's id."""

    known: dict[str, tuple[Attribution, ...]]

    def attributions(self, articles: Sequence[Article]) -> list[tuple[Attribution, ...]]:
        return [self.known.get(article.id, ()) for article in articles]

    def speakers(self, places: Sequence[QuotePlace]) -> list[Speaker | None]:
        return [speaker_at(self.known.get(article.id, ()), start, end) for article, start, end in places]


def resources_of(
    library: Library,
    reader: ListReader | None = None,
    attributions: dict[str, tuple[Attribution, ...]] | None = None,
) -> Resources:
    return Resources(library, reader or ListReader(), KnownAttributions(attributions or {}), 0.15)


def request_of(
    question: str, *history: Turn, filters: SearchFilter = NO_FILTER, shown: Sequence[QuoteKey] = ()
) -> Request:
    return Request(question, understand(question, history, filters, ASKED), history, frozenset(shown))


def asked_as(
    kind: AnswerKind,
    question: str,
    resources: Resources,
    history: Sequence[Turn] = (),
    *,
    filters: SearchFilter = NO_FILTER,
    shown: Sequence[QuoteKey] = (),
) -> Answer:
    """Answer a question as one of a kind, whatever the classifier would take it for."""
    return answer_request(request_of(question, *history, filters=filters, shown=shown), resources, kind)


def headings(answer: Answer) -> list[str]:
    return [section.heading for section in answer.sections]


def resources_with(*articles: Article) -> Resources:
    """Make resources of these articles, with a reader that finds nothing."""
    return resources_of(library_of(*articles))
