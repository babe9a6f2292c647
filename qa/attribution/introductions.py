"""Introductions: where a text says who somebody is, by a title before the name or an apposition after it."""

import re

from index.passages import Span
from index.text.words import STOP_WORDS
from qa.attribution.cues import meanings_of
from qa.attribution.role_nouns import ADJECTIVES, PERSON_NOUNS, TITLE_NOUNS, is_role, singular

LONGEST_INTRODUCTION = 120
"""Number of characters of an introduction at most: a name with its apposition or title."""

MODIFIERS = frozenset(
    """
    former ex then late senior chief deputy vice acting assistant associate interim outgoing incoming
    longtime veteran retired presumptive lead top fellow co junior executive managing honorary emeritus
    first second third prime foreign
    """.split()
)
"""Words that stand before a role noun and belong to it."""

_DETERMINERS = frozenset("a an the his her its their our one another some both".split())
_WORD = re.compile(r"[\w’'.&/-]*\w")
_BEFORE = re.compile(r"(?<![\w’'-])[\w’'.&/-]*[\w.](?=\s{1,2}$)")
_PARTY = re.compile(r"\s\([A-Z][\w.,-]{0,12}\)")
_ABBREVIATED = "".join(
    rf"(?<!\b{word})" for word in "Mr Mrs Ms Dr St Jr Sen Gov Rep Gen U.S D.C [A-Z]".split()
)
_TITLE = r"“[^”\n]{1,60}”|\"[^\"\n]{1,60}\""
_APPOSITION = re.compile(
    rf",\s(?:who\s(?:is|was|has\sbeen|works\sas|serve[sd]\sas)\s)?(?P<words>(?:[^,;:()“”\"\n.—–]|\.(?=\w)|(?<=[A-Z])\.|(?<=\w\w)\.(?=\s[A-Z])|{_TITLE}){{2,110}}?)"
    rf"(?=[,;:()\n—–]|{_ABBREVIATED}\.(?:\s|$)|$|\s(?:who|whose|which|said|says|told|added|wrote)\b)"
)
_LONG_APPOSITION = re.compile(
    r",\s(?P<words>[^,;:()“”\"\n.—–]{2,110})(?=\s(?:of|for|at|in|on|and|with|who|that|from)\s)"
)
_PHRASE_ENDS = re.compile(r",\s(?:who\s(?:is|was)\s)?|[(;]")
_HEAD_ENDS = re.compile(r"\s(?:of|for|at|in|from|to|with|on|by|about)\s")
_IN_A_PLACE = re.compile(r"\b(?:in|at|near|from|outside)\s$", re.IGNORECASE)
_AGE = re.compile(r",\s\d{1,3}(?=[,.])")
_BEFORE_A_COMMA = re.compile(
    r"(?:(?<=\s)|^)(?:the|a|an|one|his|her|its|their|[\w-]{1,40}[’']s)\s"
    r"(?:(?!and\b|or\b)[\w’'-]{1,30}\s){0,4}?(?P<role>[\w-]{2,30})(?:\s(?:of|for|at|in|from|on|to)\s[^,.;:()“”\"\n]{1,70})?,\s$",
    re.IGNORECASE,
)
_NO_NOUN = re.compile(r"(?:ed|ing|ly)$")
_AGENT = re.compile(r"^[a-z-]{3,}(?:er|or|ist|ian|ant|man|woman)$")
"""Regular expression of a noun that may say what somebody is or does."""
_TIMES = frozenset("day week month year decade moment few".split())
_WORDS_BEFORE_ROLE = 7
"""Number of words of an apposition among which its role noun stands."""


def introduction(text: str, start: int, end: int) -> Span:
    """Return the place of a name at `start:end` with the title before it and the apposition after it."""
    first = _title_start(text, start)
    if _IN_A_PLACE.search(text[max(0, start - 12) : start]):
        # "In Aahus, the mayor said": a place is not the mayor.
        return first, end
    last = _apposition_end(text, end, LONGEST_INTRODUCTION - (end - first))
    return first, last


def role_words(text: str, start: int, end: int) -> frozenset[str]:
    """Return the nouns for what somebody is in `text[start:end]`, singular and in lower case.

    What follows a preposition is somebody else: "adviser", of "an adviser to the mayor".
    """
    heads = (_HEAD_ENDS.split(phrase)[0] for phrase in _PHRASE_ENDS.split(text[start:end]))
    words = (word.lower() for head in heads for word in _WORD.findall(head))
    return frozenset(singular(TITLE_NOUNS.get(word, word)) for word in words if is_role(word))


def _title_start(text: str, start: int) -> int:
    window = max(0, start - LONGEST_INTRODUCTION)
    before = text[window:start].rpartition("\n")[2]
    offset = start - len(before)
    with_comma = _BEFORE_A_COMMA.search(before)
    if with_comma and with_comma["role"].lower() in PERSON_NOUNS:
        return offset + with_comma.start()
    word = _BEFORE.search(before)
    if word is None or word.group().lower() not in PERSON_NOUNS - ADJECTIVES:
        return start
    return offset + _noun_phrase_start(before, word.start())


def _noun_phrase_start(before: str, at: int) -> int:
    """Return where the noun phrase begins whose role noun stands at `at`: if it has one, its determiner."""
    sure, unknown = at, 0
    is_capital = before[at].isupper()
    for _ in range(5):
        word = _BEFORE.search(before[:at])
        if word is None or word.group().endswith("."):
            break
        written, following, at = word.group(), at, word.start()
        plain = written.lower()
        if plain in _DETERMINERS:
            return at
        if (written[0].isupper() and plain not in STOP_WORDS) or plain in MODIFIERS or is_role(plain):
            if unknown > 1:
                break
            sure, is_capital = at, written[0].isupper()
        elif is_capital or plain in STOP_WORDS or _NO_NOUN.search(plain) or meanings_of(plain):
            # "said mill owner Bo Berg"
            return following if unknown == 1 else sure
        else:
            unknown += 1
    return sure


def _apposition_end(text: str, end: int, room: int) -> int:
    if party := _PARTY.match(text, end):
        end = party.end()
    last = age.end() if (age := _AGE.match(text, end)) else end
    found = _APPOSITION.match(text, last)
    if found is None or found.end() - end > room:
        found = _LONG_APPOSITION.match(text, last, min(len(text), end + max(0, room)))
    return found.end() if found and _describes(found["words"]) else last


def _describes(words: str) -> bool:
    """Whether the words between two commas say what somebody is."""
    listed = [word.strip('“”"') for word in words.split()[:_WORDS_BEFORE_ROLE]]
    roles = [place for place, word in enumerate(listed) if is_role(word.lower().rstrip("’'"))]
    opening = listed[0].lower()
    if listed[:2] == ["one", "of"]:
        return True
    if opening in ("a", "an"):
        return listed[1:2] != [] and listed[1] not in _TIMES
    if opening in _DETERMINERS:
        return bool(roles) or any(_AGENT.search(word) for word in listed[1:4])
    if not roles or (opening in STOP_WORDS and opening not in MODIFIERS):
        return False
    if (_NO_NOUN.search(opening) or meanings_of(opening)) and opening not in MODIFIERS and roles[0] > 0:
        return False
    # "Bo Berg, Mayor Ann Ek and others": the next of a list.
    role, after = listed[roles[0]], listed[roles[0] + 1 : roles[0] + 2]
    return not (role[0].isupper() and after and after[0][0].isupper())
