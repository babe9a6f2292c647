from collections.abc import Generator
from dataclasses import replace
from datetime import date

import pytest

from index.errors import InputError
from index.filters import SearchFilter
from qa.turns import Turn
from tests.ui.fakes_chat import ESSAY, HERALD, SHIPPED, FakeAssistant, answer_with, cite
from ui.chat.actions import dispatch
from ui.chat.chat_controller import ChatController, PageUpdate, Session
from ui.chat.client_state import ClientState
from ui.chat.turn import UNEXPECTED, Pending
from ui.render.turns import ChatTurn

MISSION = "What did North Korea reportedly ship to Russia?"


@pytest.fixture
def engine() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def controller(engine: FakeAssistant) -> ChatController:
    return ChatController(engine, [MISSION], 0.25)


@pytest.fixture
def state() -> ClientState:
    return ClientState.of("", None)


def ask(controller: ChatController, typed: str, state: ClientState, session: Session) -> ClientState:
    *_, last = controller.ask(typed, state, session)
    assert last.state
    return last.state


def test_first_the_question_is_shown_then_the_reply(controller: ChatController, state: ClientState) -> None:
    first, second = controller.ask(f"  {MISSION}\n", state, Session())
    assert first.box == "" and "Reading the articles…" in (first.conversation or "")
    assert (
        second.conversation
        and "artillery shells" in second.conversation
        and "Reading" not in second.conversation
    )
    assert second.sources_panel and 'data-open="cite-1-1"' in second.sources_panel


def test_the_engine_gets_the_last_ten_exchanges_of_this_conversation(
    controller: ChatController, engine: FakeAssistant, state: ClientState
) -> None:
    answered = answer_with("?", cite(1, HERALD, SHIPPED))
    turns = [ChatTurn(str(number), answered) for number in range(12)] + [ChatTurn("failed", problem="No.")]
    ask(controller, MISSION, state, Session(state.owner, turns=tuple(turns)))
    assert engine.asked == [(MISSION, tuple(Turn(str(number), answered) for number in range(2, 12)))]


def test_the_engine_gets_the_search_filter(
    controller: ChatController, engine: FakeAssistant, state: ClientState
) -> None:
    filters = SearchFilter(("The Korea Herald",), date(2024, 6, 1), None, ("essay",))
    session = Session()
    ask(controller, MISSION, replace(state, filters=filters), session)
    assert engine.filters == [filters]
    assert session.turns[0].filter_labels == ("The Korea Herald", "from 1 June 2024", f"“{ESSAY.title}”")


@pytest.mark.parametrize(("typed", "session"), [(" \n", Session()), (MISSION, Session(pending=Pending("x")))])
def test_nothing_is_asked_when_blank_or_while_another_question_is_answered(
    controller: ChatController, engine: FakeAssistant, state: ClientState, typed: str, session: Session
) -> None:
    assert list(controller.ask(typed, state, session)) == [PageUpdate()]
    assert engine.asked == []


def test_what_the_reader_chooses_while_a_question_is_answered_stays_chosen(
    controller: ChatController, state: ClientState
) -> None:
    session = Session()
    steps = controller.ask(MISSION, state, session)
    next(steps)
    dispatch(controller, {"act": "about", "article": "essay"}, state, session)
    (last,) = steps
    assert last.state and last.state.filters.articles == ("essay",)
    assert session.turns[0].filter_labels == ()


def test_a_session_that_was_cut_off_can_ask_again(controller: ChatController, state: ClientState) -> None:
    session = Session()
    steps = controller.ask(MISSION, state, session)
    next(steps)
    assert isinstance(steps, Generator)
    steps.close()
    assert (session.turns, session.pending) == ((), None)
    ask(controller, MISSION, state, session)
    assert [turn.question for turn in session.turns] == [MISSION]


def test_a_reply_to_a_conversation_that_was_left_is_dropped(
    controller: ChatController, state: ClientState
) -> None:
    session = Session()
    steps = controller.ask(MISSION, state, session)
    next(steps)
    session.pending = None
    assert list(steps) == [PageUpdate()]
    assert session.turns == () and controller.history.summaries(state.owner) == []


def test_another_server_goes_on_where_this_one_stopped(
    controller: ChatController, engine: FakeAssistant, state: ClientState
) -> None:
    state = ask(controller, MISSION, state, Session())
    state = ask(controller, "And in return?", state, Session())
    assert [turn.question for turn in engine.asked[-1][1]] == [MISSION]
    assert [turn.question for turn in controller.history.turns(state.owner, state.conversation)] == [
        *(MISSION, "And in return?")
    ]


def test_what_was_asked_elsewhere_meanwhile_is_known_to_the_next_question(
    controller: ChatController, engine: FakeAssistant, state: ClientState
) -> None:
    here, elsewhere = Session(), Session()
    state = ask(controller, MISSION, state, here)
    ask(ChatController(engine, [], 0.25), "And in return?", state, elsewhere)
    ask(controller, "When?", state, here)
    assert [turn.question for turn in engine.asked[-1][1]] == [MISSION, "And in return?"]
    assert [turn.question for turn in here.turns] == [MISSION, "And in return?", "When?"]


