"""A collection of three articles that are described in three ways."""

from collections.abc import Iterator

import pytest

from index import ingest
from index.library import Library
from tests.fakes import WordEmbedder
from tests.qa.collection.collecting import BOAT, ESSAY, MILL


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """An article with a header, one without metadata, and one with metadata outside its text."""
    folder = tmp_path_factory.mktemp("village") / "library"
    with Library.open(folder, WordEmbedder(), create=True) as library:
        assert not ingest.add(library, [MILL, ESSAY, BOAT])
        yield library
