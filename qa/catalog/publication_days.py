"""Publication days: the days of which a request wants articles, rather than those it asks about."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from index.store.values import CatalogEntry
from index.text.calendar_words import month_number
from qa.catalog.matches import Kind, Match
from qa.catalog.request_tokens import RequestTokens
from qa.catalog.vocabulary import ABOUT, NOUNS, SURE_NOUNS
from qa.language.time_expressions import days_of, times
from qa.temporal_intent import RECENT_WEIGHT, query_time_of

FARTHEST_NOUN = 6
"""Number of words before a time among which a noun tells that it is the time of publication."""

_MENTIONS = frozenset("mention mentions".split())
_ASKED_ABOUT = ABOUT - {"on"} - _MENTIONS | frozenset(
    "what who when where how why happened say says said".split()
)
_PREPOSITIONS = frozenset(
    "from of in on since after before until till during dated published between".split()
)
_PUBLISHED = frozenset("published posted printed dated".split())

_WORD = re.compile(r"[^\W\d_]+")
_WEEKDAY = re.compile(r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?:['’]s)?", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}|['’]\d\d")

_Days = tuple[date, date]


def publication_days(tokens: RequestTokens, among: Sequence[CatalogEntry], asked: date) -> list[Match]:
    """Return the articles of each time of publication that a request names, and mark its tokens as used.

    A recent time ("last week") is one even without a noun, if there are articles of those days.
    """
    found: list[Match] = []
    for time in times(tokens.text, asked):
        first, last = tokens.at(time.start, time.end)
        days = days_of(time.value) if time.type in ("DATE", "TIME") else None
        recent = _recent(tokens.text[: time.end], asked)
        if first == last or not (days := recent or days) or any(tokens.used[first:last]):
            continue
        how = tokens.word(first - 1)
        articles = _published_in(among, *_range(how, *days))
        if not articles and _leaves_the_year_open(tokens.slice(first, last)):
            articles = _of_the_latest_year(among, how, *days)
        if not articles and _WEEKDAY.fullmatch(tokens.slice(first, last)):
            articles = _of_the_latest_weekday(among, how, days[0].weekday())
        if _is_of_articles(tokens, first, last) or (recent and articles and not _is_past(how)):
            begin = first - 1 if how in _PREPOSITIONS else first
            tokens.use(begin, last)
            found.append(Match(Kind.DAYS, begin, last, articles))
    return found


def _published_in(among: Sequence[CatalogEntry], since: date, until: date) -> tuple[CatalogEntry, ...]:
    return tuple(entry for entry in among if entry.published and since <= entry.published <= until)


def _leaves_the_year_open(time: str) -> bool:
    """Whether a time names a month, and no year: "9 May"."""
    return any(map(month_number, _WORD.findall(time))) and not _YEAR.search(time)


def _of_the_latest_year(
    among: Sequence[CatalogEntry], how: str, first: date, last: date
) -> tuple[CatalogEntry, ...]:
    """Return the articles of these days of the latest year that has any, () where none has."""
    years = sorted({entry.published.year for entry in among if entry.published}, reverse=True)
    of_years = (_published_in(among, *_range(how, _in_year(first, y), _in_year(last, y))) for y in years)
    return next(filter(None, of_years), ())


def _of_the_latest_weekday(among: Sequence[CatalogEntry], how: str, weekday: int) -> tuple[CatalogEntry, ...]:
    """Return the articles of the latest such day of the week that has any, () where none has."""
    days = [entry.published for entry in among if entry.published and entry.published.weekday() == weekday]
    return _published_in(among, *_range(how, max(days), max(days))) if days else ()


def _in_year(day: date, year: int) -> date:
    """Return the same day of another year; 28 February for a leap day that it does not have."""
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def _is_past(how: str) -> bool:
    return how in ("before", "until", "till")


def _recent(text: str, asked: date) -> _Days | None:
    """Return the days of a recent time that ends the text, counted from the day of asking."""
    time = query_time_of(text, asked)
    return (time.start, time.end) if time and time.weight == RECENT_WEIGHT else None


def _is_of_articles(tokens: RequestTokens, first: int, last: int) -> bool:
    """Whether a noun for articles beside a time tells that it is when they were published."""
    if any(word in NOUNS or word in SURE_NOUNS for word in tokens.words(last, last + 3)):
        return tokens.word(first - 1) not in _PREPOSITIONS
    if not _PUBLISHED.isdisjoint(tokens.words(max(0, first - 2), first)):
        return True
    if tokens.word(first - 1) == "from" and tokens.word(last) not in ("to", "until", "till"):
        return not (SURE_NOUNS | {"ones"}).isdisjoint(tokens.words(0, first))
    mentioned = False
    for at in range(first - 1, max(-1, first - 1 - FARTHEST_NOUN), -1):
        word = tokens.word(at)
        if (word in SURE_NOUNS or word == "ones") and not (mentioned and not word.endswith("s")):
            return True
        mentioned = mentioned or word in _MENTIONS
        if word in _ASKED_ABOUT or (word in ABOUT - _MENTIONS and at < first - 1):
            return False
    return False


def _range(how: str, first: date, last: date) -> _Days:
    day = timedelta(days=1)
    match how:
        case "since":
            return first, date.max
        case "after":
            return min(last, date.max - day) + day, date.max
        case "before":
            return date.min, max(first, date.min + day) - day
        case "until" | "till":
            return date.min, last
        case _:
            return first, last
