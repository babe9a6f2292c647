from collections.abc import Iterator

import pytest

from index.errors import LanguageModelError
from index.filters import NO_FILTER
from qa.answers import Draft, Drafts
from tests.ui import fakes_written as fakes
from tests.ui.fakes_written import PEOPLE, QUESTION, SHIP, WHOLE, WINTER, WritingAssistant
from ui.chat import turn
from ui.chat.turn import Pending, take_turn
from ui.render.turns import ChatTurn


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turn, "BETWEEN_DRAFTS", 0.0)


def steps(engine: WritingAssistant, pending: Pending, **options: object) -> Iterator[Draft | ChatTurn]:
    return take_turn(engine, pending, (), NO_FILTER, 0.2, **options)  # type: ignore[arg-type]


@pytest.mark.usefixtures("at_once")
def test_drafts_come_before_the_turn() -> None:
    *drafts, last = steps(WritingAssistant(), Pending(QUESTION))
    assert [len(draft.sentences) for draft in drafts if isinstance(draft, Draft)] == [0, 0, 1, 2, 3]
    assert isinstance(last, ChatTurn) and last.answer == WHOLE and last.threshold == 0.2


def test_drafts_are_not_shown_more_often_than_anybody_reads() -> None:
    first, last = steps(WritingAssistant(), Pending(QUESTION))
    assert (first, isinstance(last, ChatTurn)) == (Draft(), True)


class Silent(WritingAssistant):
    def draft(self, question: str, *given: object, **options: object) -> Drafts:
        yield from [Draft()] * 50
        yield Draft(answer=WHOLE)


@pytest.mark.usefixtures("at_once")
def test_nothing_new_is_not_shown_again_but_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(list(steps(Silent(), Pending(QUESTION)))) == 2
    monkeypatch.setattr(turn, "LONGEST_SILENCE", 0.0)
    assert len(list(steps(Silent(), Pending(QUESTION)))) == 51


@pytest.mark.usefixtures("at_once")
def test_a_question_that_is_stopped_keeps_what_was_checked() -> None:
    engine, pending = WritingAssistant(), Pending(QUESTION)
    drafted = steps(engine, pending)
    while not (pending.draft and len(pending.draft.sentences) == 2):
        next(drafted)
    pending.is_stopped = True
    (last,) = drafted
    assert isinstance(last, ChatTurn) and last.answer and last.answer.writing
    assert last.answer.writing.sentences == (WINTER, SHIP, PEOPLE)
    assert last.answer.writing.problem == fakes.STOPPED
    assert engine.closed == 1


@pytest.mark.usefixtures("at_once")
def test_a_question_that_is_left_is_cancelled_and_comes_to_no_turn() -> None:
    engine, left = WritingAssistant(), list[bool]()
    drafted = steps(engine, Pending(QUESTION), is_left=lambda: bool(left))
    next(drafted)
    left.append(True)
    assert list(drafted) == []
    assert engine.closed == 1


def test_quotes_alone_are_asked_for() -> None:
    (only,) = steps(WritingAssistant(), Pending(QUESTION), written=False)
    assert isinstance(only, ChatTurn) and only.answer and only.answer.writing is None


class Troubled(WritingAssistant):
    def draft(self, question: str, *given: object, **options: object) -> Drafts:
        yield Draft()
        raise LanguageModelError("The server broke off. Ask again.")


def test_an_error_while_it_is_written_is_a_turn_that_tells_of_it() -> None:
    *_, last = steps(Troubled(), Pending(QUESTION))
    assert isinstance(last, ChatTurn) and last.problem == "The server broke off. Ask again."


def test_what_is_written_so_far_has_its_citations_once_and_in_order() -> None:
    pending = Pending(QUESTION, 1, Draft((SHIP, WINTER), "A taxi"))
    assert pending.turn.answer and pending.turn.answer.citations == (fakes.STOPS, fakes.COSTS)
    nothing = Pending(QUESTION).turn.answer
    assert nothing and not nothing.citations
