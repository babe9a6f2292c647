"""Scopes: which words of a sentence stand under a negation, a hedge or somebody's words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qa.grounding.lexicon import Vocabulary
from qa.grounding.tokens import Token, content


@dataclass(frozen=True, slots=True)
class Scope:
    """The content words of a sentence that a cue qualifies.

    Attributes:
        cue: as it is written.
        words: what it qualifies; empty where that is not told.
        source: the words for whoever says it, in a scope of somebody's words.
    """

    cue: str
    words: tuple[Token, ...]
    source: tuple[Token, ...] = ()


def after(sentence: Sequence[Token], place: int, clauses: int = 1) -> tuple[Token, ...]:
    """Return the content tokens after a place, as far as so many clauses."""
    if place >= len(sentence):
        return ()
    last = sentence[place].clause + clauses - 1
    return tuple(content(token for token in sentence[place:] if token.clause <= last))


def reliance(claim: Sequence[Token], inside: Iterable[Token], outside: Iterable[Token]) -> float:
    """Return the share of a claim's content words that only the tokens inside a scope have."""
    own = [token for token in claim if token.is_content]
    scoped, free = (Vocabulary(token.word for token in listed) for listed in (inside, outside))
    relied = [token for token in own if token.word in scoped and token.word not in free]
    return len(relied) / len(own) if own else 0.0
