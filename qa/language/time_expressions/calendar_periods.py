"""Rules for seasons, quarters, weekdays and times of the clock."""

from datetime import date

from index.text.calendar_words import WEEKDAYS
from qa.language.time_expressions.rule_match import (
    Resolved,
    Rule,
    RuleMatch,
    calendar_unit,
    shifted,
    weekday_near,
)
from qa.language.time_expressions.vocabulary import DAYPARTS, NEAR_DAYS, SEASONS, compiled, spoken_year

_SEASON_BEGINS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_PARTS_OF_YEAR = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3}


def _season(found: RuleMatch) -> Resolved:
    """Resolve "last fall", "the summer of 1996", "this winter"."""
    name, which, published = found["season"], found["which"], found.published
    code = SEASONS[name]
    year = found["year"] or found["year2"] or (found["words"] and str(spoken_year(found["words"])))
    after = found.text[found.match.end() : found.match.end() + 2]
    if found.match["season"][0].isupper() and after[1:].isupper():
        return None
    if name in ("fall", "spring") and not (year or which or found["the"]):
        return None
    if year or not published:
        return "DATE", f"{year or 'XXXX'}-{code}"
    # The winter that a January belongs to began in the year before.
    this = published.year - (code == "WI" and published.month < 3)
    begun = this < published.year or published.month >= _SEASON_BEGINS[code]
    if which in ("last", "past"):
        over = published.month >= _SEASON_BEGINS[code] + 3
        this -= not over
    elif which in ("next", "coming") or (not which and found.tense() > 0):
        this += begun
    elif which != "this":
        this -= not begun
    return "DATE", f"{max(1, this):04}-{code}"


def _quarter(found: RuleMatch) -> Resolved:
    """Resolve a numbered quarter or half of a year: "the 1988 second quarter", "Q3", "the first half"."""
    half, published = found["unit"] == "half", found.published
    number = int(found["number"] or min(_PARTS_OF_YEAR.get(found["ordinal"], 4), 2 if half else 4))
    value = f"{'H' if half else 'Q'}{number}"
    whose = found["whose"] + found["of"]
    if half and found.text.startswith(" of", found.match.end()):
        return None
    if year := found["year"] or found["year2"]:
        return "DATE", f"{year}-{value}"
    if not published:
        return "DATE", f"XXXX-{value}"
    this = published.year
    if whose.startswith("year"):
        this = (found.reference.quarter or (this, 0))[0] - 1
    elif "this" in whose or "current" in whose or "next" in whose or "last" in whose:
        this += ("next" in whose) - ("last" in whose)
    else:
        begun = (published.month - 1) // (6 if half else 3) + 1
        ahead = found.tense() > 0
        this += (ahead and begun - number > 1) - (not ahead and number > begun)
    return "DATE", f"{max(1, this):04}-{value}"


def _quarter_of_year(found: RuleMatch) -> Resolved:
    """Resolve "the 1988 quarter": the one whose figures are reported, of another year."""
    quarter = found.reference.quarter
    return "DATE", f"{found['year']}-Q{quarter[1]}" if quarter else found["year"]


def _weekday(found: RuleMatch) -> Resolved:
    """Resolve a weekday, and a part of it: "Friday", "last Tuesday", "Thursday morning"."""
    value = _weekday_value(found)
    return ("TIME", f"{value}T{DAYPARTS[found['part']]}") if found["part"] else ("DATE", value)


def _weekday_value(found: RuleMatch) -> str:
    number, which = WEEKDAYS.index(found["weekday"]), found["which"]
    published = found.published
    if not published:
        return f"XXXX-WXX-{number + 1}"
    if which.endswith(("last", "past", "previous")):
        day = found.reference.day if which.endswith("previous") else published
        return weekday_near(shifted(day or published, -1), number, -1).isoformat()
    if which.endswith(("next", "coming", "following")):
        day = found.reference.day if which.endswith("following") else published
        return weekday_near(shifted(day or published, 1), number, 1).isoformat()
    owns = found.text.startswith(("'s", "’s"), found.match.end())
    direction = -1 if owns else found.tense() or (1 if which == "this" else -1)
    return weekday_near(published, number, direction).isoformat()


