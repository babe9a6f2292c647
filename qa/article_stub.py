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
"""A quote, a context or a speaker of a deleted article: where it began and ended there, and its words."""


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


def speaker_of(stored: StoredCitation) -> Piece:
    """Return the speaker of a stored citation that has one, as the article introduces them."""
    return stored["speaker"]["start"], stored["speaker"]["end"], stored["speaker_text"]


def make_stubs(citations: Iterable[StoredCitation]) -> dict[str, Stub]:
    """Return the stub of each article of these citations, by id; its pieces stand in their old order.

    A speaker who stands in a quote or a context is no piece of its own; others stand at the end.
    """
    cards: dict[str, dict[str, Any]] = {}
    pieces: dict[str, set[Piece]] = {}
    speakers: dict[str, set[Piece]] = {}
    for stored in citations:
        article_id = stored["article"]["id"]
        cards[article_id] = stored["article"]
        pieces.setdefault(article_id, set()).add(quote_of(stored))
        if stored["context"]:
            pieces[article_id].add(context_of(stored))
        if stored.get("speaker"):
            speakers.setdefault(article_id, set()).add(speaker_of(stored))
    return {
        article_id: _stub(cards[article_id], pieces[article_id], speakers.get(article_id, set()))
        for article_id in cards
    }


def _stub(card: dict[str, Any], pieces: set[Piece], speakers: set[Piece]) -> Stub:
    begins: dict[Piece, int] = {}
    text = ""
    for piece in (*sorted(pieces), *sorted(speakers - pieces)):
        start, end, words = piece
        around = (known for known in sorted(pieces) if known[0] <= start and end <= known[1])
        # Two versions of an article may have had other words at one place.
        whole = next((known for known in around if known[2][start - known[0] :].startswith(words)), None)
        if piece not in pieces and whole:
            begins[piece] = begins[whole] + start - whole[0]
            continue
        text += GAP if text else ""
        begins[piece] = len(text)
        text += words
    published = date.fromisoformat(card["published"][:10]) if card["published"] else None
    known = {name: card[name] for name in ("id", "title", "source", "author", "url", "path")}
    return Stub(Article(text=text, published=published, **known), begins)
