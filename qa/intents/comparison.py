"""A comparison: what articles, sources, persons or years say of the same, alone, and against each other."""

from collections.abc import Sequence
from dataclasses import replace

from qa.answers import Answer, AnswerKind, Disagreement
from qa.citations import format_disagreement
from qa.disagreement import disagreeing
from qa.intents.comparison_request import MOST_SIDES, ComparisonRequest, comparison_request, points_at_sides
from qa.intents.comparison_sides import MOST_ARTICLES, Side, sides_of, title_line
from qa.intents.composition import compose, refuse
from qa.intents.lexical_coverage import lexical_coverage
from qa.intents.persons_before import last_two_persons
from qa.intents.request import Quote, Request, Resources, unshown
from qa.intents.request_evidence import BEARING, request_evidence
from qa.intents.scope import Scope, scope_of
from qa.intents.side_alignment import Alignment, align
from qa.language.answer_types import AnswerType
from qa.language.answer_values import answer_values, compatible
from qa.language.name_extraction import name_texts
from qa.reader import Reading

MOST_QUOTES = 5
"""Number of quotes of a side, at most."""

FEWEST_ALONE = 2
"""Number of quotes that only one side has which are shown beside those of both."""

FEWEST_SHARED_NAMES = 2
"""Number of names that two sentences share, at least, to speak of one event."""

MOST_EVIDENCE = 5
"""Number of sentences that bear on the whole request, at most, which are put before others."""

SHARED = "On several sides"
"""Heading of those that are of several of the sides."""

MOST_PAIRS = 24
"""Number of pairs of sentences that are looked at for a contradiction, at most."""


def answer_comparison(request: Request, resources: Resources) -> Answer | None:
    """Answer with a section a side, quotes on the same in the same order; or say what is missing."""
    scope = scope_of(request, resources)
    asked = comparison_request(request.standalone)
    if len(scope.articles) == 1 and not asked.sides:
        # Of few articles one that is named is compared with the others: its name is no topic.
        scope, asked = _with_others(scope, request, resources), replace(asked, topic=scope.subject)
    if points_at_sides(request.question):
        asked = ComparisonRequest(last_two_persons(request.history), by_source=asked.by_source)
    sides = sides_of(asked, request, resources, scope)
    if len(sides) < 2:
        return refuse(request, AnswerKind.COMPARISON, _cannot_compare(scope))
    sides = [replace(side, quotes=tuple(unshown(request, side.quotes))) for side in sides]
    aligned = align(sides, asked.topic, resources)
    evidence = [one.quote for one in request_evidence(request, resources, scope) if one.relevance >= BEARING]
    evidence = unshown(request, evidence)[:MOST_EVIDENCE]
    parts = _parts(sides, aligned, evidence)
    if asked.topic and not any(quotes for _, quotes in parts):
        # No side has anything on it: what they are compared in may be a word for all of it.
        asked = replace(asked, topic="")
        aligned = align(sides, "", resources)
        parts = _parts(sides, aligned, evidence)
    empty = [side.heading for side, (_, quotes) in zip(sides, parts, strict=False) if not quotes]
    unknown = [side for side in asked.sides if side in empty and not _is_named(side, scope, resources)]
    if len(empty) == len(sides) or (unknown and not request.shown):
        return refuse(request, AnswerKind.COMPARISON, _nothing(asked, empty, shown=bool(request.shown)))
    rows = min(MOST_QUOTES, sum(None not in row for row in aligned.rows))
    answer = compose(
        request,
        resources,
        AnswerKind.COMPARISON,
        parts,
        statement=_statement(asked, parts[: len(sides)], empty, rows),
    )
    return _with_disagreement(answer, aligned)


def _is_named(side: str, scope: Scope, resources: Resources) -> bool:
    """Whether any article of few has one of a side's words, of many: whether that is not known."""
    record = resources.library.record
    few = scope.articles if len(scope.articles) <= MOST_ARTICLES else ()
    return not few or any(lexical_coverage(side, record.article(entry.id).text) for entry in few)


def _with_others(scope: Scope, request: Request, resources: Resources) -> Scope:
    """Return the scope of all articles that are allowed, where they are few enough to be compared."""
    allowed = tuple(resources.library.record.catalog.entries(request.filters))
    return replace(scope, articles=allowed, is_named=False) if len(allowed) <= MOST_SIDES else scope


