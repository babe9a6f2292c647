"""Page metadata: author and day of publication, from what a page declares and from its byline."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from lxml.html import HtmlElement

from index.loaders.bylines import is_role
from index.loaders.date_lines import read_date_line
from index.loaders.line_classifier import classify_line
from index.loaders.name_recognition import is_publication
from index.loaders.normalisation import one_line
from index.text.calendar_words import is_weekday, month_number

_BYLINE = re.compile(r"by-?line|author|writer|contributor|\bbyl\b", re.I)
_ELSEWHERE = re.compile(
    r"comment|related|recommend|recirc|promo|teaser|sidebar|footer|nav|most-?(?:read|popular)|card|bio\b|disqus",
    re.I,
)
_MOST_BYLINES, _MOST_DATES = 8, 200
"""Numbers of elements that are looked at, at most; a page's own byline and date are among the first."""

MAX_BYLINE_LENGTH = 200
"""Number of characters of a byline with its roles and dates, at most."""

_CHANGED = re.compile(r"modif|updat|amend|correct|revis|expir|crawl|event|valid", re.I)
_PUBLISHED_IN_JSON = re.compile(r'"(?:datePublished|dateCreated|uploadDate)"\s*:\s*"([^"]{8,40})"')
_DAY_IN_ADDRESS = re.compile(r"(?<!\d)(\d{4})[/-]?(\d{1,2})[/-]?(\d{1,2})(?!\d)")
_ADDRESS = re.compile(r"https?:|www\.|@|\.(?:com|org|net)\b", re.I)
_TRAILING_DATE = re.compile(
    r"[\s,]+(?:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|"
    r"october|november|december)[\s,]*)+$",
    re.I,
)
_DATE = re.compile(r"date|time|publish|posted|byline|author|meta", re.I)
_IN_LINES = frozenset(("time", "abbr", "span"))
_LINES = ("p", "div", "li", "section", "header", "h1", "h2", "h3", "h4", "td", "address", "footer")


@dataclass(frozen=True, slots=True)
class _Line:
    """A byline and its kind: those of one kind, in one place, name several authors of one article."""

    text: str
    kind: tuple[HtmlElement, str, str]


def author_of(tree: HtmlElement, told: str | None) -> str | None:
    """Return the names of those who wrote a page's article, without their roles, addresses and dates.

    Args:
        tree: the page as it was parsed.
        told: the authors by trafilatura, with `;` between them.
    """
    declared = list(dict.fromkeys(name for part in (told or "").split(";") for name in _names(part)))
    people = [name for name in declared if not is_publication(name)]
    found: list[str] = []
    kind = None
    for line in _bylines(tree):
        names = _names_of_byline(line.text)
        if names and (not found or line.kind == kind):
            found, kind = list(dict.fromkeys([*found, *names])), line.kind
    if found and all(name in found for name in people):
        return ", ".join(found)
    return ", ".join(declared) or None


def day_of(tree: HtmlElement, told: str | None, address: str | None) -> date | None:
    """Return the day of publication; None where the day found dates a change, or an event in the article.

    Args:
        tree: the page as it was parsed.
        told: the day of publication by htmldate.
        address: the page's address.
    """
    try:
        day = date.fromisoformat(told) if told else None
    except ValueError:
        day = None
    if day and (_is_declared(tree, day) or _is_in_address(address, day) or _is_shown(tree, day)):
        return day
    lines = (classify_line(line.text) for line in _bylines(tree))
    return next((facts.published for facts in lines if facts and facts.published), None)


def _bylines(tree: HtmlElement) -> Iterator[_Line]:
    """Yield the texts of the page's bylines, the outermost element of each."""
    found: set[HtmlElement] = set()
    for element in tree.iter(
        "div", "p", "span", "a", "address", "section", "ul", "li", "header", "small", "em"
    ):
        if len(found) >= _MOST_BYLINES:
            return
        names = " ".join(
            element.get(name, "")[:200] for name in ("class", "id", "rel", "itemprop", "data-testid")
        )
        if not _BYLINE.search(names) or any(parent in found for parent in element.iterancestors()):
            continue
        if any(
            _ELSEWHERE.search(parent.get("class", "")[:200]) for parent in islice(element.iterancestors(), 8)
        ):
            continue
        spaced = _beginning(element, " ")
        if spaced and len(spaced) <= MAX_BYLINE_LENGTH:
            found.add(element)
            yield _Line(re.sub(r"\s+([,;])", r"\1", spaced), (element.getparent(), element.tag, names))


