"""The layout of an answer: the form in which its kind is shown, and what stands beside each quote."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from index.articles import Article, byline, origin
from index.text.plurals import several
from qa.answers import Answer, AnswerKind, Citation
from ui.render.text import shorten

LONGEST_SPEAKER = 120
"""Number of characters of a speaker's introduction that are shown beside a quote."""

LONGEST_HEADING = 300
"""Number of characters of a section's heading."""

BY_SPEAKER = frozenset((AnswerKind.STATEMENTS, AnswerKind.SPEAKERS))
"""Kinds of answers whose headings are speakers."""

RATED = frozenset((AnswerKind.FACT, AnswerKind.DEFINITION))
"""Kinds of answers whose confidence tells how likely the quotes are right: they are read, not chosen."""


_WORD = re.compile(r"[^\s,()]+")


class Layout(Enum):
    """The form of an answer's quotes."""

    QUOTES = "quotes"
    """One below the other, each with its source."""
    PARAGRAPHS = "paragraphs"
    """Whole paragraphs, in which the words that were quoted are marked."""
    SENTENCES = "sentences"
    """A list of sentences to read in one go."""
    TIMELINE = "timeline"
    """Days with what happened on each."""
    COLUMNS = "columns"
    """Sides, one beside the other where there is room."""
    HEADED = "headed"
    """Headings with quotes below each."""


LAYOUTS: Mapping[AnswerKind, Layout] = {
    AnswerKind.SUMMARY: Layout.SENTENCES,
    AnswerKind.TIMELINE: Layout.TIMELINE,
    AnswerKind.COMPARISON: Layout.COLUMNS,
}
"""Layouts of the kinds that have sections, where it is not `HEADED`."""


SOURCE_BELOW_HEADING = frozenset((Layout.SENTENCES, Layout.COLUMNS, Layout.HEADED))
"""Layouts in which an article is named once, where all quotes of a section are of it."""


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A quote as it is shown.

    Attributes:
        speaker: who says it, as the article introduces them; "" where the article speaks, or the heading
            names the speaker.
        place: the article it stands in; "" where that is said for all quotes of the part or the answer.
    """

    citation: Citation
    speaker: str
    place: str


@dataclass(frozen=True, slots=True)
class PartView:
    """A section of an answer as it is shown; a plain answer is one without a heading.

    Attributes:
        about: what is to know of all its quotes: the speaker's office, the article; or "".
        count: how many quotes it has, in words; "" where that goes without saying.
    """

    heading: str
    about: str
    count: str
    quotes: tuple[QuoteView, ...]


@dataclass(frozen=True, slots=True)
class AnswerView:
    """An answer as it is shown.

    Attributes:
        by_speaker: whether its headings are speakers.
        source: the one article that all quotes are of, where it is said once; or "".
    """

    layout: str
    by_speaker: bool
    source: str
    parts: tuple[PartView, ...]


def lay_out(answer: Answer, kind: AnswerKind) -> AnswerView:
    """Return how an answer is shown; `kind` is its own, or that of the answer it goes on from."""
    layout = _layout(answer, kind)
    said_once = layout in {Layout.SENTENCES, Layout.TIMELINE, Layout.HEADED}
    source = _only_article([*answer.citations]) if said_once else None
    by_speaker = kind in BY_SPEAKER
    parts = [
        _part(heading, citations, layout, source, by_speaker=by_speaker)
        for heading, citations in sections(answer)
    ]
    return AnswerView(layout.value, by_speaker, byline(source) if source else "", tuple(parts))


def sections(answer: Answer) -> list[tuple[str, tuple[Citation, ...]]]:
    """Return an answer's citations by heading; those of no section come first, without one."""
    headed = {citation.n for section in answer.sections for citation in section.citations}
    plain = tuple(citation for citation in answer.citations if citation.n not in headed)
    parts = [(shorten(section.heading, LONGEST_HEADING), section.citations) for section in answer.sections]
    return [("", plain), *parts] if plain else parts


def speaker_line(citation: Citation) -> str:
    """Return who says a quote, as the article introduces them; "" where the article itself speaks."""
    if citation.speaker is None:
        return ""
    name, introduced = shorten(citation.speaker.name, LONGEST_SPEAKER), citation.speaker_text
    # "He" or "the minister" introduces nobody.
    named = _same(name) in _same(introduced)
    return shorten(introduced, LONGEST_SPEAKER) if named else name


