"""Event time: which of a sentence's times is that of the event which its main clause tells of."""

import re
from collections.abc import Iterator, Sequence

from qa.chronology.calendar_times import CalendarTime
from qa.chronology.reporting_time import is_reporting, tells_first
from qa.chronology.subordinate_clauses import is_conditional, kind_of_clause, tells_when
from qa.chronology.verb_tense import AHEAD, HAPPENED

OF_A_LABEL = 2.0
"""Penalty of the other times in a line that begins with its date: "1998 – …"."""

REPORTING = 1.5
"""Penalty of the time at which something is said: it is not the time of what is said."""

OF_A_CLAUSE = 0.3
"""Penalty of a time whose own clause tells what happened: "the most since 1998, when the mill burnt"."""

_WEIGHTS = {
    "attributive": 1.3,
    "attributive, opening": 0.6,
    "part of a name": 2.0,
    "limit": 1.5,
    "limit, by": 0.5,
    "limit, as of": 0.6,
    "relative clause": 0.4,
    "temporal clause": 0.7,
    "since clause": 0.9,
    "description": 1.3,
    "aside": 0.9,
    "condition": 1.0,
    "quoted": 0.3,
    "compared": 1.5,
    "possessive": 0.8,
    "source's day": 1.0,
    "nowadays": 1.5,
    "undated season": 1.3,
    "ahead": 1.0,
    "next day": 0.8,
    "current year": 0.4,
    "in brackets": 0.8,
    "alone": 2.0,
    "undated quarter": 1.3,
    "that unit": 1.5,
    "quoted and relative": 1.0,
}
"""Penalties of what speaks against a time, chosen by eye on half of the news; they only rank times."""

OPENING = 3
"""Number of words with which a sentence opens before its first noun: "Following the July visit of …"."""

CONTEXT = 1000
"""Number of characters before and after a time that are read; no sentence that somebody wrote has more."""

SOON = 10
"""Number of words within which a sentence comes to the occasion that its main clause is about."""

_UNITS = {
    "day": 0.0,
    "week": 0.1,
    "month": 0.1,
    "quarter": 0.2,
    "range": 0.2,
    "year": 0.25,
    "decade": 0.5,
    "century": 1.5,
}

_LABEL = re.compile(r"\s?(?:[—–]|-\s|:\s)")
_ATTRIBUTES = re.compile(
    r"\b(?:report|statement|interview|letter|post|tweet|email|memo|article|assessment|survey|poll|study|filing|"
    r"briefing|press conference|news conference)s?\s+(?:[\w’'-]+\s+){0,3}?"
    r"(?:on\s+|in\s+|from\s+|of\s+|dated\s+)?$",
    re.IGNORECASE,
)
_DETERMINED = re.compile(
    r"(?:\b(?:the|an?|this|that|his|her|its|their|my|our|your|every|each)|[’']s)\s+$", re.IGNORECASE
)
_NOUN_AFTER = re.compile(
    r",?[-\s]+(?!(?:and|or|to|in|on|at|by|for|from|with|when|as|after|before|but|that|who|which|"
    r"was|were|is|are|has|had|the|a|an|he|she|it|they|we)\b)[^\W\d]"
)
_AT_AN_OCCASION = re.compile(r"\b(?:in|at|during|into|to|won|lost|win)\s+(?:the|his|her|its|their)\s+$")
_OCCASION = re.compile(
    r"\s(?:[\w’'.&-]+\s){0,4}?(?:election|midterm|primary|race|referendum|final|cup|games|olympics|championship|"
    r"tournament|season|war|attack|shooting|riot|series|bowl|debate|summit|conference|convention|coup|strike)s?\b",
    re.IGNORECASE,
)
"""Regular expression of a noun after a year that names what happened in it: "the 2018 cup final"."""

_NAME_BEFORE = re.compile(r"[^\W\d_a-z][\w’'-]*\s+$")
_ENDS = re.compile(r"\s?[.!?]")
_OPENS = frozenset('.!?“"')
_BARE = re.compile(
    r"\b(?!(?:in|by|since|until|till|before|after|from|of|during|around|about|circa|early|late|mid|to|and|or|"
    r"through|between|back)\b)[a-z]{2,}\s+$"
)
"""Regular expression of a word before a time that is no preposition: "certain 2016 Berg vans"."""

_NAME_AFTER = re.compile(r"\s[^\W\d_a-z]")
_PREPOSITION = re.compile(r"\b(?:In|By|Since|Around)\s+$")
_LIMITS = {"by": "limit, by", "as": "limit, as of"}
_LIMIT = re.compile(r"^(?:since|by|before|after|until|as of) ")
_DEADLINE = re.compile(r"\b(?:have|has|had|given)\s+until\s+(?:the\s+)?$")
_COMPARED = re.compile(
    r"\b(?:about|than|compared (?:to|with)|versus|vs\.?|from|of|for|like)\s+(?:in\s+)?(?:the\s+)?$|"
    r"\b(?:from|to)\s+\$?[\d.,]+%?\s+(?:in\s+)?$",
    re.IGNORECASE,
)
_THAT_UNIT = re.compile(
    r"the (?:(?:previous|following) )?(?:day|week|month|year)|this day|a (?:year|decade) earlier",
    re.IGNORECASE,
)
_NEXT_DAY = re.compile(r"the (?:next|following|previous) (?:day|morning|evening|night)", re.IGNORECASE)
_NOWADAYS = re.compile(
    r"\b(?:is|are|do|does|can|still|would|have|has|lives?|remains?|stands?)\b(?:\s+[\w’'-]+){0,8}?\s*$"
)
_NOWADAYS_AFTER = re.compile(r"\s+(?:is|are|have|has|still|do|does|can)\b")
_TODAY = re.compile(r"today|tonight|this (?:day|season)", re.IGNORECASE)
_RECURRING = re.compile(
    r"(?:in the |over the |during the |the )?(?:(?:start|beginning|middle|end) of )?"
    r"(?:spring|summer|autumn|fall|winter|christmas|thanksgiving|halloween)(?: day| eve)?",
    re.IGNORECASE,
)
_ON_A_DAY = re.compile(rf"{HAPPENED.pattern}.*\bon\s+$", re.DOTALL)
"""Regular expression of what comes before a holiday of one year: "the mill burnt on Christmas Day"."""

