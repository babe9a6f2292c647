"""The response to a question: an answer with its citations, a refusal or an error, and how it was found."""

import re
from collections.abc import Sequence

from markupsafe import Markup

from index.retrieval.hybrid_search import Hit
from qa.answers import Answer, AnswerKind, Citation
from ui.render.environment import render
from ui.render.exports import turn_as_markdown, turn_as_text
from ui.render.turns import ChatTurn, citations_by_number

LONGEST_REMARK = 2000
"""Number of characters of a user's remark on an answer."""

Citations = dict[int, Citation]

_NUMBERS = re.compile(r"\[(\d+)\]")


def response(turn: ChatTurn, number: int, *, last: bool) -> Markup:
    """Return what stands below the question of turn `number` (from 1); the last can be asked again."""
    answer = turn.answer
    citations = citations_by_number(answer) if answer else {}
    return render(
        "response.html",
        turn=turn,
        answer=answer,
        number=number,
        last=last,
        conversational=answer is not None and answer.kind is AnswerKind.CONVERSATION,
        citations=citations,
        statement=[_linked(line, citations) for line in answer.statement.splitlines()] if answer else [],
        hits=_scored_hits(answer, citations) if answer else [],
        copies={"Copy": turn_as_text(turn), "Copy as Markdown": turn_as_markdown(turn)} if answer else {},
        longest_remark=LONGEST_REMARK,
    )


def _linked(line: str, citations: Citations) -> list[str | Citation]:
    """Split a line of our own words at its numbers in brackets; those of citations become the citations."""
    parts: list[str | Citation] = list(_NUMBERS.split(line))
    parts[1::2] = [citations.get(int(n), f"[{n}]") for n in _NUMBERS.findall(line)]
    return parts


def _scored_hits(answer: Answer, citations: Citations) -> Sequence[tuple[Hit, float, list[int]]]:
    """Return each hit with its share of the best score, in [0, 1], and the numbers of its citations."""
    best = (answer.hits[0].score or 1.0) if answer.hits else 1.0
    return [(hit, min(1.0, max(0.0, hit.score / best)), _cited_in(hit, citations)) for hit in answer.hits]


def _cited_in(hit: Hit, citations: Citations) -> list[int]:
    return [
        n
        for n, citation in citations.items()
        if hit.article_id == citation.article.id and hit.start <= citation.start < hit.end
    ]
