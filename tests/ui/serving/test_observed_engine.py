from typing import Any

import pytest

from index.errors import QuestionError
from qa.answers import Answer, AnswerKind, Draft, Drafts, StopWriting, Writing
from qa.language_model.values import Usage
from tests.ui.fakes_chat import FakeAssistant
from ui.serving.observed_engine import ObservedEngine
from ui.serving.question_report import Outcome, QuestionReport


class Writes(FakeAssistant):
    """Writes three drafts; stopped, it answers at once."""

    def draft(self, question: str, *given: Any, **options: Any) -> Drafts:
        answer = self.answer(question, *given, **options)
        try:
            yield Draft(unchecked="The")
            yield Draft(unchecked="The boat")
        except StopWriting:
            yield Draft(answer=Answer(question, question, "stopped", 0.5, answer.citations))
            return
        yield Draft(answer=answer)


def observed(engine: FakeAssistant) -> tuple[ObservedEngine, list[QuestionReport]]:
    reports: list[QuestionReport] = []
    return ObservedEngine(engine, [reports.append], lambda: "r1"), reports


def test_an_answer_a_refusal_and_a_search_are_those_of_the_engine_inside() -> None:
    engine, reports = observed(FakeAssistant())
    answer = engine.answer("What was shipped?")
    assert answer == FakeAssistant().answer("What was shipped?")
    assert not engine.answer("Who?").answered
    assert len(engine.retrieve("Who?", 1)) == 1
    assert [(one.outcome, one.citations, one.confidence) for one in reports] == [
        (Outcome.ANSWERED, 2, answer.confidence),
        (Outcome.REFUSED, 0, 0.1),
    ]
    assert {one.request for one in reports} == {"r1"}
    assert all(one.kind is AnswerKind.FACT and one.seconds > 0 for one in reports)
    assert engine.running == 0


def test_a_question_that_is_being_answered_is_counted() -> None:
    engine, reports = observed(Writes())
    drafts = engine.draft("What was shipped?")
    next(drafts)
    assert (engine.running, reports) == (1, [])
    assert [draft.answer is not None for draft in drafts] == [False, True]
    assert (engine.running, reports[0].outcome) == (0, Outcome.ANSWERED)


def test_writing_is_stopped_and_the_answer_reported() -> None:
    engine, reports = observed(Writes())
    drafts = engine.draft("What was shipped?")
    next(drafts)
    last = drafts.throw(StopWriting())
    assert last.answer and last.answer.text == "stopped"
    drafts.close()
    assert [(one.outcome, one.confidence) for one in reports] == [(Outcome.ANSWERED, 0.5)]


def test_a_question_that_is_left_is_reported_as_left() -> None:
    engine, reports = observed(Writes())
    drafts = engine.draft("What was shipped?")
    next(drafts)
    drafts.close()
    assert [(one.outcome, one.kind) for one in reports] == [(Outcome.LEFT, None)]
    assert engine.running == 0


@pytest.mark.parametrize(("question", "error"), [("crash", "RuntimeError"), ("x" * 2001, "QuestionError")])
def test_an_error_is_reported_by_its_class_and_raised(question: str, error: str) -> None:
    engine, reports = observed(FakeAssistant())
    with pytest.raises((RuntimeError, QuestionError)):
        engine.answer(question)
    with pytest.raises((RuntimeError, QuestionError)):
        list(engine.draft(question))
    assert [(one.outcome, one.error) for one in reports] == [(Outcome.ERROR, error)] * 2
    assert engine.running == 0


def test_small_talk_is_neither_an_answer_nor_a_refusal_and_tokens_are_told() -> None:
    talk = Answer("Thanks!", "Thanks!", "Gladly.", 1.0, kind=AnswerKind.CONVERSATION)
    assert QuestionReport.of_answer("", "Thanks!", 0.1, talk).outcome is Outcome.REPLY
    written = Answer("Q", "Q", "A", 1.0, writing=Writing("gull", (), Usage(120, 30)))
    report = QuestionReport.of_answer("", "Q", 0.1, written)
    assert (report.tokens_read, report.tokens_written) == (120, 30)
