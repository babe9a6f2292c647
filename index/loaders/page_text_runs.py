"""Inline text runs of a page: the text of inline elements, each with its level, link and role as a note."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from index.loaders.page_hidden import NEVER_SHOWN
from index.loaders.page_tree import Content, text_of

_NOTE_WORDS = re.compile(
    r"foot-?note|end-?note|note-?ref|(?:^|[\s_-])(?:cite|noteref|fn|fnref|reference|citation)(?:$|[\s_-])",
    re.I,
)
_NOTE_TARGET = re.compile(r"#(?:.{0,40}?(?:note|cite|fn|ref|bib)|[a-z]{0,3}[-_]?\d{1,4}$)", re.I)
NOTE_MARK = re.compile(
    r"\[[^\[\]]{1,20}\]|\(?(?:\d{1,4}|[a-z]|[ivx]{1,5}|[*†‡§¶‖#]{1,4}|(?:note|nb|fn)\.?\s?\d{1,3})\)?", re.I
)
_WAY_BACK = re.compile(r"[↩↑⤴⏎^¶#🔗\ufe0e\ufe0f\s]{1,6}")
_RAISED_STYLE = re.compile(r"vertical-align\s*:\s*super", re.I)
_LOWERED_STYLE = re.compile(r"vertical-align\s*:\s*sub\b", re.I)
_QUOTES = {
    "de": "„“‚‘",
    "cs": "„“‚‘",
    "sk": "„“‚‘",
    "da": "„“‚‘",
    "pl": "„”‚’",
    "ro": "„”«»",
    "hu": "„”»«",
    "fr": "«»“”",
    "es": "«»“”",
    "it": "«»“”",
    "pt": "«»“”",
    "ru": "«»„“",
    "uk": "«»„“",
    "el": "«»“”",
    "no": "«»‘’",
    "nb": "«»‘’",
    "sv": "””’’",
    "fi": "””’’",
    "ja": "「」『』",
}
APART = "\u2063"
"""Character that stands where a box, such as a button's, separates words without white space."""

_ENGLISH_QUOTES = "“”‘’"
_QUOTE_MARKS = "\"'“”‘’„‚«»‹›「」『』"


@dataclass(frozen=True, slots=True)
class InlineRun:
    """A run of text with one format.

    Attributes:
        text: its text, with the white space of the page.
        shift: 1 for a superscript, -1 for a subscript, 0 on the baseline.
        link: the link it stands in.
        noted: whether it is a note's mark, or stands for one that was left out.
        is_break: whether a line ends here.
    """

    text: str
    shift: int = 0
    link: HtmlElement | None = None
    noted: bool = False
    is_break: bool = False


def inline_runs(part: Content, language: str) -> Iterator[InlineRun]:
    """Yield the runs of a text, or of an inline element without its tail.

    Args:
        part: the text or the element.
        language: the page's language, as HTML writes it; quotation marks depend on it.
    """
    if isinstance(part, str):
        yield InlineRun(part)
        return
    links: list[HtmlElement | None] = [None]
    quotes: list[HtmlElement] = []
    skipped: HtmlElement | None = None
    walk = etree.iterwalk(part, events=("start", "end"))
    for event, element in walk:
        link = links[-1]
        if event == "start":
            whole = _whole(element, link)
            if whole is not None:
                yield from whole
                skipped = element
                walk.skip_subtree()
                continue
            if element.tag == "a":
                links.append(element)
            elif element.tag == "q":
                quotes.append(element)
            yield InlineRun(_opening(element, len(quotes), language) + (element.text or ""), link=links[-1])
            continue
        if element is not skipped:
            yield InlineRun(_closing(element, len(quotes), language), link=link)
            if element is link:
                links.pop()
            elif element.tag == "q":
                quotes.pop()
        if element is not part and element.tail:
            yield InlineRun(element.tail, link=links[-1])


def _opening(element: HtmlElement, depth: int, language: str) -> str:
    """Return the text that an element shows before its own."""
    if element.tag == "q":
        return _quote(element, depth, language, opening=True)
    if element.getprevious() is not None and element.getparent().tag == "mfrac":
        return "/"
    return APART if element.tag == "button" else ""


def _closing(element: HtmlElement, depth: int, language: str) -> str:
    """Return the text that an element shows after its own."""
    if element.tag == "q":
        return _quote(element, depth, language, opening=False)
    return APART if element.tag == "button" else ""


