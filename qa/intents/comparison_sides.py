"""The sides of a comparison: which sentences of the articles each of them has."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.articles import Article, origin
from index.filters import SearchFilter
from index.passages import sentences
from index.store.values import CatalogEntry
from index.text.words import words
from qa.answers import QuoteKey
from qa.chronology import events_of, period_of
from qa.intents.article_search import PASSAGES_SEARCHED, articles_found
from qa.intents.asked_speaker import AskedSpeaker
from qa.intents.comparison_request import MOST_SIDES, ComparisonRequest, named_by_kind
from qa.intents.event_selection import FEW, without_weak
from qa.intents.lexical_coverage import lexical_coverage
from qa.intents.request import Quote, Request, Resources
from qa.intents.scope import Scope, scope_of
from qa.intents.speaker_matching import statements_of
from qa.intents.statement_search import Statement, read_statements
from qa.intents.statement_sections import quotes_of
from qa.language.name_matching import normalized, same_name
from qa.page_furniture import is_page_furniture
from qa.relevance.article_relevance import ABOUT, sentence_relevance
from qa.summarization.candidate_sentences import candidate_sentences, is_telling

MOST_ARTICLES = 20
"""Number of articles whose sentences are compared, at most."""

MOST_OF_A_SIDE = 8
"""Number of articles of one side, a source, whose sentences are compared, at most."""

SHORTEST_FORM = 3
"""Number of first letters that all forms of a word have in common."""

MONTH = 31
"""Number of days of a period, at most, of which an article is that was published in it."""

MOST_ATTRIBUTED = 4
"""Number of sentences of a side of which it is looked up whether that side says them, at most."""

LEADING = 50
"""Number of characters at the beginning of a sentence which mostly hold what it is about."""


@dataclass(frozen=True, slots=True)
class Side:
    """A side of a comparison and the sentences that it has.

    Attributes:
        heading: an article's title, source and day; a source; or the request's words: "2000", "China".
        quotes: sentences that may be quoted for it, in the order of the articles.
        spoken: the places of those of the quotes in which it speaks itself.
        leading: the places of those that begin with it: what they tell, they tell of it.
    """

    heading: str
    quotes: tuple[Quote, ...]
    spoken: frozenset[QuoteKey] = frozenset()
    leading: frozenset[QuoteKey] = frozenset()


def sides_of(asked: ComparisonRequest, request: Request, resources: Resources, scope: Scope) -> list[Side]:
    """Return the sides that a request names; the articles or sources of its scope where it names none.

    Fewer than two where there is nothing to compare. A side may have no sentence.
    """
    if not asked.sides:
        pairs = _articles_of(scope, asked)
        return [_of_articles(heading, of, asked, request, resources) for heading, of in pairs]
    called = named_by_kind(asked.sides, request.asked)
    named = [
        _articles_named(side, request, resources) if words == side else ()
        for side, words in zip(asked.sides, called, strict=True)
    ]
    distinct = len({frozenset(entry.id for entry in entries) for entries in named if entries})
    if distinct < sum(map(bool, named)):
        named = [() for _ in named]  # Names of one article are what it tells of.
    articles = [] if all(named) else _read(scope, request, resources)
    return [
        _of_articles(_heading(side, of), of, asked, request, resources)
        if of
        else replace(
            _of_words(words, replace(asked, sides=called), articles, request, resources), heading=side
        )
        for side, words, of in zip(asked.sides, called, named, strict=True)
    ]


def _articles_of(scope: Scope, asked: ComparisonRequest) -> list[tuple[str, Sequence[CatalogEntry]]]:
    """Return two or three articles, or else as many sources, with their headings; else none."""
    sources: dict[str, list[CatalogEntry]] = {}
    for entry in scope.articles:
        sources.setdefault(entry.source or "", []).append(entry)
    are_few = 2 <= len(scope.articles) <= MOST_SIDES
    if 2 <= len(sources) <= MOST_SIDES and "" not in sources and (asked.by_source or not are_few):
        return list(sources.items())
    return [(title_line(entry), (entry,)) for entry in scope.articles] if are_few else []


def _articles_named(side: str, request: Request, resources: Resources) -> Sequence[CatalogEntry]:
    """Return the articles that a side's words single out: by their place, source or kind."""
    named = f"{side} article" if len(side.split()) == 1 and side.lower() in _ORDINALS else side
    scope = scope_of(replace(request, question=named), resources)
    if scope.is_named and len(scope.articles):
        return scope.articles
    if of_its_days := _published(side, scope.articles, request):
        return of_its_days
    said = {normalized(word) for word in words(side)}
    for field in ("source", "title"):
        found = [
            entry
            for entry in scope.articles
            if said <= {normalized(w) for w in words(getattr(entry, field) or "")}
        ]
        if len(found) < len(scope.articles) and (found and (field == "source" or said <= _KINDS)):
            return found
    return ()


def _published(side: str, among: Sequence[CatalogEntry], request: Request) -> Sequence[CatalogEntry]:
    """Return the articles of a day or a month, "9 May", which a side is nothing but; none where all are."""
    newest = max((entry.published for entry in among if entry.published), default=request.asked)
    period = period_of(f"in {side}", min(newest, request.asked))
    if (
        period is None
        or len(period.words.split()) <= len(side.split())
        or (period.last - period.first).days > MONTH
    ):
        return ()
    found = [entry for entry in among if entry.published and period.first <= entry.published <= period.last]
    return found if len(found) < len(among) else ()


