"""An assistant on the seed articles with the real embedder; a library of three little ones."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.embedding.packaged_embedder import PackagedEmbedder
from index.library import Library
from qa.assistant import Assistant
from tests.caching_embedder import CachingEmbedder
from tests.qa.fakes import BOAT, MILL, SHED, library_of


@pytest.fixture(scope="session")
def caching_embedder(embedder: PackagedEmbedder) -> CachingEmbedder:
    """The default model; a text is embedded once."""
    return CachingEmbedder(embedder)


@pytest.fixture
def assistant(seed_folder: Path, caching_embedder: CachingEmbedder) -> Iterator[Assistant]:
    """An assistant on the seed articles."""
    with Assistant.open(seed_folder, embedder=caching_embedder) as assistant:
        yield assistant


@pytest.fixture
def small_library() -> Library:
    """A library of three little articles, with an embedder that counts words."""
    return library_of(MILL, BOAT, SHED)
