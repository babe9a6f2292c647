"""An engine that reports every question it is asked: metrics, logs and the graceful stop rest on it."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date

from index.filters import NO_FILTER, SearchFilter
from index.retrieval.hybrid_search import Hit
from qa.answers import Answer, Draft, Drafts, StopWriting
from qa.engine import Engine
from qa.turns import Turn
from ui.serving.question_report import Outcome, QuestionReport

Observer = Callable[[QuestionReport], None]
"""Function that is told of every question when it is over."""


@dataclass(slots=True)
class _Asked:
    answer: Answer | None = None


class ObservedEngine(Engine):
    """The engine of a server. Answers are those of the engine inside; searches are not reported."""

    def __init__(
        self, engine: Engine, observers: Sequence[Observer], current_request: Callable[[], str] = lambda: ""
    ) -> None:
        """Report to `observers`; `current_request` returns the id of the request that is being served."""
        self.library = engine.library
        self._engine = engine
        self._observers = observers
        self._current_request = current_request
        self._counting = threading.Lock()
        self._running = 0

    @property
    def running(self) -> int:
        """The number of questions that are being answered."""
        return self._running

    def answer(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: SearchFilter = NO_FILTER,
        asked: date | None = None,
        threshold: float | None = None,
        *,
        written: bool = True,
    ) -> Answer:
        """Answer a question as the engine inside does."""
        with self._reported(question) as seen:
            answer = self._engine.answer(question, history, filters, asked, threshold, written=written)
            seen.answer = answer
        return answer

    def draft(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: SearchFilter = NO_FILTER,
        asked: date | None = None,
        threshold: float | None = None,
        *,
        written: bool = True,
    ) -> Drafts:
        """Answer a question as the engine inside does, and yield it while it is written."""
        with self._reported(question) as seen:
            drafts = self._engine.draft(question, history, filters, asked, threshold, written=written)
            with closing(drafts):
                yield from _watched(drafts, seen)

    def retrieve(
        self,
        question: str,
        k: int = 10,
        history: Sequence[Turn] = (),
        filters: SearchFilter = NO_FILTER,
        asked: date | None = None,
    ) -> tuple[Hit, ...]:
        """Return the best passages as the engine inside does."""
        return self._engine.retrieve(question, k, history, filters, asked)

    @contextmanager
    def _reported(self, question: str) -> Iterator[_Asked]:
        seen, began, request = _Asked(), time.perf_counter(), self._current_request()
        self._count(1)
        outcome, error = Outcome.LEFT, ""
        try:
            yield seen
        except Exception as raised:
            outcome, error = Outcome.ERROR, type(raised).__name__
            raise
        finally:
            self._count(-1)
            seconds = time.perf_counter() - began
            report = QuestionReport(request, question, outcome, seconds, error=error)
            if seen.answer:
                report = QuestionReport.of_answer(request, question, seconds, seen.answer)
            for observer in self._observers:
                observer(report)

    def _count(self, change: int) -> None:
        with self._counting:
            self._running += change


def _watched(drafts: Drafts, seen: _Asked) -> Drafts:
    """Yield drafts and hand `StopWriting` on to them; remember the answer that the last one has."""
    draft: Draft | None = next(drafts, None)
    while draft is not None:
        seen.answer = draft.answer
        try:
            yield draft
        except StopWriting as stop:
            draft = drafts.throw(stop)
        else:
            draft = next(drafts, None)
