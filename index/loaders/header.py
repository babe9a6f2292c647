"""Header extraction: where a plain text's header ends and its body begins, and what the header says.

A header is title lines with at least one line below (or above) them that only headers have: a byline, a
date, a label, boilerplate such as `Link copied`. Without such a line the whole text is body, since a
line wrongly taken for header could never be quoted.
"""

import re
from dataclasses import dataclass
from datetime import date
from itertools import islice

from index.loaders.bylines import is_role
from index.loaders.header_lines import MAX_STANDFIRST_LENGTH, Line, header_lines, with_labels_joined
from index.loaders.line_classifier import NO_FACTS, Facts, classify_line
from index.loaders.name_recognition import is_publication, is_section
from index.loaders.normalisation import is_blank, one_line

MAX_HEADER_LINES = 40
"""Number of lines from the top that may belong to a header, at most."""

LONGEST_TITLE_LINE = 200
MOST_STANDFIRSTS = 2


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a text; without one `body_start` is 0, or the start that was asked for."""

    body_start: int
    title: str | None = None
    source: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None


def find_header(text: str, start: int = 0, title: str | None = None) -> Header:
    """Return the header of a plain text.

    Args:
        text: the text as it was decoded.
        start: where to look from, in characters.
        title: the title where it is known already; then only that line, bylines, dates and boilerplate are
            taken for header, never another line.

    Returns:
        The header; its `title` is None when none was found. The body is never empty unless the text is blank.
    """
    lines = with_labels_joined(islice(header_lines(text, start), MAX_HEADER_LINES))
    above = _run_of_facts(lines, 0)
    names = _known_title(lines[above:], title) if title else _title_lines(lines[above:])
    below = above + len(names)
    taken = below + _facts_below(lines[below:], _together(lines[:below]))
    if taken == below and not title:
        names, taken = [], above
    facts = _together(lines[:taken])
    found_title, source = _title_and_source(names)
    if not names or title:
        found_title = facts.title
    if not taken or not (_is_sure(lines[:taken], bool(found_title or title)) or (title and names)):
        return Header(start)
    body_start = _next_word(text, lines[taken - 1].end)
    if len(text) - body_start < sum(len(line.text) for line in names) or is_blank(text[body_start:]):
        return Header(start)
    return Header(
        body_start=body_start,
        title=one_line(found_title),
        source=one_line(facts.source or source),
        author=one_line(facts.author),
        published=facts.published,
        url=facts.url,
    )


def header_of(text: str, title: str | None) -> Header:
    """Return the header of a text whose title may be known from its document; see `find_header`."""
    header = find_header(text)
    return find_header(text, 0, title) if title and not header.body_start else header


def headline(text: str, start: int = 0) -> str | None:
    """Return the first line where it looks like a headline: short, no full stop, a blank line below."""
    match = re.compile(r"\s*(\S[^\r\n]{0,119})(?:\r\n?|\n)[^\S\r\n]*[\r\n]\s*\S").match(text, start)
    if not match or not _could_be_title(match[1]) or classify_line(match[1]) or is_publication(match[1]):
        return None
    words = len(match[1].split())
    if words > 20 or (words < 3 and match[1].isascii()):  # two words are rather a name or a place
        return None
    return one_line(match[1].strip().strip("*_#"))


def _run_of_facts(lines: list[Line], start: int) -> int:
    for at, line in enumerate(lines[start:]):
        if line.facts is None or "partial" in line.facts.kinds:
            return at
    return len(lines) - start


def _known_title(lines: list[Line], title: str) -> list[Line]:
    """Return the first line when it repeats the title."""
    return lines[:1] if lines and _plain(lines[0].text) == _plain(title) else []


def _title_lines(lines: list[Line]) -> list[Line]:
    """Return the lines that may be source, section, title and standfirst: those above the next fact."""
    names = lines[: _next_fact(lines)]
    if not names or len(names) == len(lines):
        return []
    at = _where_the_title_is(names)
    # Few headlines end in a full stop; such a line needs both a byline and a date below it.
    sure = {"byline", "date"} <= _together(lines[len(names) : len(names) + 2]).kinds
    if not _could_be_title(names[at].text, stop=sure) or len(names) - at - 1 > MOST_STANDFIRSTS:
        return []
    return names if all(len(name.text) <= MAX_STANDFIRST_LENGTH for name in names) else []


def _next_fact(lines: list[Line]) -> int:
    return next((at for at, line in enumerate(lines) if line.facts is not None), len(lines))


def _where_the_title_is(names: list[Line]) -> int:
    """Return the number of lines above the title that name a newspaper or its section."""
    at = 0
    while at < len(names) - 1 and (is_publication(names[at].text) or is_section(names[at].text)):
        at += 1
    return at


def _title_and_source(names: list[Line]) -> tuple[str | None, str | None]:
    if not names:
        return None, None
    at = _where_the_title_is(names)
    source = next((name.text for name in names[:at] if is_publication(name.text)), None)
    return names[at].text.strip("*_# "), source


def _could_be_title(line: str, stop: bool = False) -> bool:
    """Tell whether a line may be a headline; `stop` allows one with a full stop at its end."""
    line = line.strip().strip("*_#").strip()
    if not line or len(line) > LONGEST_TITLE_LINE or len(line.split()) > 30:
        return False
    if line.endswith((",", ";", ":", "—")) or (line.endswith(".") and not stop and not line.endswith("...")):
        return False
    return not line[0].islower() and any(map(str.isalpha, line))


def _facts_below(lines: list[Line], above: Facts) -> int:
    """Return the number of lines of facts below the title; one other line (a role) in between counts too."""
    at, gaps, seen = 0, 0, above
    while at < len(lines):
        facts = lines[at].facts
        if facts is not None:
            if "bare date" in facts.kinds and "date" in seen.kinds:
                break
            seen = seen.and_then(facts)
            at += 1
        elif "byline" in seen.kinds and (is_role(lines[at].text) or is_publication(lines[at].text)):
            at += 1
        elif at and not gaps and _is_gap(lines[at], lines[at + 1 : at + 2], seen):
            gaps, at = 1, at + 1
        else:
            break
    return at


def _is_gap(line: Line, following: list[Line], seen: Facts) -> bool:
    facts = following[0].facts if following else None
    if facts is None or len(line.text) > LONGEST_TITLE_LINE:
        return False
    new = facts.kinds & {"date", "byline"} - seen.kinds
    prose = line.text[-1] in '.?!”"' or len(line.text.split()) > 12
    return bool(new) and (not prose or ("date" in new and "bare date" not in facts.kinds))


def _together(lines: list[Line]) -> Facts:
    facts = NO_FACTS
    for line in lines:
        facts = facts.and_then(line.facts or NO_FACTS)
    return facts


def _is_sure(lines: list[Line], titled: bool) -> bool:
    """Tell whether these lines can only be a header: a lone `Share` or `By Any Means` may be prose."""
    kinds = [line.facts.kinds for line in lines if line.facts]
    if any(kind & {"date", "label", "boilerplate"} for kind in kinds):
        return True
    bylines = sum("byline" in kind for kind in kinds)
    likely = sum("likely boilerplate" in kind for kind in kinds)
    return bool(bylines and titled) or bylines + likely >= 2


def _plain(line: str) -> str:
    return "".join(filter(str.isalnum, line.casefold()))


def _next_word(text: str, at: int) -> int:
    match = re.compile(r"\S").search(text, at)
    return match.start() if match else len(text)
