"""Intent classification: what kind of answer a request asks for."""

from qa.answers import AnswerKind
from qa.intents.request import Request
from qa.small_talk import small_talk


def classify_intent(request: Request) -> AnswerKind:
    """Return what a request asks for; a fact where nothing else is sure."""
    return AnswerKind.CONVERSATION if small_talk(request.question) else AnswerKind.FACT