_AHEAD = re.compile(r"(?:the )?(?:next|following|coming)\b.*|.*\blater", re.IGNORECASE)
_RELATIVE = re.compile(r"(?:last|this|next|yesterday|today|tomorrow|tonight|.*\bago$)", re.IGNORECASE)


def event_times(sentence: str, found: Sequence[CalendarTime]) -> list[tuple[int, float]]:
    """Return the numbers of a sentence's times and how much speaks against each, from 0.

    First comes the one that the main clause is about.

    Args:
        found: the times of the sentence, whose places are in it.
    """
    penalties = [_penalty(sentence, time) for time in found]
    if found and found[0].start == 0 and _LABEL.match(sentence, found[0].end):
        penalties[0] = 0.0
        penalties[1:] = [penalty + OF_A_LABEL for penalty in penalties[1:]]
    return sorted(enumerate(penalties), key=lambda one: one[1])


def _penalty(sentence: str, time: CalendarTime) -> float:
    """Return how much speaks against a time being that of the sentence's event, from 0."""
    before = sentence[max(0, time.start - CONTEXT) : time.start]
    words, after = sentence[time.start : time.end], sentence[time.end : time.end + CONTEXT]
    if tells_when(after):
        return OF_A_CLAUSE + _UNITS.get(time.unit, 1.0)
    weights = [_WEIGHTS[sign] for sign in _signs_against(before, words, after, time)]
    reporting = 0.0
    if is_reporting(before, after):
        is_dated = any(map(str.isdigit, words))
        is_far = is_dated or time.unit not in ("day", "week")
        reporting = REPORTING / 2 if is_far or tells_first(before, after) else REPORTING
    return sum(weights) + reporting + _UNITS.get(time.unit, 1.0)


def _signs_against(before: str, words: str, after: str, time: CalendarTime) -> Iterator[str]:
    """Yield what speaks against a time, by the names of `_WEIGHTS`."""
    yield from _signs_around(before, words, after, time)
    if _TODAY.match(words) and (_NOWADAYS.search(before[-100:]) or _NOWADAYS_AFTER.match(after)):
        yield "nowadays"
    if _NEXT_DAY.fullmatch(words) and HAPPENED.search(before) and not AHEAD.search(before):
        yield "next day"
        return
    for sign, pattern in (("that unit", _THAT_UNIT), ("undated season", _RECURRING), ("ahead", _AHEAD)):
        if pattern.fullmatch(words) and not (time.unit == "day" and _ON_A_DAY.search(before)):
            yield sign
    if words.lower() == "this year" and not HAPPENED.search(before):
        yield "current year"
    if "quarter" in words and not any(map(str.isdigit, words)):
        yield "undated quarter"
    if before.count("“") > before.count("”") or before.count('"') % 2:
        yield "quoted"
        if _RELATIVE.match(words):
            yield "quoted and relative"


def _signs_around(before: str, words: str, after: str, time: CalendarTime) -> Iterator[str]:
    """Yield the signs that the words around a time give."""
    if _DETERMINED.search(before) and _NOUN_AFTER.match(after):
        yield "attributive, opening" if _is_near(before, after) else "attributive"
    elif time.unit in ("year", "range") and _BARE.search(before) and _NAME_AFTER.match(after):
        yield "attributive"
    if _is_part_of_a_name(before, words, after, time):
        yield "part of a name"
    is_dated = time.unit == "day" and any(map(str.isdigit, words))
    if _DEADLINE.search(before):
        yield "limit, by"
    elif _LIMIT.match(time.heading):
        yield _LIMITS.get(time.heading.partition(" ")[0], "limit")
    elif _COMPARED.search(before) and not (is_dated and before.endswith("from ") and AHEAD.search(before)):
        yield "compared"
    if after.startswith(("’s", "'s")):
        yield "possessive"
    if _ATTRIBUTES.search(before[-60:]):
        yield "source's day"
    if before.rstrip().endswith("("):
        yield "in brackets"
    if _ENDS.match(after) and before.rstrip()[-1:] in _OPENS:
        yield "alone"
    if is_conditional(before):
        yield "condition"
    if clause := kind_of_clause(before):
        yield clause


def _is_near(before: str, after: str) -> bool:
    """Whether a time before a noun opens its sentence, or the noun is an occasion that it soon comes to."""
    count = len(before.split())
    is_occasion = _AT_AN_OCCASION.search(before) and _OCCASION.match(after)
    return count <= OPENING or (bool(is_occasion) and count <= SOON)


def _is_part_of_a_name(before: str, words: str, after: str, time: CalendarTime) -> bool:
    """Whether a time belongs to a name: "Vision 2030", "20th Century Mills", "The Night Before Tonight"."""
    if time.unit == "year":
        return bool(_NAME_BEFORE.search(before)) and not _PREPOSITION.search(before)
    if time.unit == "century":
        return bool(_NAME_AFTER.match(after))
    inside = before.rstrip()[-1:].isalnum()
    return inside and words in ("Today", "Tonight", "Tomorrow", "Yesterday")
