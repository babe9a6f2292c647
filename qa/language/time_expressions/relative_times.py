"""Rules for times that hang on the day of writing: "yesterday", "last month", "a year ago", "now"."""

import re
from collections.abc import Callable
from datetime import date

from qa.language.time_expressions.rule_match import Resolved, Rule, RuleMatch, calendar_unit, shifted
from qa.language.time_expressions.vocabulary import (
    DAYPARTS,
    NEAR_DAYS,
    UNITS,
    compiled,
    count_number,
    unit_name,
)

PAST, PRESENT, FUTURE = "PAST_REF", "PRESENT_REF", "FUTURE_REF"

_STEPS = dict.fromkeys(("last", "past", "previous", "prior", "preceding"), -1) | dict.fromkeys(
    ("next", "coming", "following"), 1
)
_ANAPHORIC = frozenset("following previous preceding prior same that".split())
_CAPITALISED = re.compile(r"[A-Z]\w{1,20} $")
_COMPARED = re.compile(
    r"(?:compared (?:with|to)|(?:up|down|increase|decrease|decline|drop|rose|fell) [^.]{0,30}from|than)"
    r"(?:[^.]|\.\d){0,40}$",
    re.IGNORECASE,
)


def _is_title(found: RuleMatch, word: str) -> bool:
    """Whether a word has a capital as part of a name: "The Morning Show", "Person of the Year"."""
    start = found.match.start(word)
    inside = start > found.match.start() or _CAPITALISED.search(found.before(24))
    return bool(inside) and found.text[start].isupper()


def _near_day(found: RuleMatch) -> Resolved:
    """Resolve "today", "yesterday evening", "the day before yesterday", "tonight"."""
    word, beyond = found["near"], found["beyond"]
    if _is_title(found, "near"):
        return None
    away = NEAR_DAYS[word] + beyond.endswith("after") - beyond.endswith("before")
    if not found.published:
        return "DATE", (PAST, PRESENT, FUTURE)[(away > 0) - (away < 0) + 1]
    value = shifted(found.published, away).isoformat()
    part = "night" if word == "tonight" else found["part"]
    return ("TIME", f"{value}T{DAYPARTS[part]}") if part else ("DATE", value)


def _daypart(found: RuleMatch) -> Resolved:
    """Resolve "this morning", "last night", "in the evening", "overnight"."""
    which, part = found["which"], found["part"]
    if part and _is_title(found, "part"):
        return None
    day = found.published if which == "this" else found.reference.day
    if which == "last" or not part:
        day = shifted(found.published, -1) if found.published else None
    elif day and which.endswith(("next", "following")):
        day = shifted(day, 1)
    return "TIME", f"{day.isoformat() if day else 'XXXX-XX-XX'}T{DAYPARTS[part or 'night']}"


def _unit(found: RuleMatch) -> Resolved:
    """Resolve a unit of the calendar: "last month", "the following year", "the latest quarter"."""
    which, name, reference = found["which"].split(), found["unit"], found.reference
    step = next((number for word, number in _STEPS.items() if word in which), 0)
    if name == "period" and "latest" not in which:
        return None
    if name in ("quarter", "period"):
        return "DATE", _quarter(found, step)
    anaphoric = not _ANAPHORIC.isdisjoint(which) or (name == "day" and "next" in which)
    if name == "year" and anaphoric and reference.year:
        return "DATE", f"{max(1, reference.year + step):04}"
    if name == "year" and "last" in which and reference.quarter and _COMPARED.search(found.before(60)):
        return _year_ago(found)
    base = reference.day if anaphoric else reference.published
    return "DATE", calendar_unit(base, name, step) if base else (PAST, PRESENT, FUTURE)[step + 1]


def _quarter(found: RuleMatch, step: int) -> str:
    """Return the quarter whose figures the text reports, or one so many later than that of publication."""
    published, reported = found.published, found.reference.quarter
    if reported and step <= 0:
        return f"{reported[0]:04}-Q{reported[1]}"
    return calendar_unit(published, "quarter", step) if published else "XXXX-QX"


def _beside(found: RuleMatch) -> Resolved:
    """Resolve "the day before", "the year after": counted from the day that was named before."""
    step = 1 if found["which"] == "after" else -1
    base = found.reference.day
    if found["unit"] == "year" and found.reference.year:
        return "DATE", f"{max(1, found.reference.year + step):04}"
    return "DATE", calendar_unit(base, found["unit"], step) if base else (PAST, PRESENT, FUTURE)[step + 1]


def _the_unit(found: RuleMatch) -> Resolved:
    """Resolve "the quarter", "the week", "the end of the month": the one that the text is about."""
    if _is_title(found, "unit"):
        return None
    if found["unit"] == "day":
        return ("DATE", found.reference.day.isoformat()) if found.reference.day else None
    if found["unit"] == "quarter":
        return "DATE", _quarter(found, 0)
    return ("DATE", calendar_unit(found.published, found["unit"], 0)) if found.published else None


