"""From quotes to an answer: numbered citations with context and speaker, in sections or without."""

from collections.abc import Iterator, Sequence
from itertools import count

from qa.answers import REFUSAL, Answer, AnswerKind, Citation, Section
from qa.citations import format_sections
from qa.context import naming_sentence
from qa.intents.request import Quote, Request, Resources
from qa.thresholds import REQUEST_CONFIDENCE


def compose(
    request: Request,
    resources: Resources,
    kind: AnswerKind,
    parts: Sequence[tuple[str, Sequence[Quote]]],
    *,
    statement: str = "",
    confidence: float = REQUEST_CONFIDENCE,
) -> Answer:
    """Return an answer of quotes in parts, each with its heading; one part without a heading is plain.

    A part without quotes is left out; where none has any, the answer is a refusal (see `refuse`).
    """
    numbers = count(1)
    filled = [(heading, list(_cited(quotes, resources, numbers))) for heading, quotes in parts if quotes]
    if not filled:
        return refuse(request, kind)
    citations = tuple(citation for _, cited in filled for citation in cited)
    sections = tuple(Section(heading, tuple(cited)) for heading, cited in filled if heading)
    return Answer(
        question=request.question,
        standalone=request.standalone,
        text=format_sections(statement, filled),
        confidence=confidence,
        citations=citations,
        statement=statement,
        sections=sections,
        kind=kind,
    )


def refuse(request: Request, kind: AnswerKind, text: str = REFUSAL) -> Answer:
    """Return a refusal that says what the articles do not have."""
    return Answer(request.question, request.standalone, text, 0.0, kind=kind)


def _cited(quotes: Sequence[Quote], resources: Resources, numbers: Iterator[int]) -> Iterator[Citation]:
    keys = {quote.key for quote in quotes}
    unknown = [(quote.article, quote.start, quote.end) for quote in quotes if quote.speaker is None]
    found = iter(resources.attributor.speakers(unknown))
    for quote in quotes:
        article, start, end = quote.article, quote.start, quote.end
        context = quote.context or naming_sentence(article, start, end)
        if context and (article.id, *context) in keys:
            context = None  # The reader has just read it.
        speaker = quote.speaker or next(found)
        yield Citation(next(numbers), article, start, end, quote.answer, context, speaker)
