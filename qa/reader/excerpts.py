"""Excerpts: selected sentences of one article, packed into one input of the network."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.passages import Span
from index.passages import sentences as sentences_of
from index.retrieval.hybrid_search import Hit
from qa.reader.datelines import without_datelines
from qa.reader.headings import without_headings

EXCERPT_TOKENS = 230
"""Number of tokens in an excerpt's sentences, at most: with question and title they stay within the 288
tokens that the network was trained to read."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a retrieved passage.

    Attributes:
        start, end: its place in the article's text, in characters.
    """

    hit: Hit
    start: int
    end: int

    @property
    def text(self) -> str:
        """The sentence as it stands in the article."""
        return self.hit.article.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The text that the network reads with a question in one run.

    Attributes:
        text: the sentences, with a blank between them; what stood between them in the article is left out.
        sentences: (start, end) of each in `text`.
    """

    title: str
    text: str
    sentences: tuple[Span, ...]

    @classmethod
    def joining(cls, title: str, sentences: Sequence[str]) -> "Excerpt":
        """Return an excerpt of these sentences."""
        places, start = [], 0
        for sentence in sentences:
            places.append((start, start + len(sentence)))
            start += len(sentence) + 1
        return cls(title, " ".join(sentences), tuple(places))

    @classmethod
    def whole(cls, title: str, text: str) -> "Excerpt":
        """Return an excerpt of a whole text, all sentences of which but datelines are read."""
        return cls(title, text, tuple(without_datelines(text, sentences_of(text))))


def sentences_in(hits: Sequence[Hit]) -> list[Sentence]:
    """Return the distinct sentences of passages but datelines and headings, in their order."""
    found: dict[tuple[str, int, int], Sentence] = {}
    for hit in hits:
        text = hit.article.text
        told = without_datelines(text, sentences_of(text, hit.start, hit.end))
        for start, end in without_headings(text, told):
            found.setdefault((hit.article_id, start, end), Sentence(hit, start, end))
    return list(found.values())


def pack(
    sentences: Sequence[Sentence], lengths: Sequence[int], room: int = EXCERPT_TOKENS
) -> list[list[Sentence]]:
    """Pack sentences into excerpts: those of one article in the order of its text, in near-equal parts.

    Args:
        lengths: the number of tokens of each sentence; no part of several sentences has more than `room`.
    """
    articles: defaultdict[str, list[tuple[Sentence, int]]] = defaultdict(list)
    for sentence, length in zip(sentences, lengths, strict=True):
        articles[sentence.hit.article_id].append((sentence, length))
    return [part for told in articles.values() for part in _parts(sorted(told, key=_place), room)]


def _place(counted: tuple[Sentence, int]) -> tuple[int, int]:
    return counted[0].start, counted[0].end


def _parts(counted: Sequence[tuple[Sentence, int]], room: int) -> Iterator[list[Sentence]]:
    total = sum(length for _, length in counted)
    share = total / -(-total // room) if total else 0
    part: list[Sentence] = []
    used = 0
    for sentence, length in counted:
        if part and (used >= share or used + length > room):
            yield part
            part, used = [], 0
        part.append(sentence)
        used += length
    if part:
        yield part
