"""The controller with a language model: drafts, Stop, the choice of quotes alone."""

from dataclasses import replace

import pytest

from tests.ui import fakes_written as fakes
from tests.ui.fakes_written import MODEL, QUESTION, WHOLE, WritingAssistant
from ui.chat import turn
from ui.chat.actions import dispatch
from ui.chat.arrival import arrive
from ui.chat.chat_controller import ChatController, PageUpdate, Session
from ui.chat.client_state import ClientState
from ui.chat.turn import ASKED_AT_ONCE, WRITTEN_AT_ONCE


@pytest.fixture
def engine() -> WritingAssistant:
    return WritingAssistant()


@pytest.fixture
def controller(engine: WritingAssistant, monkeypatch: pytest.MonkeyPatch) -> ChatController:
    monkeypatch.setattr(turn, "BETWEEN_DRAFTS", 0.0)
    return ChatController(engine, [], 0.25, model=MODEL)


@pytest.fixture
def state() -> ClientState:
    return ClientState.of("", None)


def test_drafts_change_nothing_but_the_place_of_the_answer(
    controller: ChatController, state: ClientState
) -> None:
    first, *drafts, last = controller.ask(QUESTION, state, Session())
    assert first.draft == "" and "aq-draft" in (first.conversation or "")
    assert all(replace(update, draft=None) == PageUpdate() for update in drafts)
    assert "#cite-1-1" in (drafts[-1].draft or "") and "Not checked yet" in (drafts[-1].draft or "")
    assert "The quotes it rests on" in (last.conversation or "") and last.draft is None
    assert last.sources_panel and 'data-open="cite-1-1"' in last.sources_panel


def test_a_written_answer_comes_back_from_the_record(controller: ChatController, state: ClientState) -> None:
    *_, last = controller.ask(QUESTION, state, Session())
    assert last.state
    again = controller.turns(last.state, Session())
    assert again[0].answer and again[0].answer.writing == WHOLE.writing
    shown = arrive(controller, "", last.state, Session())
    assert shown.conversation == last.conversation


def test_stop_keeps_what_was_checked_with_the_conversation(
    controller: ChatController, engine: WritingAssistant, state: ClientState
) -> None:
    session = Session()
    steps = controller.ask(QUESTION, state, session)
    for update in steps:
        if "three times" in (update.draft or "").partition("aq-unchecked")[0]:
            break
    assert dispatch(controller, {"act": "stop"}, state, session) == PageUpdate()
    (last,) = steps
    assert "Stopped before its end." in (last.conversation or "")
    assert "taxi" not in (last.conversation or "") and last.box is None
    assert session.turns[0].answer and session.turns[0].answer.writing
    assert session.turns[0].answer.writing.problem == fakes.STOPPED
    assert engine.closed == 1


def test_stop_before_a_language_model_is_asked_gives_the_question_back(
    controller: ChatController, state: ClientState
) -> None:
    session = Session()
    steps = controller.ask(QUESTION, state, session)
    next(steps)
    stopped = dispatch(controller, {"act": "stop"}, state, session)
    assert stopped.box == QUESTION
    assert list(steps) == [PageUpdate()]


def test_a_new_conversation_cancels_the_writing(
    controller: ChatController, engine: WritingAssistant, state: ClientState
) -> None:
    session = Session()
    steps = controller.ask(QUESTION, state, session)
    next(steps), next(steps)
    dispatch(controller, {"act": "new"}, state, session)
    assert list(steps) == [PageUpdate()]
    assert (engine.closed, session.turns) == (1, ())


def test_a_number_in_a_draft_opens_its_quote(controller: ChatController, state: ClientState) -> None:
    session = Session()
    steps = controller.ask(QUESTION, state, session)
    while "#cite-1-1" not in (next(steps).draft or ""):
        pass
    panel = dispatch(controller, {"act": "cite", "turn": "1", "n": "1"}, state, session).sources_panel
    assert panel and 'data-open="cite-1-1"' in panel


def test_an_opinion_on_an_earlier_answer_leaves_the_question_on_the_page(
    controller: ChatController, state: ClientState
) -> None:
    session = Session()
    *_, last = controller.ask(QUESTION, state, session)
    assert last.state
    steps = controller.ask("And now?", last.state, session)
    next(steps)
    judged = dispatch(controller, {"act": "judge", "turn": "1", "liked": "yes"}, last.state, session)
    assert "And now?" in (judged.conversation or "") and "aq-draft" in (judged.conversation or "")


def test_quotes_only_is_kept_by_the_page_and_asks_no_language_model(
    controller: ChatController, engine: WritingAssistant, state: ClientState
) -> None:
    chosen = dispatch(controller, {"act": "write", "written": "no"}, state, Session())
    assert chosen.state == replace(state, written=False)
    assert replace(chosen, state=None) == PageUpdate()
    state = ClientState.of(chosen.state.to_page(), None)
    assert not state.written
    _, last = controller.ask(QUESTION, state, Session())
    assert "aq-prose" not in (last.conversation or "") and last.state and not last.state.written
    switch = arrive(controller, "", state, Session()).writing_switch or ""
    assert switch.index("Quotes only") - switch.index("checked>") < 30


def test_what_is_chosen_while_an_answer_is_written_stays_chosen(
    controller: ChatController, state: ClientState
) -> None:
    session = Session()
    steps = controller.ask(QUESTION, state, session)
    next(steps)
    dispatch(controller, {"act": "write", "written": "no"}, state, session)
    *_, last = steps
    assert last.state and not last.state.written


def test_without_a_model_the_page_has_nothing_of_it(engine: WritingAssistant, state: ClientState) -> None:
    controller = ChatController(engine, [], 0.25)
    assert arrive(controller, "", state, Session()).writing_switch == ""
    assert controller.asked_at_once == ASKED_AT_ONCE < WRITTEN_AT_ONCE
