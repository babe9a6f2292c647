"""The reader that is shipped."""

import pytest

from qa.reader.model import ReaderModel


@pytest.fixture(scope="session")
def shipped() -> ReaderModel:
    """The reader that is shipped, loaded once."""
    return ReaderModel()
