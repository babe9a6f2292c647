"""A summary: the sentences that tell most of one article, of several or of a subject, as they stand."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.articles import byline
from index.store.values import CatalogEntry
from qa.answers import Answer, AnswerKind
from qa.intents.article_search import articles_found
from qa.intents.article_subjects import common_words, specific_words, tells_of
from qa.intents.composition import compose, refuse
from qa.intents.lexical_coverage import lexical_coverage
from qa.intents.request import Quote, Request, Resources
from qa.intents.scope import Scope, scope_of
from qa.intents.summary_length import names_only_a_length, requested_sentences
from qa.summarization import (
    MOST_COMPARED,
    RankedSentence,
    central_articles,
    summarize_article,
    summarize_articles,
    summarize_subject,
)

USUAL_SENTENCES = 5
"""Number of sentences of a summary of one article, or of a subject, unless another is asked for."""

USUAL_SENTENCES_OF_SEVERAL = 8
"""Number of sentences of a summary of several articles together."""

MOST_ARTICLES = 8
"""Number of articles that a summary of several quotes, at most."""

NOTHING_LEFT = "There is nothing more to sum up: what is left would repeat what you have read."
NO_ARTICLE = "There is no such article to sum up."
NOTHING_QUOTABLE = "There is nothing to sum up: no whole sentence stands there."


def answer_summary(request: Request, resources: Resources) -> Answer | None:
    """Sum up what a request is about, in as many sentences as it asks for."""
    scope = _scope_of_summary(request, resources)
    asked = requested_sentences(request.question)
    if not scope.articles:
        return refuse(request, AnswerKind.SUMMARY, NO_ARTICLE)
    if scope.subject and (on := _articles_on(scope, request, resources)):
        return summarize(request, resources, on, asked)
    if scope.subject:
        return _summarize_subject(request, resources, scope, asked or USUAL_SENTENCES)
    return summarize(request, resources, scope.articles, asked)


def _articles_on(scope: Scope, request: Request, resources: Resources) -> Sequence[CatalogEntry]:
    """Return the articles that tell of the subject and nothing else, of those that a search finds if many.

    One that tells of a person or a place tells of more, unless all of few articles are titled so.
    """
    subject, record = scope.subject, resources.library.record
    if not common_words(subject):
        name = specific_words(subject)
        titled = [entry for entry in scope.articles if lexical_coverage(name, entry.title) == 1.0]
        return titled if len(titled) == len(scope.articles) <= MOST_ARTICLES else ()
    entries = {entry.id: entry for entry in scope.articles}
    found = (
        list(entries)
        if len(entries) <= MOST_ARTICLES
        else articles_found(request.query, scope.articles, resources)
    )
    return [entries[one] for one in found if tells_of(record.article(one), subject)]


def _scope_of_summary(request: Request, resources: Resources) -> Scope:
    """Return the scope; of a request that names only a length, the articles that the last answer quotes."""
    scope = scope_of(request, resources)
    if scope.is_named or not names_only_a_length(request.question):
        return scope
    quoted = {citation.article.id for citation in request.cited_before}
    articles = tuple(entry for entry in scope.articles if entry.id in quoted)
    return Scope(articles, is_named=True) if articles else Scope(scope.articles)


def summarize(
    request: Request, resources: Resources, entries: Sequence[CatalogEntry], sentences: int | None = None
) -> Answer:
    """Sum up articles in `sentences` sentences, or in as many as usual."""
    record = resources.library.record
    if len(entries) == 1:
        article = record.article(entries[0].id)
        chosen = [summarize_article(article, sentences or USUAL_SENTENCES, request.shown)]
    else:
        most = sentences or USUAL_SENTENCES_OF_SEVERAL
        quoted = {article_id for article_id, _, _ in request.shown}
        others = [entry for entry in entries if entry.id not in quoted] or entries
        central = central_articles(record, others, min(most, MOST_ARTICLES))
        chosen = summarize_articles([record.article(entry.id) for entry in central], most, request.shown)
    return _compose(request, resources, chosen, len(entries))


def _summarize_subject(request: Request, resources: Resources, scope: Scope, most: int) -> Answer:
    query = request.query
    if scope.is_named:
        allowed = replace(query.filters, articles=tuple(entry.id for entry in scope.articles))
        query = replace(query, filters=allowed)
    chosen = summarize_subject(resources.library, query, scope.subject, most, request.shown)
    if not chosen and not request.shown:
        if scope.is_named and not _asks_about(scope.subject, request.question):
            return summarize(request, resources, scope.articles, most)
        return refuse(
            request, AnswerKind.SUMMARY, f"These articles do not say anything about {scope.subject}."
        )
    return _compose(request, resources, chosen, len(scope.articles), about=scope.subject)


def _asks_about(subject: str, question: str) -> bool:
    """Whether words are said to be the subject ("about the toll"), or stand beside the articles' name."""
    said = (
        rf"\b(?:about|on|over|regarding|concerning|of|says?|said)\s(?:the\s|an?\s|its\s)?{re.escape(subject)}"
    )
    return bool(re.search(said, " ".join(question.split()), re.IGNORECASE))


def _compose(
    request: Request,
    resources: Resources,
    summaries: Sequence[Sequence[RankedSentence]],
    articles: int,
    about: str = "",
) -> Answer:
    """Compose an answer of summaries, with a section for each article where there are several."""
    filled = [
        (byline(chosen[0].article), [Quote(one.article, one.start, one.end) for one in chosen])
        for chosen in summaries
        if chosen
    ]
    if not filled:
        return refuse(request, AnswerKind.SUMMARY, NOTHING_LEFT if request.shown else NOTHING_QUOTABLE)
    if articles == 1:
        return compose(request, resources, AnswerKind.SUMMARY, [("", quotes) for _, quotes in filled])
    statement = _statement(len(filled), articles, about)
    return compose(request, resources, AnswerKind.SUMMARY, filled, statement=statement)


def _statement(told: int, articles: int, about: str) -> str:
    """Return how many of the articles are summed up, and which."""
    share = f"All {articles} articles" if told == articles else f"{told} of {articles:,} articles"
    if about:
        return f"{share}, on {about}:"
    if articles <= MOST_ARTICLES:
        return f"{share}:"
    compared = f", of the newest {MOST_COMPARED:,}" if articles > MOST_COMPARED else ""
    return f"{share}, those that tell what most others tell too{compared}:"
