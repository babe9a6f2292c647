"""Ellipsis resolution by substitution: "And Sweden?" asks the question before of another name or year."""

import re

from qa.language.name_extraction import certain_names, name_texts

OPENING = re.compile(r"\s*(?:and|but|so|or|then|also|what about|how about)\b[\s,:]*", re.IGNORECASE)
"""Regular expression of words that join a question to the one before."""

LONGEST_NAME = 60
"""Number of characters of a follow-up's name or year, at most."""

LONGEST_BEFORE = 300
"""Number of characters of the question before, at most."""

_WHERE_OR_WHEN = "in|at|on|from|to|near|during|under|after|before|since"
_OTHER = re.compile(
    rf"(?:(?P<preposition>{_WHERE_OR_WHEN}|with|for|by|about|against|of)\s+)?(?P<the>the\s+)?(?P<other>\S.*?)[\s?.!]*",
    re.IGNORECASE,
)
_CIRCUMSTANCE = re.compile(rf"\b(?:{_WHERE_OR_WHEN})\s+(?:the\s+)?$", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b(?!\s?[-–]\s?\d)")


def substitute(question: str, before: str) -> str:
    """Return the question before with the name or year in it replaced by the one that this question names.

    "" where this one says more, or where it might stand for several things: "And Lind?" after "When did
    Berg visit Aahus?", or for none: after "What happened in Aahus?".
    """
    opening = OPENING.match(question)
    if not opening or len(question) - opening.end() > LONGEST_NAME or len(before) > LONGEST_BEFORE:
        return ""
    asked = _OTHER.fullmatch(question, opening.end())
    if not asked:
        return ""
    other = asked["other"]
    if _YEAR.fullmatch(other):
        places = [match.span() for match in _YEAR.finditer(before)]
    elif name_texts(f"of {other}") == [other]:
        places = [(name.start, name.end) for name in certain_names(before)]
    else:
        return ""
    if len(places) != 1 and not asked["preposition"]:
        return ""
    return _replaced(before, [place for place in places if _stands_alike(before[: place[0]], asked)], other)


def _stands_alike(leading: str, asked: re.Match[str]) -> bool:
    """Whether what leads up to a name goes with what stands before the other: preposition and article."""
    preposition, article = asked["preposition"], "the" if asked["the"] else ""
    if article and not re.search(r"\bthe\s+$", leading, re.IGNORECASE):
        return False
    if preposition:
        return bool(re.search(rf"\b{preposition}\s+(?:the\s+)?$", leading, re.IGNORECASE))
    return bool(_YEAR.fullmatch(asked["other"])) or not _CIRCUMSTANCE.search(leading)


def _replaced(before: str, places: list[tuple[int, int]], other: str) -> str:
    if len(places) != 1 or before[slice(*places[0])] == other:
        return ""
    start, end = places[0]
    if re.match(r"\w", before[end:]) or re.search(r"\w$", before[:start]):
        return ""  # a part of a word
    return f"{before[:start]}{other}{before[end:]}"
