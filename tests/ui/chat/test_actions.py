from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ui.fakes_chat import FakeAssistant, new_library
from tests.ui.render.reading import Reader
from ui.chat.actions import dispatch
from ui.chat.arrival import arrive
from ui.chat.chat_controller import ChatController, PageUpdate, Session
from ui.chat.client_state import ClientState
from ui.chat.turn import Pending

MISSION = "What did North Korea reportedly ship to Russia?"
ACTS = [
    "new",
    "stop",
    "edit",
    "leave",
    "judge",
    "remark",
    "export",
    "earlier",
    "open",
    "forget",
    "forget-all",
]
ACTS += ["cite", "found", "look", "find", "about", "also", "remove-filter", "filter", "nothing"]
WORDS = [
    "turn",
    "n",
    "liked",
    "remark",
    "conversation",
    "found",
    "start",
    "end",
    "read",
    "find",
    "article",
    "part",
]


@pytest.fixture(scope="module")
def controller() -> ChatController:
    return ChatController(FakeAssistant(), [MISSION], 0.25)


@pytest.fixture
def state() -> ClientState:
    return ClientState.of("", None)


@pytest.fixture
def asked(controller: ChatController, state: ClientState) -> tuple[ClientState, Session]:
    """A page on which one question was answered."""
    session = Session()
    *_, last = controller.ask(MISSION, state, session)
    assert last.state
    return last.state, session


actions = st.fixed_dictionaries(
    {"act": st.sampled_from(ACTS)},
    optional={
        word: st.none() | st.integers(-2, 10**20) | st.text(max_size=5) | st.sampled_from(["essay", "1"])
        for word in [*WORDS, "source", "since", "until"]
    },
)


@settings(max_examples=300)
@given(actions)
def test_whatever_a_page_asks_for_gives_whole_markup_and_loses_no_turn_it_was_not_told_to(
    controller: ChatController, action: dict[str, object]
) -> None:
    session, state = Session(), ClientState.of("", None)
    *_, last = controller.ask(MISSION, state, session)
    change = dispatch(controller, action, last.state or state, session)
    for source in (
        change.conversation,
        change.sources_panel,
        change.filter_bar,
        change.filter_form,
        change.conversation_list,
    ):
        Reader(source or "")
    kept = controller.history.turns(state.owner, last.state.conversation) if last.state else ()
    assert [turn.question for turn in kept] == ([] if str(action["act"]).startswith("forget-") else [MISSION])


def test_stop_gives_the_question_back(controller: ChatController, asked: tuple[ClientState, Session]) -> None:
    state, session = asked[0], replace(asked[1], pending=Pending("And then?"))
    change = dispatch(controller, {"act": "stop"}, state, session)
    assert change.box == "And then?" and session.pending is None
    assert MISSION in (change.conversation or "")
    assert dispatch(controller, {"act": "stop"}, state, session) == PageUpdate()


def test_a_conversation_of_somebody_else_cannot_be_opened(
    controller: ChatController, asked: tuple[ClientState, Session]
) -> None:
    state, _ = asked
    other = ClientState.of("", None)
    change = dispatch(controller, {"act": "open", "conversation": state.conversation}, other, Session())
    assert MISSION not in Reader(change.conversation or "").every("aria-label")
    assert "aq-turn" not in (change.conversation or "")


def test_opening_another_conversation_drops_the_question_being_answered(
    controller: ChatController, asked: tuple[ClientState, Session]
) -> None:
    state, session = asked
    session.pending = Pending("And then?")
    dispatch(controller, {"act": "open", "conversation": state.conversation}, state, session)
    assert session.pending is None


def test_deleting_another_conversation_leaves_the_page_as_it_is(
    controller: ChatController, asked: tuple[ClientState, Session]
) -> None:
    state, session = asked
    other = dispatch(controller, {"act": "new"}, state, session).state
    assert other
    *_, last = controller.ask("Who won?", other, session)
    assert last.state
    change = dispatch(controller, {"act": "forget", "conversation": state.conversation}, last.state, session)
    assert change.conversation is None and MISSION not in (change.conversation_list or "")
    change = dispatch(
        controller, {"act": "forget", "conversation": last.state.conversation}, last.state, session
    )
    assert change.state and change.state.conversation == "" and change.conversation


def test_about_is_that_article_alone_and_also_adds_one(
    controller: ChatController, state: ClientState
) -> None:
    for act, article, expected in (
        ("about", "essay", ["essay"]),
        ("also", "korea-herald", ["essay", "korea-herald"]),
        ("also", "essay", ["korea-herald", "essay"]),
        ("about", "korea-herald", ["korea-herald"]),
    ):
        change = dispatch(controller, {"act": act, "article": article}, state, Session())
        assert change.state
        state = change.state
        assert list(state.filters.articles) == expected
    assert "qa list" in dispatch(controller, {"act": "about", "article": "none"}, state, Session()).warning


def test_an_export_of_nothing_says_so(
    controller: ChatController, state: ClientState, asked: tuple[ClientState, Session]
) -> None:
    assert dispatch(controller, {"act": "export"}, state, Session()).warning == "Nothing was asked yet."
    assert (dispatch(controller, {"act": "export"}, *asked).export or "").startswith("# Conversation")


def test_the_samples_are_loaded_into_an_empty_library(state: ClientState) -> None:
    controller = ChatController(FakeAssistant(new_library()), [], 0.25)
    assert "No articles yet" in (arrive(controller, "", state, Session()).conversation or "")
    change = dispatch(controller, {"act": "samples"}, state, Session())
    assert "2 articles from The Korea Herald" in (change.conversation or "")
    assert controller.library.record.counts()[0] == 2
