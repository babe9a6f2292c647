"""A library that is added to, sound after every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.check import check
from index.library import Library
from tests.fakes import WordEmbedder


@pytest.fixture
def embedder() -> WordEmbedder:
    return WordEmbedder()


@pytest.fixture
def library(tmp_path: Path, embedder: WordEmbedder) -> Iterator[Library]:
    """A library that is found to be sound after each test."""
    with Library.open(tmp_path / "library", embedder, create=True) as library:
        yield library
        assert check(library) == []
