"""What programs may call, over the web or as an agent's tools: plain values in, plain values out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.articles import Article
from index.errors import InputError
from index.retrieval.hybrid_search import Hit
from qa.answers import Answer
from ui.cli import MOST_PASSAGES
from ui.engine import Engine

LONGEST_READING = 20_000
"""Characters of an article that are handed over at once."""


@dataclass(frozen=True, slots=True)
class Service:
    """The engine as a program over the web or an agent calls it. Raises ArticleQAError, each of one line."""

    assistant: Engine

    def ask(
        self,
        question: str,
        *,
        history: Sequence[Sequence[str]] | None = None,
        sources: Sequence[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        articles: Sequence[str] | None = None,
        asked: str | None = None,
        strict: bool = False,
    ) -> Answer:
        """Answer a question; days are written 2024-06-16, and empty strings and lists are as if left out."""
        from qa.assistant import STRICT

        answer = self.assistant.ask(
            _text("question", question),
            history=_history(history),
            sources=_texts("sources", sources),
            since=_day("since", since),
            until=_day("until", until),
            articles=_texts("articles", articles),
            asked=_day("asked", asked),
        )
        return _refused(answer) if strict and answer.confidence < STRICT else answer

    def search(
        self,
        query: str,
        k: int = 10,
        *,
        sources: Sequence[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        articles: Sequence[str] | None = None,
    ) -> tuple[Hit, ...]:
        """Return the `k` best passages, best first."""
        return self.assistant.search(
            _text("query", query),
            _number("k", k, 1, MOST_PASSAGES),
            sources=_texts("sources", sources),
            since=_day("since", since),
            until=_day("until", until),
            articles=_texts("articles", articles),
        )

    def articles(self, query: str | None = None) -> list[dict[str, str | None]]:
        """Return the cards of the articles with all words of a query in id, title, source, author or url."""
        words = _text("query", "" if query is None else query).casefold().split()
        cards = (article.card() for article in self.assistant.library.record.articles())
        return [card for card in cards if all(word in _searched(card) for word in words)]

    def read(self, article_id: str, start: int = 0, end: int | None = None) -> tuple[Article, int, int]:
        """Return an article and the place in its text to hand over: at most `LONGEST_READING` characters."""
        article = self.assistant.library.record.article(_text("article_id", article_id))
        length = len(article.text)
        first = _number("start", start, 0, length)
        last = length if end is None else min(_number("end", end, first, 10**9), length)
        return article, first, min(last, first + LONGEST_READING)


def _refused(answer: Answer) -> Answer:
    """Return the refusal that a strict assistant gives instead of an answer it is not sure of."""
    from qa.citations import told

    return replace(answer, text=told(()), citations=(), disagreements=(), statement="")


def _searched(card: dict[str, str | None]) -> str:
    fields = (card[name] for name in ("id", "title", "source", "author", "url"))
    return " ".join(filter(None, fields)).casefold()


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


def _history(value: object) -> list[tuple[str, str]]:
    exchanges = [] if value is None else value
    if not isinstance(exchanges, list | tuple):
        raise InputError("history is not a list. Give it as [[question, answer], ...], oldest first.")
    pairs = [_texts("history", exchange) for exchange in exchanges]
    if any(pair is None or len(pair) != 2 for pair in pairs):
        raise InputError("history holds something other than pairs. Give it as [[question, answer], ...].")
    return [(pair[0], pair[1]) for pair in pairs if pair]


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
