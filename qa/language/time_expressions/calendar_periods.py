"""Rules for seasons, quarters, weekdays and times of the clock."""

from datetime import date

from index.text.calendar_words import WEEKDAYS
from qa.language.time_expressions.mention import (
    Mention,
    Resolved,
    Rule,
    calendar_unit,
    shifted,
    weekday_near,
)
from qa.language.time_expressions.vocabulary import DAYPARTS, SEASONS, compiled, spoken_year

_SEASON_BEGINS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_PARTS_OF_YEAR = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3}
_NEAR_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}


def _season(mention: Mention) -> Resolved:
    """Resolve "last fall", "the summer of 1996", "this winter"."""
    name, which, published = mention["season"], mention["which"], mention.published
    code = SEASONS[name]
    year = mention["year"] or mention["year2"] or (mention["words"] and str(spoken_year(mention["words"])))
    if name in ("fall", "spring") and not (year or which or mention["the"]):
        return None
    if year or not published:
        return "DATE", f"{year or 'XXXX'}-{code}"
    # The winter that a January belongs to began in the year before.
    this = published.year - (code == "WI" and published.month < 3)
    begun = this < published.year or published.month >= _SEASON_BEGINS[code]
    if which in ("last", "past"):
        over = published.month >= _SEASON_BEGINS[code] + 3
        this -= not over
    elif which in ("next", "coming") or (not which and mention.tense() > 0):
        this += begun
    elif which != "this":
        this -= not begun
    return "DATE", f"{max(1, this):04}-{code}"


def _quarter(mention: Mention) -> Resolved:
    """Resolve a numbered quarter or half of a year: "the 1988 second quarter", "Q3", "the first half"."""
    half, published = mention["unit"] == "half", mention.published
    number = int(mention["number"] or min(_PARTS_OF_YEAR.get(mention["ordinal"], 4), 2 if half else 4))
    value = f"{'H' if half else 'Q'}{number}"
    whose = mention["whose"] + mention["of"]
    if year := mention["year"] or mention["year2"]:
        return "DATE", f"{year}-{value}"
    if not published:
        return "DATE", f"XXXX-{value}"
    this = published.year
    if whose.startswith("year"):
        this = (mention.reference.quarter or (this, 0))[0] - 1
    elif "this" in whose or "current" in whose or "next" in whose or "last" in whose:
        this += ("next" in whose) - ("last" in whose)
    else:
        begun = (published.month - 1) // (6 if half else 3) + 1
        ahead = mention.tense() > 0
        this += (ahead and begun - number > 1) - (not ahead and number > begun)
    return "DATE", f"{max(1, this):04}-{value}"


def _weekday(mention: Mention) -> Resolved:
    """Resolve a weekday, and a part of it: "Friday", "last Tuesday", "Thursday morning"."""
    value = _weekday_value(mention)
    return ("TIME", f"{value}T{DAYPARTS[mention['part']]}") if mention["part"] else ("DATE", value)


def _weekday_value(mention: Mention) -> str:
    number, which = WEEKDAYS.index(mention["weekday"]), mention["which"]
    published = mention.published
    if not published:
        return f"XXXX-WXX-{number + 1}"
    if which.endswith(("last", "past", "previous")):
        day = mention.reference.day if which.endswith("previous") else published
        return weekday_near(shifted(day or published, -1), number, -1).isoformat()
    if which.endswith(("next", "coming", "following")):
        day = mention.reference.day if which.endswith("following") else published
        return weekday_near(shifted(day or published, 1), number, 1).isoformat()
    owns = mention.text.startswith(("'s", "’s"), mention.match.end())
    direction = -1 if owns else mention.tense() or (1 if which == "this" else -1)
    return weekday_near(published, number, direction).isoformat()


def _clock(mention: Mention) -> Resolved:
    """Resolve a time of the clock, with the day beside it: "10:35 a.m.", "9 p.m. Tuesday", "noon"."""
    if mention["word"]:
        hour, minute = 0 if mention["word"] == "midnight" else 12, 0
    else:
        hour, minute = int(mention["hour"]), int(mention["minute"] or 0)
        half = mention["half"]
        if hour > (12 if half else 24) or minute > 59:
            return None
        hour = hour % 12 + 12 * (half == "p") if half else hour
    day: date | None = mention.reference.day
    if mention["near"]:
        day = shifted(mention.published, _NEAR_DAYS[mention["near"]]) if mention.published else None
    value = _weekday_value(mention) if mention["weekday"] else day.isoformat() if day else "XXXX-XX-XX"
    return "TIME", f"{value}T{hour:02}:{minute:02}"


def _weekdays(mention: Mention) -> Resolved:
    """Resolve "Mondays"."""
    return "SET", f"XXXX-WXX-{WEEKDAYS.index(mention['weekday']) + 1}"


def _weekend(mention: Mention) -> Resolved:
    """Resolve "the weekend": the last one, or the next where the clause looks ahead."""
    published = mention.published
    if not published:
        return "DATE", "XXXX-WXX-WE"
    return "DATE", calendar_unit(published, "weekend", -(mention.tense() <= 0 and published.weekday() < 5))


_ZONE = r"(?: \(?(?:gmt|utc|bst|cet|[ecmp][sd]?t|local time)\)?)?"

RULES: tuple[Rule, ...] = (
    (
        compiled(
            r"(?:(?P<which>last|past|next|this|coming) |(?P<the>(?:in )?the ))?(?:(?P<year2>YEAR) )?PHASE?"
            r"(?P<season>SEASON)(?:,? (?:of )?(?:(?P<year>YEAR)|(?P<words>SPOKEN)))?"
        ),
        _season,
    ),
    (
        compiled(
            r"(?:the )?(?:comparable )?(?:(?P<whose>year~(?:ago|earlier)|(?:this|last|next) year['’]s|this|"
            r"the current) |(?P<year2>YEAR)(?:['’]s)? )?(?:fiscal )?"
            r"(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th|final|last)~(?:fiscal )?"
            r"(?P<unit>quarter|half)"
            r"(?: of (?:(?:fiscal )?(?P<year>YEAR)|(?P<of>(?:this|last|next|the) (?:fiscal )?year)))?"
        ),
        _quarter,
    ),
    (compiled(r"Q(?P<number>[1-4])(?: (?:of )?(?P<year>YEAR))?", any_case=False), _quarter),
    (
        compiled(
            r"(?:(?P<which>last|past|(?:the )?previous|next|(?:this )?coming|(?:the )?following|this) )?"
            r"(?:(?:late|early) )?(?P<weekday>WEEKDAY)(?: (?P<part>DAYPART))?"
        ),
        _weekday,
    ),
    (compiled(rf"(?P<weekday>{'|'.join(WEEKDAYS)})s"), _weekdays),
    (
        compiled(
            r"(?:(?:about|around|at) )?(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?"
            rf"(?: ?(?P<half>[ap])\.?m\b\.?|(?<=:\d\d)(?::\d\d)?| o['’]clock){_ZONE}|"
            r"(?P<word>noon|midnight|midday))"
            r"(?:,? (?:(?:on )?(?P<weekday>WEEKDAY)|(?P<near>today|yesterday|tomorrow)))?"
        ),
        _clock,
    ),
    (compiled(r"(?:over |during |for )?(?:the|a) weekend"), _weekend),
)
"""Patterns of seasons, quarters, weekdays and times of the clock, and what resolves them."""
