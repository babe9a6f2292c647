import json
import logging
import sys
import traceback
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answers import AnswerKind
from ui.serving.json_log import FIELDS, QUESTIONS, JsonFormatter, QuestionLog, json_log
from ui.serving.question_report import Outcome, QuestionReport

REPORT = QuestionReport("r1", "Who sold the boat?", Outcome.ANSWERED, 0.25, AnswerKind.FACT, 0.87654, 2, 9, 4)


def line(record: logging.LogRecord, *, with_messages: bool = False) -> dict[str, Any]:
    text = JsonFormatter(with_messages=with_messages).format(record)
    assert "\n" not in text
    read: dict[str, Any] = json.loads(text)
    return read


def logged(caplog: pytest.LogCaptureFixture, *, with_questions: bool) -> dict[str, Any]:
    with caplog.at_level(logging.INFO, QUESTIONS.name):
        QuestionLog(with_questions=with_questions).observe(REPORT)
    return line(caplog.records[-1])


def test_a_question_is_a_line_without_what_was_asked(caplog: pytest.LogCaptureFixture) -> None:
    told = logged(caplog, with_questions=False)
    assert told.pop("time").endswith("+00:00")
    assert told == {
        "level": "info",
        "logger": "article_qa.questions",
        "event": "question",
        "request": "r1",
        "kind": "fact",
        "outcome": "answered",
        "confidence": 0.8765,
        "seconds": 0.25,
        "tokens_read": 9,
        "tokens_written": 4,
        "citations": 2,
    }


def test_what_was_asked_is_told_where_that_is_wanted(caplog: pytest.LogCaptureFixture) -> None:
    assert logged(caplog, with_questions=True)["question"] == "Who sold the boat?"


def failed_record() -> logging.LogRecord:
    try:
        raise RuntimeError("no answer to: Who sold the boat?")
    except RuntimeError as error:
        info = (RuntimeError, error, error.__traceback__)
        return logging.LogRecord("ui", logging.ERROR, __file__, 1, "A question failed.", (), info)


def test_an_error_is_its_class_and_its_place_and_its_message_only_where_questions_are_logged() -> None:
    told = line(failed_record())
    assert (told["message"], told["error"]) == ("A question failed.", "RuntimeError")
    assert told["at"][0].startswith(__file__)
    assert "boat" not in json.dumps(told)
    assert "boat" in line(failed_record(), with_messages=True)["error_message"]


def test_what_libraries_print_is_logged_without_what_they_were_given(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def printed(*, with_questions: bool) -> list[dict[str, Any]]:
        capsys.readouterr()
        with json_log(with_questions=with_questions):
            try:
                raise ValueError("Received inputs:\n    [Who sold the boat?]")
            except ValueError:
                traceback.print_exc()
            logging.getLogger("a_library").warning("late")
        return [json.loads(one) for one in capsys.readouterr().err.splitlines()]

    quiet, loud = printed(with_questions=False), printed(with_questions=True)
    assert len(quiet) == 2
    assert quiet[0]["message"].startswith(f'File "{__file__}"')
    assert quiet[1]["message"] == "late"
    assert "boat" not in str(quiet) and "boat" in str(loud)


def test_afterwards_the_standard_error_is_what_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    with json_log(with_questions=False):
        pass
    sys.stderr.write("qa: plain\n")
    assert capsys.readouterr().err == "qa: plain\n"


@given(st.text())
def test_a_line_stays_a_line_whatever_it_tells(said: str) -> None:
    record = logging.LogRecord("ui", logging.INFO, __file__, 1, "%s", (said,), None)
    readable = said.encode("utf-8", "replace").decode()
    assert line(record)["message"] == readable
    record.__dict__[FIELDS] = {"question": said}
    assert line(record)["question"] == readable