def _year_ago(found: RuleMatch) -> Resolved:
    """Resolve "a year ago", "the year-ago period": a year before the quarter whose figures are reported."""
    if quarter := found.reference.quarter:
        return "DATE", f"{max(1, quarter[0] - 1):04}-Q{quarter[1]}"
    return "DATE", calendar_unit(found.published, "year", -1) if found.published else PAST


def distance(found: RuleMatch) -> Resolved:
    """Resolve a distance from the day of writing or from one named before: "two days ago"."""
    count, name, where = count_number(found["count"]), unit_name(found["unit"]), found["where"]
    back = where in ("ago", "earlier", "back")
    if back and name == "year" and count == 1 and not found["half"]:
        return _year_ago(found)
    base: date | None = found.reference.day if where in ("earlier", "later") else found.published
    if count is None or not base:
        return "DATE", PAST if back else FUTURE
    if name == "year" and where in ("earlier", "later") and found.reference.year:
        base = base.replace(year=found.reference.year, day=min(base.day, 28))
    step = round(count * UNITS[name][2] if name in ("decade", "century") else count) * (-1 if back else 1)
    return "DATE", calendar_unit(base, "year" if name in ("decade", "century") else name, step)


def _recent_units(found: RuleMatch) -> Resolved:
    """Resolve "recent weeks", "the coming months", "the last few days"."""
    ahead = found["which"].startswith(("coming", "next", "upcoming"))
    return "DATE", FUTURE if ahead else PAST


def _year_end(found: RuleMatch) -> Resolved:
    """Resolve "year-end": the last one, or the next where the clause looks ahead."""
    year = f"{max(1, found.published.year - (found.tense() <= 0)):04}" if found.published else "XXXX"
    return "DATE", f"{year}-12-31"


def _always(value: str) -> Callable[[RuleMatch], Resolved]:
    return lambda _: ("DATE", value)


_PHASE = r"(?:(?:earlier|later|late|early) (?:in )?)?"

RULES: tuple[Rule, ...] = (
    (
        compiled(
            rf"{_PHASE}(?:(?P<beyond>the day (?:before|after)) )?(?P<near>today|yesterday|tomorrow|tonight)"
            r"(?: (?P<part>DAYPART))?"
        ),
        _near_day,
    ),
    (
        compiled(
            rf"{_PHASE}(?P<which>this|last|the next|the following|that(?: same)?) "
            r"(?P<part>morning|afternoon|evening|night)"
        ),
        _daypart,
    ),
    (compiled(r"(?:in )?the (?P<part>morning|afternoon|evening)|overnight"), _daypart),
    (
        compiled(r"(?:right )?now|currently|(?:the )?current|at present|at the moment|nowadays"),
        _always(PRESENT),
    ),
    (compiled(r"recently|recent|lately|the past(?! COUNT)|of late|the recent past|long ago"), _always(PAST)),
    (
        compiled(r"the (?:near |foreseeable |immediate )?future|(?<!as\s)(?<!so\s)soon(?! (?:as|after))"),
        _always(FUTURE),
    ),
)
"""Patterns of times near the day of writing, and what resolves them."""

UNIT_RULES: tuple[Rule, ...] = (
    (compiled(r"(?:earlier|later|early|late) in the (?P<unit>day)"), _the_unit),
    (
        compiled(r"the (?P<unit>day|night|week|month|year) (?P<which>before|after)(?= ?(?:[.,;:!?)]|$))"),
        _beside,
    ),
    (
        compiled(
            rf"{_PHASE}(?P<which>(?:the )?(?:last|past|previous|prior|preceding|next|following|coming|"
            r"current|same|latest)|this(?: (?:past|coming))?|that(?: same)?) (?:(?:fiscal|full|whole) )?"
            r"(?P<unit>day|week|weekend|month|quarter|year|decade|century|period)"
        ),
        _unit,
    ),
    (compiled(rf"{_PHASE}the (?:(?:full|entire|whole) )?(?P<unit>quarter|week|year)(?! of\b|-)"), _the_unit),
    (
        compiled(
            r"(?:the )?(?:end|beginning|start|middle) of the (?P<unit>week|month|quarter|year|decade|century)"
        ),
        _the_unit,
    ),
    (
        compiled(r"(?:the )?(?:comparable |corresponding )?year~(?:ago|earlier)(?: (?:quarter|period))?"),
        _year_ago,
    ),
    (compiled(r"year~end"), _year_end),
    (
        compiled(
            r"(?:the )?(?P<which>recent|coming|upcoming|(?:last|past|next) (?:few|several))"
            r"(?: (?:weeks|months) and)? (?:days|weeks|months|quarters|years|decades)"
        ),
        _recent_units,
    ),
    (compiled(r"these days"), _always(PRESENT)),
)
"""The same of times that name a unit."""