def _parts(
    sides: Sequence[Side], aligned: Alignment, evidence: Sequence[Quote]
) -> list[tuple[str, list[Quote]]]:
    """Return each side's heading and quotes: those on the same as the others', in the same order, first.

    What bears on the whole request follows, then what else the sides say; what bears on it and is of several
    sides stands in a section of its own at the end.
    """
    full = [row for row in aligned.rows if None not in row]
    partial = [row for row in aligned.rows if None in row]
    own, shared = _by_side(evidence, sides)
    parts: list[tuple[str, list[Quote]]] = []
    for number, side in enumerate(sides):
        same, some = ([quote for row in rows if (quote := row[number])] for rows in (full, partial))
        alone = aligned.alone[number][: max(FEWEST_ALONE, 3 - len(same) - len(some))]
        quotes = {quote.key: quote for quote in reversed([*same, *own[number], *some, *alone])}
        parts.append((side.heading, list(reversed(quotes.values()))[:MOST_QUOTES]))
    taken = {quote.key for _, quotes in parts for quote in quotes}
    if left := [quote for quote in shared if quote.key not in taken]:
        parts.append((SHARED, left))
    return parts


def _by_side(evidence: Sequence[Quote], sides: Sequence[Side]) -> tuple[list[list[Quote]], list[Quote]]:
    """Return the evidence of one side only, by side, and that of several; what is of none is left out."""
    known = [{quote.key for quote in side.quotes} for side in sides]
    own: list[list[Quote]] = [[] for _ in sides]
    shared: list[Quote] = []
    for quote in evidence:
        having = [number for number, keys in enumerate(known) if quote.key in keys]
        if having:
            (own[having[0]] if len(having) == 1 else shared).append(quote)
    return own, shared


def _statement(
    asked: ComparisonRequest, parts: Sequence[tuple[str, Sequence[Quote]]], empty: Sequence[str], rows: int
) -> str:
    """Return how the quotes stand beside each other, or which side the articles have nothing of."""
    about = f" about {asked.topic}" if asked.topic else ""
    if empty:
        return f"These articles have nothing{about} of {' or '.join(empty)}."
    if not rows:
        return f"The sides say nothing alike{about}; each has its own."
    first = "The first quote of each side is" if rows == 1 else f"The first {rows} quotes of each side are"
    rest = any(len(quotes) > rows for _, quotes in parts)
    return f"{first} about the same{'; the rest is of one side only' if rest else ''}."


def _nothing(asked: ComparisonRequest, empty: Sequence[str], *, shown: bool) -> str:
    if shown:
        return "That is all that these articles say of it."
    about = f" about {asked.topic}" if asked.topic else ""
    return f"These articles have nothing{about} of {' or '.join(empty)}."


def _cannot_compare(scope: Scope) -> str:
    """Return what a request without two sides is told: what can be compared."""
    titles = "; ".join(title_line(entry) for entry in scope.articles[:3])
    if not scope.articles:
        return "There are no such articles to compare."
    if len(scope.articles) == 1:
        return f"There is one article only ({titles}). Name two people, places or years in it to compare."
    many = f"{len(scope.articles):,} articles"
    return f"There are {many}. Name two of them, or two sources, people, places or years: {titles}; …"


def _with_disagreement(answer: Answer, aligned: Alignment) -> Answer:
    """Return an answer with what its sides contradict each other in."""
    cited = {citation.key: citation for citation in answer.citations}
    for first, second in aligned.pairs[:MOST_PAIRS]:
        if first.article.id == second.article.id or not {first.key, second.key} <= set(cited):
            continue
        if about := _contradiction(first, second):
            found = Disagreement(about, (cited[first.key], cited[second.key]))
            return replace(
                answer, disagreements=(found,), text=f"{format_disagreement(found)}\n\n{answer.text}"
            )
    return answer


def _contradiction(first: Quote, second: Quote) -> str:
    """Return what two sentences tell differently, "the time: July 2022 or July 2023"; "" if nothing.

    They are read as answers to the question when, or how many, what they both name happened or is.
    """
    shared = [name for name in name_texts(first.text) if name in second.text]
    for word, kind, what in (("When", AnswerType.TIME, "time"), ("How many", AnswerType.NUMBER, "number")):
        values = [answer_values(quote.text, kind)[:1] for quote in (first, second)]
        if not all(values) or compatible(*values) or len(shared) < FEWEST_SHARED_NAMES:
            continue
        readings = [
            Reading(
                quote.article, quote.start, quote.end, 1.0, (quote.start + told.start, quote.start + told.end)
            )
            for quote, (told,) in zip((first, second), values, strict=True)
        ]
        if disagreeing(" ".join([word, *shared[:3]]), readings):
            return f"the {what}: {' or '.join(reading.answer_text for reading in readings)}"
    return ""
