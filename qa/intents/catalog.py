"""A question about the collection itself: its articles' titles, authors, dates and what they mention."""

from qa.answers import Answer, AnswerKind
from qa.collection import about_collection
from qa.intents.request import Request, Resources
from qa.query import retrieve
from qa.thresholds import CATALOG_CONFIDENCE


def answer_catalog(request: Request, resources: Resources) -> Answer | None:
    """Answer from the library's record; None where the question is not about the collection."""
    known = about_collection(request.question, resources.library, request.filters, request.history)
    if known is None:
        return None
    if not known.citations:
        query, hits = retrieve(resources.library, request.query)
        return Answer(request.question, query.standalone, known.text, 0.0, hits=hits, kind=AnswerKind.CATALOG)
    return Answer(
        question=request.question,
        standalone=request.question.strip(),
        text=known.text,
        confidence=CATALOG_CONFIDENCE,
        citations=known.citations,
        statement=known.text,
        kind=AnswerKind.CATALOG,
    )
