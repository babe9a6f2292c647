from collections.abc import Generator
from dataclasses import replace
from datetime import date

import pytest

from index.errors import InputError
from index.filters import SearchFilter
from tests.ui.fakes_chat import HERALD, SHIPPED, FakeAssistant, answer_with, cite
from ui.chat.actions import dispatch
from ui.chat.chat_controller import Change, ChatController, Pending, Session
from ui.chat.client_state import ClientState
from ui.chat.turn import UNEXPECTED
from ui.render.filter_panel import Narrowed
from ui.render.turns import Turn

MISSION = "What did North Korea reportedly ship to Russia?"


@pytest.fixture
def engine() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def controller(engine: FakeAssistant) -> ChatController:
    return ChatController(engine, [MISSION], 0.25)


@pytest.fixture
def visit() -> ClientState:
    return ClientState.of("", None)


def ask(controller: ChatController, typed: str, visit: ClientState, session: Session) -> ClientState:
    *_, last = controller.ask(typed, visit, session)
    assert last.visit
    return last.visit


def test_first_the_question_is_shown_then_the_reply(controller: ChatController, visit: ClientState) -> None:
    first, second = controller.ask(f"  {MISSION}\n", visit, Session())
    assert first.box == "" and "Reading the articles…" in (first.talk or "")
    assert second.talk and "artillery shells" in second.talk and "Reading" not in second.talk
    assert second.sources and 'data-open="cite-1-1"' in second.sources


def test_the_engine_gets_the_last_ten_exchanges_of_this_conversation(
    controller: ChatController, engine: FakeAssistant, visit: ClientState
) -> None:
    answered = answer_with("?", cite(1, HERALD, SHIPPED))
    turns = [Turn(str(number), answered) for number in range(12)] + [Turn("failed", problem="No.")]
    ask(controller, MISSION, visit, Session(visit.owner, turns=tuple(turns)))
    assert engine.asked == [(MISSION, tuple((str(number), answered.text) for number in range(2, 12)))]


def test_the_engine_gets_what_the_question_is_narrowed_to(
    controller: ChatController, engine: FakeAssistant, visit: ClientState
) -> None:
    narrowed = Narrowed(("The Korea Herald",), date(2024, 6, 1), None, (("essay", "Putin"),))
    session = Session()
    ask(controller, MISSION, replace(visit, narrowed=narrowed), session)
    assert engine.filters == [SearchFilter(("The Korea Herald",), date(2024, 6, 1), None, ("essay",))]
    assert session.turns[0].narrowed == ("The Korea Herald", "from 1 June 2024", "“Putin”")


@pytest.mark.parametrize(("typed", "session"), [(" \n", Session()), (MISSION, Session(pending=Pending("x")))])
def test_nothing_is_asked_when_blank_or_while_another_question_is_answered(
    controller: ChatController, engine: FakeAssistant, visit: ClientState, typed: str, session: Session
) -> None:
    assert list(controller.ask(typed, visit, session)) == [Change()]
    assert engine.asked == []


def test_what_the_reader_chooses_while_a_question_is_answered_stays_chosen(
    controller: ChatController, visit: ClientState
) -> None:
    session = Session()
    steps = controller.ask(MISSION, visit, session)
    next(steps)
    dispatch(controller, {"act": "about", "article": "essay"}, visit, session)
    (last,) = steps
    assert last.visit and [name for name, _ in last.visit.narrowed.articles] == ["essay"]
    assert session.turns[0].narrowed == ()


def test_a_session_that_was_cut_off_can_ask_again(controller: ChatController, visit: ClientState) -> None:
    session = Session()
    steps = controller.ask(MISSION, visit, session)
    next(steps)
    assert isinstance(steps, Generator)
    steps.close()
    assert (session.turns, session.pending) == ((), None)
    ask(controller, MISSION, visit, session)
    assert [turn.question for turn in session.turns] == [MISSION]


def test_a_reply_to_a_conversation_that_was_left_is_dropped(
    controller: ChatController, visit: ClientState
) -> None:
    session = Session()
    steps = controller.ask(MISSION, visit, session)
    next(steps)
    session.pending = None
    assert list(steps) == [Change()]
    assert session.turns == () and controller.history.headings(visit.owner) == []


def test_another_server_goes_on_where_this_one_stopped(
    controller: ChatController, engine: FakeAssistant, visit: ClientState
) -> None:
    visit = ask(controller, MISSION, visit, Session())
    visit = ask(controller, "And in return?", visit, Session())
    assert [question for question, _ in engine.asked[-1][1]] == [MISSION]
    assert [turn.question for turn in controller.history.turns(visit.owner, visit.conversation)] == [
        *(MISSION, "And in return?")
    ]


def test_an_edited_question_takes_the_place_of_the_last(
    controller: ChatController, visit: ClientState
) -> None:
    session = Session()
    visit = ask(controller, "Who won?", visit, session)
    visit = ask(controller, MISSION, replace(visit, editing=True), session)
    assert not visit.editing
    assert [turn.question for turn in session.turns] == [MISSION]
    assert [turn.question for turn in controller.history.turns(visit.owner, visit.conversation)] == [MISSION]


def test_asking_again_asks_the_last_question_in_its_place(
    controller: ChatController, visit: ClientState
) -> None:
    session = Session()
    visit = ask(controller, MISSION, visit, session)
    list(controller.ask_again({"ask": "again"}, visit, session))
    assert len(controller.history.turns(visit.owner, visit.conversation)) == 1
    list(controller.ask_again({"ask": "example", "question": "Who won?"}, visit, session))
    assert [turn.question for turn in session.turns] == [MISSION, "Who won?"]
    assert list(controller.ask_again({"ask": "again"}, ClientState.of("", None), Session())) == []


def test_a_bug_is_logged_and_told_in_a_calm_line(
    controller: ChatController, visit: ClientState, caplog: pytest.LogCaptureFixture
) -> None:
    session = Session()
    ask(controller, "crash", visit, session)
    assert session.turns[0].problem == UNEXPECTED
    assert "secret detail of a bug" in caplog.text


def test_an_answer_that_cannot_be_kept_is_shown_all_the_same(
    controller: ChatController, visit: ClientState, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> str:
        raise InputError("The disk is full. Make room.")

    monkeypatch.setattr(controller.history, "put", full)
    session = Session()
    *_, last = controller.ask(MISSION, visit, session)
    assert "artillery shells" in (last.talk or "")
    assert "could not be kept" in last.warning and "Make room." in last.warning
    *_, last = controller.ask("And in return?", last.visit or visit, session)
    assert [turn.question for turn in session.turns] == [MISSION, "And in return?"]
