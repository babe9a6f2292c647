"""What an answer or a refusal looks like: the quotes first, everything else small below them."""

import re
from collections.abc import Iterator

from qa.answers import Answer, AnswerKind, Citation, Disagreement
from ui.render.exports import turn_as_markdown, turn_as_text
from ui.render.retrieval_panel import how_found, place_of
from ui.render.text import button, byline, element, inert, shorten
from ui.render.turns import Turn, cited

LONGEST_EXCERPT = 300
"""Characters of a passage shown below a refusal."""

LONGEST_TIP = 600
"""Characters of a quote shown beside its number."""

LONGEST_REMARK = 2000

NEAREST = 3
"""Passages shown below a refusal."""

SAID_BEFORE = "Said before, to tell who or what is meant"

_NUMBERS = re.compile(r"\[(\d+)\]")

_THUMB = (
    '<svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.7" '
    'stroke-linejoin="round"><path d="M7 11v9H3.5v-9zM7 11l4.2-7.5c1.6.1 2.5 1.2 2.2 2.8L12.8 10H19a2 2 0 0 '
    '1 2 2.4l-1.2 5.9a2.1 2.1 0 0 1-2 1.7H7"/></svg>'
)


def reply(turn: Turn, number: int, *, last: bool) -> str:
    """Return what stands below the question of turn `number` (from 1); the last can be asked again."""
    return "".join([*_said(turn, number), _doing(turn, number, last=last)])


def _said(turn: Turn, number: int) -> Iterator[str]:
    answer = turn.answer
    if answer is None:
        yield element("p", inert(turn.problem or ""), kind="aq-problem")
        return
    if answer.kind is AnswerKind.CONVERSATION:
        yield element("p", inert(answer.text), kind="aq-statement")
        return
    yield from _searched_as(answer, turn)
    if answer.answered:
        yield from _answer(answer, turn, number)
    else:
        yield _refusal(answer)
    yield how_found(turn, number)


def _searched_as(answer: Answer, turn: Turn) -> Iterator[str]:
    if answer.standalone.strip() not in {"", turn.question.strip()}:
        yield element("p", f"Searched as: {inert(answer.standalone)}", kind="aq-small aq-asked", dir="auto")
    if turn.narrowed:
        yield element(
            "p", f"Only in: {inert('; '.join(turn.narrowed))}", kind="aq-small aq-asked", dir="auto"
        )


def _answer(answer: Answer, turn: Turn, number: int) -> Iterator[str]:
    linked = cited(answer)
    for line in answer.statement.splitlines():
        yield element("p", _with_numbers(line, linked, number), kind="aq-statement", dir="auto")
    for citation in answer.citations:
        yield _quote(citation, number, gone=citation in turn.gone)
    for disagreement in answer.disagreements:
        yield _disagreement(disagreement, linked, number)
    level = "high" if answer.confidence >= 0.8 else "fair" if answer.confidence >= 0.5 else "low"
    yield element("p", f"Confidence: {level}, {answer.confidence:.0%}", kind="aq-small")


def _with_numbers(line: str, linked: dict[int, Citation], number: int) -> str:
    """Make the numbers of citations in our own words open their quotes."""
    parts = _NUMBERS.split(line)
    for i in range(1, len(parts), 2):
        citation = linked.get(int(parts[i]))
        parts[i] = _number(citation, number) if citation else f"[{parts[i]}]"
    return "".join(part if i % 2 else inert(part) for i, part in enumerate(parts))


def _quote(citation: Citation, number: int, *, gone: bool) -> str:
    context = element(
        "p", inert(citation.context_text), " …", kind="aq-context", dir="auto", title=SAID_BEFORE
    )
    link = button(
        "Copy link",
        kind="aq-quiet",
        data_copy_link=citation.article.id,
        data_start=citation.start,
        data_end=citation.end,
    )
    source = element("span", inert(byline(citation.article)), dir="auto")
    return element(
        "figure",
        context if citation.context else "",
        element(
            "blockquote",
            f"{_emphasised(citation)}&nbsp;{_number(citation, number)}",
            kind="aq-quote",
            dir="auto",
        ),
        element("figcaption", source, "" if gone else f" {link}", kind="aq-source"),
        kind="aq-cited-quote",
    )