def _whole(element: HtmlElement, link: HtmlElement | None) -> list[InlineRun] | None:
    """Return the run that replaces an element and its content; None where its content is kept."""
    tag = element.tag
    if not isinstance(tag, str) or tag in NEVER_SHOWN or tag in {"iframe", "rp", "hr"}:
        return []
    if tag == "br":
        return [InlineRun("", is_break=True)]
    if tag == "ruby":
        return [InlineRun(_ruby(element), link=link)]
    if tag == "math":
        source = _formula(element)
        return [InlineRun(source, link=link)] if source else None
    shift = _shift(element)
    if shift:
        return [InlineRun("".join(element.itertext()), shift, link, shift > 0 and _leads_to_a_note(element))]
    return (
        _note_link(element) if tag == "a" or "class" in element.attrib or "role" in element.attrib else None
    )


def _shift(element: HtmlElement) -> int:
    parent, style = element.getparent(), element.get("style", "")
    classes = element.get("class", "").lower().split()
    within = parent.tag if parent is not None and element.getprevious() is not None else None
    if element.tag == "sup" or within == "msup" or _RAISED_STYLE.search(style) or "sup" in classes:
        return 1
    if element.tag == "sub" or within == "msub" or _LOWERED_STYLE.search(style) or "sub" in classes:
        return -1
    return 1 if "superscript" in classes else -1 if "subscript" in classes else 0


def _note_link(element: HtmlElement) -> list[InlineRun] | None:
    """Return a note's number or sign that is set as a link, or that its class names one."""
    if len(element) > 3:
        return None
    text = text_of(element)
    href = element.get("href", "")
    if element.tag == "a" and href.startswith("#") and _WAY_BACK.fullmatch(text):
        return []
    if not NOTE_MARK.fullmatch(text) or (text.isalpha() and element.tag != "a"):
        return None
    if _is_called_note(element) or any(_shift(child) > 0 for child in element):
        return [InlineRun(text, 1, None, noted=True)]
    if element.tag == "a" and "#" in href and _leads_to_a_note(element):
        return [InlineRun(text, 0, element, noted=True)]
    return None


def _leads_to_a_note(element: HtmlElement) -> bool:
    for found in element.iter("*"):
        href = found.get("href", "")
        if href.startswith("#") or _NOTE_TARGET.search(href) or _is_called_note(found):
            return True
    return False


def _is_called_note(element: HtmlElement) -> bool:
    names = " ".join(
        element.get(name, "")[:200]
        for name in ("class", "role", "rel", "id", "epub:type", "data-type", "type")
    )
    return bool(_NOTE_WORDS.search(names))


def _ruby(element: HtmlElement) -> str:
    """Return words with their ruby reading behind them, as browsers without ruby show them."""
    base: list[str] = []
    reading: list[str] = []
    place = base
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, part in walk:
        if event == "start":
            place = reading if part.tag in {"rt", "rtc"} else place
            if part.tag == "rp":
                walk.skip_subtree()
            elif part.text:
                place.append(part.text)
        else:
            place = base if part.tag in {"rt", "rtc"} else place
            if part is not element and part.tail:
                place.append(part.tail)
    words, sound = " ".join("".join(base).split()), " ".join("".join(reading).split())
    if words.isascii():
        return f"{words} ({sound})" if sound else words
    words = words.replace(" ", "")
    return f"{words}({sound})" if sound else words


def _formula(element: HtmlElement) -> str:
    """Return a formula's source in TeX, marked as trafilatura marks it."""
    for part in element.iter("annotation"):
        if part.get("encoding") == "application/x-tex" and part.text:
            return f"\\({part.text.strip()}\\)"
    return f"\\({element.get('alttext')}\\)" if element.get("alttext") else ""


def _quote(element: HtmlElement, depth: int, language: str, opening: bool) -> str:
    """Return a quotation mark, unless the page has set one itself."""
    previous, parent = element.getprevious(), element.getparent()
    outside = (previous.tail if previous is not None else parent.text if parent is not None else "") or ""
    neighbours = (outside.rstrip()[-1:], (element.text or "").lstrip()[:1])
    if not opening:
        inside = element[-1].tail if len(element) else element.text
        neighbours = ((inside or "").rstrip()[-1:], (element.tail or "").lstrip()[:1])
    if any(mark and mark in _QUOTE_MARKS for mark in neighbours):
        return ""
    marks = _QUOTES.get((element.get("lang") or language)[:2].lower(), _ENGLISH_QUOTES)
    return marks[2 * ((depth - 1) % 2) + (0 if opening else 1)]
