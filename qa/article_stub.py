"""The stub of a deleted article: an article whose text is only what stored citations quote of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from index.articles import Article

GAP = " … "
"""Text between two quotes of a deleted article, in place of what stood there."""

StoredCitation = dict[str, Any]
"""A citation as `qa.answer_json.serialize` stores it."""

Piece = tuple[int, int, str]
"""A quote or a context of a deleted article: where it began and ended there, and its words."""


@dataclass(frozen=True, slots=True)
class Stub:
    """What is left of a deleted article, and where each piece begins in the text that is left."""

    article: Article
    begins: dict[Piece, int]


def quote_of(stored: StoredCitation) -> Piece:
    """Return the quote of a stored citation."""
    return stored["start"], stored["end"], stored["quote"]


def context_of(stored: StoredCitation) -> Piece:
    """Return the context of a stored citation that has one."""
    return stored["context"][0], stored["context"][1], stored["context_text"]


def make_stubs(citations: Iterable[StoredCitation]) -> dict[str, Stub]:
    """Return the stub of each article of these citations, by id; its pieces stand in their old order."""
    cards: dict[str, dict[str, Any]] = {}
    pieces: dict[str, set[Piece]] = {}
    for stored in citations:
        article_id = stored["article"]["id"]
        cards[article_id] = stored["article"]
        pieces.setdefault(article_id, set()).add(quote_of(stored))
        if stored["context"]:
            pieces[article_id].add(context_of(stored))
    return {article_id: _stub(cards[article_id], sorted(pieces[article_id])) for article_id in cards}


def _stub(card: dict[str, Any], pieces: list[Piece]) -> Stub:
    begins: dict[Piece, int] = {}
    text = ""
    for piece in pieces:
        text += GAP if text else ""
        begins[piece] = len(text)
        text += piece[2]
    published = date.fromisoformat(card["published"][:10]) if card["published"] else None
    known = {name: card[name] for name in ("id", "title", "source", "author", "url", "path")}
    return Stub(Article(text=text, published=published, **known), begins)
