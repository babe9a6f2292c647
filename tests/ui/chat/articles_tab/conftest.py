"""The Articles tab of a chat over a small library, open in a browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from qa import Assistant
from tests.ui.browsing import ClientState, serving
from tests.ui.chat.articles_tab.shelves import open_tab, stocked


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return stocked()


@pytest.fixture(scope="module")
def address(assistant: Assistant) -> Iterator[str]:
    with serving(assistant) as url:
        yield url


@pytest.fixture
def page(visit: ClientState, address: str) -> Page:
    page = visit(address)
    open_tab(page)
    return page
