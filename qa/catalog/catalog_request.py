"""Catalog requests: what is asked of which articles, and what they are to mention."""

import re
from dataclasses import dataclass, replace

from index.library import Library
from index.text.words import words
from qa.answers import Answer, AnswerKind
from qa.catalog.matches import Kind
from qa.catalog.mentions import find_mentions, plain_topic
from qa.catalog.references import Context, Reference, read_reference
from qa.catalog.request_tokens import RequestTokens, spelling_of
from qa.catalog.shown_articles import shown_articles, spoken_of
from qa.catalog.topic_spans import is_clause, is_unknown, topic_span
from qa.catalog.vocabulary import NOUNS, SURE_NOUNS, WORKS
from qa.catalog.wanted import (
    COLLECTION_NOUNS,
    Wanted,
    asks_of_articles,
    grouped_by,
    may_ask_of_articles,
    wanted_of,
)
from qa.turns import Turn

LONGEST = 400
"""Number of characters of a request; a longer one says more than is asked of a catalog."""

LONGEST_COMMON_TITLE = 4
"""Number of words of a title that books may have, too."""

LONGEST_ROLE = 4
"""Number of words of the role of an author."""

_ORIGINS = (Wanted.AUTHOR, Wanted.DATE, Wanted.SOURCE)
_FACTS = (*_ORIGINS, Wanted.TITLE, Wanted.LENGTH)


@dataclass(frozen=True, slots=True)
class CatalogRequest:
    """A request to the catalog, understood.

    Attributes:
        reference: the articles it is about.
        grouped: what the articles are to be grouped by where all of them are meant ("sources?"), if anything.
        mention: what they are to mention, as typed; "" where nothing is.
        loose: whether it asks for articles about that, in whatever words, rather than for a mention.
        one_name: whether it takes "A and B" for one name: "How often is A and B mentioned?"
        by_name: whether nothing but a name answers.
        shortest: whether the shortest come first, where the length is wanted.
    """

    wanted: Wanted
    reference: Reference
    grouped: Wanted | None
    mention: str
    loose: bool
    one_name: bool
    by_name: bool
    shortest: bool


def may_be_of_catalog(question: str, library: Library) -> bool:
    """Whether a request may be one to the catalog, as far as a glance at its words tells."""
    return len(question) <= LONGEST and may_ask_of_articles(RequestTokens(question, spelling_of(library)))


def may_ask_of_origin(question: str, library: Library) -> bool:
    """Whether a request may ask who wrote an article, when or where it appeared, by a glance at its words."""
    if len(question) > LONGEST:
        return False
    tokens = RequestTokens(question, spelling_of(library))
    return may_ask_of_articles(tokens) and wanted_of(tokens) in _ORIGINS


def read_catalog_request(question: str, context: Context) -> CatalogRequest | None:
    """Return what a request asks of the catalog; None where it has words that the catalog does not know."""
    if len(question) > LONGEST:
        return None
    tokens = context.tokens(question)
    reference = read_reference(tokens, context, several=False)
    wanted = wanted_of(tokens)
    _use_role(tokens)
    first, last, loose = topic_span(tokens)
    mention = tokens.slice(first, last)
    if any(is_unknown(tokens, at) for at in range(len(tokens.tokens)) if not first <= at < last):
        return None
    names = reference.is_described or reference.is_ordered or reference.points
    if is_clause(mention) or not asks_of_articles(tokens, wanted, mentions=bool(mention), names=names):
        return None
    if wanted in _FACTS and _is_a_thing(tokens, reference, context):
        return None
    if _tells_of_news(tokens, reference) or not _means_articles(tokens, reference, wanted, mention, context):
        return None
    said = {token.word for token in tokens.tokens}
    verb = tokens.word(first - 1) if tokens.word(first - 1) != "the" else tokens.word(first - 2)
    grouped = grouped_by(tokens, wanted)
    if wanted in _FACTS and not (names or mention or grouped):
        reference = _of_conversation(reference, wanted, context)
    return CatalogRequest(
        wanted,
        reference,
        grouped,
        plain_topic(mention),
        loose,
        one_name=verb in ("is", "was", "does")
        or (wanted is Wanted.TIMES and verb not in ("are", "were", "do")),
        by_name=not said.isdisjoint({"name", "names"}),
        shortest=not said.isdisjoint({"shorter", "shortest"}),
    )


