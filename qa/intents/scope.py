"""Scope: which articles a request is about, and which subject in them."""

from dataclasses import dataclass

from index.store.values import CatalogEntry
from qa.answers import Answer
from qa.intents.request import Request, Resources


@dataclass(frozen=True, slots=True)
class Scope:
    """What a request is about.

    Attributes:
        articles: the articles, newest first; those that the filter allows where its words single out none.
        subject: the words that narrow it within them ("what they say about China": "China"); "" for all.
        is_named: whether the request's words, or the conversation, single out some of the articles.
    """

    articles: tuple[CatalogEntry, ...]
    subject: str = ""
    is_named: bool = False


def scope_of(request: Request, resources: Resources) -> Scope:
    """Return what a request is about: by its own words, else by the conversation, else everything allowed."""
    allowed = tuple(resources.library.record.catalog.entries(request.filters))
    cited = {
        citation.article.id
        for turn in request.history[-1:]
        if isinstance(turn.answer, Answer)
        for citation in turn.answer.citations[:1]
    }
    pointed = tuple(entry for entry in allowed if entry.id in cited)
    return Scope(pointed or allowed, is_named=bool(pointed))
