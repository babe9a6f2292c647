"""Answers a request as a language model understands it: completed, in parts, or by the catalog's tools."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from index.filters import SearchFilter
from index.retrieval.hybrid_search import Hit
from qa.answers import Answer, AnswerKind, Section
from qa.catalog import descriptions
from qa.catalog.descriptions import MOST_LISTED, MOST_SHOWN, CatalogAnswer
from qa.catalog.mentions import find_mentions
from qa.catalog.tools import list_articles
from qa.citations import format_sections
from qa.intents import Request, Resources, answer_request
from qa.intents.intent_classifier import classify_intent
from qa.interpretation.values import CatalogCall, Interpretation
from qa.thresholds import CATALOG_CONFIDENCE


def answer_interpreted(request: Request, told: Interpretation, resources: Resources) -> Answer:
    """Answer a request as a model understands it; as far as it tells nothing, as it is understood without.

    What its own form tells of a request's kind outweighs the model, and a kind that finds no answer is not
    what was asked for: it is answered as a fact.
    """
    asked = _completed(request, told)
    kind = classify_intent(asked, resources.library)
    if kind is AnswerKind.FACT:
        if told.catalog and (listed := answer_catalog_call(asked, told.catalog, resources)):
            return listed
        if told.parts:
            return answer_parts(asked, told.parts, resources)
        named = answer_request(asked, resources, told.kind) if told.kind else None
        if named and named.answered:
            return named
    return answer_request(asked, resources, kind)


def answer_parts(request: Request, parts: Sequence[str], resources: Resources) -> Answer:
    """Answer each of the questions that a request is made of; a section each.

    What no article answers has no section; where all is refused, the answer is the refusal of the whole.
    """
    answers = [answer_request(_of_part(request, part), resources) for part in parts]
    numbers = count(1)
    filled = [
        (part, tuple(replace(citation, n=next(numbers)) for citation in answer.citations))
        for part, answer in zip(parts, answers, strict=True)
        if answer.citations
    ]
    if not filled:
        return answer_request(request, resources, AnswerKind.FACT)
    return Answer(
        question=request.question,
        standalone=request.standalone,
        text=format_sections("", filled),
        confidence=min(answer.confidence for answer in answers if answer.citations),
        citations=tuple(citation for _, cited in filled for citation in cited),
        hits=_merged([answer.hits for answer in answers]),
        sections=tuple(Section(part, cited) for part, cited in filled),
    )


def answer_catalog_call(request: Request, call: CatalogCall, resources: Resources) -> Answer | None:
    """List or count articles by the catalog's tools; None where none fits."""
    record, query = resources.library.record, call.query
    filters = _narrowed(request.filters, query.filters)
    found = [one.entry for one in list_articles(record, replace(query, filters=filters))]
    if not found:
        return None
    if not query.mention:
        known = (
            descriptions.counted(record, found, "")
            if call.counts
            else descriptions.each(
                record, found, descriptions.card, "No title is known for", shown=request.shown
            )
        )
    else:
        most = MOST_SHOWN if call.counts else MOST_LISTED
        places = find_mentions(record, query.mention, found).places
        citations = descriptions.cite_mentions(record, found, places, most, request.shown)
        marks = " ".join(f"[{citation.n}]" for citation in citations)
        verb = "article mentions" if len(found) == 1 else "articles mention"
        known = CatalogAnswer(f"{len(found):,} {verb} {query.mention}. {marks}", citations)
    if not known.citations:
        return None
    return Answer(
        question=request.question,
        standalone=request.standalone,
        text=known.text,
        confidence=CATALOG_CONFIDENCE,
        citations=known.citations,
        statement=known.text,
        kind=AnswerKind.CATALOG,
    )


def _narrowed(allowed: SearchFilter, told: SearchFilter) -> SearchFilter:
    """Return what is allowed of the days that a model tells: it cannot widen what the user searches."""
    begins = [day for day in (allowed.since, told.since) if day]
    ends = [day for day in (allowed.until, told.until) if day]
    return replace(allowed, since=max(begins, default=None), until=min(ends, default=None))


def _completed(request: Request, told: Interpretation) -> Request:
    """Return a request in the model's words; its own, completed without it, are searched as well."""
    if not told.standalone:
        return request
    query = request.query
    return replace(request, query=replace(query, standalone=told.standalone, rewritten=(query.standalone,)))


def _of_part(request: Request, part: str) -> Request:
    query = replace(request.query, typed=part, standalone=part, rewritten=())
    return replace(request, question=part, query=query, history=())


def _merged(ranked: Sequence[Sequence[Hit]]) -> tuple[Hit, ...]:
    """Return the hits of several searches in turns, each passage once."""
    longest = max(map(len, ranked), default=0)
    turns = [hits[rank] for rank in range(longest) for hits in ranked if rank < len(hits)]
    seen: dict[tuple[str, int, int], Hit] = {}
    for hit in turns:
        seen.setdefault((hit.article_id, hit.start, hit.end), hit)
    return tuple(seen.values())
