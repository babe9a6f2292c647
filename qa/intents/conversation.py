"""Thanks, greetings and the like: a friendly word and what can be asked."""

from qa.answers import Answer, AnswerKind
from qa.intents.request import Request, Resources
from qa.small_talk import small_talk


def answer_conversation(request: Request, _: Resources) -> Answer | None:
    """Reply to small talk; None where something is asked."""
    talk = small_talk(request.question)
    if talk is None:
        return None
    return Answer(request.question, request.question.strip(), talk.value, 0.0, kind=AnswerKind.CONVERSATION)
