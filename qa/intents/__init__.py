"""What is asked for, and who answers it: one file a kind of request.

classify the request → answer it as its kind → where it turns out to be none of that, read it as a fact.
"""

from collections.abc import Mapping

from qa.answers import Answer, AnswerKind
from qa.intents.catalog import answer_catalog
from qa.intents.conversation import answer_conversation
from qa.intents.fact import answer_fact
from qa.intents.intent_classifier import classify_intent
from qa.intents.request import Intent, Request, Resources

__all__ = ["Request", "Resources", "answer_request"]

INTENTS: Mapping[AnswerKind, Intent] = {
    AnswerKind.CATALOG: answer_catalog,
    AnswerKind.CONVERSATION: answer_conversation,
}
"""What answers each kind of request but a fact."""


def answer_request(request: Request, resources: Resources) -> Answer:
    """Answer a request as its kind, or as a fact where it turns out to be none of that."""
    kind = classify_intent(request)
    kinds = [kind] if kind is not AnswerKind.FACT else [AnswerKind.CATALOG]
    for answering in (INTENTS[kind] for kind in kinds if kind in INTENTS):
        if answer := answering(request, resources):
            return answer
    return answer_fact(request, resources)
