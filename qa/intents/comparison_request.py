"""What a request for a comparison asks for: its sides, as it words them, and what they are compared in."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from index.text.words import STOP_WORDS, words
from qa.catalog.vocabulary import REQUEST_WORDS

MOST_SIDES = 3
"""Number of sides that are compared, at most."""

_TOPIC = re.compile(
    r"\s(?:on|about|regarding|concerning|over|when it comes to|in terms of|with regard to|as to|for)\s+"
    r"(?P<topic>[^?.!]+)",
    re.IGNORECASE,
)
_DIFFER = re.compile(r"\s(?:differ|disagree|agree)\s+(?!from\b)(?P<topic>[^?.!]+)", re.IGNORECASE)
_VERSUS = re.compile(
    r"\s+(?:versus|vs\.?|v\.|compared (?:to|with)|as opposed to|in contrast (?:to|with)|against|than)\s+",
    re.IGNORECASE,
)
_COORDINATED = re.compile(r"\s*[,&]\s*(?:and\s+|or\s+)?|\s+(?:and|or|with|to|from)\s+", re.IGNORECASE)
_ORDERS = frozenset("first second third last latest newest oldest recent most previous three my our".split())
"""Words that tell which of the articles are meant."""

_ASKING = (
    STOP_WORDS
    | (REQUEST_WORDS - _ORDERS)
    | frozenset("report reports right wrong role roles conflict conflicts".split())
)
"""Words of a request for a comparison that name no side, where it begins or ends with them."""

_QUESTION_WORDS = frozenset("how when where why who which what".split())

_ARTICLE_NOUNS = frozenset(
    """
    article articles pieces stories texts documents docs reports essays sources papers newspapers outlets
    publications sites
    """.split()
)
_ARTICLES = _ARTICLE_NOUNS | frozenset("them these those they ones all".split())
"""Words that name the articles of the collection, whichever they are."""

_ONE_ARTICLE = re.compile(
    r"\b(?:this|that|the|my)?\s*"
    r"(?:first|second|third|last|latest|newest|oldest|previous|other|this|that)\s+"
    r"(?:article|one|piece|story|text|document|report|essay)\b|\b(?:first|second|third|last|latest|newest|oldest)$|"
    r"^\W*(?:(?:compare|between)\s+)?(?:this|that)\W*$",
    re.IGNORECASE,
)
"""Regular expression of words that point at one article."""

_BY_SOURCE = re.compile(r"\b(?:sources|papers|newspapers|outlets|publications|sites)\b", re.IGNORECASE)
_HOW_THEY = re.compile(
    r"\bhow\s(?:(?:do|does|did|have|has)\s)?(?P<sides>\S.{0,60}?\s(?:and|or)\s\S.{0,60}?)\s"
    r"(?:deals?|dealt|handles?|handled|sees?|saw|seen|views?|viewed|treat(?:s|ed)?|describes?|described|"
    r"portray(?:s|ed)?|cover(?:s|ed)?|explain(?:s|ed)?|judged?|judges|assess(?:es|ed)?|"
    r"approach(?:es|ed)?|respond(?:s|ed)?|react(?:s|ed)?|feels?|felt|looks?|looked|talks?|talked|tells?|told|"
    r"reports?|reported|spoke|speaks?|writes?|wrote|thinks?|thought)\b"
    r"(?:\s(?:with|to|on|of|about|at))?(?P<topic>.*)",
    re.IGNORECASE,
)
"""Regular expression of what sides do with a topic: "how Aahus and Varn deal with their tolls"."""
_NO_MORE = re.compile(r"(?:(?<=s)[’']|[’']s)$|\s(?:that|those)$")
"""Regular expression of what is left of a side of which something is compared: "that of the union"."""
_OWNER = re.compile(r"(?P<owner>[^’']+)(?:[’']s|(?<=s)[’'])(?:\s+(?P<owned>\S.*))?")
_WORD = re.compile(r"[^\W_][\w’'.&-]*")


@dataclass(frozen=True, slots=True)
class ComparisonRequest:
    """What is to be compared.

    Attributes:
        sides: what they are called in the request, two or three; none where it means the articles.
        topic: the words for what they are compared in; "" for everything.
        by_source: whether its articles are to be compared source by source.
    """

    sides: tuple[str, ...]
    topic: str = ""
    by_source: bool = False


def comparison_request(text: str) -> ComparisonRequest:
    """Return the sides that a request names, and the topic."""
    text, topic = _without_topic(text.lower() if text.isupper() else text)
    parts = _VERSUS.split(text)
    if len(parts) == 1:
        parts = _COORDINATED.split(text)
    sides = [side for part in parts if (side := _side(part))]
    sides, owned = _without_what_is_owned(sides)
    sides, topic = [_NO_MORE.sub("", side) for side in sides], topic or owned
    if 2 <= len(sides) <= MOST_SIDES:
        return ComparisonRequest(tuple(sides), topic)
    by_source = bool(_BY_SOURCE.search(text))
    return ComparisonRequest((), topic or _content(text, _ASKING | _ARTICLES | _ORDERS), by_source)


def points_at_sides(text: str) -> bool:
    """Whether a request names nothing but "the two", "both" or "them", which may be persons or articles."""
    asked = comparison_request(text)
    return not (asked.sides or asked.topic or _ARTICLE_NOUNS.intersection(words(text)))


def _without_what_is_owned(sides: list[str]) -> tuple[list[str], str]:
    """Return owners as sides, and what is compared of them: "Aahus's and Lund's tolls"."""
    owner = _OWNER.fullmatch(sides[-1]) if len(sides) > 1 else None
    before = [_OWNER.fullmatch(side) for side in sides[:-1]]
    if owner is None or not all(match and not match["owned"] for match in before):
        return sides, ""
    return [*(match["owner"] for match in before if match), owner["owner"]], owner["owned"] or ""


def _without_topic(text: str) -> tuple[str, str]:
    """Return a request without the words for what the sides are compared in, and these words."""
    if how := _HOW_THEY.search(text):
        return f"{text[: how.start()]} {how['sides']}", _content(how["topic"], _ASKING)
    for pattern in (_TOPIC, _DIFFER):
        if (found := pattern.search(text)) and (topic := _content(found["topic"], _ASKING - _QUESTION_WORDS)):
            return f"{text[: found.start()]} {text[found.end() :]}", topic
    return text, ""


def _side(text: str) -> str:
    """Return what a part of a request calls a side; "" where it calls none."""
    if pointing := _ONE_ARTICLE.search(text):
        return pointing[0].strip()
    side = _content(text, _ASKING)
    return "" if _ARTICLES.issuperset(words(side)) else side


def _content(text: str, asking: Set[str]) -> str:
    """Return a text without the words that only ask at its beginning and its end."""
    found = list(_WORD.finditer(text))
    while found and _only_asks(found[0][0], asking):
        found.pop(0)
    while found and _only_asks(found[-1][0], asking) and not _is_numeral(found):
        found.pop()
    return text[found[0].start() : found[-1].end()].rstrip(".") if found else ""


def _is_numeral(words: Sequence[re.Match[str]]) -> bool:
    """Whether the last word is the Roman one of a name: "Falcon I"."""
    return len(words) > 1 and words[-1][0] == "I" and words[-2][0].lower() not in STOP_WORDS


def _only_asks(word: str, asking: Set[str]) -> bool:
    is_name = len(word) > 1 and word.isupper()
    return not is_name and word.lower().rstrip(".") in asking
