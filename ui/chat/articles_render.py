"""The HTML of the articles tab: pure functions from values to HTML."""

from collections.abc import Sequence
from functools import partial

from markupsafe import Markup

from index.articles import Article
from index.errors import ArticleQAError
from index.retrieval.hybrid_search import Hit
from index.store.values import ListedArticle, Listing
from ui.chat.adding import SourceProgress
from ui.leftovers import FIELDS_LEFT_OUT
from ui.render.article import article_text, web_host
from ui.render.environment import macro
from ui.render.requests import OF_AN_ARTICLE

PAGE_SIZE = 50
"""Number of articles listed at a time."""

OUTCOMES = ("added", "updated", "there already", "failed")
"""Names of the outcomes of adding an article, in the order of `SourceProgress.counts`, and of failing."""

_macro = partial(macro, "articles_tab.html")


def article_list(
    listing: Listing, words: str, page: int, hits: Sequence[tuple[ListedArticle, Hit]] = ()
) -> Markup:
    """Return the list of articles: those whose names have the words, then those retrieved by their text.

    Args:
        page: number of the page, from 0, of `PAGE_SIZE` articles each.
        hits: articles whose text answers to the words, each with its best passage.
    """
    entries = [(entry, "") for entry in listing.articles]
    passages = [(entry, hit.text) for entry, hit in hits]
    return _macro("article_list", listing.total, entries, words, page, PAGE_SIZE, passages, OF_AN_ARTICLE[:1])


def empty_library(*, samples: bool) -> Markup:
    """Return what stands in the place of the list while there is no article."""
    return _macro("empty_library", samples)


def no_article() -> Markup:
    """Return what stands in the place of an article until one is opened."""
    return _macro("no_article")


def article_page(article: Article, passages: int) -> Markup:
    """Return an article to read, with how many passages it has and what can be done with it."""
    text, host = article_text(article.text), web_host(article.url)
    return _macro("article_page", article, text, host, passages, OF_AN_ARTICLE)


def removed(article: Article) -> Markup:
    """Return what stands in the place of an article that was removed."""
    return _macro("removed", article.title)


def problem(error: ArticleQAError | str) -> Markup:
    """Return one line on what went wrong."""
    return _macro("problem", str(error))


def progress(steps: Sequence[SourceProgress]) -> Markup:
    """Return how far adding has come: a line on all, then a line for each file or address."""
    done = sum(step.done for step in steps)
    counts = [sum(of_one) for of_one in zip(*((*step.counts, step.failed) for step in steps), strict=True)]
    so_far = _counted(counts)
    if done < len(steps):
        head = f"Adding: {done} of {len(steps)} done" + (f" ({so_far})" if so_far else "")
    else:
        head = f"Done: {so_far or 'nothing to add'}."
    return _macro("progress", head, [(step, _state(step)) for step in steps], FIELDS_LEFT_OUT)


def _state(step: SourceProgress) -> str:
    if step.done and sum(step.counts) + step.failed == 1:
        return OUTCOMES[(*step.counts, step.failed).index(1)]
    if step.done:
        return _counted((*step.counts, step.failed)) or "holds no article"
    if not step.begun:
        return "waiting"
    return f"{step.stored:,} of about {step.total:,}" if step.total > 1 else "reading…"


def _counted(counts: Sequence[int]) -> str:
    return ", ".join(f"{n:,} {outcome}" for n, outcome in zip(counts, OUTCOMES, strict=True) if n)
