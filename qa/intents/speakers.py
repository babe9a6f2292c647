"""Speakers: who is quoted, how often, and with what; people before organisations, most quoted first."""

import re
from collections.abc import Sequence

from qa.answers import Answer, AnswerKind
from qa.attribution.role_nouns import HYPERNYMS, PERSON_NOUNS, singular
from qa.intents.composition import compose, refuse
from qa.intents.request import Request, Resources, unshown
from qa.intents.scope import scope_of
from qa.intents.speaker_matching import statements_of
from qa.intents.statement_requests import subject_asked
from qa.intents.statement_search import Statement, articles_to_read, statements_in
from qa.intents.statement_sections import by_speaker, heading, is_named, quotes_of
from qa.intents.statement_topics import about

MOST_SPEAKERS = 12
"""Speakers in one answer; the others come when more is asked for."""


def answer_speakers(request: Request, resources: Resources) -> Answer | None:
    """List who is quoted, each with the number of statements and the first of them."""
    scope = scope_of(request, resources)
    articles = articles_to_read(request, resources, scope)
    statements = [
        one
        for article in articles
        for one in statements_in(article, resources.attributor.attributions(article))
        if one.is_speech
    ]
    if role := _role_asked(request.standalone):
        statements = statements_of(role, statements)
    if subject := subject_asked(request.standalone):
        statements = about(subject, statements, resources.library.embedder)
    if not statements:
        return refuse(
            request,
            AnswerKind.SPEAKERS,
            f"These articles quote no {role or 'one'}.".replace("no one", "nobody"),
        )
    groups = sorted(by_speaker(statements), key=_rank)
    parts = []
    for group in groups:
        quotes = unshown(request, quotes_of(group))[:1]
        if quotes and not any(quote.key in request.shown for quote in quotes_of(group)):
            number = len(group)
            parts.append((f"{heading(group)} ({number} statement{'s' if number > 1 else ''})", quotes))
    return compose(
        request,
        resources,
        AnswerKind.SPEAKERS,
        parts[:MOST_SPEAKERS],
        statement=_counted(groups, parts, statements),
    )


def _rank(group: Sequence[Statement]) -> tuple[bool, bool, int]:
    first = group[0]
    person = is_named(first) and any(_is_person(one) for one in group)
    return not person, not is_named(first), -len(group)


def _is_person(statement: Statement) -> bool:
    words = re.findall(r"[^\W_]+", f"{statement.introduction} {statement.source}".lower())
    pronoun = statement.source.lower() in ("he", "she", "his", "her")
    return (
        pronoun
        or any(singular(word) in PERSON_NOUNS for word in words)
        or len(statement.speaker.name.split()) > 1
    )


def _role_asked(question: str) -> str:
    """Return the role of those who are asked for ("Which experts are cited?"), or ""."""
    words = re.findall(r"[^\W_]+", question.lower())
    return next((word for word in words if singular(word) in HYPERNYMS or singular(word) in PERSON_NOUNS), "")


def _counted(groups: Sequence[object], parts: Sequence[object], statements: Sequence[Statement]) -> str:
    articles = len({one.article.id for one in statements})
    speakers = f"{len(groups)} speaker{'s are' if len(groups) != 1 else ' is'} quoted"
    told = f"{speakers} in {articles} article{'s' if articles != 1 else ''}"
    return f"{told}; {MOST_SPEAKERS} of them:" if len(parts) > MOST_SPEAKERS else f"{told}."