def test_an_edited_question_takes_the_place_of_none_that_was_asked_elsewhere_meanwhile(
    controller: ChatController, engine: FakeAssistant, state: ClientState
) -> None:
    here, elsewhere = Session(), Session()
    state = ask(controller, MISSION, state, here)
    ask(ChatController(engine, [], 0.25), "And in return?", state, elsewhere)
    *_, last = controller.ask("When?", replace(state, editing=True), here)
    assert "went on in another window" in last.warning
    kept = controller.history.turns(state.owner, state.conversation)
    assert [turn.question for turn in kept] == [MISSION, "And in return?"]


def test_an_edited_question_takes_the_place_of_the_last(
    controller: ChatController, state: ClientState
) -> None:
    session = Session()
    state = ask(controller, "Who won?", state, session)
    state = ask(controller, MISSION, replace(state, editing=True), session)
    assert not state.editing
    assert [turn.question for turn in session.turns] == [MISSION]
    assert [turn.question for turn in controller.history.turns(state.owner, state.conversation)] == [MISSION]


def test_asking_again_asks_the_last_question_in_its_place(
    controller: ChatController, state: ClientState
) -> None:
    session = Session()
    state = ask(controller, MISSION, state, session)
    list(controller.ask_again({"ask": "again"}, state, session))
    assert len(controller.history.turns(state.owner, state.conversation)) == 1
    list(controller.ask_again({"ask": "example", "question": "Who won?"}, state, session))
    assert [turn.question for turn in session.turns] == [MISSION, "Who won?"]
    assert list(controller.ask_again({"ask": "again"}, ClientState.of("", None), Session())) == []


def test_a_button_asks_of_one_article_alone_and_leaves_the_box_as_it_is(
    controller: ChatController, engine: FakeAssistant, state: ClientState
) -> None:
    before, session = replace(state, filters=SearchFilter(("The Korea Herald",)), editing=True), Session()
    before = replace(ask(controller, MISSION, before, session), editing=True)
    asked = {"ask": "request", "question": "Summarize this article", "only": "essay"}
    first, last = controller.ask_again(asked, before, session)
    assert first.box is None and last.box is None
    assert first.state and last.state and first.state.filters == SearchFilter(articles=("essay",))
    assert (last.state.filters, engine.filters[-1]) == (first.state.filters,) * 2
    assert not last.state.editing and "editing your last" not in (first.filter_bar or "")
    turns = controller.history.turns(last.state.owner, last.state.conversation)
    assert [turn.question for turn in turns] == [MISSION, "Summarize this article"]
    assert turns[1].filter_labels == (f"“{ESSAY.title}”",)


def test_what_a_button_asks_of_an_article_takes_nothing_from_the_conversation(
    controller: ChatController, engine: FakeAssistant, state: ClientState
) -> None:
    session = Session()
    state = ask(controller, MISSION, state, session)
    list(controller.ask_again({"ask": "request", "question": "What else?"}, state, session))
    assert [turn.question for turn in engine.asked[-1][1]] == [MISSION]
    asked = {"ask": "request", "question": "Summarize this article", "only": "essay"}
    list(controller.ask_again(asked, state, session))
    assert engine.asked[-1][1] == ()
    ask(controller, "Summarize this article", state, session)
    assert len(engine.asked[-1][1]) == 3


def test_a_button_asks_of_what_is_chosen(
    controller: ChatController, engine: FakeAssistant, state: ClientState
) -> None:
    chosen = replace(state, filters=SearchFilter(("The Korea Herald",)))
    list(controller.ask_again({"ask": "request", "question": "Summarize these articles"}, chosen, Session()))
    assert engine.filters == [chosen.filters]


@pytest.mark.parametrize(
    ("asked", "busy", "said"),
    [
        ({"question": "Summarize this article", "only": "gone"}, False, "No article 'gone'"),
        ({"question": "Summarize this article"}, True, "still being answered"),
        ({"question": " ", "only": "essay"}, False, ""),
        ({"only": ["essay"]}, False, ""),
    ],
)
def test_a_button_that_asks_nothing_now_changes_nothing(
    controller: ChatController, state: ClientState, asked: dict[str, object], busy: bool, said: str
) -> None:
    session = Session(pending=Pending("x") if busy else None)
    (update,) = controller.ask_again({"ask": "request", **asked}, state, session)
    assert said in update.warning and replace(update, warning="") == PageUpdate()
    assert session.turns == ()


def test_a_bug_is_logged_and_told_in_a_calm_line(
    controller: ChatController, state: ClientState, caplog: pytest.LogCaptureFixture
) -> None:
    session = Session()
    ask(controller, "crash", state, session)
    assert session.turns[0].problem == UNEXPECTED
    assert "secret detail of a bug" in caplog.text


def test_an_answer_that_cannot_be_kept_is_shown_all_the_same(
    controller: ChatController, state: ClientState, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> str:
        raise InputError("The disk is full. Make room.")

    monkeypatch.setattr(controller.history, "put", full)
    session = Session()
    *_, last = controller.ask(MISSION, state, session)
    assert "artillery shells" in (last.conversation or "")
    assert "could not be kept" in last.warning and "Make room." in last.warning
    *_, last = controller.ask("And in return?", last.state or state, session)
    assert [turn.question for turn in session.turns] == [MISSION, "And in return?"]
