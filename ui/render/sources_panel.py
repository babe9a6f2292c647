"""The sources panel: whole articles, with the quotes marked where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import crc32

from markupsafe import Markup

from index.articles import Article
from ui.render.article import Mark, article_text, web_host
from ui.render.environment import render
from ui.render.requests import OF_AN_ARTICLE
from ui.render.turns import ChatTurn, citations_by_number

GONE = "This article was edited or removed since. Only what was quoted of it is kept."

RETRIEVED = "A passage that was found, not quoted."

LINKED = "The place that the link leads to."


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """An article in the panel with its marks; `note` says what is to know about it, if anything."""

    article: Article
    marks: tuple[Mark, ...] = ()
    note: str = ""

    @property
    def text(self) -> Markup:
        """The text of the article with its marks."""
        return article_text(self.article.text, self.marks)

    @property
    def host(self) -> str:
        """The host of the article's web address; empty where it has none."""
        return web_host(self.article.url)

    @property
    def gone(self) -> bool:
        """Whether the article was edited or removed since it was cited."""
        return self.note == GONE


def citations_panel(turn: ChatTurn, number: int, n: int | None = None) -> Markup:
    """Return the articles that turn `number` cites, opened at its citation `n` (the first unless given)."""
    articles: dict[tuple[str, str], MarkedArticle] = {}
    citations = citations_by_number(turn.answer) if turn.answer else {}
    for citation in citations.values():
        mark = Mark(f"cite-{number}-{citation.n}", citation.start, citation.end, citation.answer)
        key = citation.article.id, citation.article.text
        before = articles[key].marks if key in articles else ()
        note = GONE if citation in turn.gone else ""
        articles[key] = MarkedArticle(citation.article, (*before, mark), note)
    opened = n if n in citations else next(iter(citations), None)
    return sources_panel(tuple(articles.values()), f"cite-{number}-{opened}")


def passage_panel(article: Article, start: int, end: int, *, linked: bool = False) -> Markup:
    """Return one article, opened at a passage that was retrieved or that a link leads to."""
    name = f"{'link' if linked else 'found'}-{_short_id(article)}-{start}-{end}"
    note = LINKED if linked else RETRIEVED
    return sources_panel([MarkedArticle(article, (Mark(name, start, end),), note)], name)


def article_panel(article: Article) -> Markup:
    """Return one article to read from its beginning."""
    return sources_panel([MarkedArticle(article)], f"read-{_short_id(article)}")


def problem_panel(problem: str) -> Markup:
    """Return the panel with a line that says why there is nothing to show."""
    return render("sources_panel.html", problem=problem)


def sources_panel(articles: Sequence[MarkedArticle] = (), opened: str = "") -> Markup:
    """Return the panel; `opened` names the mark it is opened at, and the article that is seen first."""
    names = [{mark.name for mark in one.marks} for one in articles]
    first = next((place for place, marks in enumerate(names) if opened in marks), 0)
    return render(
        "sources_panel.html",
        problem="",
        articles=articles,
        opened=opened,
        first=first,
        requests=OF_AN_ARTICLE,
    )


def _short_id(article: Article) -> str:
    """Name an article in a way that an attribute takes, whatever its id is made of."""
    return f"{crc32(article.id.encode('utf-8', 'surrogatepass')):x}"