def _clock(found: RuleMatch) -> Resolved:
    """Resolve a time of the clock, with the day beside it: "10:35 a.m.", "9 p.m. Tuesday", "noon"."""
    if found["word"]:
        hour, minute = 0 if found["word"] == "midnight" else 12, 0
    else:
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
        half = found["half"]
        if hour > (12 if half else 24) or minute > 59:
            return None
        late = found["near"] == "tonight" or found["part"] in ("afternoon", "evening", "night")
        if half or (hour <= 12 and (late or found["part"])):
            hour = hour % 12 + 12 * (half == "p" or late)
    day: date | None = found.reference.day
    if found["near"]:
        day = shifted(found.published, NEAR_DAYS[found["near"]]) if found.published else None
    value = _weekday_value(found) if found["weekday"] else day.isoformat() if day else "XXXX-XX-XX"
    return "TIME", f"{value}T{hour:02}:{minute:02}"


def _weekdays(found: RuleMatch) -> Resolved:
    """Resolve "Mondays"."""
    return "SET", f"XXXX-WXX-{WEEKDAYS.index(found['weekday']) + 1}"


def _weekend(found: RuleMatch) -> Resolved:
    """Resolve "the weekend": the last one, or the next where the clause looks ahead."""
    published = found.published
    if not published:
        return "DATE", "XXXX-WXX-WE"
    return "DATE", calendar_unit(published, "weekend", -(found.tense() <= 0 and published.weekday() < 5))


_ZONE = r"(?: \(?(?:gmt|utc|bst|cet|[ecmp][sd]?t|local time)\)?)?"

RULES: tuple[Rule, ...] = (
    (compiled(r"(?:the )?(?P<year>YEAR) quarter"), _quarter_of_year),
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
            r"(?P<ordinal>first|second|third|fourth|1st|2nd|3rd|4th|final)~(?:fiscal )?"
            r"(?P<unit>quarter|half)"
            r"(?: of (?:(?:fiscal )?(?P<year>YEAR)|(?P<of>(?:this|last|next|the) (?:fiscal )?year)))?"
        ),
        _quarter,
    ),
    (compiled(r"Q(?P<number>[1-4])(?: (?:of )?(?P<year>YEAR))?", any_case=False), _quarter),
    (
        compiled(
            r"(?:(?P<which>last|past|(?:the )?previous|next|(?:this )?coming|(?:the )?following|this) )?"
            r"(?:(?:late|early|later|earlier) )?(?P<weekday>WEEKDAY)(?: (?P<part>DAYPART))?"
            r"(?! (?:times|telegraph|post|herald|mail|mirror|express|tribune|news)\b)"
        ),
        _weekday,
    ),
    (compiled(rf"(?P<weekday>{'|'.join(WEEKDAYS)})s"), _weekdays),
    (
        compiled(
            r"(?:(?:about|around|at) )?(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?"
            rf"(?: ?(?P<half>[ap])\.?m\b\.?|(?<=:\d\d)(?::\d\d)?| o['’]clock){_ZONE}|"
            r"(?P<word>noon|midnight|midday))"
            r"(?:,? (?:(?:on )?(?P<weekday>WEEKDAY)(?!,? (?:\d|MONTH))|"
            r"(?P<near>today|yesterday|tomorrow|tonight)|(?:this|in the)(?= DAYPART))"
            r"(?: (?P<part>DAYPART))?)?"
        ),
        _clock,
    ),
    (compiled(r"(?:over |during |for )?(?:the|a) weekend"), _weekend),
)
"""Patterns of seasons, quarters, weekdays and times of the clock, and what resolves them."""
