"""A library of numbered articles, and what is nearest in it."""

from pathlib import Path

from index import ingest
from index.library import Library
from index.retrieval.vector_search import vector_search
from tests.fakes import WordEmbedder, numbered_article

ARTICLES = [numbered_article(number) for number in range(12)]
FIRST = f"{ARTICLES[3].title}\n{ARTICLES[3].text}"
"""What is embedded for the fourth article: nothing is nearer to it."""


def make(folder: Path, count: int = 12) -> None:
    with Library.open(folder, WordEmbedder(), create=True) as library:
        ingest.add(library, ARTICLES[:count])


def nearest(library: Library, k: int = 3) -> list[str]:
    found = vector_search(library, library.embedder.embed_question(FIRST), k)
    passages = library.record.passages_by_id([ref.id for ref, _ in found])
    return [passages[ref.id].article.content_hash for ref, _ in found]
