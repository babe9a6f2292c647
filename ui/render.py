"""What the chat shows: answers, refusals and articles as HTML in which nobody else's text is markup.

Pure functions from values to strings, so that what a reader sees can be tested without a browser.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from index.articles import Article, written_date
from qa.answers import Answer, Citation, Disagreement

LONGEST_EXCERPT = 300
"""Characters of a passage shown below a refusal."""

LONGEST_QUESTION = 2000
"""Characters of a question repeated in the conversation; the engine still gets all of it."""

LONGEST_TAB = 48
"""Characters of a title on the button that opens its article."""

NEAREST = 3
"""Passages shown below a refusal."""

NOTHING_CITED = "The articles behind an answer open here, at the quote."
"""What the sources panel says before the first answer."""

BACK = '<button type="button" class="aq-back">↑ Back to the answer</button>'
"""Shown on a phone, where the panel lies below the conversation."""

READING = '<p class="aq-reading">Reading the articles…</p>'
"""What stands in the place of an answer while it is being found."""

_ACTIVE = re.compile(r"[!-/:-@\[-`{-~\t\n\r]|(?<= ) |\A ")
_BLANK_LINES = re.compile(r"\s*\n[^\S\n]*\n\s*")
_LINE_BREAKS = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation with what came of it: an answer, or the one line of an error."""

    question: str
    answer: Answer | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of an article to highlight; `name` is unique in the page and links to it."""

    name: str
    start: int
    end: int
    answer: tuple[int, int] | None = None


def escape_markdown(text: str) -> str:
    """Make text inert in Markdown and in HTML alike; `html.unescape` gives it back unchanged.

    All ASCII punctuation, line breaks and runs of blanks become character references, which neither
    language reads as markup: no emphasis, link, image, address, formula, list, code or tag is left.
    """
    return _ACTIVE.sub(lambda found: f"&#{ord(found[0])};", text)


def shorten(text: str, limit: int) -> str:
    """Cut text to at most `limit` characters, at a word where there is one, with an ellipsis."""
    flat = " ".join(text.split())
    if len(flat) <= limit:
        return flat
    cut = flat[: limit - 1]
    at_word = cut.rpartition(" ")[0]
    return (at_word if len(at_word) > limit // 2 else cut).rstrip(" ,;:–—-") + "…"


def question_message(question: str) -> str:
    """Return the reader's question for the conversation."""
    return f'<p class="aq-question">{escape_markdown(_clipped(question.strip()))}</p>'


def reply_message(turn: Turn, number: int) -> str:
    """Return what the conversation shows below the question of turn `number` (from 1)."""
    if turn.answer is None:
        return f'<p class="aq-problem">{escape_markdown(turn.problem or "")}</p>'
    reply = _answer(turn.answer, number) if turn.answer.answered else _refusal(turn.answer)
    # On one line, because Markdown ends a block of HTML at an empty line.
    return "".join([_searched_as(turn), *reply])


def _searched_as(turn: Turn) -> str:
    standalone = turn.answer.standalone.strip() if turn.answer else ""
    if not standalone or standalone == turn.question.strip():
        return ""
    return f'<p class="aq-small">Searched as: {escape_markdown(_clipped(standalone))}</p>'


def _clipped(question: str) -> str:
    return question if len(question) <= LONGEST_QUESTION else question[:LONGEST_QUESTION] + "…"


def _answer(answer: Answer, turn: int) -> Iterator[str]:
    for line in answer.statement.splitlines():
        yield f'<p class="aq-statement">{escape_markdown(line)}</p>'
    for citation in answer.citations:
        yield _quote(citation, f"{turn}-{citation.n}")
    for disagreement in answer.disagreements:
        yield _disagreement(disagreement, answer, turn)
    level = "high" if answer.confidence >= 0.8 else "fair" if answer.confidence >= 0.5 else "low"
    yield f'<p class="aq-small">Confidence: {level}, {answer.confidence:.0%}</p>'


