"""The classified lines at the top of a text, from which `header` finds where the body begins."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from index.loaders.calendar_days import day_order
from index.loaders.date_lines import is_date_label, read_date_line
from index.loaders.line_classifier import Facts, classify_line
from index.loaders.normalisation import is_blank

MAX_STANDFIRST_LENGTH = 300
"""Number of characters of a standfirst, at most; a line of four times as many is prose."""

_DIARY_LOOK = 100_000
"""Number of characters that are searched for recurring dates."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, its end in the text, and its facts; None for a title or prose."""

    text: str
    end: int
    facts: Facts | None


def header_lines(text: str, start: int) -> Iterator[Line]:
    """Yield the lines that are not blank; the first that is too long for a header ends them."""
    diary, order = _is_diary(text, start), day_order(text, start)
    for match in re.compile(r"[^\r\n\x85\u2028\u2029]+").finditer(text, start):
        if match.end() - match.start() > 4 * MAX_STANDFIRST_LENGTH:
            return
        line = match[0].strip().strip("\ufeff\u200b")
        if is_blank(line):
            continue
        facts = classify_line(line, order)
        if facts and diary and "bare date" in facts.kinds:
            facts = None
        yield Line(line, match.end(), facts)


def with_labels_joined(lines: Iterable[Line]) -> list[Line]:
    """Return the lines, a label alone on its line (`Updated`) joined to the date on the next."""
    joined: list[Line] = []
    for line in lines:
        before = joined[-1] if joined else None
        if before and line.facts and "bare date" in line.facts.kinds and is_date_label(before.text):
            facts = classify_line(f"{before.text} {line.text}")
            joined[-1] = replace(before, facts=Facts(frozenset({"date"})))
            joined.append(replace(line, facts=facts or line.facts))
        else:
            joined.append(line)
    return joined


def _is_diary(text: str, start: int) -> bool:
    """Tell whether dates alone on a line recur: then they head entries and date no article."""
    dates = 0
    for match in re.compile(r"^.{6,40}$", re.MULTILINE).finditer(text, start, start + _DIARY_LOOK):
        found = read_date_line(match[0]) if any(map(str.isdigit, match[0])) else None
        dates += found is not None and not found.labelled
        if dates > 2:
            return True
    return False
