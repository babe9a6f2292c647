"""Facts of one article: "in the March article" narrows a question, and is no part of what it asks."""

from dataclasses import replace

from index.text.words import STOP_WORDS
from qa.catalog.matches import Kind
from qa.catalog.references import Context, Reference, read_reference
from qa.catalog.request_tokens import RequestTokens
from qa.catalog.vocabulary import NOUNS
from qa.intents.request import Request, Resources
from qa.intents.scope import day_of_asking

_PREPOSITIONS = frozenset("in from by of according per".split())
_ARTICLES = frozenset("the this that these those my your both to".split())


def narrowed_to_articles(request: Request, resources: Resources) -> Request:
    """Return a question asked only of the articles that it names, without the words that name them.

    The same question where it names none: "in 2021" is of what it asks, "in the 2021 article" is not.
    """
    allowed = resources.library.record.catalog.entries(request.filters)
    if len(allowed) < 2 or not _may_name(request.question):
        return request
    context = Context(resources.library, allowed, day_of_asking(request, allowed), request.history)
    tokens = context.tokens(request.question)
    reference = read_reference(tokens, context)
    phrase = _naming_phrase(tokens, reference)
    if not phrase or not 0 < len(reference.articles) < len(allowed):
        return request
    query = request.query
    ids = tuple(entry.id for entry in reference.articles)
    return replace(
        request,
        query=replace(
            query,
            typed=_without(phrase, query.typed),
            standalone=_without(phrase, query.standalone),
            filters=replace(query.filters, articles=ids),
        ),
    )


def _may_name(question: str) -> bool:
    said = question.lower().split()
    return not _PREPOSITIONS.isdisjoint(said)


def _naming_phrase(tokens: RequestTokens, reference: Reference) -> str:
    """Return the words that name articles with the preposition before them; "" where none surely does."""
    of_sources = {
        at
        for match in reference.matches
        if match.kind is Kind.SOURCE
        for at in range(match.first, match.last)
    }
    for start in range(len(tokens.tokens)):
        if tokens.word(start) not in _PREPOSITIONS:
            continue
        first = end = start + 1
        while _may_belong(tokens, end):
            end += 1
        while end > first and not (_is_used(tokens, end - 1) or tokens.word(end - 1) in NOUNS):
            end -= 1
        named = range(first, end)
        has_noun = any(tokens.word(at) in NOUNS for at in named)
        is_according = tokens.word(start) == "according" and not of_sources.isdisjoint(named)
        if any(map(tokens.used.__getitem__, named)) and (has_noun or is_according):
            return tokens.slice(start, end)
    return ""


def _may_belong(tokens: RequestTokens, at: int) -> bool:
    word = tokens.word(at)
    return word in _PREPOSITIONS or word in _ARTICLES or word in NOUNS or _is_used(tokens, at)


def _is_used(tokens: RequestTokens, at: int) -> bool:
    return at < len(tokens.tokens) and tokens.used[at] and tokens.word(at) not in STOP_WORDS


def _without(phrase: str, question: str) -> str:
    """Return a question without a phrase; as it is where nothing would be left to ask."""
    left = " ".join(question.replace(phrase, " ").split()).replace(" ?", "?").strip(" ,")
    return left if len(left.split()) > 1 else question