def _use_role(tokens: RequestTokens) -> None:
    """Mark the role of an author, "the former envoy who wrote the essay", as saying nothing else."""
    listed = tokens.words(0, len(tokens.tokens))
    if "who" in listed[2:] and "the" in listed[: (at := listed.index("who", 2))]:
        first = at - listed[:at][::-1].index("the")
        if tokens.word(at + 1) == "wrote" and at - first <= LONGEST_ROLE:
            tokens.use(first, at)


def _is_a_thing(tokens: RequestTokens, reference: Reference, context: Context) -> bool:
    """Whether a short title without quotation marks may be a book or the like, of which articles speak."""
    titles = [match for match in reference.matches if match.kind is Kind.TITLE]
    if len(titles) != 1 or titles[0].last - titles[0].first > LONGEST_COMMON_TITLE:
        return False
    title = tokens.slice(titles[0].first, titles[0].last)
    own = {entry.id: entry.number for entry in titles[0].articles}
    holding = find_mentions(context.record, title, context.allowed).places.keys()
    bodies = (context.record.article(id) for id in own)
    return bool(holding - set(own.values())) or any(
        title.lower() in article.text[article.body_start :].lower() for article in bodies
    )


def _tells_of_news(tokens: RequestTokens, reference: Reference) -> bool:
    """Whether "the report on the mill" may be one that the articles tell of, or "other" things are meant."""
    said = {token.word for token in tokens.tokens}
    if not said.isdisjoint({"other", "else", "more"}) and not reference.points:
        return True
    nouns = said & NOUNS
    if not nouns or not nouns.isdisjoint(SURE_NOUNS | {"one", "ones"}):
        return False
    if any(tokens.word(match.first) in ("this", "these", "that") for match in reference.matches):
        return False
    naming = [match for match in reference.matches if tokens.word(match.first) not in nouns]
    return all(match.kind is Kind.TOPIC and match.last - match.first > 1 for match in naming)


def _means_articles(
    tokens: RequestTokens, reference: Reference, wanted: Wanted, mention: str, context: Context
) -> bool:
    """Whether "it" or "the article" means an article, rather than a thing the conversation speaks of."""
    said = {token.word for token in tokens.tokens}
    noun = not said.isdisjoint(COLLECTION_NOUNS | NOUNS - {"one", "ones"})
    personal = not noun and wanted in _FACTS and not said.isdisjoint({"they", "them"})
    pronoun = personal or "it" in said
    if not context.history:
        return not personal
    if reference.is_described or reference.is_ordered or (mention and not pronoun):
        return True
    last = context.history[-1]
    if _is_of_catalog(last, context):
        return True
    if noun and not pronoun:
        return not re.search(r"\barticles?\b", last.text, re.IGNORECASE)
    heard = {*words(last.question), *words(last.text)}
    works = WORKS & {*heard, *(word.removesuffix("s") for word in heard)}
    return not (personal or works) and bool(shown_articles(last, context.allowed, context.record))


def _is_of_catalog(turn: Turn, context: Context) -> bool:
    """Whether a turn of the conversation asked for what is known of articles."""
    if isinstance(turn.answer, Answer):
        return turn.answer.kind is AnswerKind.CATALOG
    return read_catalog_request(turn.question, replace(context, history=())) is not None


def _of_conversation(reference: Reference, wanted: Wanted, context: Context) -> Reference:
    """Return the article last spoken of where a request names none: "The title?"."""
    shown = next(spoken_of(context.history, context.allowed, context.record), ())
    several = wanted is Wanted.LENGTH
    return replace(reference, articles=tuple(shown if several else shown[:1])) if shown else reference
