"""A request to the catalog: what is known of the articles, and which of them mention something."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.library import Library
from index.store.protocol import Record
from index.store.values import CatalogEntry
from index.text.words import words
from qa.answers import Answer, AnswerKind
from qa.catalog import descriptions, places
from qa.catalog.catalog_request import (
    CatalogRequest,
    may_ask_of_origin,
    may_be_of_catalog,
    read_catalog_request,
)
from qa.catalog.descriptions import MOST_LISTED, MOST_SHOWN, CatalogAnswer, NameOf, PlaceOf, Shown, each
from qa.catalog.matches import Kind
from qa.catalog.mentions import (
    LONGEST_DENIED,
    any_article_off,
    find_inflected,
    find_mentions,
    may_be_denied,
    times_mentioned,
)
from qa.catalog.references import Context
from qa.catalog.tools import ListOrder, ordered
from qa.catalog.wanted import Wanted
from qa.intents.request import Request, Resources
from qa.intents.request_evidence import bearing_evidence
from qa.intents.scope import day_of_asking
from qa.query import retrieve
from qa.thresholds import BEARING_CONFIDENCE, CATALOG_CONFIDENCE

_SAYINGS = {
    Wanted.AUTHOR: (descriptions.author, "No author is named for"),
    Wanted.DATE: (descriptions.day, "No date of publication is known for"),
    Wanted.SOURCE: (descriptions.source, "No source is named for"),
    Wanted.TITLE: (descriptions.title, "No title is known for"),
    Wanted.SUBJECT: (descriptions.subject, "No title is known for"),
}
BEAR_ON_IT = "These bear on it:"
"""What stands above articles that were found by their relevance, and not by what is known of them."""

_OLDEST = frozenset("oldest earliest".split())
_CARD = (descriptions.card, "No title is known for")
_GROUPINGS: Mapping[Wanted, tuple[NameOf, PlaceOf, str, str]] = {
    Wanted.AUTHOR: (lambda entry: entry.author, places.author_place, "No author is named for", "author"),
    Wanted.SOURCE: (lambda entry: entry.source, places.source_place, "No source is named for", "source"),
}


def answer_catalog(request: Request, resources: Resources) -> Answer | None:
    """Answer from the library's record; None where the request is not about the articles themselves."""
    known = about_catalog(request, resources.library)
    if known is None:
        return None
    if not known.citations:
        query, hits = retrieve(resources.library, request.query)
        spelt = replace(request, question=query.standalone)
        respelt = about_catalog(spelt, resources.library) if query.standalone != request.standalone else None
        if respelt is None or not respelt.citations:
            return Answer(
                request.question, query.standalone, known.text, 0.0, hits=hits, kind=AnswerKind.CATALOG
            )
        known = respelt
    return _answered(request, known)


def _answered(request: Request, known: CatalogAnswer) -> Answer:
    return Answer(
        question=request.question,
        standalone=request.question.strip(),
        text=known.text,
        confidence=CATALOG_CONFIDENCE,
        citations=known.citations,
        statement=known.text,
        kind=AnswerKind.CATALOG,
    )


def list_all(request: Request, resources: Resources) -> Answer | None:
    """Answer with the articles that are allowed, newest first, or oldest first where that is asked for."""
    record = resources.library.record
    is_reversed = not _OLDEST.isdisjoint(words(request.question))
    order = ListOrder.OLDEST if is_reversed else ListOrder.NEWEST
    allowed = ordered(record, record.catalog.entries(request.filters), order)
    known = each(record, allowed, *_CARD, shown=request.shown)
    return _answered(request, known) if known.citations else None


def list_bearing(request: Request, resources: Resources) -> Answer | None:
    """Answer a request for articles, in whatever words, with those that bear on it; None where none do."""
    evidence = bearing_evidence(request, resources)
    bearing = dict.fromkeys(one.quote.article.id for one in evidence)
    allowed = {entry.id: entry for entry in resources.library.record.catalog.entries(request.filters)}
    found = [allowed[name] for name in bearing if name in allowed]
    known = each(resources.library.record, found, *_CARD, shown=request.shown) if found else None
    if known is None or not known.citations:
        return None
    answer = _answered(request, replace(known, text=f"{BEAR_ON_IT}\n{known.text}"))
    return replace(answer, confidence=BEARING_CONFIDENCE * evidence[0].relevance)


def asks_of_title(request: Request, library: Library) -> bool:
    """Whether a request asks who wrote an article that it names by its title, when or where it appeared."""
    if not may_ask_of_origin(request.question, library):
        return False
    allowed = library.record.catalog.entries(request.filters)
    context = Context(library, allowed, day_of_asking(request, allowed), request.history)
    asked = read_catalog_request(request.question, context)
    if asked is None or asked.mention:
        return False
    return any(match.kind is Kind.TITLE for match in asked.reference.matches)


