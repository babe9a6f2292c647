"""The conversation as a whole, the page before its first question, and the list of earlier conversations."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice

from markupsafe import Markup

from index.articles import written_date
from index.conversations import ConversationSummary
from qa.answers import AnswerKind
from ui.render.environment import render
from ui.render.response import response
from ui.render.text import several, shorten
from ui.render.turns import ChatTurn

LONGEST_QUESTION = 2000
"""Number of characters of a question that are shown in the conversation; the engine still gets all."""

LONGEST_ANNOUNCEMENT = 500
"""Number of characters of an answer that a screen reader says by itself."""

FEW_SOURCES = 3
"""Number of sources named before the first question."""

WAIT = "Reading the articles…"
"""Message in the place of an answer while it is being found."""


def conversation(turns: Sequence[ChatTurn], pending: str | None = None) -> Markup:
    """Return the conversation, with the question that is being answered last."""
    shown: list[tuple[str, Markup | None]] = [
        (_clipped(turn.question), response(turn, n, last=n == len(turns) and pending is None))
        for n, turn in enumerate(turns, start=1)
    ]
    announced = announcement(turns[-1]) if turns else ""
    if pending is not None:
        shown.append((_clipped(pending), None))
        announced = WAIT
    return render("conversation.html", turns=shown, announced=announced)


def _clipped(question: str) -> str:
    shown = question.strip()
    return shown if len(shown) <= LONGEST_QUESTION else shown[:LONGEST_QUESTION] + "…"


def announcement(turn: ChatTurn) -> str:
    """Return what a screen reader says when a response has come."""
    if turn.answer is None:
        return turn.problem or ""
    if turn.answer.kind is AnswerKind.CONVERSATION:
        return turn.answer.text
    if not turn.answer.answered:
        return f"No answer. {turn.answer.text}"
    said = " ".join([turn.answer.statement, *(citation.quote for citation in turn.answer.citations)])
    quotes = several(len(turn.answer.citations), "quote")
    return f"Answer with {quotes}: {shorten(said, LONGEST_ANNOUNCEMENT)}"


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
