"""Request evidence: the sentences that bear on a whole request of any kind, by their relevance to it."""

import re
from collections.abc import Iterator, Sequence
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
from qa.language import times
from qa.language.name_extraction import names
from qa.language.name_matching import normalized
from qa.page_furniture import is_page_furniture
from qa.query import retrieve
from qa.relevance.article_relevance import sentence_relevance
from qa.requests.network import shipped_network
from qa.summarization.candidate_sentences import is_telling
from qa.thresholds import BEARING_CONFIDENCE

FEW_ARTICLES = 50
"""Number of articles that a request singles out, up to which only these are searched."""

PASSAGES_READ = 12
"""Number of the best passages whose sentences are read."""

BEARING = 0.5
"""Relevance from which on a sentence is taken to bear on a request."""

LIKELY_FACT = 0.5
"""Probability that a request asks for a fact, from which on it is one, whatever it is answered as."""

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


_KINDS = frozenset(kind.value for kind in AnswerKind)


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
    if refusal.kind not in OF_A_SUBJECT or request.shown:
        return refusal
    bearing = [one for one in bearing_evidence(request, resources) if _may_be_theirs(request, one.quote)]
    if refusal.kind is AnswerKind.STATEMENTS:
        bearing = _not_of_others(request, resources, bearing)
    if not bearing:
        return refusal
    quotes = [one.quote for one in bearing[:MOST_BEARING]]
    return compose(
        request,
        resources,
        refusal.kind,
        [("", quotes)],
        statement=f"{refusal.text} This bears on it:",
        confidence=BEARING_CONFIDENCE * bearing[0].relevance,
    )


def bearing_evidence(request: Request, resources: Resources) -> list[Evidence]:
    """Return the evidence that bears on a request, the most relevant first.

    There is none where the request names a time, as a sentence's own time is not known here, or a name that
    none of the articles has: what is asked of others is not answered. Nor is there of a question of fact that
    somebody else, as a language model, takes for another kind: it has an answer or none.
    """
    probabilities = shipped_network().read(request.question).probabilities
    if probabilities[AnswerKind.FACT.value] >= LIKELY_FACT or times(request.question, request.asked):
        return []
    evidence = request_evidence(request, resources)
    articles = list({one.quote.article.id: one.quote.article for one in evidence}.values())
    known = all(
        any(lexical_coverage(name, one.text) == 1.0 for one in articles) for name in _asked_names(request)
    )
    return [one for one in evidence if one.relevance >= BEARING] if known else []


def _asked_names(request: Request) -> Iterator[str]:
    """Yield the names in a request; of one that opens a sentence only what is part of what is asked."""
    asked = request.standalone
    parts = shipped_network().read(asked).parts
    for name in names(asked):
        if name.text.isdecimal():
            continue
        if not _begins_a_sentence(asked, name.start):
            yield name.text
        elif asked[name.end : name.end + 1] == ":" and name.text.lower() not in _KINDS:
            yield name.text  # "Skagen: its history"; but "Timeline: the harbour".
        else:
            yield from (
                asked[max(place.start, name.start) : min(place.end, name.end)]
                for place in parts
                if place.start < name.end and name.start < place.end
            )


def _begins_a_sentence(text: str, at: int) -> bool:
    before = text[:at].rstrip("\"'“‘( ")
    return not before or before.endswith((".", "?", "!", ":"))


def _asked_speakers(request: Request) -> list[AskedSpeaker]:
    """Return those whose words are asked for by name, and not by what they are."""
    asked = read_statement_request(request.standalone) if is_statement_request(request.question) else None
    speakers = map(AskedSpeaker, asked.speakers if asked else ())
    return [one for one in speakers if one.names and not one.is_role]


def _may_be_theirs(request: Request, quote: Quote) -> bool:
    """Whether a sentence, or the one before that says who it is of, has the names of whom is asked for.

    A name in small letters may be what somebody is ("coach"): it need not stand beside their words.
    """
    context = naming_sentence(quote.article, quote.start, quote.end)
    told = {
        normalized(word) for word in words(quote.article.text[(context or (quote.start,))[0] : quote.end])
    }
    return all(
        _is_common(one.names[-1], request, quote.article) or normalized(one.names[-1]) in told
        for one in _asked_speakers(request)
    )


def _is_common(name: str, request: Request, article: Article) -> bool:
    in_small_letters = re.compile(rf"\b{re.escape(name.lower())}\b")
    return bool(in_small_letters.search(request.standalone) and in_small_letters.search(article.text))


def _not_of_others(request: Request, resources: Resources, evidence: Sequence[Evidence]) -> list[Evidence]:
    """Return the evidence without what others said than those whose words are asked for by name."""
    asked = {normalized(one.names[-1]) for one in _asked_speakers(request)}
    places = [(one.quote.article, one.quote.start, one.quote.end) for one in evidence]
    speakers = resources.attributor.speakers(places) if asked else [None] * len(evidence)
    return [
        one
        for one, speaker in zip(evidence, speakers, strict=True)
        if speaker is None or asked & {normalized(word) for word in words(speaker.name)}
    ]
