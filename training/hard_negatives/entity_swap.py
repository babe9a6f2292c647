"""Hard negatives by entity swap: with another name or number the passage does not answer the question.

The passage may hold the other name too, in a sentence that does not answer. A network that is never asked
such questions takes any answer of the right type.
"""

import random
import re
from collections.abc import Collection, Sequence

from index.passages import Span, sentences
from training.word_prefixes import word_prefixes

_WORD = r"[A-Z]\w+(?:[’'-](?!s\b)\w+)*"
_NAME = re.compile(rf"(?<!\w){_WORD}(?:\s{_WORD})*|\d[\d,.]*\d|\d")
"""Capitalised words in a row, without the genitive's s, or a number."""


def entities(text: str) -> list[str]:
    """Return the capitalised names and the numbers in a sentence, but for a first word."""
    return [found.group() for found in _NAME.finditer(text) if found.start() or found.group()[0].isdigit()]


def entities_elsewhere(context: str, read: Span, answer: Span) -> list[str]:
    """Return the entities of a passage that the sentence with the answer does not hold."""
    parts = sentences(context, *read)
    answering = [context[start:end] for start, end in parts if end > answer[0] and start < answer[1]]
    others = [context[start:end] for start, end in parts if end <= answer[0] or start >= answer[1]]
    known = word_prefixes(" ".join(answering))
    return [name for part in others for name in entities(part) if not word_prefixes(name) <= known]


def swap_entity(question: str, others: Collection[str], rng: random.Random) -> str | None:
    """Return the question with one of its entities swapped, a number for a number; None where none fits."""
    exchanged = choose_swap(entities(question), question, others, rng)
    return replace_entity(question, *exchanged) if exchanged else None


def choose_swap(
    own: Sequence[str], question: str, others: Collection[str], rng: random.Random
) -> tuple[str, str] | None:
    """Return one of a question's entities and another that fits in its place; None where none does."""
    if not own:
        return None
    name = rng.choice(own)
    asked, replaced = word_prefixes(question), word_prefixes(name)
    fitting = [
        other
        for other in others
        if other[0].isdigit() == name[0].isdigit()
        and not word_prefixes(other) <= asked
        and not replaced <= word_prefixes(other)
    ]
    return (name, rng.choice(fitting)) if fitting else None


def replace_entity(text: str, name: str, other: str) -> str:
    """Return the text with one entity in the place of another, wherever it is no part of a word."""
    return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda _: other, text)
