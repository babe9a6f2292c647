"""The results of `qa mcp`'s tools: their shapes are published, so that every name tells what it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.articles import Article
from index.passages import Span
from index.retrieval.hybrid_search import Hit
from qa.answers import Answer, Citation, Writing
from ui.render.writing import told_reasons

NEAREST = 3
"""Passages shown with a refusal; more would only fill the agent's context."""


@dataclass(frozen=True, slots=True)
class Source:
    """The article something stands in."""

    id: str
    title: str
    source: str | None
    author: str | None
    published: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class QuotedSpeaker:
    """Who says something: the name, and how the article introduces them, from `start` to `end`."""

    name: str
    introduced_as: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Words exactly as they stand in an article, from `start` to `end`; those in `answer` answer.

    Attributes:
        speaker: whose words they are, or report: a claim of theirs, not the article's; null where the
            article itself speaks.
    """

    n: int
    quote: str
    answer: str | None
    context: str | None
    speaker: QuotedSpeaker | None
    start: int
    end: int
    article: Source


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage that was found, from `start` to `end` of its article: not an answer, and not a citation."""

    text: str
    start: int
    end: int
    score: float
    article: Source


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Quotes, by their numbers, that answer the same question differently."""

    about: str
    quotes: list[int]


@dataclass(frozen=True, slots=True)
class HeadedQuotes:
    """A part of an answer: quotes, by their numbers, below a heading (a day, a speaker, a side, a name)."""

    heading: str
    quotes: list[int]


@dataclass(frozen=True, slots=True)
class HeldBackSentence:
    """A sentence that a language model wrote and no quote carries, and why: no part of the answer."""

    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Written:
    """What a language model did with the question.

    Attributes:
        is_answer: whether the answer's text is its prose; otherwise the text is made of quotes, or a refusal.
        problem: why it is not whole, or does not stand; "" where all went well.
        cost: US dollars; null where the price is not known.
    """

    model: str
    is_answer: bool
    problem: str
    held_back_not_part_of_the_answer: list[HeldBackSentence]
    tokens: int
    cost: float | None


# No slots: mcp takes them for default values.
@dataclass(frozen=True)
class AskResult:
    """An answer made of quotes, or a refusal with the nearest passages, which are not an answer.

    Attributes:
        kind: what was asked for: fact, summary, timeline, statements, speakers, comparison, names,
            definition, more, support, catalog; "conversation" where nothing was asked of the articles
            (thanks, a greeting): neither an answer nor a refusal.
        statement: what the library's record tells, or how the quotes were chosen, in our words; not a quote.
        sections: the quotes by heading, in the order to show them; empty for a plain answer.
        written: what a language model did; null where none was asked.
        note: what the search had to do without, or "".
    """

    kind: str
    answered: bool
    text: str
    confidence: float
    searched_as: str
    statement: str
    citations: list[Quote]
    sections: list[HeadedQuotes]
    disagreements: list[Contradiction]
    nearest_passages_not_an_answer: list[FoundPassage]
    written: Written | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class ListedSource:
    """An article in a list, and the sentence that first mentions what was asked for, with its place."""

    article: Source
    sentence: str | None
    start: int | None
    end: int | None


# No slots: mcp takes them for default values.
@dataclass(frozen=True)
class ArticleList:
    """The first of `total` articles that fit, which mention what was asked for `mentions` times together."""

    total: int
    mentions: int | None
    articles: list[ListedSource]


# No slots: mcp takes them for default values.
@dataclass(frozen=True)
class Excerpt:
    """Part of an article's text, from `start` to `end` of `length` characters."""

    text: str
    start: int
    end: int
    length: int
    article: Source


def ask_result(answer: Answer) -> AskResult:
    """Return an answer as the agent gets it."""
    nearest = () if answer.answered else answer.hits[:NEAREST]
    return AskResult(
        kind=answer.kind.value,
        answered=answer.answered,
        text=answer.text,
        confidence=answer.confidence,
        searched_as=answer.standalone,
        statement=answer.statement,
        citations=[_quote(citation) for citation in answer.citations],
        sections=[
            HeadedQuotes(section.heading, [citation.n for citation in section.citations])
            for section in answer.sections
        ],
        disagreements=[
            Contradiction(disagreement.about, [citation.n for citation in disagreement.citations])
            for disagreement in answer.disagreements
        ],
        nearest_passages_not_an_answer=[found_passage(hit) for hit in nearest],
        written=_written(answer.writing) if answer.writing else None,
        note=answer.note,
    )


def excerpt(article: Article, start: int, end: int) -> Excerpt:
    """Return part of an article as the agent gets it."""
    return Excerpt(article.text[start:end], start, end, len(article.text), _source(article))


def article_list(
    total: int, mentions: int | None, articles: Sequence[tuple[Article, Span | None]]
) -> ArticleList:
    """Return a list of articles as the agent gets it."""
    return ArticleList(total, mentions, [_listed(article, sentence) for article, sentence in articles])


def _listed(article: Article, sentence: Span | None) -> ListedSource:
    start, end = sentence or (None, None)
    text = article.text[slice(*sentence)] if sentence else None
    return ListedSource(_source(article), text, start, end)


def _written(writing: Writing) -> Written:
    return Written(
        model=writing.model,
        is_answer=writing.is_answer,
        problem=writing.problem,
        held_back_not_part_of_the_answer=[
            HeldBackSentence(sentence.text, told_reasons(sentence)) for sentence in writing.held_back
        ],
        tokens=writing.usage.tokens,
        cost=writing.usage.cost,
    )


def _quote(citation: Citation) -> Quote:
    return Quote(
        n=citation.n,
        quote=citation.quote,
        answer=citation.article.text[slice(*citation.answer)] if citation.answer else None,
        context=citation.context_text or None,
        speaker=_speaker(citation),
        start=citation.start,
        end=citation.end,
        article=_source(citation.article),
    )


def _speaker(citation: Citation) -> QuotedSpeaker | None:
    if citation.speaker is None:
        return None
    name, start, end = citation.speaker.name, citation.speaker.start, citation.speaker.end
    return QuotedSpeaker(name, citation.speaker_text, start, end)


def found_passage(hit: Hit) -> FoundPassage:
    """Return a passage as the agent gets it."""
    return FoundPassage(hit.text, hit.start, hit.end, hit.score, _source(hit.article))


def _source(article: Article) -> Source:
    card = article.card()
    return Source(article.id, article.title, card["source"], card["author"], card["published"], card["url"])