def _beginning(element: HtmlElement, between: str = "") -> str:
    """Return an element's text on one line; of a long text its beginning, longer than any byline."""
    texts, length = [], 0
    for text in element.itertext():
        texts.append(text)
        length += len(text)
        if length > 5 * MAX_BYLINE_LENGTH:
            break
    return " ".join(between.join(texts).split())


def _names_of_byline(line: str) -> list[str]:
    for text in (line, f"By {line}"):
        facts = classify_line(text)
        if facts and facts.author:
            return [name for name in facts.author.split(", ") if _is_name(name)]
    return []


def _names(part: str) -> list[str]:
    """Return the names in what a page declares its author to be."""
    part = _TRAILING_DATE.sub("", " ".join(part.split()))
    if _ADDRESS.search(part) or is_role(part):
        return []
    facts = classify_line(part if part[:3].lower() == "by " else f"By {part}")
    names = facts.author.split(", ") if facts and facts.author else [one_line(part) or ""]
    return [name for name in names if _is_name(name)]


def _is_name(name: str) -> bool:
    """Tell whether a name is neither a role (`Staff Writer`) nor the label of a date (`Updated`)."""
    if not any(map(str.isalpha, name)) or _ADDRESS.search(name) or is_role(name):
        return False
    if month_number(name) or is_weekday(name):
        return False
    return read_date_line(f"{name} 1 January 2024") is None


def _is_declared(tree: HtmlElement, day: date) -> bool:
    """Tell whether the page's head or its data for search engines call a day that of publication."""
    for meta in tree.iter("meta"):
        name = " ".join(meta.get(key, "") for key in ("property", "name", "itemprop", "http-equiv"))
        if name.strip() and not _CHANGED.search(name) and _says(meta.get("content", ""), day):
            return True
    for script in tree.iter("script"):
        if "ld+json" in script.get("type", "") and any(
            _says(found[1], day) for found in _PUBLISHED_IN_JSON.finditer(script.text or "")
        ):
            return True
    return False


def _says(value: str, day: date) -> bool:
    facts = read_date_line(value[:100])
    return day.isoformat() in value or f"{day:%Y%m%d}" in value or bool(facts and facts.published == day)


def _is_in_address(address: str | None, day: date) -> bool:
    found = _DAY_IN_ADDRESS.findall((address or "")[:500])
    return any(
        (int(year), int(month), int(number)) == (day.year, day.month, day.day)
        for year, month, number in found
    )


def _is_shown(tree: HtmlElement, day: date) -> bool:
    """Tell whether a line of the page says, and says nothing else than, that it was published on this day."""
    looked = 0
    for element in tree.iter("time", "abbr", "span", "div", "p", "li", "small"):
        named = f"{element.get('class', '')} {element.get('itemprop', '')}"
        if _CHANGED.search(named) or not (element.tag == "time" or _DATE.search(named)):
            continue
        own = _beginning(element)
        if not own or len(own) > MAX_BYLINE_LENGTH:
            continue
        looked += 1
        if looked > _MOST_DATES:
            return False
        line = next(element.iterancestors(*_LINES), element) if element.tag in _IN_LINES else element
        told = _day_told(_beginning(line), element, day)
        if told is None and (_beginning(line) == own or _DATE.search(line.get("class", ""))):
            told = _day_told(own, element, day)
        if told:
            return True
    return False


def _day_told(text: str, element: HtmlElement, day: date) -> bool | None:
    """Tell whether a text says that it was published on this day; None where it is no date line."""
    facts = classify_line(text) if len(text) <= MAX_BYLINE_LENGTH else None
    if facts is None or "date" not in facts.kinds:
        return None
    if facts.published:
        return facts.published == day
    # A day that can be read in two ways, or counted back from now, is told by the element itself.
    return "bare date" in facts.kinds and _says(element.get("datetime", ""), day)
