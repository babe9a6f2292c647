"""What the page remembers between two requests.

It is kept in the browser, so that a page goes on over a restart of the server; what comes from there may be
anything.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ui.render.filter_panel import Narrowed

SHORTEST_KEY = 20
"""Characters of the random key that tells a browser's conversations from everybody else's."""

LONGEST_NAME = 500
"""Characters of a source's name or an article's id or title."""

MOST_NARROWED = 50
"""Sources, and articles, that a question can be narrowed to."""


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
        editing: whether the next question takes the place of the last one.
    """

    key: str
    owner: str
    conversation: str = ""
    narrowed: Narrowed = field(default_factory=Narrowed)
    editing: bool = False

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
            narrowed=_narrowed(said.get("narrowed")),
            editing=said.get("editing") is True,
        )

    def to_page(self) -> str:
        """Return what the page is to remember."""
        narrowed = self.narrowed
        return json.dumps(
            {
                "key": self.key,
                "conversation": self.conversation,
                "editing": self.editing,
                "narrowed": {
                    "sources": narrowed.sources,
                    "since": narrowed.since.isoformat() if narrowed.since else None,
                    "until": narrowed.until.isoformat() if narrowed.until else None,
                    "articles": narrowed.articles,
                },
            }
        )


def day(text: object) -> date | None:
    """Return a day as a date field writes it; None where it says none."""
    try:
        return date.fromisoformat(_text(text))
    except ValueError:
        return None


def _narrowed(said: object) -> Narrowed:
    if not isinstance(said, dict):
        return Narrowed()
    pairs = [pair for pair in _list(said.get("articles")) if isinstance(pair, list) and len(pair) == 2]
    return Narrowed(
        sources=tuple(filter(None, map(_text, _list(said.get("sources"))))),
        since=day(said.get("since")),
        until=day(said.get("until")),
        articles=tuple((_text(article_id), _text(title)) for article_id, title in pairs if _text(article_id)),
    )


def _list(said: object) -> list[Any]:
    return said[:MOST_NARROWED] if isinstance(said, list) else []


def _text(said: object) -> str:
    return said[:LONGEST_NAME] if isinstance(said, str) else ""
