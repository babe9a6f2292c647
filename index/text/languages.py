"""Language identification by script and by the commonest words."""

import re

from index.text.scripts import is_cyrillic, is_mainly_non_latin

SAMPLE_LENGTH = 1000
"""Number of characters from the beginning of a text that are looked at."""

_WORDS = {
    "en": (
        "the of and to in on for with a an is are was were be been has have had that this these "
        "those it its he she they "
        "his her their as at by from or but not which who what when where why how whose whom will "
        "would can could do "
        "does did many much into about after before there than then more most said"
    ),
    "de": (
        "der die das den dem des und ist sind nicht wer wen wem wann wie viel viele wo wohin warum "
        "welche welcher "
        "welches wurde wurden wird werden ein eine einen einem einer für auf mit von zum zur im am "
        "sich auch nach bei "
        "wovor wofür womit woher sagte hat haben"
    ),
    "fr": (
        "le la les des du de est sont et une un qui que quand combien où pourquoi comment quel "
        "quelle quels quelles "
        "dans pour sur avec au aux ce cette sera seront ont par ne pas il elle plus"
    ),
    "es": (
        "el la los las del de que en y es una un por para con se qué quién quiénes cuándo cuánto "
        "cuánta cuántos cuántas "
        "dónde cómo cuál será son su al lo más como fue"
    ),
}
_SETS = {language: frozenset(words.split()) for language, words in _WORDS.items()}


def language_of(text: str) -> str:
    """Return "en", "de", "fr", "es", or "ru" for any text in Cyrillic letters; "" for other scripts.

    A text of Latin letters is English unless it has more than twice as many of another's commonest words.
    """
    opening = text[:SAMPLE_LENGTH]
    if not opening.isascii() and is_mainly_non_latin(opening):
        return "ru" if is_cyrillic(opening) else ""
    words = re.findall(r"[^\W\d_]+", opening.lower())
    counts = {language: sum(word in common for word in words) for language, common in _SETS.items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > 2 * counts["en"] else "en"
