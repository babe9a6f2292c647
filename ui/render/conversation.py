"""The conversation as a whole, and the page before its first question."""

from collections.abc import Mapping, Sequence
from itertools import islice

from qa.answers import AnswerKind
from ui.render.answer import reply
from ui.render.text import button, element, inert, several, shorten
from ui.render.turns import Turn

LONGEST_QUESTION = 2000
"""Characters of a question repeated in the conversation; the engine still gets all of it."""

LONGEST_ANNOUNCEMENT = 500
"""Characters of an answer that a screen reader says by itself."""

FEW_SOURCES = 3
"""Sources named before the first question."""

WAIT = "Reading the articles…"

READING = f'<p class="aq-reading">{WAIT}</p>'
"""What stands in the place of an answer while it is being found."""


def conversation(turns: Sequence[Turn], pending: str | None = None) -> str:
    """Return the conversation, with the question that is being answered last."""
    parts = [
        _turn(turn.question, reply(turn, n, last=n == len(turns) and pending is None), n)
        for n, turn in enumerate(turns, start=1)
    ]
    if pending is not None:
        parts.append(_turn(pending, READING, len(turns) + 1))
    said = WAIT if pending is not None else announcement(turns[-1]) if turns else ""
    return element("div", *parts) + element("p", inert(said), kind="aq-unseen", role="status")


def _turn(question: str, below: str, number: int) -> str:
    shown = question.strip()
    clipped = shown if len(shown) <= LONGEST_QUESTION else shown[:LONGEST_QUESTION] + "…"
    title = element("h2", inert(clipped), kind="aq-question", dir="auto")
    return element("section", title, below, kind="aq-turn", aria_label=f"Question {number}")


def announcement(turn: Turn) -> str:
    """Return what a screen reader says when a reply has come."""
    if turn.answer is None:
        return turn.problem or ""
    if turn.answer.kind is AnswerKind.CONVERSATION:
        return turn.answer.text
    if not turn.answer.answered:
        return f"No answer. {turn.answer.text}"
    said = " ".join([turn.answer.statement, *(citation.quote for citation in turn.answer.citations)])
    return (
        f"Answer with {several(len(turn.answer.citations), 'quote')}: {shorten(said, LONGEST_ANNOUNCEMENT)}"
    )


def start(articles: int, sources: Mapping[str, int], examples: Sequence[str]) -> str:
    """Return the page before the first question to a library of articles; `sources` counts those of each."""
    few = list(islice(sources, FEW_SOURCES))
    others = " and others" if sum(sources[source] for source in few) < articles else ""
    origin = f" from {inert(', '.join(few))}{others}" if few else ""
    asked = "".join(
        element("li", button(inert(example), data_ask="example", data_question=example, dir="auto"))
        for example in examples
    )
    listed = element("ul", asked, kind="aq-examples", aria_label="Questions to start with")
    return element(
        "div",
        "<h2>What would you like to know?</h2>",
        f"<p>{several(articles, 'article')}{origin}. Exact quotes, or an honest no.</p>",
        listed if examples else "",
        kind="aq-start",
    )


def empty_start(*, samples: bool) -> str:
    """Return the page of a library without articles; `samples` says whether there are any to load."""
    load = button("Load two sample articles", kind="aq-second", data_act="samples") if samples else ""
    return element(
        "div",
        "<h2>No articles yet</h2>",
        "<p>Add text, Markdown, HTML, PDF or Word files, or a page’s address. They stay on this machine.</p>",
        element("p", button("Add articles", kind="aq-first", data_tab="Articles"), load, kind="aq-choices"),
        kind="aq-start",
    )
