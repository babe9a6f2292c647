"""Speakers: who is quoted, how often, and with what; people before organisations, most quoted first."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.text.words import content_words
from qa.answers import Answer, AnswerKind
from qa.attribution.given_names import gender_of
from qa.attribution.introductions import role_words
from qa.attribution.role_nouns import HYPERNYMS, PERSON_NOUNS, singular
from qa.intents.article_subjects import tells_of
from qa.intents.composition import compose, refuse
from qa.intents.request import Request, Resources, unshown
from qa.intents.scope import Scope, scope_of
from qa.intents.speaker_matching import statements_of
from qa.intents.statement_requests import speaker_asked, subject_asked
from qa.intents.statement_search import MOST_ARTICLES, Statement, articles_to_read, read_statements
from qa.intents.statement_sections import by_speaker, heading, is_named, quotes_of
from qa.intents.statement_topics import about
from qa.language.name_matching import normalized
from qa.language.name_roles import may_be_a_person
from qa.query import retrieve

_ONE_ARTICLE = re.compile(r"\b(?:article|story|piece|report|text)\s(?:about|on|covering)\s", re.IGNORECASE)

_ANYBODY_QUOTED = frozenset("source speaker person people voice author".split())
"""Nouns for whoever is quoted, whatever they are."""

MOST_SPEAKERS = 12
"""Number of speakers in one answer; the others come when more is asked for."""


def answer_speakers(request: Request, resources: Resources) -> Answer | None:
    """List who is quoted, each with the number of statements and the first of them."""
    scope = scope_of(request, resources)
    role, subject = _role_asked(speaker_asked(request.standalone)), subject_asked(request.standalone)
    if scope.is_named and not set(content_words(subject)) & set(content_words(scope.subject)):
        subject = ""  # Its words name the articles: "in the article about the strike".
    articles = articles_to_read(request, resources, scope, role, subject)
    said = [one for one in read_statements(articles, resources.attributor) if one.is_speech]
    statements = statements_of(role, said) if role else said
    if subject and not scope.is_named and _ONE_ARTICLE.search(request.standalone):
        statements = _of_the_article_on(subject, statements, request, resources)
    elif subject:
        statements = _on(subject, statements)
    if not statements:
        whom = f"no {role}" if role else "nobody"
        on = f" about {subject}" if subject else ""
        return refuse(request, AnswerKind.SPEAKERS, f"These articles quote {whom}{on}.")
    groups = sorted(by_speaker(statements), key=_rank)
    parts = []
    for group in groups:
        quotes = quotes_of(group)
        if len(unshown(request, quotes)) == len(quotes):
            number = len(group)
            parts.append((f"{heading(group)} ({number} statement{'s' if number > 1 else ''})", quotes[:1]))
    return compose(
        request,
        resources,
        AnswerKind.SPEAKERS,
        parts[:MOST_SPEAKERS],
        statement=_counted(len(groups), len(parts), scope, statements),
    )


def _of_the_article_on(
    subject: str, statements: Sequence[Statement], request: Request, resources: Resources
) -> list[Statement]:
    """Return the statements of the article that retrieval finds first for a subject."""
    _, hits = retrieve(resources.library, replace(request.query, typed=subject, standalone=subject))
    first = next((hit.article.id for hit in hits), "")
    return [one for one in statements if one.article.id == first]


def _on(subject: str, statements: Sequence[Statement]) -> list[Statement]:
    """Return all statements of the articles that tell of a subject, else those about it."""
    articles = {one.article.id: one.article for one in statements}
    on = {name for name, article in articles.items() if tells_of(article, subject)}
    titled = [one for one in statements if one.article.id in on]
    return titled or about(subject, statements)


def _rank(group: Sequence[Statement]) -> tuple[bool, bool, int]:
    return not any(map(_is_person, group)), not is_named(group[0]), -len(group)


def _is_person(statement: Statement) -> bool:
    """Whether a speaker is a person with a name: by a pronoun, a role or a given name."""
    name = statement.speaker.name
    if not is_named(statement) or not may_be_a_person(name):
        return False
    if statement.source.lower() in ("he", "she", "his", "her"):
        return True
    roles = role_words(statement.article.text, statement.speaker.start, statement.speaker.end)
    return bool(roles) or gender_of(normalized(name.split()[0])) is not None


def _role_asked(asked: str) -> str:
    """Return the role of those who are asked for, "experts" of "which experts", or ""."""
    words = re.findall(r"[^\W_]+", asked.lower())
    nouns = ((word, singular(word)) for word in words if singular(word) not in _ANYBODY_QUOTED)
    return next((word for word, noun in nouns if noun in HYPERNYMS or noun in PERSON_NOUNS), "")


def _counted(speakers: int, left: int, scope: Scope, statements: Sequence[Statement]) -> str:
    quoting = len({one.article.id for one in statements})
    articles = f"{quoting} article{'s' if quoting != 1 else ''}"
    if len(scope.articles) > MOST_ARTICLES:
        articles = f"{articles} of the {MOST_ARTICLES} that were read"
    told = f"{speakers} speaker{'s are' if speakers != 1 else ' is'} quoted in {articles}"
    return f"{told}; {MOST_SPEAKERS} of them:" if left > MOST_SPEAKERS else f"{told}."
