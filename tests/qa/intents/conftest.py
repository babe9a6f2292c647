"""A collection of three articles that are described in three ways."""

import pytest

from index.library import Library
from tests.qa.fakes import library_of
from tests.qa.intents.sample_collection import BOAT, ESSAY, MILL


@pytest.fixture(scope="module")
def small_library() -> Library:
    """An article with a header, one without metadata, and one with metadata outside its text."""
    return library_of(MILL, ESSAY, BOAT)
