from collections.abc import Generator
from dataclasses import replace
from datetime import date

import pytest

from index.errors import InputError
from index.filters import Filter
from tests.ui.fakes_chat import HERALD, SHIPPED, FakeAssistant, answer_with, cite
from ui.chat.conversation import UNEXPECTED
from ui.chat.desk import Change, Desk, Pending, Session
from ui.chat.visit import Visit
from ui.chat.wishes import grant
from ui.render.asides import Narrowed
from ui.render.turns import Turn

MISSION = "What did North Korea reportedly ship to Russia?"


@pytest.fixture
def engine() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def desk(engine: FakeAssistant) -> Desk:
    return Desk(engine, [MISSION], 0.25)


@pytest.fixture
def visit() -> Visit:
    return Visit.of("", None)


def ask(desk: Desk, typed: str, visit: Visit, session: Session) -> Visit:
    *_, last = desk.ask(typed, visit, session)
    assert last.visit
    return last.visit


def test_first_the_question_is_shown_then_the_reply(desk: Desk, visit: Visit) -> None:
    first, second = desk.ask(f"  {MISSION}\n", visit, Session())
    assert first.box == "" and "Reading the articles…" in (first.talk or "")
    assert second.talk and "artillery shells" in second.talk and "Reading" not in second.talk
    assert second.sources and 'data-open="cite-1-1"' in second.sources


def test_the_engine_gets_the_last_ten_exchanges_of_this_conversation(
    desk: Desk, engine: FakeAssistant, visit: Visit
) -> None:
    answered = answer_with("?", cite(1, HERALD, SHIPPED))
    turns = [Turn(str(number), answered) for number in range(12)] + [Turn("failed", problem="No.")]
    ask(desk, MISSION, visit, Session(visit.owner, turns=tuple(turns)))
    assert engine.asked == [(MISSION, tuple((str(number), answered.text) for number in range(2, 12)))]


def test_the_engine_gets_what_the_question_is_narrowed_to(
    desk: Desk, engine: FakeAssistant, visit: Visit
) -> None:
    narrowed = Narrowed(("The Korea Herald",), date(2024, 6, 1), None, (("essay", "Putin"),))
    session = Session()
    ask(desk, MISSION, replace(visit, narrowed=narrowed), session)
    assert engine.filters == [Filter(("The Korea Herald",), date(2024, 6, 1), None, ("essay",))]
    assert session.turns[0].narrowed == ("The Korea Herald", "from 1 June 2024", "“Putin”")


@pytest.mark.parametrize(("typed", "session"), [(" \n", Session()), (MISSION, Session(pending=Pending("x")))])
def test_nothing_is_asked_when_blank_or_while_another_question_is_answered(
    desk: Desk, engine: FakeAssistant, visit: Visit, typed: str, session: Session
) -> None:
    assert list(desk.ask(typed, visit, session)) == [Change()]
    assert engine.asked == []


def test_what_the_reader_chooses_while_a_question_is_answered_stays_chosen(desk: Desk, visit: Visit) -> None:
    session = Session()
    steps = desk.ask(MISSION, visit, session)
    next(steps)
    grant(desk, {"act": "about", "article": "essay"}, visit, session)
    (last,) = steps
    assert last.visit and [name for name, _ in last.visit.narrowed.articles] == ["essay"]
    assert session.turns[0].narrowed == ()


def test_a_session_that_was_cut_off_can_ask_again(desk: Desk, visit: Visit) -> None:
    session = Session()
    steps = desk.ask(MISSION, visit, session)
    next(steps)
    assert isinstance(steps, Generator)
    steps.close()
    assert (session.turns, session.pending) == ((), None)
    ask(desk, MISSION, visit, session)
    assert [turn.question for turn in session.turns] == [MISSION]


def test_a_reply_to_a_conversation_that_was_left_is_dropped(desk: Desk, visit: Visit) -> None:
    session = Session()
    steps = desk.ask(MISSION, visit, session)
    next(steps)
    session.pending = None
    assert list(steps) == [Change()]
    assert session.turns == () and desk.notebook.headings(visit.owner) == []


def test_another_server_goes_on_where_this_one_stopped(
    desk: Desk, engine: FakeAssistant, visit: Visit
) -> None:
    visit = ask(desk, MISSION, visit, Session())
    visit = ask(desk, "And in return?", visit, Session())
    assert [question for question, _ in engine.asked[-1][1]] == [MISSION]
    assert [turn.question for turn in desk.notebook.turns(visit.owner, visit.conversation)] == [
        *(MISSION, "And in return?")
    ]


def test_an_edited_question_takes_the_place_of_the_last(desk: Desk, visit: Visit) -> None:
    session = Session()
    visit = ask(desk, "Who won?", visit, session)
    visit = ask(desk, MISSION, replace(visit, editing=True), session)
    assert not visit.editing
    assert [turn.question for turn in session.turns] == [MISSION]
    assert [turn.question for turn in desk.notebook.turns(visit.owner, visit.conversation)] == [MISSION]


def test_asking_again_asks_the_last_question_in_its_place(desk: Desk, visit: Visit) -> None:
    session = Session()
    visit = ask(desk, MISSION, visit, session)
    list(desk.ask_again({"ask": "again"}, visit, session))
    assert len(desk.notebook.turns(visit.owner, visit.conversation)) == 1
    list(desk.ask_again({"ask": "example", "question": "Who won?"}, visit, session))
    assert [turn.question for turn in session.turns] == [MISSION, "Who won?"]
    assert list(desk.ask_again({"ask": "again"}, Visit.of("", None), Session())) == []


def test_a_bug_is_logged_and_told_in_a_calm_line(
    desk: Desk, visit: Visit, caplog: pytest.LogCaptureFixture
) -> None:
    session = Session()
    ask(desk, "crash", visit, session)
    assert session.turns[0].problem == UNEXPECTED
    assert "secret detail of a bug" in caplog.text


def test_an_answer_that_cannot_be_kept_is_shown_all_the_same(
    desk: Desk, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> str:
        raise InputError("The disk is full. Make room.")

    monkeypatch.setattr(desk.notebook, "put", full)
    session = Session()
    *_, last = desk.ask(MISSION, visit, session)
    assert "artillery shells" in (last.talk or "")
    assert "could not be kept" in last.warning and "Make room." in last.warning
    *_, last = desk.ask("And in return?", last.visit or visit, session)
    assert [turn.question for turn in session.turns] == [MISSION, "And in return?"]