_CAPITALISED = re.compile(r"[^\W\d_a-z][\w-]*")
_SAYS = re.compile(
    r"[“\"]|\b(?:said|says|told|wrote|writes|tweeted|called|claimed|argued|warned|promised|according)\b"
)
_ORDINALS = frozenset("first second third last latest newest oldest".split())
_KINDS = frozenset("essay article report review column editorial interview analysis commentary story".split())


def title_line(entry: CatalogEntry | Article) -> str:
    """Return an article's title with its source and day, as far as they are known."""
    return ", ".join([entry.title, *origin(entry)])


def _heading(side: str, entries: Sequence[CatalogEntry]) -> str:
    if len(entries) == 1:
        return title_line(entries[0])
    sources = {entry.source for entry in entries}
    return next(iter(sources)) or side if len(sources) == 1 else side


def _of_articles(
    heading: str,
    entries: Sequence[CatalogEntry],
    asked: ComparisonRequest,
    request: Request,
    resources: Resources,
) -> Side:
    """Return a side of whole articles: of a large source those found for the topic, or the newest."""
    ids = [entry.id for entry in entries]
    if len(ids) > MOST_OF_A_SIDE and asked.topic:
        query = replace(request.query, typed=asked.topic, standalone=asked.topic)
        sources = tuple({entry.source for entry in entries if entry.source})
        if not query.filters and all(entry.source for entry in entries):
            query = replace(query, filters=SearchFilter(sources=sources))
        ids = articles_found(query, entries, resources, PASSAGES_SEARCHED) or ids
    read = [resources.library.record.article(one) for one in ids[:MOST_OF_A_SIDE]]
    return Side(
        heading, tuple(Quote(article, *span) for article in read for span in candidate_sentences(article))
    )


def _read(scope: Scope, request: Request, resources: Resources) -> list[Article]:
    """Return the articles that are read for the sides: all of a small scope, else those found."""
    ids = [entry.id for entry in scope.articles]
    if len(ids) > MOST_ARTICLES:
        ids = articles_found(request.query, scope.articles, resources, PASSAGES_SEARCHED)[:MOST_ARTICLES]
    return [resources.library.record.article(one) for one in ids]


def _of_words(
    side: str, asked: ComparisonRequest, articles: Sequence[Article], request: Request, resources: Resources
) -> Side:
    """Return a side that is a period, or whatever the sentences name."""
    if period := period_of(f"in {side}", request.asked):
        told = [event for article in articles for event in events_of(article, period)]
        events = told if asked.topic else without_weak(told, FEW)
        return Side(side, tuple(Quote(event.article, event.start, event.end, event.span) for event in events))
    others = [other for other in asked.sides if other != side]
    alone: list[Quote] = []
    together: list[Quote] = []
    said = quotes_of(_said_by(side, articles, resources))
    for quote in said or list(_naming(side, articles)) or _about(side, articles):
        (together if any(_names(other, quote.text) for other in others) else alone).append(quote)
    quotes = alone or together
    spoken = frozenset(_spoken_by(side, quotes, resources))
    leading = frozenset(quote.key for quote in quotes if _names(side, quote.text[:LEADING]))
    return Side(side, tuple(quotes), spoken, leading)


def _said_by(side: str, articles: Sequence[Article], resources: Resources) -> list[Statement]:
    """Return what those say who are a side by what they are: "the farmers"."""
    asked = AskedSpeaker(side)
    if not asked.is_role or any(word[0].isupper() for word in side.split()):
        return []
    return statements_of(side, read_statements(articles, resources.attributor))


def _naming(side: str, articles: Sequence[Article]) -> Iterator[Quote]:
    """Yield the sentences that name a side and may be quoted."""
    for article in articles:
        for start, end in sentences(article.text, article.body_start):
            text = article.text[start:end]
            if _names(side, text) and is_telling(text) and not is_page_furniture(text):
                yield Quote(article, start, end)


def _about(side: str, articles: Sequence[Article]) -> list[Quote]:
    """Return the sentences that are about a side which none names: "the second award"."""
    names = [word for word in side.split() if word[0].isupper()]
    texts = [article.text for article in articles]
    if not all(any(name in text for text in texts) for name in names):
        return []
    quotes = [Quote(article, *span) for article in articles for span in candidate_sentences(article)]
    relevance = sentence_relevance(side, [(quote.article, quote.start) for quote in quotes])
    return [quote for quote, told in zip(quotes, relevance, strict=True) if told >= ABOUT]


def _names(side: str, text: str) -> bool:
    """Whether a text names a side: all its words in some form, or of a person's name the last."""
    written = side.rsplit(maxsplit=1)[-1]
    last = normalized(written)
    # Most sentences name it in no form: they are told by their letters, which is quick.
    if last[:SHORTEST_FORM] not in normalized(text) and not written.isupper():
        return False
    if lexical_coverage(side, text) == 1.0:
        return True
    is_name = all(word[0].isupper() for word in side.split()) and len(side.split()) > 1
    return is_name and any(same_name(last, normalized(word)) for word in _CAPITALISED.findall(text))


def _spoken_by(side: str, quotes: Sequence[Quote], resources: Resources) -> Iterator[QuoteKey]:
    """Yield the places of the quotes in which a side itself speaks, of the few that look like it."""
    likely = [quote for quote in quotes if _SAYS.search(quote.text)][:MOST_ATTRIBUTED]
    speakers = resources.attributor.speakers([(quote.article, quote.start, quote.end) for quote in likely])
    for quote, speaker in zip(likely, speakers, strict=True):
        if speaker and _names(side, speaker.name):
            yield quote.key
