"""The client state: what a page keeps in the browser between two requests.

A page goes on with it over a restart of the server; what comes from a browser may be anything.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from index.filters import NO_FILTER, SearchFilter

SHORTEST_KEY = 20
"""Characters of the random key that tells a browser's conversations from everybody else's."""

LONGEST_NAME = 500
"""Characters of a source's name or an article's id."""

MOST_IN_A_FILTER = 50
"""Number of sources, and of articles, that a search filter of a page can hold."""


def user_of(request: Any) -> str | None:
    """Return the name of who signed in and sent one of gradio's requests; None where nobody has to."""
    user = request.request.scope.get("user")
    return None if user is None else str(user)


@dataclass(frozen=True, slots=True)
class ClientState:
    """One page in one browser.

    Attributes:
        key: what the browser keeps to come back to its conversations.
        owner: whose conversations they are: the signed-in user's, else the browser's.
        conversation: the id of the one on the page; "" before its first answer.
        filters: what its next questions are searched in.
        editing: whether the next question takes the place of the last one.
        written: whether a language model is to write the next answers, where there is one.
    """

    key: str
    owner: str
    conversation: str = ""
    filters: SearchFilter = NO_FILTER
    editing: bool = False
    written: bool = True

    @classmethod
    def of(cls, page: str, user: str | None) -> "ClientState":
        """Read what the page remembers; what cannot be read is forgotten."""
        try:
            found = json.loads(page or "{}")
        except ValueError:
            found = {}
        said: Mapping[str, Any] = found if isinstance(found, dict) else {}
        key = _text(said.get("key"))
        key = key if len(key) >= SHORTEST_KEY else secrets.token_urlsafe(24)
        return cls(
            key=key,
            owner=f"user {user}" if user else f"browser {key}",
            conversation=_text(said.get("conversation")),
            # Pages of earlier versions call it "narrowed".
            filters=_filter(said.get("filters", said.get("narrowed"))),
            editing=said.get("editing") is True,
            written=said.get("written") is not False,
        )

    def to_page(self) -> str:
        """Return what the page is to remember."""
        filters = self.filters
        return json.dumps(
            {
                "key": self.key,
                "conversation": self.conversation,
                "editing": self.editing,
                "written": self.written,
                "filters": {
                    "sources": filters.sources,
                    "since": filters.since.isoformat() if filters.since else None,
                    "until": filters.until.isoformat() if filters.until else None,
                    "articles": filters.articles,
                },
            }
        )


def day(text: object) -> date | None:
    """Return a day as a date field writes it; None where it says none."""
    try:
        return date.fromisoformat(_text(text))
    except ValueError:
        return None


def _filter(said: object) -> SearchFilter:
    if not isinstance(said, dict):
        return NO_FILTER
    # Pages of earlier versions keep each article's title beside its id.
    articles = (
        entry[0] if isinstance(entry, list) and entry else entry for entry in _list(said.get("articles"))
    )
    return SearchFilter(
        sources=tuple(filter(None, map(_text, _list(said.get("sources"))))),
        since=day(said.get("since")),
        until=day(said.get("until")),
        articles=tuple(filter(None, map(_text, articles))),
    )


def _list(said: object) -> list[Any]:
    return said[:MOST_IN_A_FILTER] if isinstance(said, list) else []


def _text(said: object) -> str:
    return said[:LONGEST_NAME] if isinstance(said, str) else ""
