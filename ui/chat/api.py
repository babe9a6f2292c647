"""The chat server's endpoints for programs (`gradio_client`, plain HTTP): `ask`, `search`, `articles`.

All else of the page is private to it.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from index.errors import ArticleQAError
from qa.answer_json import to_json
from qa.engine import Engine
from ui.chat.turn import ASKED_AT_ONCE, UNEXPECTED
from ui.service import Service, read_filter

Given = ParamSpec("Given")
Returned = TypeVar("Returned")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Endpoints:
    """What programs call. The signatures and docstrings are published."""

    service: Service

    # Gradio hands everything over by position.
    def ask(  # noqa: PLR0917
        self,
        question: str,
        history: list[list[str]] | None = None,
        sources: list[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        articles: list[str] | None = None,
        asked: str | None = None,
        strict: bool = False,
        written: bool = True,
    ) -> dict[str, Any]:
        """Answer a request with exact quotes from the articles, or refuse (answered: false).

        A fact, a summary, a timeline, who said what, who is quoted, a comparison, names, who or what
        something is, facts of the articles themselves: kind says what was asked for. Every citation holds
        its quote, the place (start, end) in its article's text, the article, and the speaker where its
        words are somebody's (name, and the place where the article introduces them). sections: the citations
        by heading (a day, a speaker, a side, a name); empty for a plain answer.
        history: the conversation so far, [[question, answer text], ...], oldest first. sources, since,
        until, articles: use only articles of these sources, published between these days (2024-06-16, both
        included), of these ids. asked: the day of asking, today unless given. strict: answer only when
        very sure. written: have the language model of this server write the answer, if it has one: text is
        then its prose, of which every sentence that holds cites the quotes it was checked against, and
        writing tells of all that it wrote; what has holds: false there is no part of the answer.
        """
        filters = read_filter(sources, since, until, articles)
        answer = self.service.ask(question, history, filters, asked, strict=strict, written=written)
        result: dict[str, Any] = _without_paths(to_json(answer))
        return result

    def search(  # noqa: PLR0917
        self,
        query: str,
        k: int = 10,
        sources: list[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        articles: list[str] | None = None,
    ) -> list[dict[str, Any]]:
        """Find the k passages nearest to a query, best first: text, place, score and article of each.

        A passage found is not an answer. sources, since, until, articles: as for ask.
        """
        hits = self.service.search(query, k, read_filter(sources, since, until, articles))
        return [_without_paths(hit.to_json()) for hit in hits]

    def articles(self, query: str | None = None) -> list[dict[str, str | None]]:
        """List the articles: id, title, source, author, published and url of each.

        query: only those with all these words in id, title, source, author or url.
        """
        return [_without_paths(article) for article in self.service.articles(query)]


def add_endpoints(assistant: Engine, at_once: int = ASKED_AT_ONCE, *, strict: bool = False) -> None:
    """Add the endpoints to the page that is being built: call this inside its `with blocks:`.

    `at_once` is the number of questions answered at the same time, those of the page among them; where it is
    `strict`, nothing is told of what is held back.
    """
    from gradio.context import get_blocks_context
    from gradio.events import api

    endpoints = Endpoints(Service(assistant, strict))
    functions = (endpoints.ask, endpoints.search, endpoints.articles)
    page = get_blocks_context()
    for event in page.fns.values() if page else ():
        # A private event of the page is named after its function, and the first of a name keeps it.
        if event.api_name in {function.__name__ for function in functions}:
            event.api_name = f"page_{event.api_name}"
    for function in functions:
        api(
            _with_clear_errors(function),
            api_name=function.__name__,
            concurrency_limit=at_once,
            concurrency_id="ask",
        )


def _without_paths(result: Any) -> Any:
    """Leave out where files lie: that is this machine's own, and `gradio_client` would fetch them."""
    if isinstance(result, dict):
        return {name: _without_paths(value) for name, value in result.items() if name != "path"}
    return [_without_paths(value) for value in result] if isinstance(result, list) else result


def _with_clear_errors(function: Callable[Given, Returned]) -> Callable[Given, Returned]:
    """Tell a caller what went wrong in a sentence; of a bug, only that it is one."""
    import gradio as gr

    @wraps(function)
    def call(*given: Given.args, **named: Given.kwargs) -> Returned:
        try:
            return function(*given, **named)
        except ArticleQAError as error:
            raise gr.Error(str(error), print_exception=False) from None
        except Exception as error:
            _log.exception("A call from outside failed.")
            raise gr.Error(UNEXPECTED, print_exception=False) from error

    return call
