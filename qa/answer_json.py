"""Answers as JSON: in full for users and programs, and as the library's record stores them, both ways.

Of an article only what was quoted is stored. Its text is taken from the library again when a stored answer is
read: an answer about an article that was edited or deleted since keeps its quotes, and nothing else of it.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from functools import cache
from typing import Any

from index.articles import Article
from index.errors import LibraryCorrupt
from index.retrieval.hybrid_search import Hit
from qa.answers import Answer, AnswerKind, Citation, Disagreement, Section, Timings
from qa.article_stub import make_stubs
from qa.reader import Reading
from qa.stored_citations import citation_of_stub, relocated
from qa.writing_json import deserialize_writing, writing_json

Json = dict[str, Any]
"""Plain values, as JSON has them."""

FindArticle = Callable[[str], Article | None]
"""Return the article of an id as it is now; None where it is not in the library any more."""

HIT_SCORES = ("score", "cosine", "temporal_distance")
"""Names of what is stored of a passage found, beside its place; earlier versions stored its score alone."""


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """What a stored turn came to: an answer, or the one line of an error.

    Attributes:
        gone: those of the answer's citations whose words stand in the library no more, or at no certain
            place. Their article is a stub: it can be shown, but there is no place in the library to link to.
    """

    answer: Answer | None = None
    error: str | None = None
    gone: frozenset[Citation] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class StoredQuote:
    """A quote of a stored answer: its article's id, and the words in it that answer, or ""."""

    article_id: str
    quote: str
    answer: str


def to_json(answer: Answer) -> Json:
    """Return an answer with its citations and the passages found, for users and programs."""
    return {
        "question": answer.question,
        "standalone": answer.standalone,
        "kind": answer.kind.value,
        "answered": answer.answered,
        "text": answer.text,
        "statement": answer.statement,
        "confidence": answer.confidence,
        "citations": [_citation_json(citation) for citation in answer.citations],
        "disagreements": [
            {"about": one.about, "citations": [_citation_json(citation) for citation in one.citations]}
            for one in answer.disagreements
        ],
        "sections": [
            {"heading": one.heading, "citations": [_citation_json(citation) for citation in one.citations]}
            for one in answer.sections
        ],
        "hits": [hit.to_json() for hit in answer.hits],
        "writing": writing_json(answer.writing) if answer.writing else None,
        "note": answer.note,
    }


def serialize(answer: Answer) -> Json:
    """Return what to store of an answer, so that `deserialize` gives it back."""
    return {
        "question": answer.question,
        "standalone": answer.standalone,
        "text": answer.text,
        "confidence": answer.confidence,
        "statement": answer.statement,
        "kind": answer.kind.value,
        "citations": [_stored_citation(citation) for citation in answer.citations],
        "disagreements": [
            {"about": one.about, "citations": [{"n": citation.n} for citation in one.citations]}
            for one in answer.disagreements
        ],
        "sections": [
            {"heading": one.heading, "citations": [{"n": citation.n} for citation in one.citations]}
            for one in answer.sections
        ],
        "hits": [
            {**_stored_place(hit), **{name: getattr(hit, name) for name in HIT_SCORES}} for hit in answer.hits
        ],
        "not_quoted": [
            {**_stored_place(reading), "confidence": reading.confidence, "answer": reading.answer}
            for reading in answer.not_quoted
        ],
        "writing": writing_json(answer.writing) if answer.writing else None,
        "note": answer.note,
        "timings": asdict(answer.timings) if answer.timings else None,
    }


def serialize_error(message: str) -> Json:
    """Return what to store of a question that came to an error."""
    return {"problem": message}


def deserialize(stored: Mapping[str, Any], find: FindArticle) -> StoredAnswer:
    """Return a stored answer, with its articles as they are now.

    Nothing changed, the answer is equal to the one that was stored. Where an article was edited, a quote
    stands where it stands now; where the article does not hold it any more, or more than once, it is `gone`.
    Of the passages found, those are left out whose text is not what it was. What earlier versions did not
    store has its default value.

    Raises:
        LibraryCorrupt: this is not what `serialize` returned.
    """
    with _translating_damage():
        if "problem" in stored:
            return StoredAnswer(error=str(stored["problem"]))
        return _deserialize(stored, cache(find))


