"""Stored citations: where their words stand now, in an article that may have been edited or deleted since."""

from dataclasses import replace

from index.articles import Article
from qa.answers import Citation
from qa.article_stub import StoredCitation, Stub, context_of, quote_of, speaker_of
from qa.attribution import Speaker


def relocated(stored: StoredCitation, article: Article | None) -> Citation | None:
    """Return a citation where its words stand now; None if they do not, or nobody can tell where."""
    start = _place(article.text, stored["quote"], stored["start"]) if article else None
    if article is None or start is None:
        return None
    shift = start - stored["start"]
    # Who or what the quote speaks of, and who says it, are a part of what was said: without them the quote
    # may mean somebody else.
    citation = _citation(stored, article, start)
    if stored["context"]:
        begin = _place(article.text, stored["context_text"], stored["context"][0] + shift)
        if begin is None or begin + len(stored["context_text"]) > start:
            return None
        citation = replace(citation, context=(begin, begin + len(stored["context_text"])))
    if stored.get("speaker"):
        begin = _place(article.text, stored["speaker_text"], stored["speaker"]["start"] + shift)
        if begin is None:
            return None
        citation = replace(citation, speaker=_speaker(stored, begin))
    return citation


def citation_of_stub(stored: StoredCitation, stub: Stub) -> Citation:
    """Return a stored citation of a deleted article."""
    citation = _citation(stored, stub.article, stub.begins[quote_of(stored)])
    if stored["context"]:
        begin = stub.begins[context_of(stored)]
        citation = replace(citation, context=(begin, begin + len(stored["context_text"])))
    if stored.get("speaker"):
        citation = replace(citation, speaker=_speaker(stored, stub.begins[speaker_of(stored)]))
    return citation


def _place(text: str, words: str, expected: int) -> int | None:
    """Return where words stand in a text: where expected, else at the one place that has them."""
    if expected >= 0 and text.startswith(words, expected):
        return expected
    first = text.find(words)
    return first if first >= 0 and text.find(words, first + 1) < 0 else None


def _citation(stored: StoredCitation, article: Article, start: int) -> Citation:
    """Return a stored citation with its quote at `start`, without its context and its speaker."""
    shift = start - stored["start"]
    answer = (stored["answer"][0] + shift, stored["answer"][1] + shift) if stored["answer"] else None
    return Citation(stored["n"], article, start, start + len(stored["quote"]), answer)


def _speaker(stored: StoredCitation, start: int) -> Speaker:
    return Speaker(stored["speaker"]["name"], start, start + len(stored["speaker_text"]))
