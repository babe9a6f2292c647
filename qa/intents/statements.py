"""Statements: what somebody said, or who said something; a section a speaker."""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.text.words import words
from qa.answers import Answer, AnswerKind
from qa.attribution.cues import CueMeaning
from qa.attribution.given_names import Gender, gender_of
from qa.intents.article_subjects import common_words, tells_of
from qa.intents.composition import compose, refuse
from qa.intents.fact import answer_fact
from qa.intents.persons_before import persons_of
from qa.intents.request import Quote, Request, Resources
from qa.intents.scope import scope_of
from qa.intents.speaker_matching import may_speak, statements_of
from qa.intents.speaker_similarity import called_alike
from qa.intents.statement_requests import (
    StatementRequest,
    follow_up_request,
    is_statement_request,
    read_statement_request,
)
from qa.intents.statement_search import Statement, articles_to_read, read_statements
from qa.intents.statement_sections import sections
from qa.intents.statement_topics import LEAST, about, said_as
from qa.language.name_matching import normalized
from qa.relevance.article_relevance import ABOUT

FEW = 5
"""Number of statements of a speaker up to which all count as about what their article tells of."""

_UNMARKED_POSSESSIVE = re.compile(r"(?<=[a-rt-z])s$")
"""Regular expression of the end of "bergs" in "bergs remarks about floods"."""

_QUESTION = re.compile(
    r"(?:is|are|was|were|will|would|can|could|should|does|do|did|has|have|had|what|why|how|when|where|who)\b",
    re.IGNORECASE,
)
_PRONOUNS = {
    Gender.MALE: frozenset(("he", "him", "his")),
    Gender.FEMALE: frozenset(("she", "her", "hers")),
}
_WHO_SAYS_WHAT = re.compile(r"\bwho\b.{1,40}\bwhat\b", re.IGNORECASE)

_EVALUATING = frozenset(
    {
        CueMeaning.DENY,
        CueMeaning.ADMIT,
        CueMeaning.PRAISE,
        CueMeaning.CRITICISE,
        CueMeaning.SUPPORT,
        CueMeaning.OPPOSE,
        CueMeaning.JOKE,
    }
)
"""Meanings for which a statement of another kind is no answer: who says something does not deny it."""


def answer_statements(request: Request, resources: Resources) -> Answer | None:
    """Quote what somebody said, or who said something; None where nobody who speaks is meant."""
    typed = read_statement_request(request.question)
    # "Who says what?" needs nothing of the conversation.
    asks_anything = typed is not None and _is_open(typed) and bool(_WHO_SAYS_WHAT.search(request.question))
    asked = typed if asks_anything else _follow_up(request) or read_statement_request(request.standalone)
    asked = asked or typed
    if asked and typed and typed.speakers:
        asked = replace(asked, speakers=typed.speakers)  # Whom the conversation names besides is not asked.
        if request.shown and not typed.about:
            asked = replace(asked, about="")  # "What else does Berg say?" asks for anything.
    pointed = typed if typed and typed.is_pronoun else None
    if asked is None or (_is_open(asked) and not asks_anything and not pointed):
        return None
    articles = articles_to_read(request, resources, scope_of(request, resources), asked.who, asked.about)
    every = read_statements(articles, resources.attributor)
    if pointed and (who := _speaker_before(request, every)):
        asked = replace(pointed, speakers=(who,))
    if _is_open(asked) and not asks_anything:
        return None
    own = _of_speakers(asked.speakers, every, resources) if asked.speakers else every
    fitting = _fitting(asked, own, resources)
    if not fitting and typed and typed.who and asked != typed:
        # What the conversation adds may be a part of it that is not asked about.
        own = _of_speakers(typed.speakers, every, resources)
        if own and asked.about and not typed.about:
            return _on_other_subjects(request, resources, own, asked)
        asked, fitting = typed, _fitting(typed, own, resources)
    if fitting:
        return _with_quotes(request, resources, asked, own, fitting)
    # Whatever was read as a fact for somebody who says nothing would be somebody else's.
    is_sure = bool(own) or not (
        asked.about or asked.meanings or any(may_speak(one, articles) for one in asked.speakers)
    )
    if asks_anything or (asked.who and is_sure):
        return refuse(request, AnswerKind.STATEMENTS, _nothing(asked))
    return _not_attributed(request, resources, typed)


def _is_name(who: str) -> bool:
    """Whether words for somebody may be a name: one word typed without its capital may be, too."""
    return " " not in who or any(word[0].isupper() for word in who.split())


def _with_quotes(
    request: Request,
    resources: Resources,
    asked: StatementRequest,
    own: Sequence[Statement],
    fitting: Sequence[Statement],
) -> Answer:
    """Answer with the statements that fit; where all were shown, with the speaker's on other subjects."""
    parts, total = sections(request, fitting, is_on_a_subject=bool(asked.about))
    if not total and asked.who and asked.about:
        return _on_other_subjects(request, resources, own, asked)
    return _answer(request, resources, parts, total, asked)


def _not_attributed(request: Request, resources: Resources, typed: StatementRequest | None) -> Answer | None:
    """Answer with a fact that names who is asked for; None where no words are surely asked for."""
    if not (typed and typed.who and is_statement_request(request.question)):
        return None
    answer = answer_fact(request, resources)
    if answer.citations and quotes_whom_it_asks(request, answer):
        return answer
    return refuse(request, AnswerKind.STATEMENTS, _nothing(typed))


