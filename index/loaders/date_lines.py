"""The parser of lines that hold only dates and times, such as `Published : June 16, 2024 - 18:26`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from index.loaders.calendar_days import DayOrder, day_at, end_of_day_without_year
from index.loaders.date_patterns import (
    AT_THE_BEGINNING,
    BETWEEN,
    LABEL,
    RELATIVE,
    RELATIVE_DAY,
    SEPARATOR,
    TIME,
    WORD,
    ZONE,
)
from index.text.calendar_words import folded, is_english_weekday, is_weekday

MAX_DATE_LINE_LENGTH = 160
"""Number of characters of a date line, at most; a longer line is prose."""


@dataclass(frozen=True, slots=True)
class DateLine:
    """The contents of a line of dates and times.

    Attributes:
        published: the day of publication; None where the line tells only of a later change, of a time counted
            back from now, or of a day that could be read in two ways (`05/06/2024`).
        labelled: whether words in it say what is dated.
    """

    published: date | None
    labelled: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """One token of a date line: a label (`published`, `changed`), a `day`, a `time` and so on."""

    kind: str
    end: int
    day: date | None = None
    order: DayOrder = DayOrder.UNKNOWN


_ORDERS = {"en": DayOrder.UNKNOWN, "eu": DayOrder.DAY_FIRST, "east": DayOrder.YEAR_FIRST}


def read_date_line(line: str, order: DayOrder = DayOrder.UNKNOWN) -> DateLine | None:
    """Return the contents of a date line; None where the line says anything else.

    Args:
        line: one line of a text.
        order: how the language of the text orders a date in numbers.
    """
    if len(line) > MAX_DATE_LINE_LENGTH:
        return None
    text = AT_THE_BEGINNING.sub("", " ".join(folded(line).split()), count=1)
    try:
        parts = list(_parts(text, order))
        spoken = next((part.order for part in parts if part.order is not DayOrder.UNKNOWN), order)
        if spoken is not order and any(part.kind == "day" for part in parts):
            parts = list(_parts(text, spoken))
    except ValueError:
        return None
    kinds = {part.kind for part in parts}
    labelled = not kinds.isdisjoint({"published", "changed"})
    dated = "day" in kinds or "moment" in kinds or {"today", "time"} <= kinds
    if not dated and not (labelled and not kinds.isdisjoint({"today", "time", "word"})):
        return None
    days = _published(_labels_first(parts))
    return None if len(days) > 1 else DateLine(next(iter(days), None), labelled)


def is_time(line: str) -> bool:
    """Tell whether a line says a time of day and nothing else."""
    kinds = _kinds(line)
    return "time" in kinds and kinds <= {"time", "zone", "weekday"}


def is_date_label(line: str) -> bool:
    """Tell whether a line is only the label of the date below it (`Published`, `Veröffentlicht am`)."""
    kinds = _kinds(line)
    return len(kinds & {"published", "changed"}) == 1 and kinds <= {"published", "changed", "preposition"}


def parse_date(text: str, order: DayOrder = DayOrder.UNKNOWN) -> date | None:
    """Return the day a text names, in any form `read_date_line` knows; None when it names none for sure."""
    found = read_date_line(text, order)
    return found.published if found else None


def _published(parts: list[_Part]) -> set[date]:
    """Return the day of publication: the earliest that is called so, else all that have no label."""
    called: list[date] = []
    uncalled: set[date] = set()
    label = ""
    for part in parts:
        if part.kind in {"published", "changed"}:
            label = part.kind
        elif part.day:
            called += [part.day] if label == "published" else []
            uncalled |= set() if label else {part.day}
            label = ""
    return {min(called)} if called else uncalled


def _kinds(line: str) -> set[str]:
    try:
        return {part.kind for part in _parts(folded(line[:MAX_DATE_LINE_LENGTH]), DayOrder.UNKNOWN)}
    except ValueError:
        return set()


def _labels_first(parts: list[_Part]) -> list[_Part]:
    """Return the parts with labels before their dates, if the line has them behind (`2024年6月16日 公開`)."""
    if not parts or parts[-1].kind not in {"published", "changed"} or parts[0].kind == parts[-1].kind:
        return parts
    return parts[::-1] if parts[0].kind not in {"published", "changed"} else parts


def _parts(text: str, order: DayOrder) -> Iterator[_Part]:
    """Yield the parts of a line; one `other` part where it holds what no date line does.

    Raises:
        ValueError: a word that no date line has, or a day that no calendar has.
    """
    at, labelled, timed = 0, False, False
    while at < len(text):
        gap = SEPARATOR.match(text, at)
        if gap:
            at = gap.end()
            continue
        part = _part(text, at, order, labelled, timed)
        if part is None:
            raise ValueError(text[at:])
        labelled = labelled or part.kind in {"published", "changed"}
        timed = timed or part.kind in {"time", "day"}
        at = part.end
        yield part


def _part(text: str, at: int, order: DayOrder, labelled: bool, timed: bool) -> _Part | None:
    day = day_at(text, at, order)
    if day:
        return _Part("day", day.end, day.day)
    if match := LABEL.match(text, at):
        kind, _, language = (match.lastgroup or "").partition("_")
        return _Part(kind, match.end(), order=_ORDERS[language])
    for kind, pattern in (("moment", RELATIVE), ("today", RELATIVE_DAY), ("time", TIME)):
        if match := pattern.match(text, at):
            return _Part(kind, match.end())
    if timed and (match := ZONE.match(text, at)):
        first = DayOrder.DAY_FIRST if match["day_first"] else DayOrder.UNKNOWN
        return _Part("zone", match.end(), order=first)
    return _word(text, at, labelled)


def _word(text: str, at: int, labelled: bool) -> _Part | None:
    """Return the part that is a weekday, or after a label a preposition or a day without a year."""
    if labelled and (end := end_of_day_without_year(text, at)):
        return _Part("word", end)
    if labelled and (match := BETWEEN.match(text, at)):
        foreign = DayOrder.DAY_FIRST if match["foreign"] else DayOrder.UNKNOWN
        return _Part("preposition", match.end(), order=foreign)
    match = WORD.match(text, at)
    if match and is_weekday(match[0].strip(".")):
        english = is_english_weekday(match[0].strip("."))
        return _Part("weekday", match.end(), order=DayOrder.UNKNOWN if english else DayOrder.DAY_FIRST)
    return None
