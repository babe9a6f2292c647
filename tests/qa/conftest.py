"""An assistant on the seed articles with the real embedder; a library of three little ones."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.embedding.packaged_embedder import PackagedEmbedder
from index.library import Library
from qa.assistant import Assistant
from tests.qa.village import BOAT, MILL, SHED, library_of
from tests.remembering import RememberingEmbedder


@pytest.fixture(scope="session")
def remembering(embedder: PackagedEmbedder) -> RememberingEmbedder:
    """The default model; a text is embedded once."""
    return RememberingEmbedder(embedder)


@pytest.fixture
def assistant(seed_folder: Path, remembering: RememberingEmbedder) -> Iterator[Assistant]:
    """An assistant on the seed articles."""
    with Assistant.open(seed_folder, embedder=remembering) as assistant:
        yield assistant


@pytest.fixture
def village() -> Library:
    """A library of three little articles, with an embedder that counts words."""
    return library_of(MILL, BOAT, SHED)
