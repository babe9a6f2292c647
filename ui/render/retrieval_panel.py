"""How an answer was found: what was searched and read, what of it was quoted, what was not, and why."""

from collections.abc import Iterator

from index.retrieval.hybrid_search import Hit
from qa.answers import Answer
from qa.reader import Reading
from ui.render.text import attributes, button, byline, element, inert, several, shorten
from ui.render.turns import Turn, cited

LONGEST_LINE = 180
"""Characters shown of a passage that was found."""

FROM_THE_RECORD = "Told by the library’s own record of titles, bylines and dates; nothing was searched."


def how_found(turn: Turn, number: int) -> str:
    """Return the disclosure below a reply that tells how it came about."""
    if turn.answer is None:
        return ""
    told = "".join(_told(turn.answer, turn))
    return element(
        "details", "<summary>How this was found</summary>", told, kind="aq-found", id=f"found-{number}"
    )


def place_of(found: Hit | Reading) -> dict[str, str | int]:
    """Return the facts of a button that opens a place in its article."""
    return {"data_found": found.article.id, "data_start": found.start, "data_end": found.end}


def _told(answer: Answer, turn: Turn) -> Iterator[str]:
    searched = element("span", inert(answer.standalone), kind="aq-searched")
    yield element("p", f"Searched: {searched}", dir="auto")
    if turn.narrowed:
        yield element("p", f"Only in: {inert('; '.join(turn.narrowed))}", dir="auto")
    yield element("p", _why(answer, turn.threshold))
    if answer.hits:
        yield element(
            "p",
            "What was found, the nearest to the question first; its most promising sentences were read:",
        )
        yield element("ol", *(_hit(hit, answer) for hit in answer.hits), kind="aq-hits")
    if answer.not_quoted:
        yield element("p", "Read as an answer, and not quoted:")
        yield element("ol", *(_left_out(one, answer, turn) for one in answer.not_quoted), kind="aq-hits")
    if turn.seconds:
        yield element("p", _times(answer, turn.seconds))


def _why(answer: Answer, threshold: float) -> str:
    read = several(len(answer.hits), "passage")
    if not answer.hits:
        return FROM_THE_RECORD if answer.answered else "No passage was found."
    if answer.answered:
        quoted = several(len(answer.citations), "sentence")
        return f"{quoted} quoted of {read}. Confidence {answer.confidence:.0%}, {_needed(threshold)}."
    if not answer.confidence:
        return f"Nothing in {read} looked like an answer."
    return f"The likeliest sentence in {read} was rated {answer.confidence:.0%}, {_needed(threshold)}."


def _left_out(reading: Reading, answer: Answer, turn: Turn) -> str:
    why = (
        "less likely than what is quoted, or one more of the same"
        if answer.answered
        else _needed(turn.threshold)
    )
    return element(
        "li",
        element("div", f"<span>Rated {reading.confidence:.0%}, {why}</span>", kind="aq-hit-facts"),
        button(inert(shorten(reading.quote, LONGEST_LINE)), kind="aq-hit", dir="auto", **place_of(reading)),
        element("p", inert(byline(reading.article)), kind="aq-source", dir="auto"),
    )


def _times(answer: Answer, seconds: float) -> str:
    parts = answer.timings
    spent = f": {parts.searching:.2f} searching, {parts.reading:.2f} reading" if parts else ""
    return f"Answered in {seconds:.2f} seconds{spent}."


def _needed(threshold: float) -> str:
    return f"where {threshold:.0%} is needed for an answer"


def _hit(hit: Hit, answer: Answer) -> str:
    numbers = [
        n
        for n, citation in cited(answer).items()
        if hit.article_id == citation.article.id and hit.start <= citation.start < hit.end
    ]
    said = f"quoted as {', '.join(map(str, numbers))}" if numbers else "not quoted"
    share = min(1.0, max(0.0, hit.score / (answer.hits[0].score or 1.0)))
    meter = f"<meter{attributes(min=0, max=1, value=f'{share:.2f}', aria_label='Score')}></meter>"
    return element(
        "li",
        element("div", meter, f"<span>{hit.score:.2f}</span><span>{said}</span>", kind="aq-hit-facts"),
        button(inert(shorten(hit.text, LONGEST_LINE)), kind="aq-hit", dir="auto", **place_of(hit)),
        element("p", inert(byline(hit.article)), kind="aq-source", dir="auto"),
    )