def about_catalog(request: Request, library: Library) -> CatalogAnswer | None:
    """Return what the catalog tells; a refusal where it does not; None where it is not asked."""
    if not may_be_of_catalog(request.question, library):
        return None
    record = library.record
    allowed = record.catalog.entries(request.filters)
    context = Context(library, allowed, day_of_asking(request, allowed), request.history)
    asked = read_catalog_request(request.question, context)
    if asked is None or not allowed:
        return None
    if not asked.reference.articles:
        return CatalogAnswer("No article is from those days.")
    if asked.mention and (asked.wanted in (Wanted.LIST, Wanted.COUNT, Wanted.TIMES) or not asked.loose):
        return _mentioning(asked, record, request.shown)
    if asked.mention:
        holding = find_mentions(record, asked.mention, asked.reference.articles).places
        found = [entry for entry in asked.reference.articles if entry.number in holding]
        return _told(asked, found, record, request.shown) if found else None
    return _told(asked, asked.reference.articles, record, request.shown)


def _told(
    asked: CatalogRequest, found: Sequence[CatalogEntry], record: Record, shown: Shown
) -> CatalogAnswer:
    """Say of the articles what is known of them."""
    if asked.grouped and len(found) > 1 and not asked.reference.points:
        name_of, place_of, unknown, noun = _GROUPINGS[asked.grouped]
        noun = noun if asked.wanted is Wanted.COUNT else ""
        return descriptions.grouped(record, found, name_of, place_of, unknown, shown=shown, noun=noun)
    match asked.wanted:
        case Wanted.PERIOD:
            return _period(found, record)
        case Wanted.COUNT:
            return descriptions.counted(record, found, "such " if asked.reference.is_described else "")
        case Wanted.LENGTH:
            by_length = ordered(record, found, ListOrder.SHORTEST if asked.shortest else ListOrder.LONGEST)
            return each(record, by_length, descriptions.length, "No title is known for", shown=shown)
        case Wanted.AUTHOR if asked.by_name:
            return each(record, found, descriptions.author_name, "No author is named for", shown=shown)
        case _:
            return each(record, found, *_SAYINGS.get(asked.wanted, _CARD), shown=shown)


def _mentioning(asked: CatalogRequest, record: Record, shown: Shown) -> CatalogAnswer | None:
    """Count or list the articles that mention the topic."""
    articles = asked.reference.articles
    such = "such " if asked.reference.is_described else ""
    mentions = find_mentions(record, asked.mention, articles, one_name=asked.one_name)
    if asked.loose and not mentions.places:
        mentions = find_inflected(record, asked.mention, articles)
    found = [entry for entry in articles if entry.number in mentions.places]
    if not found:
        return _denied(asked, record)
    listed = asked.wanted is Wanted.LIST and len(articles) > 1
    most = MOST_LISTED if listed else MOST_SHOWN
    citations = descriptions.cite_mentions(record, found, mentions.places, most, shown)
    if not citations:
        return CatalogAnswer("There are no more articles.")
    marks = " ".join(f"[{citation.n}]" for citation in citations)
    several = f"{len(found):,} of the {len(articles):,} {such}articles"
    some = several if len(articles) > 1 else descriptions.named(articles[0])
    if asked.wanted is Wanted.TIMES:
        number = times_mentioned(record, mentions)
        often = "once" if number == 1 else f"{number:,} times"
        return CatalogAnswer(f"{asked.mention} is mentioned {often} in {some}. {marks}", citations)
    says = f"{some} {'mentions' if len(found) == 1 else 'mention'} {asked.mention}"
    if not listed:
        return CatalogAnswer(f"{says.removesuffix('.')}. {marks}", citations)
    by_id = {entry.id: entry for entry in found}
    lines = [f"{descriptions.described(by_id[cited.article.id])} [{cited.n}]" for cited in citations]
    passed = found.index(by_id[citations[-1].article.id]) + 1
    more = [f"and {len(found) - passed:,} more"] if len(found) > passed else []
    return CatalogAnswer("\n".join([f"{says}:", *lines, *more]), citations)


def _denied(asked: CatalogRequest, record: Record) -> CatalogAnswer | None:
    """Say that no article mentions the topic, where the very words count: of a name, or a mention."""
    articles = asked.reference.articles
    bare = any_article_off(asked.mention)
    stands_bare = bare != asked.mention and find_mentions(record, bare, articles).places
    is_short = asked.loose and len(asked.mention.split()) <= LONGEST_DENIED
    if stands_bare or not (is_short or may_be_denied(asked.mention, loose=asked.loose)):
        return None
    none = "No such article mentions" if asked.reference.is_described else "No article mentions"
    one = f"{descriptions.named(articles[0])} does not mention"
    return CatalogAnswer(f"{one if len(articles) == 1 else none} “{asked.mention}”.")


def _period(found: Sequence[CatalogEntry], record: Record) -> CatalogAnswer:
    """Say the first and the last day of publication."""
    dated = sorted(
        (entry for entry in found if entry.published), key=lambda entry: str(entry.published), reverse=True
    )
    ends = [dated[-1], dated[0]] if len(dated) > 1 else dated or found
    of_all = f"{len(dated):,} of {len(found):,} articles have a date; these are the oldest and the newest:"
    heading = of_all if len(ends) == 2 and len(found) > 2 else ""
    unknown = "No date of publication is known for"
    return each(record, ends, descriptions.day, unknown, shown=frozenset(), heading=heading)