def _quote(citation: Citation, name: str) -> str:
    quote = f"{_emphasised(citation)}&nbsp;{_number(citation, name)}"
    return (
        f'{_context(citation)}<blockquote class="aq-quote">{quote}</blockquote>'
        f'<p class="aq-source">{_byline(citation.article)}</p>'
    )


def _context(citation: Citation) -> str:
    if not citation.context:
        return ""
    words = escape_markdown(citation.context_text)
    return f'<p class="aq-context" title="Said before, to tell who or what is meant">{words} …</p>'


def _number(citation: Citation, name: str | None) -> str:
    if name is None:
        return ""
    return f'<a class="aq-cite" href="#cite-{name}" title="Show this quote in its article">{citation.n}</a>'


def _emphasised(citation: Citation) -> str:
    if citation.answer is None:
        return escape_markdown(citation.quote)
    text, (start, end) = citation.article.text, citation.answer
    before, words, after = text[citation.start : start], text[start:end], text[end : citation.end]
    return f"{escape_markdown(before)}<strong>{escape_markdown(words)}</strong>{escape_markdown(after)}"


def _byline(article: Article) -> str:
    parts = [article.title, article.source, written_date(article.published) if article.published else None]
    return " · ".join(escape_markdown(part) for part in parts if part)


def _disagreement(disagreement: Disagreement, answer: Answer, turn: int) -> str:
    linked = _cited(answer)
    sides = ""
    for citation in disagreement.citations:
        name = f"{turn}-{citation.n}" if linked[citation.n] == citation else None
        start, end = citation.answer or (citation.start, citation.end)
        words = f"<strong>{escape_markdown(citation.article.text[start:end])}</strong>"
        sides += f"<li>{words} · {_byline(citation.article)} {_number(citation, name)}</li>"
    about = escape_markdown(disagreement.about)
    return f'<div class="aq-disagreement"><p>The sources disagree: {about}</p><ul>{sides}</ul></div>'


def _cited(answer: Answer) -> dict[int, Citation]:
    """Every citation that can be opened, by number; those of the answer come first."""
    others = (citation for disagreement in answer.disagreements for citation in disagreement.citations)
    cited: dict[int, Citation] = {}
    for citation in (*answer.citations, *others):
        cited.setdefault(citation.n, citation)
    return cited


def _refusal(answer: Answer) -> Iterator[str]:
    yield f'<div class="aq-refusal"><p>{escape_markdown(answer.text)}</p>'
    if answer.hits:
        yield '<p class="aq-small">Nearest passages (not an answer)</p><ul>'
        for hit in answer.hits[:NEAREST]:
            day = f" · {written_date(hit.article.published)}" if hit.article.published else ""
            yield f"<li><p>{escape_markdown(shorten(hit.text, LONGEST_EXCERPT))}</p>"
            yield f'<p class="aq-source">{escape_markdown(hit.article.title)}{day}</p></li>'
        yield "</ul>"
    yield "</div>"


def panel(turns: Sequence[Turn]) -> str:
    """Return the articles cited in a conversation, each whole, with every quote marked where it stands.

    The article of the last answer's first quote is the one shown; `data-open` names that quote.
    """
    # An article can be edited and added again during a conversation: then both its texts are shown.
    cited: dict[tuple[str, str], tuple[Article, list[Mark]]] = {}
    opened, shown = "", ("", "")
    for number, turn in enumerate(turns, start=1):
        citations = _cited(turn.answer) if turn.answer else {}
        for citation in citations.values():
            mark = Mark(f"cite-{number}-{citation.n}", citation.start, citation.end, citation.answer)
            cited.setdefault(_identity(citation.article), (citation.article, []))[1].append(mark)
        if turn.answer and turn.answer.answered:
            first = turn.answer.citations[0]
            opened, shown = f"cite-{number}-{first.n}", _identity(first.article)
    if not cited:
        return f'<div class="aq-panel aq-empty" data-open=""><p>{NOTHING_CITED}</p></div>'
    tabs = "".join(_tab(i, entry[0], key == shown) for i, (key, entry) in enumerate(cited.items()))
    articles = "".join(_article(i, *entry, key == shown) for i, (key, entry) in enumerate(cited.items()))
    tabs = f'<nav class="aq-tabs" aria-label="Cited articles">{tabs}</nav>' if len(cited) > 1 else ""
    return f'<div class="aq-panel" data-open="{opened}">{BACK}{tabs}{articles}</div>'


