"""What the record says of many articles at once: their titles and dates, and which of them hold a word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from index.articles import Article
from index.filters import SearchFilter
from index.passages import sentences
from index.record import Record
from index.retrieval.keyword_search import words
from index.text.scripts import sought
from qa.collection.phrases import MOST_WORDS, full_text_query, patterns, without_accents

AT_ONCE = 500
"""Articles fetched by one statement; SQLite takes 999 parameters at least."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """An article without its text.

    Attributes:
        number: its row in the record.
        header: its text above the body, which the full text does not hold.
        file_name: without folder and ending; empty where it was read from a list of articles.
    """

    number: int
    id: str
    title: str
    source: str | None
    author: str | None
    published: date | None
    header: str
    file_name: str


def entries(record: Record, allowed: SearchFilter) -> list[Entry]:
    """Return the articles a filter allows, newest first, those without a date last."""
    condition, parameters = allowed.sql()
    with record.database.reading() as connection:
        rows = connection.execute(
            "SELECT number, id, title, source, author, published, "  # noqa: S608
            "CASE WHEN body_start > 0 THEN substr(text, 1, body_start) ELSE '' END, path "
            f"FROM articles WHERE {condition} ORDER BY published IS NULL, published DESC, number",
            parameters,
        ).fetchall()
    return [
        Entry(
            number,
            article_id,
            title,
            source,
            author,
            date.fromisoformat(day) if day else None,
            header,
            _file_name(path),
        )
        for number, article_id, title, source, author, day, header, path in rows
    ]


def holding(record: Record, phrase: str, among: Sequence[Entry]) -> dict[int, Span]:
    """Return where the phrase first stands in each article that holds it, by the article's number."""
    query = full_text_query(phrase)
    listed = None if query is None else _matching(record, query)
    for pattern, plain in patterns(phrase):
        likely = [
            entry
            for entry in among
            if listed is None or entry.number in listed or pattern.search(entry.header)
        ]
        texts = (
            (number, without_accents(text) if plain else text) for number, text in _texts(record, likely)
        )
        if found := {number: match.span() for number, text in texts if (match := pattern.search(text))}:
            return found
    return {}


def times(record: Record, phrase: str, among: Sequence[Entry]) -> int:
    """Count how often the phrase stands in these articles."""
    for pattern, plain in patterns(phrase):
        texts = (without_accents(text) if plain else text for _, text in _texts(record, among))
        if count := sum(1 for text in texts for _ in pattern.finditer(text)):
            return count
    return 0


def with_quote(record: Record, quote: str, among: Sequence[Entry]) -> list[Entry]:
    """Return the articles in which a quote stands, as far as its first words tell."""
    numbers = _matching(record, sought(" ".join(words(quote)[:MOST_WORDS])))
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


def _matching(record: Record, query: str) -> set[int]:
    """Return the numbers of the articles whose title or passages FTS5 finds; it takes a word for its stem."""
    if query == '""':
        return set()
    with record.database.reading() as connection:
        rows = connection.execute(
            "SELECT DISTINCT article FROM fulltext JOIN passages ON passages.rowid = fulltext.rowid "
            "WHERE fulltext MATCH ?",
            (query,),
        )
        return {number for (number,) in rows}


def _texts(record: Record, among: Sequence[Entry]) -> Iterator[tuple[int, str]]:
    numbers = [entry.number for entry in among]
    for start in range(0, len(numbers), AT_ONCE):
        batch = numbers[start : start + AT_ONCE]
        with record.database.reading() as connection:
            yield from connection.execute(
                f"SELECT number, text FROM articles WHERE number IN ({', '.join('?' * len(batch))})",  # noqa: S608
                batch,
            ).fetchall()


def _file_name(path: str | None) -> str:
    name = PurePath(path or "")
    return "" if name.name.lower().endswith((".jsonl", ".jsonl.gz")) else name.stem
