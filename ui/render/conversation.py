"""The conversation as a whole, the page before its first question, and the list of earlier conversations."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice

from markupsafe import Markup

from index.articles import written_date
from index.conversations import ConversationSummary
from index.text.plurals import several
from qa.answers import Answer, AnswerKind
from ui.render.environment import render
from ui.render.response import response
from ui.render.text import shorten
from ui.render.turns import ChatTurn, continued_kind
from ui.render.written import is_written, prose

LONGEST_QUESTION = 2000
"""Number of characters of a question that are shown in the conversation; the engine still gets all."""

LONGEST_ANNOUNCEMENT = 500
"""Number of characters of an answer that a screen reader says by itself."""

FEW_SOURCES = 3
"""Number of sources named before the first question."""

WITHOUT_SECTIONS = frozenset((AnswerKind.SUMMARY, AnswerKind.DEFINITION, AnswerKind.SUPPORT))
"""Kinds of answers that need no sections."""

WAIT = "Reading the articles…"
"""Message in the place of an answer while it is being found."""


def conversation(turns: Sequence[ChatTurn], pending: str | None = None) -> Markup:
    """Return the conversation, with the question that is being answered last."""
    shown: list[tuple[str, Markup | None]] = [
        (_clipped(turn.question), response(turns, n, last=n == len(turns) and pending is None))
        for n, turn in enumerate(turns, start=1)
    ]
    announced = announcement(turns) if turns else ""
    if pending is not None:
        shown.append((_clipped(pending), None))
        announced = WAIT
    return render("conversation.html", turns=shown, announced=announced)


def _clipped(question: str) -> str:
    shown = question.strip()
    return shown if len(shown) <= LONGEST_QUESTION else shown[:LONGEST_QUESTION] + "…"


def announcement(turns: Sequence[ChatTurn]) -> str:
    """Return what a screen reader says when the response to the last of the turns has come."""
    turn = turns[-1]
    if turn.answer is None:
        return turn.problem or ""
    if turn.answer.kind is AnswerKind.CONVERSATION:
        return turn.answer.text
    if not turn.answer.answered:
        return f"No answer. {turn.answer.text} {turn.answer.note}".strip()
    if is_written(turn.answer) and turn.answer.writing:
        told = " ".join([turn.answer.note, turn.answer.writing.problem, *prose(turn.answer.writing)]).strip()
        quotes = several(len(turn.answer.citations), "quote")
        return f"Written answer with {quotes}: {shorten(told, LONGEST_ANNOUNCEMENT)}"
    quoted = [citation.quote for citation in turn.answer.citations]
    said = " ".join([turn.answer.note, turn.answer.statement, *quoted]).strip()
    return f"{_what_came(turn.answer, continued_kind(turns))}: {shorten(said, LONGEST_ANNOUNCEMENT)}"


def _what_came(answer: Answer, kind: AnswerKind) -> str:
    quotes, parts = several(len(answer.citations), "quote"), len(answer.sections)
    told = {
        AnswerKind.SUMMARY: f"A summary of {quotes}",
        AnswerKind.TIMELINE: f"A timeline with {several(parts, 'date')}",
        AnswerKind.STATEMENTS: f"{quotes} of {several(parts, 'speaker')}",
        AnswerKind.SPEAKERS: f"{several(parts, 'speaker')} with {quotes}",
        AnswerKind.COMPARISON: f"A comparison of {several(parts, 'side')} with {quotes}",
        AnswerKind.NAMES: f"{several(parts, 'name')} with {quotes}",
        AnswerKind.DEFINITION: f"A definition with {quotes}",
        AnswerKind.SUPPORT: f"Where it is said, with {several(len(answer.citations), 'place')}",
    }
    if kind not in told or not (parts or kind in WITHOUT_SECTIONS):
        return f"Answer with {quotes}"
    return f"More: {told[kind]}" if answer.kind is AnswerKind.MORE else told[kind]


def start_page(articles: int, sources: Mapping[str, int], examples: Sequence[str]) -> Markup:
    """Return the page before the first question to a library of articles; `sources` counts those of each."""
    few = list(islice(sources, FEW_SOURCES))
    others = sum(sources[source] for source in few) < articles
    return render("start_page.html", articles=articles, sources=few, others=others, examples=examples)


def empty_start_page(*, samples: bool) -> Markup:
    """Return the page of a library without articles; `samples` says whether there are any to load."""
    return render("empty_start_page.html", samples=samples)


def conversation_list(summaries: Sequence[ConversationSummary], current: str) -> Markup:
    """Return the list of a user's conversations, the latest first; `current` is the id of the one open."""
    dated = [(summary, _written_time(summary.changed)) for summary in summaries]
    return render("conversation_list.html", summaries=dated, current=current)


def _written_time(moment: datetime) -> str:
    """Return when something happened in words: the hour of today, else the day."""
    local = moment.astimezone()
    if local.date() == datetime.now(UTC).astimezone().date():
        return f"today, {local:%H:%M}"
    return written_date(local.date())
