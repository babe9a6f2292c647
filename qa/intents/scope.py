"""Scope: which articles a request is about, and which subject in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.store.values import CatalogEntry
from qa.catalog.references import Context, read_reference
from qa.catalog.request_tokens import RequestTokens
from qa.catalog.topics import described
from qa.catalog.vocabulary import ASKING
from qa.chronology import is_of_no_year
from qa.intents.article_subjects import names_anything
from qa.intents.request import Request, Resources

ARCHIVE_AGE = 365
"""Number of days since the newest article from which on articles are an archive."""


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
    return scope_among(resources.library.record.catalog.entries(request.filters), request, resources)


def scope_among(allowed: Sequence[CatalogEntry], request: Request, resources: Resources) -> Scope:
    """Return what a request is about among the articles that its filter allows, newest first."""
    context = Context(resources.library, allowed, day_of_asking(request, allowed), request.history)
    tokens = context.tokens(request.question)
    reference = read_reference(tokens, context)
    named = {entry.number for entry in _told_of(tokens, reference.articles, context) or reference.articles}
    articles = tuple(entry for entry in allowed if entry.number in named)
    subject = tokens.subject()
    return Scope(articles, "" if names_anything(subject) else subject, is_named=len(articles) < len(allowed))


def _told_of(
    tokens: RequestTokens, among: Sequence[CatalogEntry], context: Context
) -> tuple[CatalogEntry, ...]:
    """Return the articles that a request tells something of: "the one by the author from Aahus"."""
    found: list[CatalogEntry] = []
    for own in tokens.unknown_articles():
        said = [tokens.word(at) for at in own if tokens.word(at) not in ASKING]
        told = described(said, among, context.record, one=True)
        if told and len(told) < len(among):
            found += told
            tokens.use(own[0], own[-1] + 1)
    return tuple(found)


def day_of_asking(request: Request, entries: Sequence[CatalogEntry]) -> date:
    """Return the day that a request counts from: asked of an archive, "before 9 July" is of its last year."""
    if not is_of_no_year(request.question):
        return request.asked
    newest = max((entry.published for entry in entries if entry.published), default=request.asked)
    return newest if (request.asked - newest).days > ARCHIVE_AGE else request.asked
