"""One question of the chat, asked of the engine. Knows nothing of gradio."""

import logging
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from index.errors import ArticleNotFound, ArticleQAError
from index.filters import SearchFilter
from index.store.protocol import Record
from qa.answers import Answer, Citation, Draft, Drafts, StopWriting
from qa.engine import Engine
from qa.turns import Turn
from ui.render.filter_panel import labels
from ui.render.requests import NAMES_ALL
from ui.render.turns import ChatTurn

ASKED_AT_ONCE = 4
"""Number of questions answered at the same time; gradio would take one. More only share the cores."""

WRITTEN_AT_ONCE = 20
"""The same with a language model: most of the time is spent waiting for it."""

BETWEEN_DRAFTS = 0.3
"""Number of seconds between two drafts that are shown."""

LONGEST_SILENCE = 2.0
"""Number of seconds after which a draft is shown again: only then is it noticed that a page was closed."""

LONGEST_HISTORY = 10
"""Number of turns handed to the engine with a question."""

UNEXPECTED = "Something went wrong while answering. The server’s log says more; you can go on asking."

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Pending:
    """A question that is being answered; a new conversation takes it away from its session.

    Attributes:
        number: of its turn in the conversation, from 1.
        draft: what is written so far; None before a language model is asked.
        is_stopped: whether the user wants no more to be written.
    """

    question: str
    number: int = 0
    draft: Draft | None = None
    is_stopped: bool = False

    @property
    def turn(self) -> ChatTurn:
        """What is written so far as a turn, so that its citations can be followed."""
        sentences = self.draft.sentences if self.draft else ()
        cited = {one.n: one for sentence in sentences for one in sentence.citations}
        citations: tuple[Citation, ...] = tuple(cited[n] for n in sorted(cited))
        return ChatTurn(self.question, Answer(self.question, self.question, "", 0.0, citations))


def take_turn(
    engine: Engine,
    pending: Pending,
    turns: Sequence[ChatTurn],
    filters: SearchFilter,
    threshold: float,
    *,
    written: bool = True,
    is_left: Callable[[], bool] = lambda: False,
) -> Iterator[Draft | ChatTurn]:
    """Ask one question of a conversation: yield drafts of its answer to show, then the turn.

    An error becomes a turn that tells of it. Where the question is left meanwhile, no turn comes.
    """
    question = pending.question
    shown = labels(filters, article_titles(engine.library.record, filters))
    earlier = () if filters and question in NAMES_ALL else turns
    history = [Turn(turn.question, turn.answer) for turn in earlier if turn.answer][-LONGEST_HISTORY:]
    began = time.perf_counter()
    try:
        drafts = engine.draft(question, history, filters, written=written)
        answer = yield from _paced(drafts, pending, is_left)
    except ArticleQAError as error:
        yield ChatTurn(question, problem=str(error), filter_labels=shown)
        return
    except Exception:
        _log.exception("A question in the chat failed.")
        yield ChatTurn(question, problem=UNEXPECTED, filter_labels=shown)
        return
    if answer is None:
        return
    seconds = time.perf_counter() - began
    only = filters.articles if filters == SearchFilter(articles=filters.articles) else ()
    yield ChatTurn(
        question, answer, threshold=threshold, seconds=seconds, filter_labels=shown, only_articles=only
    )


def _paced(
    drafts: Drafts, pending: Pending, is_left: Callable[[], bool]
) -> Generator[Draft, None, Answer | None]:
    """Yield the drafts that are worth showing, not too many a second; return the answer."""
    last, shown = 0.0, None
    with closing(drafts):
        for draft in drafts:
            if draft.answer or is_left():
                return draft.answer
            if pending.is_stopped:
                return drafts.throw(StopWriting()).answer
            pending.draft = draft
            silent = time.monotonic() - last
            if silent >= (LONGEST_SILENCE if draft == shown else BETWEEN_DRAFTS):
                last, shown = time.monotonic(), draft
                yield draft
    return None


def article_titles(record: Record, filters: SearchFilter) -> dict[str, str]:
    """Return the title of each article of a filter, by id; of one that was removed since, its id."""
    return {article_id: _title(record, article_id) for article_id in filters.articles}


def _title(record: Record, article_id: str) -> str:
    try:
        return record.article(article_id).title or article_id
    except ArticleNotFound:
        return article_id
