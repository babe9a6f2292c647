"""What is asked for, and who answers it: one file a kind of request.

classify the request → answer it as its kind → where it turns out to be none of that, read it as a fact.
"""

from collections.abc import Mapping

from qa.answers import Answer, AnswerKind
from qa.intents.catalog import answer_catalog, list_all, list_bearing
from qa.intents.comparison import answer_comparison
from qa.intents.composition import refuse
from qa.intents.conversation import answer_conversation
from qa.intents.definition import answer_definition
from qa.intents.fact import answer_fact
from qa.intents.intent_classifier import (
    asks_for_the_articles,
    asks_what_articles_say,
    classify_intent,
    likeliest_but_fact,
)
from qa.intents.more import answer_more
from qa.intents.names import answer_names
from qa.intents.request import Intent, Request, Resources
from qa.intents.request_evidence import bearing_on
from qa.intents.speakers import answer_speakers
from qa.intents.statement_requests import names_speaker_and_subject
from qa.intents.statements import answer_statements, quotes_whom_it_asks
from qa.intents.summary import answer_summary
from qa.intents.support import answer_support
from qa.intents.timeline import answer_timeline

__all__ = ["Request", "Resources", "answer_request"]

INTENTS: Mapping[AnswerKind, Intent] = {
    AnswerKind.CATALOG: answer_catalog,
    AnswerKind.COMPARISON: answer_comparison,
    AnswerKind.CONVERSATION: answer_conversation,
    AnswerKind.DEFINITION: answer_definition,
    AnswerKind.NAMES: answer_names,
    AnswerKind.SPEAKERS: answer_speakers,
    AnswerKind.STATEMENTS: answer_statements,
    AnswerKind.SUMMARY: answer_summary,
    AnswerKind.TIMELINE: answer_timeline,
}
"""What answers each kind of request but a fact, and those about the last answer."""


def answer_request(request: Request, resources: Resources, kind: AnswerKind | None = None) -> Answer:
    """Answer a request as its kind, or as a fact where it turns out to be none of that.

    `kind` is what it is answered as; None: what the classifier tells.
    """
    kind = kind or classify_intent(request, resources.library)
    if kind is AnswerKind.MORE:
        return answer_more(request, resources, lambda asked, kind: answer_request(asked, resources, kind))
    if kind is AnswerKind.SUPPORT:
        # Where nothing was answered before, "Sources?" asks for those of the collection.
        catalog = None if request.history else answer_catalog(request, resources)
        return catalog or answer_support(
            request, resources, lambda asked, kind: answer_request(asked, resources, kind)
        )
    tried = [kind] if kind in (AnswerKind.CATALOG, AnswerKind.FACT) else [kind, AnswerKind.CATALOG]
    for answering in (INTENTS[kind] for kind in tried if kind in INTENTS):
        if answer := answering(request, resources):
            return answer if answer.citations else bearing_on(request, resources, answer)
    if bearing := _bearing(request, resources, kind):
        return bearing
    answer = answer_fact(request, resources)
    if answer.citations and quotes_whom_it_asks(request, answer):
        return answer
    other = _other_than_fact(request, resources, kind)
    return other or (refuse(request, AnswerKind.STATEMENTS) if answer.citations else answer)


def _bearing(request: Request, resources: Resources, kind: AnswerKind) -> Answer | None:
    """Answer what its kind could not read with the articles or sentences that bear on it; else None."""
    if kind is AnswerKind.CATALOG:
        return list_bearing(request, resources)
    answer = bearing_on(request, resources, refuse(request, kind))
    return answer if answer.citations else None


def _other_than_fact(request: Request, resources: Resources, kind: AnswerKind) -> Answer | None:
    """Answer what no fact answers: what articles say on something, or what else may be asked; else None."""
    if asks_what_articles_say(request.question):
        return answer_summary(request, resources)
    if asks_for_the_articles(request.question):
        return list_all(request, resources)
    if kind not in (AnswerKind.FACT, AnswerKind.CATALOG):
        return None
    other = likeliest_but_fact(request.question)
    if names_speaker_and_subject(request.question):
        other = AnswerKind.STATEMENTS
    answer = INTENTS[other](request, resources) if other else None
    return answer if answer and (answer.citations or other is AnswerKind.CONVERSATION) else None
