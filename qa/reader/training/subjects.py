"""Questions of another subject: a name or number of theirs is exchanged, and the passage answers no more.

The passage may hold the other name too, in a sentence that does not answer. Whoever is asked such questions
learns what is said of whom; who never is takes any answer of the right kind.
"""

import random
import re
import unicodedata
from collections.abc import Collection, Sequence

from index.passages import Span, sentences

_WORD = r"[A-Z]\w+(?:[’'-](?!s\b)\w+)*"
_NAME = re.compile(rf"(?<!\w){_WORD}(?:\s{_WORD})*|\d[\d,.]*\d|\d")
"""Capitalised words in a row, without the genitive's s, or a number."""

ALIKE = 4
"""Letters two words begin with, to be taken for forms of one another: German, Germany."""


def names(text: str) -> list[str]:
    """Return the names and numbers in a sentence, but for a first word, whose capital says nothing."""
    return [found.group() for found in _NAME.finditer(text) if found.start() or found.group()[0].isdigit()]


def names_beside(context: str, read: Span, answer: Span) -> list[str]:
    """Return the names of a passage that the sentence with the answer does not hold."""
    parts = sentences(context, *read)
    answering = [context[start:end] for start, end in parts if end > answer[0] and start < answer[1]]
    others = [context[start:end] for start, end in parts if end <= answer[0] or start >= answer[1]]
    known = beginnings(" ".join(answering))
    return [name for part in others for name in names(part) if not beginnings(name) <= known]


def of_another(question: str, others: Collection[str], chance: random.Random) -> str | None:
    """Put a name in the place of one in the question, a number for a number; None where none fits."""
    exchanged = another(names(question), question, others, chance)
    return put(question, *exchanged) if exchanged else None


def another(
    own: Sequence[str], question: str, others: Collection[str], chance: random.Random
) -> tuple[str, str] | None:
    """Return one of a question's names, and one that fits in its place; None where none does."""
    if not own:
        return None
    name = chance.choice(own)
    asked, replaced = beginnings(question), beginnings(name)
    fitting = [
        other
        for other in others
        if other[0].isdigit() == name[0].isdigit()
        and not beginnings(other) <= asked
        and not replaced <= beginnings(other)
    ]
    return (name, chance.choice(fitting)) if fitting else None


def put(text: str, name: str, other: str) -> str:
    """Put a name in the place of another, wherever it is no part of a word."""
    return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", lambda _: other, text)


def beginnings(text: str) -> set[str]:
    """Return what the words of a text begin with, by which forms of one word are known."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return {word[:ALIKE] for word in re.findall(r"\w+", plain)}
