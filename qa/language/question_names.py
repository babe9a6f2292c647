"""Names in a question, word by word: those that its capitals tell, and those that may be names."""

import re

from index.text.calendar_words import MONTHS, WEEKDAYS
from index.text.words import STOP_WORDS
from qa.language.name_matching import normalized

CALENDAR = frozenset((*MONTHS, *WEEKDAYS))
"""The names of months and weekdays: they are written with a capital and name nobody."""

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = re.compile(
    r"\b(?:the|of|who|whose|whom|what|which|when|where|why|how|did|does|do|is|are|were|has|have)\b",
    re.IGNORECASE,
)
_VERB = re.compile("(?:ed|ing)$")
_AFTER_A_NAME = frozenset("s is was has had did does will would can could".split())
_BEFORE_A_NAME = frozenset(
    "of in from by with at near for on did does do has have had is was are were will would can could".split()
)


def question_names(question: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of a question that are names, and those that may be, in plain lower case.

    Its capitals tell; what opens a sentence may be one, and where all is in lower case or all in capitals,
    what stands where names do ("of niger"). What is put in brackets explains, and asks for nothing.
    """
    asked = re.sub(r"\([^()]*\)", " ", question)
    if not _ENGLISH.search(asked):
        return (), ()
    sure, maybe = [], []
    written = list(_WORD.finditer(asked))
    tell = _capitals_tell([word.group() for word in written])
    normal = [normalized(word.group()) for word in written]
    for word, name, before, after in zip(written, normal, ["", *normal], [*normal[1:], ""], strict=False):
        leading = asked[: word.start()].rstrip(" \t“”\"'‘(")
        opens = not leading or leading[-1] in ".?!:"
        if len(name) < 2 or name in STOP_WORDS | CALENDAR:
            continue
        if tell and word.group()[0].isupper() and not opens:
            sure.append(name)
        elif after in _AFTER_A_NAME if opens else before in _BEFORE_A_NAME and not _VERB.search(name):
            maybe.append(name)
    return tuple(dict.fromkeys(sure)), () if tell and sure else tuple(dict.fromkeys(maybe))


def _capitals_tell(written: list[str]) -> bool:
    """Whether the capitals of a question mark its names: not where they mark all of its words."""
    return not any(
        word[0].isupper() and word.lower() in STOP_WORDS and word not in ("I", "US") for word in written[1:]
    )
