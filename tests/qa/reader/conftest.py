"""The reader that is shipped."""

import pytest

from qa.reader.model import ReaderModel, shipped_model


@pytest.fixture(scope="session")
def shipped() -> ReaderModel:
    """The network that is shipped, loaded once."""
    return shipped_model()
