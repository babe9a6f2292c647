"""What programs may call, over the web or as an agent's tools: plain values in, plain values out."""

from dataclasses import dataclass
from datetime import date

from index.articles import Article
from index.errors import InputError
from index.filters import NO_FILTER, SearchFilter
from index.passages import Span
from index.retrieval.hybrid_search import Hit
from index.text.words import folded_words, has_words
from qa.answers import Answer
from qa.catalog.mentions import sentence_around
from qa.catalog.tools import CatalogQuery, ListOrder, count_mentions, list_articles
from qa.engine import Engine
from qa.search_filter import check_filter
from qa.turns import Turn
from ui.render.writing import without_held_back
from ui.settings import MOST_PASSAGES

LONGEST_READING = 20_000
"""Characters of an article that are handed over at once."""

SEARCHED_FIELDS = ("id", "title", "source", "author", "url")
"""Fields of an article's card that are searched for words."""


def read_filter(sources: object, since: object, until: object, articles: object) -> SearchFilter:
    """Return the filter of plain values; days are written 2024-06-16, empty values are as if left out."""
    return SearchFilter.of(
        _texts("sources", sources), _day("since", since), _day("until", until), _texts("articles", articles)
    )


def read_catalog_query(
    mention: object, author: object, title: object, order: object, filters: SearchFilter
) -> CatalogQuery:
    """Return a query to the catalog of plain values."""
    if order not in (orders := [one.value for one in ListOrder]):
        raise InputError(f"order: {order!r:.40} is none. Choose one of {', '.join(orders)}.")
    words = (_text("author", author), _text("title", title), _text("mention", mention))
    return CatalogQuery(filters, *words, ListOrder(order))


@dataclass(frozen=True, slots=True)
class Service:
    """The engine as a program over the web or an agent calls it. Raises ArticleQAError, each of one line.

    Attributes:
        strict: whether every answer has only what holds of what a language model wrote.
    """

    engine: Engine
    strict: bool = False

    def ask(
        self,
        question: object,
        history: object = None,
        filters: SearchFilter = NO_FILTER,
        asked: object = None,
        *,
        strict: bool = False,
        written: bool = True,
    ) -> Answer:
        """Answer a question; `history` holds pairs of texts, and `asked` is a day, written 2024-06-16.

        `written` tells whether the language model writes the answer, if there is one; where who asks or the
        service is strict, nothing is told of what is held back.
        """
        from qa.thresholds import STRICT

        answer = self.engine.answer(
            _text("question", question),
            _turns(history),
            filters,
            _day("asked", asked),
            STRICT if strict else None,
            written=written,
        )
        return without_held_back(answer) if strict or self.strict else answer

    def search(self, query: object, k: object = 10, filters: SearchFilter = NO_FILTER) -> tuple[Hit, ...]:
        """Return the `k` best passages, best first."""
        number = _number("k", k, 1, MOST_PASSAGES)
        return self.engine.retrieve(_text("query", query), number, filters=filters)

    def articles(self, query: str | None = None) -> list[dict[str, str | None]]:
        """Return the cards of the articles with all words of a query in id, title, source, author or url."""
        wanted = folded_words(_text("query", "" if query is None else query))
        cards = (article.card() for article in self.engine.library.record.articles())
        return [card for card in cards if has_words(wanted, map(card.get, SEARCHED_FIELDS))]

    def listed(
        self, query: CatalogQuery, k: object
    ) -> tuple[int, int | None, list[tuple[Article, Span | None]]]:
        """Return how many articles fit a query, how often they mention what it asks for, and the first `k`.

        Each comes with the place of the sentence in which it first mentions that.
        """
        number, record = _number("k", k, 1, MOST_PASSAGES), self.engine.library.record
        check_filter(query.filters, self.engine.library)
        found = list_articles(record, query)
        articles = [(record.article(one.entry.id), one.mention) for one in found[:number]]
        placed = [(one, span and sentence_around(record, one, span)) for one, span in articles]
        return len(found), count_mentions(record, query) if query.mention else None, placed

    def read(self, article_id: str, start: int = 0, end: int | None = None) -> tuple[Article, int, int]:
        """Return an article and the place in its text to hand over: at most `LONGEST_READING` characters."""
        article = self.engine.library.record.article(_text("article_id", article_id))
        length = len(article.text)
        first = _number("start", start, 0, length)
        last = length if end is None else min(_number("end", end, first, 10**9), length)
        return article, first, min(last, first + LONGEST_READING)


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise InputError(f"{name} is not a text. Give it as a string.")
    return value


def _texts(name: str, value: object) -> list[str] | None:
    if value is None:
        return None
    if not isinstance(value, list | tuple) or not all(isinstance(text, str) for text in value):
        raise InputError(f"{name} is not a list of texts. Give it as one, also for a single text.")
    return list(value)


def _turns(value: object) -> list[Turn]:
    exchanges = [] if value is None else value
    if not isinstance(exchanges, list | tuple):
        raise InputError("history is not a list. Give it as [[question, answer], ...], oldest first.")
    pairs = [_texts("history", exchange) for exchange in exchanges]
    if any(pair is None or len(pair) != 2 for pair in pairs):
        raise InputError("history holds something other than pairs. Give it as [[question, answer], ...].")
    return [Turn(*pair) for pair in pairs if pair]


def _day(name: str, value: object) -> date | None:
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(_text(name, value))
    except ValueError as error:
        raise InputError(f"{name}: {value!r:.40} is not a day. Write it like 2024-06-16.") from error


def _number(name: str, value: object, least: int, most: int) -> int:
    if isinstance(value, float) and value.is_integer():
        # Scripts write a whole number as 10.0, too.
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise InputError(f"{name} is not a whole number from {least:,} to {most:,}. Choose one.")
    return value
