"""Where in an article's text its title, byline, date or source stands; else its title or first sentence."""

import re
from collections.abc import Iterator

from index.articles import Article
from index.loaders.calendar_days import day_order
from index.loaders.line_classifier import classify_line
from index.passages import sentences

HEAD = 1000
"""Number of characters from the top in which a header is looked for where the body is not marked off."""

TAIL = 600
"""Number of characters at the end, where some articles say who wrote them."""

LONGEST_LINE = 300
LONGEST_LEAD = 2000
SHORTEST_LEAD = 30

_OF_THE_AUTHOR = re.compile(
    r"^[^\S\n]*[*_(\[]{0,2}(?:the|this) (?:(?:essay|article)['’]s )?(?:author|writer|columnist)\b"
    r"[^\n]{0,60}?\b(?:is|was|works|teaches|serves|has been)\b[^\n]{0,400}",
    re.IGNORECASE | re.MULTILINE,
)

Place = tuple[int, int, tuple[int, int] | None]
"""Start and end of a quote in the article's text, and of the words in it that answer."""


def title_place(article: Article) -> Place | None:
    """Return the line that is, or holds, the title."""
    return _line_saying(article, article.title) or _lead(article)


def subject_place(article: Article) -> Place | None:
    """Return the line below the title that says more (a standfirst), else the body's first sentence."""
    header = list(_lines(article.text, 0, article.body_start))
    title = _plain(article.title)
    below = next((n for n, span in enumerate(header, 1) if _plain(article.text[slice(*span)]) == title), None)
    for start, end in header[below : below + 1] if below else []:
        if (
            end <= article.body_start
            and not classify_line(article.text[start:end])
            and end - start >= SHORTEST_LEAD
        ):
            return start, end, None
    return _lead(article)


def source_place(article: Article) -> Place | None:
    """Return the line that is, or holds, the source."""
    return _line_saying(article, article.source or "") or title_place(article)


def author_place(article: Article) -> Place | None:
    """Return the line that names the authors: at the top, else at the end."""
    return _line_saying(article, article.author or "", tail=True) or title_place(article)


def date_place(article: Article) -> Place | None:
    """Return the line that says the day of publication."""
    order = day_order(article.text)
    for start, end in _lines(article.text, 0, max(article.body_start, HEAD)):
        facts = classify_line(article.text[start:end], order)
        if facts and article.published == facts.published:
            return start, end, None
    return title_place(article)


def author_note(article: Article) -> Place | None:
    """Return the line at the end or the top that tells of an author without a name ("The author is …")."""
    text = article.text
    for start, end in ((max(0, len(text) - TAIL), len(text)), (0, HEAD)):
        for match in _OF_THE_AUTHOR.finditer(text[start:end]):
            place = start + match.start() + len(match[0]) - len(match[0].lstrip())
            whole = start + match.start() + len(match[0].rstrip())
            if place == 0 or text[:place].rstrip(" \t")[-1:] == "\n":  # not cut by the window
                return place, whole, None
    return None


def _line_saying(article: Article, words: str, *, tail: bool = False) -> Place | None:
    """Return the line that says just these words, else one that has them among others."""
    listed = re.findall(r"\w+", words)
    if not listed:
        return None
    # Names that the article joins by a word (`Ann Lee and Bo Ray`) are kept with a comma between them.
    parts = [r"[\W_]{1,4}".join(map(re.escape, re.findall(r"\w+", part))) for part in words.split(", ")]
    said = r"[\W_]{1,4}(?:\w{1,3}\s)?".join(filter(None, parts))
    pattern = re.compile(rf"(?<!\w){said}(?!\w)", re.IGNORECASE)
    regions = [(0, max(article.body_start, HEAD))]
    if tail:
        regions.append((max(0, len(article.text) - TAIL), len(article.text)))
    best: Place | None = None
    for start, end in (span for region in regions for span in _lines(article.text, *region)):
        match = pattern.search(article.text, start, end)
        if not match:
            continue
        answer = match.span()
        if len(re.findall(r"\w+", article.text[start:end])) == len(listed):
            return start, end, answer
        best = best or (start, end, answer)
    return best


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the lines, without blanks around them, that begin in a part of the text and are not long."""
    for match in re.compile(r"^[^\r\n]+", re.MULTILINE).finditer(
        text, start, min(len(text), end + LONGEST_LINE)
    ):
        line = match[0]
        if match.start() >= end or not line.strip() or len(line) > LONGEST_LINE:
            continue
        blanks = len(line) - len(line.lstrip())
        yield match.start() + blanks, match.start() + len(line.rstrip())


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _lead(article: Article) -> Place | None:
    """Return the body's first sentence, after what is too short for one: a place, an agency's name."""
    for begin in (article.body_start, 0):
        found = sentences(article.text, begin, begin + LONGEST_LEAD)
        if found:
            start, end = next((span for span in found if span[1] - span[0] >= SHORTEST_LEAD), found[0])
            return start, end, None
    return None
