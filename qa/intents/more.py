"""More: "What else?" goes on where the last answer ended, and is told when nothing is left."""

from dataclasses import replace

from qa.answers import Answer, AnswerKind
from qa.intents.composition import compose, refuse
from qa.intents.last_answer import Answering, last_answer, names_nothing
from qa.intents.request import Quote, Request, Resources
from qa.intents.statements import answer_on_other_subjects
from qa.summarization import summarize_subject

NOTHING_BEFORE = "Nothing was asked before, so there is nothing to go on from. Ask what you want to know."
NO_ANSWER_BEFORE = "These articles do not answer “{question}”, so there is no more of it either."
NOTHING_LEFT = "These articles say nothing more about that."
ON_THE_SAME = "Nothing else answers that; on the same subject:"

MOST_ON_THE_SAME = 3
"""Number of quotes on the subject of a question that nothing else answers, at most."""


def answer_more(request: Request, resources: Resources, answering: Answering) -> Answer:
    """Answer the last question once more, without what the conversation has shown.

    A request that names something of its own ("What else did Berg say?") is answered as one of the last
    answer's kind.
    """
    last = last_answer(request, answering)
    if last is None:
        return refuse(request, AnswerKind.MORE, NOTHING_BEFORE)
    if not last.answer.citations:
        other = answer_on_other_subjects(replace(last.request, shown=last.shown), resources)
        if last.shown and not other.citations:
            return refuse(request, AnswerKind.MORE, NOTHING_LEFT)
        if other.citations:
            return replace(other, question=request.question, kind=AnswerKind.MORE)
        question = " ".join(last.answer.question.split())
        return refuse(request, AnswerKind.MORE, NO_ANSWER_BEFORE.format(question=question))
    own = last.request if names_nothing(request.question) else request
    found = answering(replace(own, shown=last.shown), last.answer.kind)
    if not found.citations and found.kind is AnswerKind.FACT:
        found = _on_the_same(replace(own, shown=last.shown), resources)
    if not found.citations:
        return replace(refuse(request, AnswerKind.MORE, NOTHING_LEFT), standalone=found.standalone)
    return replace(found, question=request.question, kind=AnswerKind.MORE)


def _on_the_same(request: Request, resources: Resources) -> Answer:
    """Quote what articles say beside what answers a question: the sentences that are about the same."""
    library, query = resources.library, request.query
    chosen = summarize_subject(library, query, request.standalone, MOST_ON_THE_SAME, request.shown)
    quotes = [Quote(one.article, one.start, one.end) for of_article in chosen for one in of_article]
    return compose(request, resources, AnswerKind.MORE, [("", quotes)], statement=ON_THE_SAME)
