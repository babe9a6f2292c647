"""Request evidence: the sentences that bear on a whole request of any kind, by their relevance to it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.articles import Article
from index.passages import sentences
from index.text.words import words
from qa.answers import Answer, AnswerKind
from qa.context import naming_sentence
from qa.intents.asked_speaker import AskedSpeaker
from qa.intents.composition import compose
from qa.intents.lexical_coverage import lexical_coverage
from qa.intents.request import Quote, Request, Resources
from qa.intents.scope import Scope, scope_of
from qa.intents.statement_requests import is_statement_request, read_statement_request
from qa.language.name_extraction import names
from qa.language.name_matching import normalized, same_name
from qa.page_furniture import is_page_furniture
from qa.query import retrieve
from qa.relevance.article_relevance import sentence_relevance
from qa.requests.network import shipped_network
from qa.requests.parts import Part
from qa.summarization.candidate_sentences import is_telling
from qa.thresholds import REQUEST_CONFIDENCE

FEW_ARTICLES = 50
"""Number of articles that a request singles out, up to which only these are searched."""

PASSAGES_READ = 12
"""Number of the best passages whose sentences are read."""

BEARING = 0.5
"""Relevance from which on a sentence is taken to bear on a request."""

MOST_BEARING = 5
"""Number of sentences that answer a request which nothing of its kind was found for, at most."""

OF_A_SUBJECT = frozenset(
    (
        AnswerKind.COMPARISON,
        AnswerKind.NAMES,
        AnswerKind.SPEAKERS,
        AnswerKind.STATEMENTS,
        AnswerKind.SUMMARY,
        AnswerKind.TIMELINE,
    )
)
"""Kinds of requests that are asked about a subject, and so may be answered by what bears on it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that bears on a request.

    Attributes:
        relevance: the probability that it does.
    """

    quote: Quote
    relevance: float


def request_evidence(request: Request, resources: Resources, scope: Scope | None = None) -> list[Evidence]:
    """Return the sentences of the best passages for a request, the most relevant first.

    Args:
        scope: what the request is about, where it is known; few articles that it names are searched alone.
    """
    scope = scope or scope_of(request, resources)
    query = request.query
    if scope.is_named and 0 < len(scope.articles) <= FEW_ARTICLES:
        query = replace(
            query, filters=replace(query.filters, articles=tuple(one.id for one in scope.articles))
        )
    _, hits = retrieve(resources.library, query)
    quotes: dict[tuple[str, int, int], Quote] = {}
    for hit in hits[:PASSAGES_READ]:
        text = hit.article.text
        for start, end in sentences(text, hit.start, hit.end):
            sentence = text[start:end]
            if is_telling(sentence) and not is_page_furniture(sentence):
                quote = Quote(hit.article, start, end)
                quotes.setdefault(quote.key, quote)
    found = list(quotes.values())
    relevance = sentence_relevance(request.standalone, [(one.article, one.start) for one in found])
    order = sorted(range(len(found)), key=lambda n: (-relevance[n], n))
    return [Evidence(found[n], float(relevance[n])) for n in order]


def bearing_on(request: Request, resources: Resources, refusal: Answer) -> Answer:
    """Answer what nothing of its kind was found for with the sentences that bear on it, if any do."""
    if refusal.kind not in OF_A_SUBJECT or request.shown or _is_of_a_time(request, refusal.kind):
        return refusal
    evidence = request_evidence(request, resources)
    articles = list({one.quote.article.id: one.quote.article for one in evidence}.values())
    if not _names_are_known(request, articles):
        return refusal
    speakers = _named_speakers(request, articles)
    bearing = [one for one in evidence if one.relevance >= BEARING and _names_all(speakers, one.quote)]
    if not bearing:
        return refusal
    statement = f"{refusal.text.rstrip('.')}; this bears on it:"
    quotes = [one.quote for one in bearing[:MOST_BEARING]]
    sure = REQUEST_CONFIDENCE * bearing[0].relevance
    return compose(request, resources, refusal.kind, [("", quotes)], statement=statement, confidence=sure)


def _is_of_a_time(request: Request, kind: AnswerKind) -> bool:
    """Whether all that happened in some time is asked for, to which what is of no time is no answer."""
    reading = shipped_network().read(request.question)
    is_narrowed = bool(reading.places(Part.SUBJECT))
    return kind is AnswerKind.TIMELINE and bool(reading.places(Part.DAY)) and not is_narrowed


def _names_are_known(request: Request, articles: Sequence[Article]) -> bool:
    """Whether each name of a request stands in some article: what is asked of others is not answered."""
    asked = request.standalone
    known = [
        name.text
        for name in names(asked)
        if not name.text.isdecimal() and not _begins_a_sentence(asked, name.start)
    ]
    return all(any(lexical_coverage(name, one.text) == 1.0 for one in articles) for name in known)


def _begins_a_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip("\"'“‘( ")
    return not before or before.endswith((".", "?", "!", ":"))


def _named_speakers(request: Request, articles: Sequence[Article]) -> list[str]:
    """Return the surnames of those whose words are asked for by name, and not by what they are."""
    asked = read_statement_request(request.standalone) if is_statement_request(request.question) else None
    speakers = map(AskedSpeaker, asked.speakers if asked else ())
    surnames = [one.names[-1] for one in speakers if one.names and not one.is_role]
    return [name for name in surnames if not any(re.search(rf"\b{name}\b", one.text) for one in articles)]


def _names_all(surnames: Sequence[str], quote: Quote) -> bool:
    """Whether a sentence, or the one before that says who it is of, has all these names."""
    context = naming_sentence(quote.article, quote.start, quote.end)
    told = quote.article.text[(context or (quote.start,))[0] : quote.end]
    said = {normalized(word) for word in words(told)}
    return all(any(same_name(name, word) for word in said) for name in surnames)
