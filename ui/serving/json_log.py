"""Logs as JSON, one object a line, for programs that collect them.

What was asked stands in no line unless that was wanted. An error's message may quote it, so of an error that
nobody expected only its class and the places in the program are logged.
"""

import io
import json
import logging
import re
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from datetime import UTC, datetime
from typing import Any

from typing_extensions import override

from ui.serving.question_report import QuestionReport

FIELDS = "fields"
"""Attribute of a log record with the fields of its line, where it is one of ours."""

QUESTIONS = logging.getLogger("article_qa.questions")
REQUESTS = logging.getLogger("article_qa.requests")
STRAY = logging.getLogger("article_qa.stderr")

PLACE = re.compile(r' +File "[^"]+", line \d+, in \S+')
"""Line of a traceback that tells a place in the program."""


class JsonFormatter(logging.Formatter):
    """Formatter of a log record as one line of JSON."""

    def __init__(self, *, with_messages: bool) -> None:
        """With messages, the messages of unexpected errors are logged, too: they may quote questions."""
        super().__init__()
        self._with_messages = with_messages

    @override
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        fields = getattr(record, FIELDS, None)
        line |= fields if isinstance(fields, dict) else {"message": record.getMessage()}
        if record.exc_info and record.exc_info[1]:
            line |= self._error(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str).encode("utf-8", "replace").decode()

    def _error(self, error: BaseException) -> dict[str, Any]:
        frames = traceback.extract_tb(error.__traceback__)
        told = {"error": type(error).__name__, "at": [f"{one.filename}:{one.lineno}" for one in frames]}
        return told | ({"error_message": str(error)} if self._with_messages else {})


class QuestionLog:
    """Observer that logs a line for every question."""

    def __init__(self, *, with_questions: bool) -> None:
        """With questions, the line tells what was asked."""
        self._with_questions = with_questions

    def observe(self, report: QuestionReport) -> None:
        """Log a question."""
        fields = {
            "event": "question",
            "request": report.request,
            "kind": report.kind.value if report.kind else None,
            "outcome": report.outcome.value,
            "confidence": round(report.confidence, 4),
            "seconds": round(report.seconds, 3),
            "tokens_read": report.tokens_read,
            "tokens_written": report.tokens_written,
            "citations": report.citations,
        }
        fields |= {"error": report.error} if report.error else {}
        fields |= {"question": report.question} if self._with_questions else {}
        QUESTIONS.info("", extra={FIELDS: fields})


def announce(address: str, *, as_json: bool) -> None:
    """Tell whoever started the server where it is."""
    if as_json:
        REQUESTS.info("", extra={FIELDS: {"event": "listening", "address": address}})
    else:
        sys.stdout.write(f"Article QA is at {address} (Ctrl-C stops it)\n")
        sys.stdout.flush()


@contextmanager
def json_log(*, with_questions: bool) -> Iterator[None]:
    """Have everything that this process tells on the standard error be lines of JSON."""
    stream = sys.stderr
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter(with_messages=with_questions))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.captureWarnings(capture=True)
    for logger in (QUESTIONS, REQUESTS, STRAY):
        logger.setLevel(logging.INFO)
    try:
        with redirect_stderr(StrayLines(with_text=with_questions)):
            yield
    finally:
        logging.captureWarnings(capture=False)
        logging.getLogger().removeHandler(handler)


class StrayLines(io.TextIOBase):
    """Standard error of libraries that print what went wrong, with what they were given: gradio does.

    Unless the text is wanted, only the places in the program are logged.
    """

    def __init__(self, *, with_text: bool) -> None:
        self._with_text = with_text
        self._begun = ""

    @override
    def write(self, text: str) -> int:
        *lines, self._begun = (self._begun + text).split("\n")
        for line in lines:
            if line.strip() and (self._with_text or PLACE.fullmatch(line)):
                STRAY.error("", extra={FIELDS: {"event": "stderr", "message": line.strip()}})
        return len(text)

    @override
    def writable(self) -> bool:
        return True


def take_over_uvicorn() -> None:
    """Have the server's own log be lines of JSON, too; it configures its loggers when it is made."""
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
