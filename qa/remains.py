"""What is left of an article that is gone: the quotes of it that were kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from index.articles import Article

Kept = dict[str, Any]
"""Plain values for JSON."""

GAP = " … "
"""Between the quotes of an article that is gone, in place of the text they stood in."""

Piece = tuple[int, int, str]
"""What is left of an article at one place: where it stood there, and its words."""


@dataclass(frozen=True, slots=True)
class Remains:
    """An article of which only quotes are left, and where each piece begins in what is left."""

    article: Article
    begins: dict[Piece, int]


def quote_in(stored: Kept) -> Piece:
    """Return the quote of a stored citation."""
    return stored["start"], stored["end"], stored["quote"]


def context_in(stored: Kept) -> Piece:
    """Return the context of a stored citation that has one."""
    return stored["context"][0], stored["context"][1], stored["context_text"]


def remains_of(citations: Iterable[Kept]) -> dict[str, Remains]:
    """Put together what stored citations leave of each article, in the order in which it stood there."""
    cards: dict[str, Kept] = {}
    pieces: dict[str, set[Piece]] = {}
    for stored in citations:
        name = stored["article"]["id"]
        cards[name] = stored["article"]
        pieces.setdefault(name, set()).add(quote_in(stored))
        if stored["context"]:
            pieces[name].add(context_in(stored))
    return {name: _joined(cards[name], sorted(of_article)) for name, of_article in pieces.items()}


def _joined(card: Kept, pieces: list[Piece]) -> Remains:
    begins: dict[Piece, int] = {}
    text = ""
    for piece in pieces:
        text += GAP if text else ""
        begins[piece] = len(text)
        text += piece[2]
    article = Article(
        id=card["id"],
        text=text,
        title=card["title"],
        source=card["source"],
        author=card["author"],
        published=date.fromisoformat(card["published"][:10]) if card["published"] else None,
        url=card["url"],
        path=card["path"],
    )
    return Remains(article, begins)
