"""What the chat asks of the engine, and one question asked of it. Knows nothing of gradio."""

import logging
import time
from collections.abc import Sequence

from index.errors import ArticleQAError
from ui.engine import Engine
from ui.render.filter_panel import Narrowed
from ui.render.turns import Turn

ASKED_AT_ONCE = 4
"""Questions answered at the same time; gradio would take one. More only share the same processor cores."""

LONGEST_HISTORY = 10
"""Exchanges handed to the engine with a question."""

UNEXPECTED = "Something went wrong while answering. The server’s log says more; you can go on asking."

_log = logging.getLogger(__name__)


def take_turn(
    assistant: Engine, question: str, turns: Sequence[Turn], narrowed: Narrowed, threshold: float
) -> Turn:
    """Ask one question of a conversation; an error becomes a turn that tells of it."""
    labels, within = narrowed.labels(), narrowed.articles_alone()
    history = [(turn.question, turn.answer.text) for turn in turns if turn.answer][-LONGEST_HISTORY:]
    began = time.perf_counter()
    try:
        answer = assistant.ask(
            question,
            history=history,
            sources=narrowed.sources or None,
            since=narrowed.since,
            until=narrowed.until,
            articles=[article_id for article_id, _ in narrowed.articles] or None,
        )
    except ArticleQAError as error:
        return Turn(question, problem=str(error), narrowed=labels)
    except Exception:
        _log.exception("A question in the chat failed.")
        return Turn(question, problem=UNEXPECTED, narrowed=labels)
    seconds = time.perf_counter() - began
    return Turn(question, answer, threshold=threshold, seconds=seconds, narrowed=labels, within=within)
