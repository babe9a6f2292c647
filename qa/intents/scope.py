"""Scope: which articles a request is about, and which subject in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.store.values import CatalogEntry
from qa.catalog.metadata_matching import Kind, Match, matches
from qa.catalog.pointing import Order, orders, pointing
from qa.catalog.publication_days import publication_days
from qa.catalog.request_tokens import RequestTokens
from qa.catalog.topics import topics
from qa.intents.request import Request, Resources


@dataclass(frozen=True, slots=True)
class Scope:
    """What a request is about.

    Attributes:
        articles: the articles, newest first; those that the filter allows where its words single out none.
            Empty where its words ask for articles that are not there ("last week's articles"): the request
            is to be refused then. As a SearchFilter, no articles would mean all.
        subject: the words that narrow it within them ("what they say about China": "China"); "" for all.
        is_named: whether the request's words, or the conversation, single out some of the articles.
    """

    articles: tuple[CatalogEntry, ...]
    subject: str = ""
    is_named: bool = False


def scope_of(request: Request, resources: Resources) -> Scope:
    """Return what a request is about: by its own words, else by the conversation, else everything allowed."""
    record = resources.library.record
    allowed = tuple(record.catalog.entries(request.filters))
    tokens = RequestTokens(request.question)
    found = list(matches(tokens, allowed))
    days = publication_days(tokens, allowed, request.asked)
    ordered = orders(tokens)
    found += topics(tokens, allowed, record)
    is_described = bool(found or days or ordered)
    found += pointing(tokens, allowed, request.history, record, is_described=is_described)
    within = _union(days, allowed) if days else allowed
    groups = _groups(tokens, [*found, *ordered])
    singled_out = {entry.number for group in groups for entry in _articles(group, within)}
    articles = tuple(entry for entry in within if entry.number in singled_out) if groups else within
    return Scope(articles, tokens.subject(), is_named=bool(days) or len(articles) < len(allowed))


def _groups(tokens: RequestTokens, found: Iterable[Match | Order]) -> list[list[Match | Order]]:
    """Split what was found where "and" or the like stands between: each part names articles by itself."""
    groups: list[list[Match | Order]] = []
    for match in sorted(found, key=lambda one: one.first):
        if groups and not tokens.coordinated(groups[-1][-1].last - 1, match.first):
            groups[-1].append(match)
        else:
            groups.append([match])
    return groups


def _articles(group: Sequence[Match | Order], within: Sequence[CatalogEntry]) -> Sequence[CatalogEntry]:
    """Return the articles that all of a part's words fit; words that would leave none are of the subject."""
    found: Sequence[CatalogEntry] = within
    kinds = [kind for kind in Kind if kind is not Kind.POINTING]
    described = [match for match in group if isinstance(match, Match) and match.kind in kinds]
    for kind in kinds if described else [Kind.POINTING]:
        matched = [match for match in group if isinstance(match, Match) and match.kind is kind]
        if matched:
            found = _union(matched, found) or found
    for order in group:
        if isinstance(order, Order):
            found = order.of(found)
    return found


def _union(found: Iterable[Match], among: Sequence[CatalogEntry]) -> tuple[CatalogEntry, ...]:
    numbers = {entry.number for match in found for entry in match.articles}
    return tuple(entry for entry in among if entry.number in numbers)
