"""From readings to citations: numbered, with the sides of a disagreement, and formatted as a text."""

from collections.abc import Sequence

from index.articles import origin
from qa.answers import REFUSAL, Citation, Disagreement
from qa.attribution import Attributor
from qa.context import naming_sentence
from qa.reader import Reading


def make_citations(
    readings: Sequence[Reading], sides: Sequence[Reading], attributor: Attributor
) -> tuple[Citation, ...]:
    """Number the readings as citations, best first; `sides` that contradict each other are among them."""
    marked = {side.key: side for side in sides}
    chosen = [marked.pop(reading.key, reading) for reading in readings]
    cited = [*chosen, *marked.values()]
    speakers = attributor.speakers([(reading.article, reading.start, reading.end) for reading in cited])
    return tuple(
        Citation(
            n,
            reading.article,
            reading.start,
            reading.end,
            reading.answer,
            naming_sentence(reading.article, reading.start, reading.end),
            speaker,
        )
        for n, (reading, speaker) in enumerate(zip(cited, speakers, strict=True), start=1)
    )


def make_disagreements(
    about: str, citations: Sequence[Citation], sides: Sequence[Reading]
) -> tuple[Disagreement, ...]:
    """Return the disagreement of the sides, with their citations; nothing where no two contradict."""
    if not sides:
        return ()
    places = {side.key for side in sides}
    return (Disagreement(about, tuple(citation for citation in citations if citation.key in places)),)


def format_answer(citations: Sequence[Citation], disagreements: Sequence[Disagreement]) -> str:
    """Return the answer's text: what the articles disagree on, and the quotes with their numbers."""
    if not citations:
        return REFUSAL
    return "\n".join([*map(format_disagreement, disagreements), *map(_quoted, citations)])


def format_sections(statement: str, parts: Sequence[tuple[str, Sequence[Citation]]]) -> str:
    """Return the text of an answer in parts: its statement, and each heading above its quotes."""
    blocks = ["\n".join([*filter(None, [heading]), *map(_quoted, cited)]) for heading, cited in parts]
    return "\n\n".join([*filter(None, [statement]), *blocks])


def _quoted(citation: Citation) -> str:
    return f"“{' '.join(citation.quote.split())}” [{citation.n}]"


def format_disagreement(found: Disagreement) -> str:
    """Return a line with what the sides of a disagreement say."""
    return f"The articles disagree: {'; '.join(map(_side, found.citations))}."


def _side(citation: Citation) -> str:
    start, end = citation.answer or (citation.start, citation.end)
    article = citation.article
    told = origin(article) if article.source else [article.title, *origin(article)]
    words = " ".join(article.text[start:end].split())
    return f"“{words}” ({', '.join(told)}) [{citation.n}]"