def attribution(citation: Citation) -> str:
    """Return who says a quote and where it stands: the speaker first, so that a claim is seen as one."""
    speaker = speaker_line(citation)
    return f"{speaker} · {_source(citation.article)}" if speaker else byline(citation.article)


def is_completed(answer: Answer) -> bool:
    """Whether a request was completed from the conversation, and it helps to know how."""
    is_same = answer.standalone.strip() in {"", answer.question.strip()}
    return not is_same and answer.kind is not AnswerKind.SUPPORT


def _layout(answer: Answer, kind: AnswerKind) -> Layout:
    if kind is AnswerKind.SUPPORT:
        return Layout.PARAGRAPHS
    if kind is AnswerKind.SUMMARY:
        return Layout.SENTENCES
    return LAYOUTS.get(kind, Layout.HEADED) if answer.sections else Layout.QUOTES


def _part(
    heading: str,
    citations: Sequence[Citation],
    layout: Layout,
    source: Article | None,
    *,
    by_speaker: bool,
) -> PartView:
    is_named = [by_speaker and _is_speaker(heading, citation) for citation in citations]
    office = _office(heading, citations) if any(is_named) else ""
    article = _only_article(citations) if heading and layout in SOURCE_BELOW_HEADING and not source else None
    from_article = ""
    if article:
        heading, from_article = _told_apart(heading, article, is_short=layout is Layout.HEADED)
    quotes = tuple(
        QuoteView(
            citation,
            "" if named else speaker_line(citation),
            "" if source or article else _place(citation, layout, is_named=named),
        )
        for citation, named in zip(citations, is_named, strict=True)
    )
    counted = layout is Layout.HEADED and heading and len(quotes) > 1 and not any(map(str.isdigit, heading))
    return PartView(
        heading=heading,
        about=" · ".join(filter(None, [office, from_article])),
        count=several(len(quotes), "quote") if counted else "",
        quotes=quotes,
    )


def _office(heading: str, citations: Sequence[Citation]) -> str:
    """Return what the longest introduction of a speaker says besides the name, which their heading has."""
    introductions = {speaker_line(citation) for citation in citations if _is_speaker(heading, citation)}
    longest = max(sorted(introductions), key=len)
    name = next((citation.speaker.name for citation in citations if citation.speaker), "")
    besides = longest.removeprefix(f"{name}, ").removesuffix(f", {name}")
    return "" if set(_same(besides).split()) <= set(_WORD.findall(_same(heading))) else besides


def _is_speaker(heading: str, citation: Citation) -> bool:
    """Whether a heading is the speaker of a quote, perhaps with their office after the name."""
    if citation.speaker is None:
        return False
    name, said = _same(citation.speaker.name), _same(heading)
    return said in {name, _same(citation.speaker_text)} or said.startswith((f"{name},", f"{name} ("))


def _same(text: str) -> str:
    return " ".join(text.split()).casefold()


def _only_article(citations: Sequence[Citation]) -> Article | None:
    """Return the article of all the citations, None where they are of several."""
    articles = {citation.article.id: citation.article for citation in citations}
    return next(iter(articles.values())) if len(articles) == 1 else None


def _place(citation: Citation, layout: Layout, *, is_named: bool) -> str:
    is_short = layout is Layout.TIMELINE or (citation.speaker and not is_named)
    return _source(citation.article) if is_short else byline(citation.article)


def _source(article: Article) -> str:
    """Return the source and the day of an article; its title where no source is known."""
    return " · ".join(origin(article) if article.source else [article.title, *origin(article)])


def _told_apart(heading: str, article: Article, *, is_short: bool) -> tuple[str, str]:
    """Return a heading, and what is to know below it of the one article that its quotes are of.

    A heading that is made of the article's title, source and day keeps the title alone. Where `is_short`,
    the title is left out below other headings.
    """
    known = origin(article)
    besides = heading
    for field in (article.title, *known):
        besides = besides.replace(field, "", 1)
    if article.title in heading and not besides.strip(" ,·"):
        return article.title, " · ".join(known)
    named = known if is_short and article.source else [article.title, *known]
    return heading, " · ".join(field for field in named if _same(field) not in _same(heading))
