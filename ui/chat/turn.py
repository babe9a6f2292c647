"""One question of the chat, asked of the engine. Knows nothing of gradio."""

import logging
import time
from collections.abc import Sequence

from index.errors import ArticleNotFound, ArticleQAError
from index.filters import SearchFilter
from index.store.protocol import Record
from qa.engine import Engine
from qa.turns import Turn
from ui.render.filter_panel import labels
from ui.render.requests import NAMES_ALL
from ui.render.turns import ChatTurn

ASKED_AT_ONCE = 4
"""Number of questions answered at the same time; gradio would take one. More only share the cores."""

LONGEST_HISTORY = 10
"""Number of turns handed to the engine with a question."""

UNEXPECTED = "Something went wrong while answering. The server’s log says more; you can go on asking."

_log = logging.getLogger(__name__)


def take_turn(
    engine: Engine, question: str, turns: Sequence[ChatTurn], filters: SearchFilter, threshold: float
) -> ChatTurn:
    """Ask one question of a conversation; an error becomes a turn that tells of it."""
    shown = labels(filters, article_titles(engine.library.record, filters))
    earlier = () if filters and question in NAMES_ALL else turns
    history = [Turn(turn.question, turn.answer) for turn in earlier if turn.answer][-LONGEST_HISTORY:]
    began = time.perf_counter()
    try:
        answer = engine.answer(question, history, filters)
    except ArticleQAError as error:
        return ChatTurn(question, problem=str(error), filter_labels=shown)
    except Exception:
        _log.exception("A question in the chat failed.")
        return ChatTurn(question, problem=UNEXPECTED, filter_labels=shown)
    seconds = time.perf_counter() - began
    only = filters.articles if filters == SearchFilter(articles=filters.articles) else ()
    return ChatTurn(
        question, answer, threshold=threshold, seconds=seconds, filter_labels=shown, only_articles=only
    )


def article_titles(record: Record, filters: SearchFilter) -> dict[str, str]:
    """Return the title of each article of a filter, by id; of one that was removed since, its id."""
    return {article_id: _title(record, article_id) for article_id in filters.articles}


def _title(record: Record, article_id: str) -> str:
    try:
        return record.article(article_id).title or article_id
    except ArticleNotFound:
        return article_id