def quotes_whom_it_asks(request: Request, answer: Answer) -> bool:
    """Whether an answer read as a fact may be that: the words of somebody are not those of another.

    Where somebody's words are asked for, its first quote, or what stands before that, has their name.
    """
    asked = read_statement_request(request.question) if is_statement_request(request.question) else None
    # What somebody is may be told in other words.
    if asked is None or not any(map(_is_name, asked.speakers)):
        return True
    first = answer.citations[0]
    start = first.context[0] if first.context else first.start
    speaker = first.speaker.name if first.speaker else ""
    said = {normalized(word) for word in words(f"{first.article.text[start : first.end]} {speaker}")}
    return any(normalized(name.split()[-1]) in said for name in asked.speakers)


def answer_on_other_subjects(request: Request, resources: Resources) -> Answer:
    """Quote what somebody says who was found to say nothing on the subject that was asked about."""
    asked = read_statement_request(request.standalone)
    if asked is None or not (asked.who and asked.about):
        return refuse(request, AnswerKind.STATEMENTS)
    articles = articles_to_read(request, resources, scope_of(request, resources), asked.who, asked.about)
    own = _of_speakers(asked.speakers, read_statements(articles, resources.attributor), resources)
    return _on_other_subjects(request, resources, own, asked)


def _follow_up(request: Request) -> StatementRequest | None:
    """Return what a request asks for that only names another speaker or subject; None where it says more."""
    last = request.history[-1] if request.history else None
    is_completed = not request.standalone.startswith(request.question.strip())
    if last is None or is_completed or is_statement_request(request.question):
        return None
    before = last.answer.standalone if isinstance(last.answer, Answer) else last.question
    return follow_up_request(request.question, before)


def _of_speakers(
    speakers: Sequence[str], statements: Sequence[Statement], resources: Resources
) -> list[Statement]:
    """Return the statements of any of some speakers, in their order."""
    embedder = resources.library.embedder
    own = {
        id(one)
        for who in speakers
        for one in statements_of(who, statements)
        or statements_of(_UNMARKED_POSSESSIVE.sub("", who), statements)
        or called_alike(who, statements, embedder)
    }
    return [one for one in statements if id(one) in own]


def _is_open(asked: StatementRequest) -> bool:
    """Whether a request names neither speaker nor subject, nor a kind of statement."""
    return not (asked.who or asked.about or asked.meanings)


def _fitting(asked: StatementRequest, own: Sequence[Statement], resources: Resources) -> list[Statement]:
    """Return the statements of the subject and kind asked for; of any kind where none is of that kind."""
    embedder = resources.library.embedder
    if asked.asks_who and asked.about:
        of_kind = [one for one in own if asked.meanings & one.meanings]
        of_kind = about(asked.about, of_kind) if asked.meanings else []
        return of_kind or ([] if asked.meanings & _EVALUATING else said_as(asked.about, own, embedder))
    least = LEAST if asked.who else ABOUT
    fitting = about(asked.about, own, least) if asked.about else list(own)
    if asked.who and asked.about and len(own) <= FEW and common_words(asked.about):
        # Who says little says it of what the article tells of.
        told = [id(one) for one in own if tells_of(one.article, asked.about)]
        fitting = [one for one in own if one in fitting or id(one) in told]
    of_kind = [one for one in fitting if asked.meanings & one.meanings]
    if (asked.asks_who or not asked.who) and asked.meanings & _EVALUATING:
        return of_kind
    if of_kind or asked.meanings & {CueMeaning.THINK, CueMeaning.WANT}:
        return of_kind or fitting
    return [one for one in fitting if one.is_speech] or fitting


def _answer(
    request: Request,
    resources: Resources,
    parts: Sequence[tuple[str, Sequence[Quote]]],
    total: int,
    asked: StatementRequest,
) -> Answer:
    if not total:
        return refuse(request, AnswerKind.STATEMENTS, f"{_nothing(asked).rstrip('.')} but what was shown.")
    shown = sum(len(quotes) for _, quotes in parts)
    statement = f"{shown} of {total} quotes; ask for more to see the others." if shown < total else ""
    return compose(request, resources, AnswerKind.STATEMENTS, parts, statement=statement)


def _on_other_subjects(
    request: Request, resources: Resources, own: Sequence[Statement], asked: StatementRequest
) -> Answer:
    """Answer where all that somebody says on a subject was shown: with what they say on others."""
    parts, total = sections(request, [one for one in own if one.is_speech])
    if not total:
        return _answer(request, resources, parts, total, asked)
    nothing = "Nothing more" if request.shown else "Nothing"
    statement = f"{nothing} about {asked.about}; on other subjects:"
    return compose(request, resources, AnswerKind.STATEMENTS, parts, statement=statement)


def _nothing(asked: StatementRequest) -> str:
    by = f" by {asked.who}" if asked.who else ""
    # "According to Berg, is it late?": a question is no name for a subject.
    subject = "that" if _QUESTION.match(asked.about) else asked.about
    return f"These articles quote nothing{by}{f' about {subject}' if subject else ''}."


def _speaker_before(request: Request, every: Sequence[Statement]) -> str:
    """Return who a pronoun means: the last person of the conversation who says something; else ""."""
    said = set(words(request.question))
    genders = [gender for gender, pronouns in _PRONOUNS.items() if not pronouns.isdisjoint(said)]
    for turn in reversed(request.history):
        for name in persons_of(turn):
            gender = gender_of(normalized(name.split()[0]))
            fits = not (gender and genders) or gender in genders
            if fits and statements_of(name, every):
                return name
    return ""