def _number(citation: Citation, number: int) -> str:
    return element(
        "a",
        str(citation.n),
        kind="aq-cite",
        href=f"#cite-{number}-{citation.n}",
        data_quote=shorten(citation.quote, LONGEST_TIP),
        data_by=byline(citation.article),
        aria_label=f"Quote {citation.n}: show it in its article",
    )


def _emphasised(citation: Citation) -> str:
    if citation.answer is None:
        return inert(citation.quote)
    text, (start, end) = citation.article.text, citation.answer
    before, words, after = text[citation.start : start], text[start:end], text[end : citation.end]
    return f"{inert(before)}<strong>{inert(words)}</strong>{inert(after)}"


def _disagreement(disagreement: Disagreement, linked: dict[int, Citation], number: int) -> str:
    sides = ""
    for citation in disagreement.citations:
        link = _number(citation, number) if linked[citation.n] == citation else ""
        start, end = citation.answer or (citation.start, citation.end)
        words = f"<strong>{inert(citation.article.text[start:end])}</strong>"
        sides += element("li", f"{words} · {inert(byline(citation.article))} {link}", dir="auto")
    about = element("p", f"The sources disagree: {inert(disagreement.about)}", dir="auto")
    return element("div", about, element("ul", sides), kind="aq-disagreement")


def _refusal(answer: Answer) -> str:
    nearest = ""
    for hit in answer.hits[:NEAREST]:
        there = button("Read it there", kind="aq-quiet", **place_of(hit))
        nearest += element(
            "li",
            element("p", inert(shorten(hit.text, LONGEST_EXCERPT)), dir="auto"),
            element("p", inert(byline(hit.article)), " ", there, kind="aq-source", dir="auto"),
        )
    title = element("h3", "Nearest passages (not an answer)", kind="aq-small")
    return element(
        "div",
        element("p", inert(answer.text), dir="auto"),
        f"{title}<ul>{nearest}</ul>" if nearest else "",
        kind="aq-refusal",
    )


def _doing(turn: Turn, number: int, *, last: bool) -> str:
    """Return the buttons below a reply."""
    tools = ""
    if turn.answer:
        tools += button("Copy", data_copy=turn_as_text(turn))
        tools += button("Copy as Markdown", data_copy=turn_as_markdown(turn))
    if last:
        tools += button("Ask again", data_ask="again") + button("Edit question", data_act="edit")
    if turn.answer:
        tools += _thumb(turn, number, liked=True) + _thumb(turn, number, liked=False) + _remark(turn, number)
    return element("div", tools, kind="aq-doing", role="group", aria_label="What to do with this answer")


def _thumb(turn: Turn, number: int, *, liked: bool) -> str:
    name = "Good answer" if liked else "Bad answer"
    pressed = turn.opinion is not None and turn.opinion.liked == liked
    return button(
        _THUMB,
        kind="aq-thumb",
        data_act="judge",
        data_turn=number,
        data_liked="yes" if liked else "no",
        aria_label=name,
        title=name,
        aria_pressed="true" if pressed else "false",
    )


def _remark(turn: Turn, number: int) -> str:
    """Return the line in which to say why, once a thumb was given."""
    if turn.opinion is None:
        return ""
    label = "What was good?" if turn.opinion.liked else "What was wrong?"
    line = element(
        "input",
        name="remark",
        maxlength=LONGEST_REMARK,
        autocomplete="off",
        aria_label=label,
        placeholder=f"{label} (optional)",
        value=turn.opinion.remark,
    ).removesuffix("</input>")
    kept = element("span", "Kept.", kind="aq-small", role="status") if turn.opinion.remark else ""
    send = element("button", "Send", type="submit", kind="aq-quiet")
    liked = "yes" if turn.opinion.liked else "no"
    return element(
        "form", line, send, kept, kind="aq-remark", data_act="remark", data_turn=number, data_liked=liked
    )
