"""An assistant on the seed articles with the real embedder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.packaged_embedder import PackagedEmbedder
from qa.assistant import Assistant
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
