"""A question for a fact: the best passages are read, and what answers is quoted, or refused."""

from time import perf_counter

from qa.answer_selection import reweight, select_not_quoted, select_quotes
from qa.answers import Answer, Timings
from qa.citations import format_answer, make_citations, make_disagreements
from qa.disagreement import disagreeing
from qa.intents.fact_scope import narrowed_to_articles
from qa.intents.request import Request, Resources
from qa.query import retrieve


def answer_fact(request: Request, resources: Resources) -> Answer:
    """Retrieve, read the passages and quote what answers, or refuse."""
    request = narrowed_to_articles(request, resources)
    began = perf_counter()
    query, hits = retrieve(resources.library, request.query)
    asked, found = query.standalone, perf_counter()
    readings = [
        reading
        for reading in reweight(asked, resources.reader.read(asked, hits))
        if reading.key not in request.shown
    ]
    timings = Timings(found - began, perf_counter() - found)
    confidence = readings[0].confidence if readings else 0.0
    quoted = select_quotes(asked, readings) if confidence >= resources.threshold else []
    sides = disagreeing(asked, readings) if quoted else ()
    citations = make_citations(quoted, sides, resources.attributor)
    disagreements = make_disagreements(asked, citations, sides)
    return Answer(
        question=request.question,
        standalone=asked,
        text=format_answer(citations, disagreements),
        confidence=confidence,
        citations=citations,
        disagreements=disagreements,
        hits=hits,
        not_quoted=select_not_quoted(readings, citations),
        timings=timings,
    )
