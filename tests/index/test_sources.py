from pathlib import Path

from index import ingest
from index.library import Library
from index.sources import sources
from tests.fakes import WordEmbedder, article


def test_sources_are_counted_largest_first_and_articles_without_one_left_out(tmp_path: Path) -> None:
    named = [("b", "The Times"), ("c", "The Post"), ("d", "The Times"), ("e", None), ("f", "")]
    articles = [article(f"Text of {name}.", id=name, source=source) for name, source in named]
    with Library.open(tmp_path, WordEmbedder(), create=True) as library:
        assert sources(library.record) == {}
        assert ingest.add(library, articles) == []
        assert list(sources(library.record).items()) == [("The Times", 2), ("The Post", 1)]
