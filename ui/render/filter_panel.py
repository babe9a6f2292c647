"""The filter panel: what questions are narrowed to, and the form in which to narrow them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from index.articles import written_date
from index.listing import Entry
from ui.render.environment import render
from ui.render.text import shorten

LONGEST_CHIP = 40
"""Characters of a source or a title on the chip of its filter."""

MOST_SOURCES = 200
"""Number of sources to choose from in one list."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What questions are narrowed to. `articles` maps the id of each article to its title."""

    sources: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    articles: tuple[tuple[str, str], ...] = ()

    def labels(self) -> tuple[str, ...]:
        """Name each part of it to a reader."""
        return tuple(label for label, _ in self.parts())

    def articles_alone(self) -> tuple[str, ...]:
        """Return the ids of the articles where it is narrowed to articles, and to nothing else."""
        return () if self.sources or self.since or self.until else tuple(name for name, _ in self.articles)

    def parts(self) -> tuple[tuple[str, str], ...]:
        """Return each part's label, and what names it where it is taken away."""
        named = [(shorten(source, LONGEST_CHIP), f"source:{source}") for source in self.sources]
        named += [(f"from {written_date(self.since)}", "since")] if self.since else []
        named += [(f"until {written_date(self.until)}", "until")] if self.until else []
        named += [(f"“{shorten(title, LONGEST_CHIP)}”", f"article:{name}") for name, title in self.articles]
        return tuple(named)


def filter_bar(narrowed: Narrowed, *, editing: bool) -> Markup:
    """Return the line above the box: a chip for each filter, and the way to the form; `editing` says so."""
    return render("filter_bar.html", filters=narrowed.parts(), editing=editing)


def filter_form(narrowed: Narrowed, sources: Mapping[str, int], choices: str = "") -> Markup:
    """Return the form of the filter; `sources` counts the articles of each, `choices` are articles found."""
    offered = [each for each in list(sources.items())[:MOST_SOURCES] if each[0] not in narrowed.sources]
    return render("filter_form.html", filter=narrowed, sources=offered, choices=choices)


def article_choices(entries: Sequence[Entry], total: int, words: str) -> Markup:
    """Return the articles to choose from, of `total` whose titles have the words that were typed."""
    return render("article_choices.html", entries=entries, total=total, words=words.strip())