def _identity(article: Article) -> tuple[str, str]:
    return article.id, article.text


def _tab(index: int, article: Article, shown: bool) -> str:
    label = html.escape(shorten(article.title, LONGEST_TAB))
    pressed = "true" if shown else "false"
    return (
        f'<button type="button" data-article="aq-article-{index}" aria-pressed="{pressed}">{label}</button>'
    )


def _article(index: int, article: Article, marks: Sequence[Mark], shown: bool) -> str:
    day = written_date(article.published) if article.published else None
    facts = " · ".join(html.escape(part) for part in (article.source, article.author, day) if part)
    hidden = "" if shown else " hidden"
    return (
        f'<article id="aq-article-{index}"{hidden}>'
        f"<header><h2>{html.escape(article.title)}</h2><p>{facts}{_original(article)}</p></header>"
        f'<div class="aq-body" tabindex="0">{article_body(article.text, marks)}</div></article>'
    )


def _original(article: Article) -> str:
    url = article.url or ""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return ""
    if not host or not url.startswith(("http://", "https://")):
        return ""
    link = f'<a href="{html.escape(url)}" target="_blank" rel="noopener noreferrer">'
    return f" {link}{html.escape(host)} ↗</a>"


def article_body(text: str, marks: Sequence[Mark]) -> str:
    """Return an article's text as paragraphs with its quotes marked.

    Only tags are added: without them, `html.unescape` gives exactly `text`. Quotes may overlap; each piece
    names every quote it belongs to in `data-cites`, and each quote has one anchor with its name as id.
    """
    paragraphs = _paragraphs(text)
    begins, ends = {start for start, _ in paragraphs}, {end for _, end in paragraphs}
    edges = {edge for mark in marks for edge in (mark.start, mark.end, *(mark.answer or ()))}
    unseen = {mark.name: mark for mark in marks}
    parts: list[str] = []
    inside = False
    for start, end in pairwise(sorted({0, len(text)} | begins | ends | edges)):
        if start in begins:
            parts.append("<p>")
            inside = True
        covering = [mark for mark in marks if mark.start <= start and end <= mark.end]
        anchored = [mark.name for mark in covering if unseen.pop(mark.name, None)]
        parts += [f'<span id="{name}"></span>' for name in anchored]
        parts.append(_piece(text, start, end, covering if inside else ()))
        if end in ends:
            parts.append("</p>")
            inside = False
    return "".join(parts)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """The places of the paragraphs: parted by blank lines, or by line breaks where no line is blank."""
    breaks = _BLANK_LINES if _BLANK_LINES.search(text.strip()) else _LINE_BREAKS
    gaps = [found.span() for found in breaks.finditer(text)]
    edges = [0, *(edge for gap in gaps for edge in gap), len(text)]
    return [(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True) if start < end]


def _piece(text: str, start: int, end: int, covering: Sequence[Mark]) -> str:
    # A bare carriage return would be read as a line feed.
    piece = html.escape(text[start:end], quote=False).replace("\r", "&#13;")
    if not covering:
        return piece
    if any(mark.answer and mark.answer[0] <= start and end <= mark.answer[1] for mark in covering):
        piece = f"<strong>{piece}</strong>"
    names = " ".join(mark.name for mark in covering)
    return f'<mark data-cites="{names}">{piece}</mark>'
