"""Live reports and timelines: the time of each entry is kept and stands before the entry's text."""

import re
from collections import defaultdict
from itertools import islice

from lxml.html import HtmlElement

from index.loaders.page_tree import HEADINGS, drop_element, new_element, retag, text_lengths, text_of

_TIME_CLASS = re.compile(
    r"(?:^|[\s_-])(?:time|timestamp|date|datetime|zeit|uhrzeit|hora|heure|ora|hour|clock)(?:$|[\s_-])", re.I
)
_CLOCK = re.compile(
    r"\d{1,2}[:.h]\d{2}(?!\d)|\d{1,2}\s?[ap]\.?\s?m\b|\d{1,2}\s?(?:Uhr|h)\b|\d{1,3}\s?(?:s|m|h|d|min\w*|hours?|hrs?|days?)\.?\s+ago",
    re.I,
)
_CLOCK_ALONE = re.compile(r"\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?\s?m\b\.?)?(?:\s(?:Uhr|h|[A-Z]{2,4}))?", re.I)
_NOT_AN_ENTRY = re.compile(
    r"comment|related|recommend|teaser|promo|sidebar|most-?(?:read|popular)|nav|menu|card", re.I
)

LONGEST_TIME = 60
"""Number of characters of an entry's time, its day and zone included, at most."""

_LINES = HEADINGS | {"p"}
_WITHIN_AN_ENTRY = HEADINGS | {"p", "header", "span", "a", "b", "strong", "em", "i", "small", "time"}
_SHORTEST_ENTRY = 40
_HIGHEST_ENTRY = 6
"""Number of elements from a time up to the entry that it heads, at most."""


def keep_entry_times(tree: HtmlElement) -> None:
    """Turn the time of each entry of a live report into a paragraph at its head.

    A time heads an entry where a sibling of the entry has one too; a single time is that of publication.
    """
    weights = text_lengths(tree)
    entries: dict[tuple[HtmlElement, str], dict[HtmlElement, HtmlElement]] = defaultdict(dict)
    lines: dict[tuple[HtmlElement, str], list[HtmlElement]] = defaultdict(list)
    teasers: dict[HtmlElement, bool] = {}
    for marker in list(tree.iter("*")):
        if not 0 < weights[marker] <= LONGEST_TIME or not _is_time(marker, weights):
            continue
        line = _widest(marker, weights)
        parent = line.getparent()
        if parent is not None:
            lines[parent, f"{line.tag} {line.get('class')}"].append(line)
        entry = _entry_of(marker, weights)
        parent = None if entry is None else entry.getparent()
        if entry is None or parent is None:
            continue
        if entry not in teasers:
            teasers[entry] = _is_teaser(entry, parent)
        if not teasers[entry]:
            entries[parent, entry.tag].setdefault(entry, marker)
    for (parent, _), found in entries.items():
        if len(found) > 1:
            _set_entries(parent, found, weights)
    for headings in lines.values():
        if len(headings) > 1 and _alternate_with_text(headings, weights):
            for line in headings:
                _set_line(line)


def _is_time(element: HtmlElement, weights: dict[HtmlElement, int]) -> bool:
    text = text_of(element) if len(element) < 5 else ""
    named = element.tag == "time" or _TIME_CLASS.search(element.get("class", "")[:200])
    if not named and not _CLOCK_ALONE.fullmatch(text):
        return False
    if not 0 < len(text) <= LONGEST_TIME or not any(map(str.isdigit, text)):
        return False
    if element.tag != "time" and (
        not _CLOCK.search(text) or next(element.iter("time"), element) is not element
    ):
        return False
    if next(element.iterancestors("dt", "td", "figure", "aside", "nav"), None) is not None:
        return False
    return all(weights[link] <= LONGEST_TIME for link in element.iterancestors("a"))


def _widest(element: HtmlElement, weights: dict[HtmlElement, int]) -> HtmlElement:
    """Return the outermost element that holds nothing but this one."""
    while (parent := element.getparent()) is not None and weights.get(parent) == weights.get(element):
        element = parent
    return element


def _entry_of(marker: HtmlElement, weights: dict[HtmlElement, int]) -> HtmlElement | None:
    """Return the smallest block with text of its own beside the time, and no less than all of its frame."""
    for entry in islice(marker.iterancestors(), _HIGHEST_ENTRY):
        if entry.tag in _WITHIN_AN_ENTRY or entry not in weights:
            continue
        if weights[entry] - weights[marker] >= _SHORTEST_ENTRY:
            return None if entry.tag in {"body", "html"} else _widest(entry, weights)
    return None


def _is_teaser(entry: HtmlElement, parent: HtmlElement) -> bool:
    """Tell whether an entry announces another page, or is a reader's comment."""
    if any(
        _NOT_AN_ENTRY.search(f"{found.get('class', '')[:200]} {found.get('id', '')[:99]}")
        for found in (entry, parent)
    ):
        return True
    for heading in islice(entry.iter(*HEADINGS), 1):
        link = next(
            (found for found in [*heading.iter("a"), *heading.iterancestors("a")] if text_of(found)), None
        )
        if link is not None and "#" not in link.get("href", "#"):
            return True
    return False


def _set_entries(
    parent: HtmlElement, found: dict[HtmlElement, HtmlElement], weights: dict[HtmlElement, int]
) -> None:
    if parent.tag in {"ol", "ul"}:
        retag(parent, "div")
        for item in list(parent.iterchildren("li")):
            retag(item, "div")
    for entry, marker in found.items():
        for frame in list(entry.iterdescendants("header", "article", "footer")):
            retag(frame, "div")
        retag(entry, "section" if entry.tag == "section" else "div")
        line = _widest(marker, weights)
        around = line.getparent()
        if line.tag not in _LINES and around is not None and around.tag in _LINES:
            continue  # the time stands within a line, which keeps it
        time = new_element(entry, "p", [text_of(marker)])
        drop_element(line)
        time.tail, entry.text = entry.text, None
        entry.insert(0, time)


def _alternate_with_text(lines: list[HtmlElement], weights: dict[HtmlElement, int]) -> bool:
    """Tell whether text follows each time before the next."""
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        text = 0
        for sibling in line.itersiblings():
            if sibling is following or text >= _SHORTEST_ENTRY:
                break
            text += weights.get(sibling, 0)
        if text < _SHORTEST_ENTRY:
            return False
    return True


def _set_line(line: HtmlElement) -> None:
    if line.getparent() is not None and line.tag not in _LINES:
        line.addprevious(new_element(line, "p", [text_of(line)]))
        drop_element(line)
    elif line.tag == "p":
        line.attrib.clear()