def stored_quotes(stored: Mapping[str, Any]) -> list[StoredQuote]:
    """Return what a stored answer quotes, in the order of its numbers; nothing of a refusal or an error.

    Raises:
        LibraryCorrupt: this is not what `serialize` returned.
    """
    with _translating_damage():
        return [_stored_quote(citation) for citation in stored.get("citations", ())]


def _stored_quote(stored: Json) -> StoredQuote:
    start, end = stored["answer"] or (stored["start"], stored["start"])
    words = stored["quote"][start - stored["start"] : end - stored["start"]]
    return StoredQuote(stored["article"]["id"], stored["quote"], words)


@contextmanager
def _translating_damage() -> Iterator[None]:
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise LibraryCorrupt(
            "An answer in the library's record is damaged. Delete its conversation, or restore the library "
            "from a backup."
        ) from error


def _citation_json(citation: Citation) -> Json:
    return {
        "n": citation.n,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "answer": list(citation.answer) if citation.answer else None,
        "context": list(citation.context) if citation.context else None,
        "speaker": {**asdict(citation.speaker), "text": citation.speaker_text} if citation.speaker else None,
        "article": citation.article.card(),
    }


def _stored_citation(citation: Citation) -> Json:
    return {
        **_citation_json(citation),
        "context_text": citation.context_text,
        "speaker_text": citation.speaker_text,
    }


def _stored_place(found: Hit | Reading) -> Json:
    digest = _digest(found.article.text[found.start : found.end])
    return {"article_id": found.article.id, "start": found.start, "end": found.end, "digest": digest}


def _digest(text: str) -> str:
    """Return a digest by which a text is recognised without being stored."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _deserialize(stored: Mapping[str, Any], find: FindArticle) -> StoredAnswer:
    cited = stored["citations"]
    standing = [relocated(one, find(one["article"]["id"])) for one in cited]
    pairs = list(zip(cited, standing, strict=True))
    stubs = make_stubs(one for one, citation in pairs if not citation)
    citations = [citation or citation_of_stub(one, stubs[one["article"]["id"]]) for one, citation in pairs]
    gone = frozenset(one for one, stands in zip(citations, standing, strict=True) if stands is None)
    by_number = {citation.n: citation for citation in citations}
    answer = Answer(
        question=stored["question"],
        standalone=stored["standalone"],
        text=stored["text"],
        confidence=stored["confidence"],
        citations=tuple(citations),
        disagreements=tuple(
            # Earlier versions stored the citations of a disagreement in full.
            Disagreement(one["about"], tuple(by_number[each["n"]] for each in one["citations"]))
            for one in stored["disagreements"]
        ),
        sections=tuple(
            Section(one["heading"], tuple(by_number[each["n"]] for each in one["citations"]))
            for one in stored.get("sections", ())
        ),
        hits=tuple(
            Hit(article, one["start"], one["end"], **{name: one[name] for name in HIT_SCORES if name in one})
            for article, one in _unchanged(stored["hits"], find)
        ),
        not_quoted=tuple(
            Reading(article, one["start"], one["end"], one["confidence"], _span(one["answer"]))
            for article, one in _unchanged(stored.get("not_quoted", ()), find)
        ),
        writing=deserialize_writing(stored["writing"], by_number) if stored.get("writing") else None,
        note=stored.get("note", ""),
        timings=Timings(**stored["timings"]) if stored.get("timings") else None,
        statement=stored["statement"],
        kind=AnswerKind(stored.get("kind", AnswerKind.FACT.value)),
    )
    return StoredAnswer(answer, gone=gone)


def _unchanged(places: Iterable[Json], find: FindArticle) -> Iterator[tuple[Article, Json]]:
    """Yield the places whose words are what they were, with their articles."""
    for place in places:
        article = find(place["article_id"])
        if article and _digest(article.text[place["start"] : place["end"]]) == place["digest"]:
            yield article, place


def _span(stored: list[int] | None) -> tuple[int, int] | None:
    return (stored[0], stored[1]) if stored else None
