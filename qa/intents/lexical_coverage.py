"""Lexical coverage: how many of the words of a subject a text has, in any form."""

import re

from index.text.words import STOP_WORDS
from qa.language.name_matching import normalized, same_name
from qa.language.word_forms import same_stem

LONGEST_ABBREVIATION = 5
"""Number of letters of an abbreviation, at most."""

VOWELS = frozenset("aeiouyAEIOUY")

_BETWEEN = r"(?:\s|-|\s(?:of|for|and|the|of the)\s)"


def lexical_coverage(subject: str, text: str) -> float:
    """Return the share of the subject's words that a text holds in some form, in [0, 1]."""
    names = set(re.findall(r"[^\W\d_a-z]\w*", subject))
    asked = [word for word in dict.fromkeys(re.findall(r"\w+", subject)) if _tells(word)]
    text = text.replace("U.S.", "US").replace("U.K.", "UK")
    said = {normalized(word) for word in re.findall(r"\w+", text) if _tells(word)}
    held = [
        any(
            same_name(normalized(word), other) or (word not in names and same_stem(normalized(word), other))
            for other in said
        )
        or _is_spelt_out(word, text)
        for word in asked
    ]
    return sum(held) / len(held) if held else 0.0


def _is_spelt_out(word: str, text: str) -> bool:
    """Whether a text has the name that an abbreviation's letters begin: "the United Ports" of UP.

    Typed in lower case, an abbreviation is known by its having no vowel.
    """
    is_abbreviated = word.isupper() or VOWELS.isdisjoint(word)
    if not (is_abbreviated and word.isalpha() and 1 < len(word) <= LONGEST_ABBREVIATION):
        return False
    word = word.upper()
    return bool(re.search(rf"\b{_BETWEEN.join(rf'{letter}[a-z]+' for letter in word)}\b", text))


def _tells(word: str) -> bool:
    """Whether a word of a subject is no stop word; US is none, as us is."""
    return len(word) > 1 and (word.isupper() or word.lower() not in STOP_WORDS)
