"""The filter panel: the search filter of a page, and the form in which to change it."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from index.articles import written_date
from index.filters import SearchFilter
from index.store.values import ListedArticle
from ui.render.environment import render
from ui.render.requests import requests_within
from ui.render.text import shorten

LONGEST_CHIP = 40
"""Number of characters of a source or a title on the chip of its filter."""

MOST_SOURCES = 200
"""Number of sources to choose from in one list."""


def parts(filters: SearchFilter, titles: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return each part's label and what names it where it is taken away; `titles` are articles' by id."""
    named = [(shorten(source, LONGEST_CHIP), f"source:{source}") for source in filters.sources]
    named += [(f"from {written_date(filters.since)}", "since")] if filters.since else []
    named += [(f"until {written_date(filters.until)}", "until")] if filters.until else []
    return (
        *named,
        *((f"“{shorten(titles[name], LONGEST_CHIP)}”", f"article:{name}") for name in filters.articles),
    )


def labels(filters: SearchFilter, titles: Mapping[str, str]) -> tuple[str, ...]:
    """Return the label of each part of a filter."""
    return tuple(label for label, _ in parts(filters, titles))


def filter_bar(filters: SearchFilter, titles: Mapping[str, str], *, editing: bool) -> Markup:
    """Return the line above the box: a chip for each filter, the way to the form, what to ask of the chosen.

    `editing` says that the next question takes the place of the last one.
    """
    return render(
        "filter_bar.html",
        filters=parts(filters, titles),
        editing=editing,
        requests=requests_within(filters),
    )


def filter_form(filters: SearchFilter, sources: Mapping[str, int], choices: str = "") -> Markup:
    """Return the form of the filter; `sources` counts the articles of each, `choices` are articles found."""
    offered = [each for each in list(sources.items())[:MOST_SOURCES] if each[0] not in filters.sources]
    return render("filter_form.html", filter=filters, sources=offered, choices=choices)


def article_choices(entries: Sequence[ListedArticle], total: int, words: str) -> Markup:
    """Return the articles to choose from, of `total` whose titles have the words that were typed."""
    return render("article_choices.html", entries=entries, total=total, words=words.strip())
