"""More: "What else?" goes on where the last answer ended, and is told when nothing is left."""

from dataclasses import replace

from qa.answers import Answer, AnswerKind
from qa.intents.composition import refuse
from qa.intents.last_answer import Answering, last_answer, names_nothing
from qa.intents.request import Request, Resources
from qa.intents.statements import answer_on_other_subjects

NOTHING_BEFORE = "Nothing was asked before, so there is nothing to go on from. Ask what you want to know."
NO_ANSWER_BEFORE = "These articles do not answer “{question}”, so there is no more of it either."
NOTHING_LEFT = "These articles say nothing more about that."


def answer_more(request: Request, resources: Resources, answering: Answering) -> Answer:
    """Answer the last question once more, without what the conversation has shown.

    A request that names something of its own ("What else did Berg say?") is answered as one of the last
    answer's kind.
    """
    last = last_answer(request, answering)
    if last is None:
        return refuse(request, AnswerKind.MORE, NOTHING_BEFORE)
    if not last.answer.citations:
        other = answer_on_other_subjects(last.request, resources)
        if other.citations:
            return replace(other, question=request.question, kind=AnswerKind.MORE)
        question = " ".join(last.answer.question.split())
        return refuse(request, AnswerKind.MORE, NO_ANSWER_BEFORE.format(question=question))
    own = last.request if names_nothing(request.question) else request
    found = answering(replace(own, shown=last.shown), last.answer.kind)
    if not found.citations:
        return replace(refuse(request, AnswerKind.MORE, NOTHING_LEFT), standalone=found.standalone)
    return replace(found, question=request.question, kind=AnswerKind.MORE)
