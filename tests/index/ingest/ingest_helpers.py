"""Adding to a library, and ways to look at what it then holds and finds."""

from collections.abc import Sequence
from pathlib import Path

from index import ingest
from index.articles import Article
from index.errors import UnreadableArticle
from index.filters import SearchFilter
from index.library import Library
from index.loaders import find_files, load_file
from index.retrieval.hybrid_search import hybrid_search


def add(library: Library, items: Sequence[Article | UnreadableArticle]) -> list[tuple[str, str]]:
    """Add articles that can all be stored; return what became of each."""
    became: list[tuple[str, str]] = []
    assert ingest.add(library, items, lambda change, made: became.append((change.value, made.id))) == []
    return became


def add_files(library: Library, folder: Path) -> list[tuple[str, str]]:
    return add(library, [made for file in find_files(folder) for made in load_file(file)])


def texts(library: Library) -> dict[str, str]:
    return {made.id: made.text for made in library.record.articles()}


def found(library: Library, query: str) -> list[str]:
    """Return the ids of the articles that hold a word, by full text and by vectors alike."""
    hits = hybrid_search(library, [query], 50)
    assert len({(hit.article_id, hit.start) for hit in hits}) == len(hits)
    return [hit.article_id for hit in hits if query in hit.text]


def holders(library: Library, query: str) -> set[str]:
    """Return the ids of the articles that are found by a word, each asked alone: copies are folded else."""
    return {
        article.id
        for article in library.record.articles()
        if any(
            query in hit.text
            for hit in hybrid_search(library, [query], 1, SearchFilter.of(articles=[article.id]))
        )
    }
