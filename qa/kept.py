"""An answer kept, and shown again: what is stored of it, and what still stands when it is read.

Of an article only what was quoted is stored. Its text is taken from the library again: an answer about an
article that was since edited or removed keeps its quotes, and nothing else of it.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from typing import Any

from index.articles import Article
from index.errors import LibraryCorrupt
from index.retrieval.hybrid_search import Hit
from qa.answers import Answer, AnswerKind, Citation, Disagreement, Timings
from qa.reader import Reading
from qa.remains import Kept, Remains, context_in, quote_in, remains_of

FindArticle = Callable[[str], Article | None]
"""Return the article of an id as it is now; None where it is not in the library any more."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a stored turn shows: an answer, or the one line of an error.

    Attributes:
        gone: those of the answer's citations whose words stand in the library no more, or at no certain
            place. Their article has the title and byline it had, and its text is only what was quoted of it:
            it can be shown, but there is no place in the library to link to.
    """

    answer: Answer | None = None
    problem: str | None = None
    gone: frozenset[Citation] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote of a kept answer: its article's id, and the words in it that answer, or ""."""

    article_id: str
    quote: str
    answer: str


def keep(answer: Answer) -> Kept:
    """Return what to store of an answer, so that `restore` gives it back."""
    return {
        "question": answer.question,
        "standalone": answer.standalone,
        "text": answer.text,
        "confidence": answer.confidence,
        "statement": answer.statement,
        "kind": answer.kind.value,
        "citations": [_keep_citation(citation) for citation in answer.citations],
        "disagreements": [
            {"about": found.about, "citations": [_keep_citation(citation) for citation in found.citations]}
            for found in answer.disagreements
        ],
        "hits": [{**_keep_place(hit), "score": hit.score} for hit in answer.hits],
        "not_quoted": [
            {**_keep_place(reading), "confidence": reading.confidence, "answer": reading.answer}
            for reading in answer.not_quoted
        ],
        "timings": asdict(answer.timings) if answer.timings else None,
    }


def keep_problem(problem: str) -> Kept:
    """Return what to store of a question that came to an error."""
    return {"problem": problem}


def restore(kept: Mapping[str, Any], find: FindArticle) -> Restored:
    """Return what was kept, with its articles as they are now.

    Nothing changed, the answer is equal to the one that was kept. Where an article was edited, a quote stands
    where it stands now; where the article does not hold it any more, or more than once, it is `gone`. Of the
    passages found, those are left out whose text is not what it was.

    Raises:
        LibraryCorrupt: this is not what `keep` returned.
    """
    if "problem" in kept:
        return Restored(problem=str(kept["problem"]))
    with _damage_told():
        return _restore(kept, cache(find))


def quoted(kept: Mapping[str, Any]) -> list[Quoted]:
    """Return what a kept answer quoted, in the order of its numbers; nothing of a refusal or an error.

    Raises:
        LibraryCorrupt: this is not what `keep` returned.
    """
    with _damage_told():
        return [_quoted_words(stored) for stored in kept.get("citations", ())]


def _quoted_words(stored: Kept) -> Quoted:
    start, end = stored["answer"] or (stored["start"], stored["start"])
    words = stored["quote"][start - stored["start"] : end - stored["start"]]
    return Quoted(stored["article"]["id"], stored["quote"], words)


@contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise LibraryCorrupt(
            "An answer in the library's record is damaged. Delete its conversation, or restore the library "
            "from a backup."
        ) from error


def _keep_citation(citation: Citation) -> Kept:
    return {**citation.to_json(), "context_text": citation.context_text}


def _keep_place(found: Hit | Reading) -> Kept:
    text = found.article.text[found.start : found.end]
    return {
        "article_id": found.article.id,
        "start": found.start,
        "end": found.end,
        "digest": _digest(text),
    }


def _digest(text: str) -> str:
    """Name a text without keeping it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _restore(kept: Mapping[str, Any], find: FindArticle) -> Restored:
    listed = [*kept["citations"], *(one for found in kept["disagreements"] for one in found["citations"])]
    standing = [_standing(stored, find(stored["article"]["id"])) for stored in listed]
    remains = remains_of(stored for stored, citation in zip(listed, standing, strict=True) if not citation)
    restored = [
        citation or _quoted(stored, remains[stored["article"]["id"]])
        for stored, citation in zip(listed, standing, strict=True)
    ]
    gone = frozenset(citation for citation, stands in zip(restored, standing, strict=True) if stands is None)
    each = iter(restored)
    answer = Answer(
        question=kept["question"],
        standalone=kept["standalone"],
        text=kept["text"],
        confidence=kept["confidence"],
        citations=tuple(next(each) for _ in kept["citations"]),
        disagreements=tuple(
            Disagreement(found["about"], tuple(next(each) for _ in found["citations"]))
            for found in kept["disagreements"]
        ),
        hits=tuple(
            Hit(article, stored["start"], stored["end"], stored["score"])
            for article, stored in _unchanged(kept["hits"], find)
        ),
        not_quoted=tuple(
            Reading(article, stored["start"], stored["end"], stored["confidence"], _pair(stored["answer"]))
            # Answers of before this was kept have none.
            for article, stored in _unchanged(kept.get("not_quoted", ()), find)
        ),
        timings=Timings(**kept["timings"]) if kept.get("timings") else None,
        statement=kept["statement"],
        # Answers of before this was kept have none.
        kind=AnswerKind(kept.get("kind", AnswerKind.FACT.value)),
    )
    return Restored(answer, gone=gone)


def _unchanged(stored: Iterable[Kept], find: FindArticle) -> Iterator[tuple[Article, Kept]]:
    """Yield the places whose words are what they were, with their articles."""
    for place in stored:
        article = find(place["article_id"])
        if article and _digest(article.text[place["start"] : place["end"]]) == place["digest"]:
            yield article, place


def _pair(place: list[int] | None) -> tuple[int, int] | None:
    return (place[0], place[1]) if place else None


def _standing(stored: Kept, article: Article | None) -> Citation | None:
    """Return a citation where its words stand now; None if they do not, or nobody can tell where."""
    if article is None:
        return None
    start = _place(article.text, stored["quote"], stored["start"])
    if start is None:
        return None
    citation = _citation(stored, article, start)
    if not stored["context"]:
        return citation
    # What names the quote's subject is a part of what was said: without it the quote may mean somebody else.
    shift = start - stored["start"]
    begin = _place(article.text, stored["context_text"], stored["context"][0] + shift)
    if begin is None or begin + len(stored["context_text"]) > start:
        return None
    return replace(citation, context=(begin, begin + len(stored["context_text"])))


def _place(text: str, words: str, expected: int) -> int | None:
    """Return where words stand in a text: where expected, else at the one place that has them."""
    if expected >= 0 and text.startswith(words, expected):
        return expected
    first = text.find(words)
    return first if first >= 0 and text.find(words, first + 1) < 0 else None


def _citation(stored: Kept, article: Article, start: int) -> Citation:
    """Make a stored citation anew, its quote at `start`, without its context."""
    shift = start - stored["start"]
    answer = (stored["answer"][0] + shift, stored["answer"][1] + shift) if stored["answer"] else None
    return Citation(stored["n"], article, start, start + len(stored["quote"]), answer)


def _quoted(stored: Kept, remains: Remains) -> Citation:
    """Make a citation of what is left of its article."""
    citation = _citation(stored, remains.article, remains.begins[quote_in(stored)])
    if not stored["context"]:
        return citation
    begin = remains.begins[context_in(stored)]
    return replace(citation, context=(begin, begin + len(stored["context_text"])))
