"""Support: "Are you sure? Where does it say so? Who said that?" shows the last quotes in their paragraphs."""

from index.passages import Span, sentences
from qa.answers import Answer, AnswerKind, Citation, QuoteKey
from qa.catalog.descriptions import described
from qa.intents.composition import compose, refuse
from qa.intents.last_answer import Answering, last_answer
from qa.intents.request import Quote, Request, Resources

MOST_SHOWN = 3
"""Number of the last answer's quotes that are shown in their paragraphs."""

LONGEST_PARAGRAPH = 1200
"""Number of characters of a paragraph; of a longer one only the sentences beside the quote are shown."""

NOTHING_BEFORE = "Nothing was answered before. Ask something, and every answer shows where it is said."
NO_ANSWER_BEFORE = "The last question had no answer in these articles, so there is no quote to show."


def answer_support(request: Request, resources: Resources, answering: Answering) -> Answer:
    """Show where the last answer is said, and by whom."""
    last = last_answer(request, answering)
    if last is None:
        return refuse(request, AnswerKind.SUPPORT, NOTHING_BEFORE)
    cited = last.answer.citations[:MOST_SHOWN]
    if not cited:
        return refuse(request, AnswerKind.SUPPORT, NO_ANSWER_BEFORE)
    quotes: dict[QuoteKey, Quote] = {}
    for citation in cited:
        start, end = paragraph_around(citation.article.text, citation.start, citation.end)
        quote = Quote(citation.article, start, end, answer=(citation.start, citation.end))
        quotes.setdefault(quote.key, quote)
    numbers: dict[str, list[int]] = {}
    for n, citation in enumerate(_first_of_each(cited, quotes), start=1):
        numbers.setdefault(_told_by(citation), []).append(n)
    lines = [f"{told} {' '.join(f'[{n}]' for n in cited_by)}" for told, cited_by in numbers.items()]
    return compose(
        request,
        resources,
        AnswerKind.SUPPORT,
        [("", list(quotes.values()))],
        statement="\n".join(lines),
        confidence=last.answer.confidence,
    )


def paragraph_around(text: str, start: int, end: int) -> Span:
    """Return the paragraph that `start:end` stands in; of a long one the sentence before to the one after."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    first += len(text[first:last]) - len(text[first:last].lstrip())
    last -= len(text[first:last]) - len(text[first:last].rstrip())
    if last - first <= LONGEST_PARAGRAPH:
        return first, last
    inside = sentences(text, first, last)
    before = [place for place in inside if place[1] <= start][-1:]
    after = [place for place in inside if place[0] >= end][:1]
    return before[0][0] if before else start, after[0][1] if after else end


def _first_of_each(cited: tuple[Citation, ...], quotes: dict[QuoteKey, Quote]) -> list[Citation]:
    """Return the first citation of each paragraph, in the order of the paragraphs."""
    firsts: dict[QuoteKey, Citation] = {}
    for citation in cited:
        start, end = paragraph_around(citation.article.text, citation.start, citation.end)
        firsts.setdefault((citation.article.id, start, end), citation)
    return [firsts[key] for key in quotes]


def _told_by(citation: Citation) -> str:
    """Say who says the words of a citation, and where."""
    place = described(citation.article)
    if citation.speaker:
        return f"{' '.join(citation.speaker_text.split())} said so, by the account of {place}."
    return f"{place} says so itself, without naming anybody who said it."
