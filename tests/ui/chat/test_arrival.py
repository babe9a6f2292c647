import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui.fakes_chat import FakeAssistant
from ui.chat.arrival import arrive
from ui.chat.chat_controller import ChatController, Session
from ui.chat.client_state import ClientState


@pytest.fixture(scope="module")
def controller() -> ChatController:
    return ChatController(FakeAssistant(), ["What would you like to know?"], 0.25)


@given(st.text(max_size=30) | st.from_regex(r"\?article=essay&start=-?\d{0,6}&end=\d{0,22}", fullmatch=True))
def test_any_address_opens_the_page(controller: ChatController, query: str) -> None:
    change = arrive(controller, query, ClientState.of("", None), Session())
    assert "What would you like to know?" in (change.conversation or "")
