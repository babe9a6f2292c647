"""What the record says of many articles at once: their titles and dates, and which of them hold a word."""

from collections.abc import Iterator, Sequence

from index.articles import Article
from index.passages import Span, sentences
from index.store.protocol import Record
from index.store.values import CatalogEntry
from index.text.scripts import phrase_query
from index.text.words import words
from qa.collection.phrases import MOST_WORDS, full_text_query, patterns, without_accents


def holding(record: Record, phrase: str, among: Sequence[CatalogEntry]) -> dict[int, Span]:
    """Return where the phrase first stands in each article that holds it, by the article's number."""
    query = full_text_query(phrase)
    listed = None if query is None else record.full_text.articles_with(query)
    for pattern, plain in patterns(phrase):
        likely = [
            entry
            for entry in among
            if listed is None or entry.number in listed or pattern.search(entry.header)
        ]
        texts = _texts(record, likely, plain)
        if found := {number: match.span() for number, text in texts if (match := pattern.search(text))}:
            return found
    return {}


def times(record: Record, phrase: str, among: Sequence[CatalogEntry]) -> int:
    """Count how often the phrase stands in these articles."""
    for pattern, plain in patterns(phrase):
        texts = _texts(record, among, plain)
        if count := sum(1 for _, text in texts for _ in pattern.finditer(text)):
            return count
    return 0


def with_quote(record: Record, quote: str, among: Sequence[CatalogEntry]) -> list[CatalogEntry]:
    """Return the articles in which a quote stands, as far as its first words tell."""
    numbers = record.full_text.articles_with([[phrase_query(" ".join(words(quote)[:MOST_WORDS]))]])
    return [entry for entry in among if entry.number in numbers]


def sentence_around(record: Record, article: Article, span: Span) -> Span:
    """Return the sentence a place stands in; above the body, its line."""
    for passage in record.passages(article.id):
        if passage.start <= span[0] and span[1] <= passage.end:
            for start, end in sentences(article.text, passage.start, passage.end):
                if start <= span[0] and span[1] <= end:
                    return start, end
            return passage.start, passage.end
    return line_around(article.text, span)


def line_around(text: str, span: Span) -> Span:
    """Return the line a place stands in, without the blanks around it."""
    start = text.rfind("\n", 0, span[0]) + 1
    end = text.find("\n", span[1])
    line = text[start : len(text) if end < 0 else end]
    return start + len(line) - len(line.lstrip()), start + len(line.rstrip())


def _texts(record: Record, among: Sequence[CatalogEntry], plain: bool) -> Iterator[tuple[int, str]]:
    """Yield articles' numbers and texts, without accents where `plain`."""
    for number, text in record.catalog.texts([entry.number for entry in among]):
        yield number, without_accents(text) if plain else text
