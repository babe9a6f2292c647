"""The responses of the articles tab to a click: a list, an article, or a line on what went wrong."""

import logging
from collections.abc import Sequence

from index.errors import ArticleNotFound, ArticleQAError, InputError, LibraryBusy
from index.library import Library
from index.retrieval.hybrid_search import Hit
from index.store.values import ListedArticle
from qa.engine import Engine
from ui.chat.adding import LibraryWriter
from ui.chat.articles_render import (
    PAGE_SIZE,
    article_list,
    article_page,
    empty_library,
    problem,
    removed,
)
from ui.samples import sample_articles

PASSAGES_RETRIEVED = 40
"""Number of passages retrieved for the words of a search."""

ARTICLES_RETRIEVED = 10
"""Number of articles listed because of their text."""

SHARE_OF_BEST = 0.5
"""Share of the best passage's score that a passage needs: one with less has hardly to do with the words."""

NOT_THERE = "This article is no longer in the library."

_log = logging.getLogger(__name__)


def show_articles(engine: Engine, words: str, page: int = 0) -> str:
    """Return a page of the list of articles that have the words in their names or, further, in their text."""
    record = engine.library.record
    try:
        if not record.counts()[0]:
            return empty_library(samples=sample_articles() is not None)
        page = max(0, page)
        found = record.catalog.listing(words, offset=page * PAGE_SIZE, limit=PAGE_SIZE)
        if page and not found.articles:
            return show_articles(engine, words)
        hits = _by_text(engine, words) if words.strip() and not page else ()
        return article_list(found, words, page, hits)
    except ArticleQAError as error:
        return problem(error)


def _by_text(engine: Engine, words: str) -> Sequence[tuple[ListedArticle, Hit]]:
    try:
        hits = engine.retrieve(words, PASSAGES_RETRIEVED)
    except InputError:  # longer than any question: then it is no text of an article's name, too
        return ()
    best: dict[str, Hit] = {}
    for hit in hits:
        if hit.score >= SHARE_OF_BEST * hits[0].score:
            best.setdefault(hit.article_id, hit)
    found = engine.library.record.catalog.listed(list(best)[:ARTICLES_RETRIEVED])
    return [(entry, best[entry.id]) for entry in found]


def read_article(library: Library, article_id: object) -> str:
    """Return an article to read, or why it cannot be read: it may have been removed meanwhile."""
    try:
        article = library.record.article(str(article_id))
        return article_page(article, len(library.record.passages(article.id)))
    except ArticleNotFound:
        return problem(NOT_THERE)
    except ArticleQAError as error:
        return problem(error)


def remove_article(writer: LibraryWriter, article_id: object) -> str:
    """Remove an article and return what to say of it."""
    try:
        return removed(writer.remove(str(article_id)))
    except LibraryBusy:
        return problem("The library is being changed elsewhere just now. Try again in a moment.")
    except ArticleNotFound:
        return problem(NOT_THERE)
    except ArticleQAError as error:
        return problem(error)
    except Exception:
        _log.exception("Removing an article failed.")
        return problem("Something went wrong; the server’s log says more.")
