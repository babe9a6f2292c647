"""The response to a question: an answer with its citations, a refusal or an error, and how it was found."""

import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from index.retrieval.hybrid_search import Hit
from qa.answers import Answer, AnswerKind, Citation
from qa.reader import Reading
from ui.render.answer_layout import RATED, is_completed, lay_out
from ui.render.environment import render
from ui.render.exports import turn_as_markdown, turn_as_text
from ui.render.turns import ChatTurn, citations_by_number, continued_kind
from ui.render.written import is_written, lay_out_writing

LONGEST_REMARK = 2000
"""Number of characters of a user's remark on an answer."""

WHAT_ELSE, WHERE = "What else?", "Where does it say so?"

SUGGESTIONS: Mapping[AnswerKind, Sequence[str]] = {
    AnswerKind.FACT: (WHAT_ELSE, WHERE),
    AnswerKind.SUMMARY: (WHAT_ELSE,),
    AnswerKind.TIMELINE: (WHAT_ELSE,),
    AnswerKind.STATEMENTS: (WHAT_ELSE, WHERE),
    AnswerKind.SPEAKERS: (WHAT_ELSE,),
    AnswerKind.COMPARISON: (WHAT_ELSE,),
    AnswerKind.NAMES: (WHAT_ELSE,),
    AnswerKind.DEFINITION: (WHAT_ELSE, WHERE),
}
"""Requests that are offered below the last answer, by its kind: at most two."""

ASKED_FOR: Mapping[AnswerKind, str] = {
    AnswerKind.SUMMARY: "a summary",
    AnswerKind.TIMELINE: "a timeline",
    AnswerKind.STATEMENTS: "what somebody said",
    AnswerKind.SPEAKERS: "who is quoted",
    AnswerKind.COMPARISON: "a comparison",
    AnswerKind.NAMES: "the names that occur",
    AnswerKind.DEFINITION: "who or what something is",
    AnswerKind.MORE: "more of the last answer",
    AnswerKind.SUPPORT: "the place of the last answer",
}
"""What a request was taken for, in words; not of facts and of what the library's record tells."""

Citations = dict[int, Citation]

_NUMBERS = re.compile(r"\[(\d+)\]")


def response(turns: Sequence[ChatTurn], number: int, *, last: bool) -> Markup:
    """Return what stands below the question of turn `number` (from 1); the last can be asked again."""
    turn, kind = turns[number - 1], continued_kind(turns[:number])
    answer = turn.answer
    citations = citations_by_number(answer) if answer else {}
    return render(
        "response.html",
        turn=turn,
        answer=answer,
        number=number,
        last=last,
        conversational=answer is not None and answer.kind is AnswerKind.CONVERSATION,
        view=lay_out(answer, kind) if answer else None,
        written=lay_out_writing(answer.writing, turn.threshold) if answer and answer.writing else None,
        is_written=answer is not None and is_written(answer),
        is_completed=answer is not None and is_completed(answer),
        is_rated=kind in RATED,
        asked_for=ASKED_FOR.get(answer.kind, "") if answer else "",
        suggestions=SUGGESTIONS.get(kind, ()) if last and answer and answer.answered else (),
        citations=citations,
        statement=[_linked(line, citations) for line in answer.statement.splitlines()] if answer else [],
        hits=_scored_hits(answer, citations) if answer else [],
        not_quoted=_not_quoted(answer) if answer else [],
        copies={"Copy": turn_as_text(turn), "Copy as Markdown": turn_as_markdown(turn)} if answer else {},
        longest_remark=LONGEST_REMARK,
    )


def _linked(line: str, citations: Citations) -> list[str | Citation]:
    """Split a line of our own words at its numbers in brackets; those of citations become the citations."""
    parts: list[str | Citation] = list(_NUMBERS.split(line))
    parts[1::2] = [citations.get(int(n), f"[{n}]") for n in _NUMBERS.findall(line)]
    # A number does not stand alone on a line.
    parts[:-1:2] = [re.sub(r" $", "\N{NO-BREAK SPACE}", str(words)) for words in parts[:-1:2]]
    return parts


def _scored_hits(answer: Answer, citations: Citations) -> Sequence[tuple[Hit, float, list[int]]]:
    """Return each hit with its share of the best score, in [0, 1], and the numbers of its citations."""
    best = (answer.hits[0].score or 1.0) if answer.hits else 1.0
    return [(hit, min(1.0, max(0.0, hit.score / best)), _cited_in(hit, citations)) for hit in answer.hits]


def _not_quoted(answer: Answer) -> list[Reading]:
    """Return what was read as an answer and is not quoted; a language model may rest a sentence on it."""
    quoted = {(citation.article.id, citation.start) for citation in answer.citations}
    return [one for one in answer.not_quoted if (one.article.id, one.start) not in quoted]


def _cited_in(hit: Hit, citations: Citations) -> list[int]:
    return [
        n
        for n, citation in citations.items()
        if hit.article_id == citation.article.id and hit.start <= citation.start < hit.end
    ]
