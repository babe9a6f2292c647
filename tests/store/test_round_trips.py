"""How often a search asks PostgreSQL: each time takes as long as the way there and back."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
import pytest

from index import ingest
from index.articles import Article
from index.filters import SearchFilter
from index.library import Library
from index.retrieval import vector_search
from index.retrieval.keyword_search import keyword_search
from index.store.shared import SharedStore
from tests.fakes import WordEmbedder
from tests.servers.shared_places import shared_place

ARTICLES = [
    Article("lake", "The lake froze over on Monday.", "Lakes", source="Post"),
    Article("tea", "Bo Berg sells tea in Aahus.", "Tea", source="News"),
]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with closing(SharedStore(shared_place(tmp_path, on_servers=True), create=True)) as store:
        library = Library(store, WordEmbedder())
        ingest.add(library, ARTICLES)
        yield library


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What PostgreSQL is asked from now on, a text a round trip."""
    asked: list[str] = []
    execute = psycopg.Cursor.execute

    def noted(self: Any, query: Any, *arguments: Any, **options: Any) -> Any:
        asked.append(str(query))
        return execute(self, query, *arguments, **options)

    monkeypatch.setattr(psycopg.Cursor, "execute", noted)
    return asked


@pytest.mark.parametrize(("filters", "most"), [(SearchFilter(), 6), (SearchFilter(sources=("Post",)), 8)])
def test_a_keyword_search_takes_few_round_trips(
    library: Library, asked: list[str], filters: SearchFilter, most: int
) -> None:
    assert keyword_search(library.record.full_text, "lake froze Monday", 5, filters)
    assert len(asked) <= most


def test_a_vector_search_takes_four_round_trips_beside_those_to_the_index(
    library: Library, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector_search, "MAX_EXACT_PASSAGES", 0)
    vector = library.embedder.embed_question("frozen lake")
    vector_search.vector_search(library, vector, 5)  # which opens the index
    asked.clear()
    found = vector_search.vector_search(library, vector, 5)
    assert len(found) == 2
    assert len(asked) == 4
