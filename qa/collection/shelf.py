"""What the record says of many articles at once: their titles and dates, and which of them hold a word."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from index.articles import Article
from index.filters import Filter
from index.fulltext import STOP_WORDS, words
from index.passages import sentences
from index.record import Record

AT_ONCE = 500
"""Articles fetched by one statement; SQLite takes 999 parameters at least."""

MOST_WORDS = 12
"""Words of a phrase that are looked up in the full text, before the text itself is compared."""

UNBOUNDED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""A letter of Chinese, Japanese or Korean, where words are not set apart or have endings of many kinds."""

BETWEEN_WORDS = r"(?:[^\w\n]{1,3}|[^\w\n]{0,2}\n[^\w\n]{0,3})"

MARKS = "[\u0300-\u036f]*"
"""Accents that stand as characters of their own, after their letter."""

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


def entries(record: Record, allowed: Filter) -> list[Entry]:
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


def patterns(phrase: str) -> Iterator[tuple[re.Pattern[str], bool]]:
    """Yield the ways to look for a phrase, the strictest first, each with whether accents are left out.

    A phrase stands as whole words, in whatever case; but NIS or US, so typed, first in capitals only. One
    typed in capitals may be any name, if it is no other word ("us") without them.
    """
    listed = re.findall(r"\w+", unicodedata.normalize("NFC", phrase))
    acronyms = _acronyms(listed)
    if acronyms:
        pieces = (re.escape(word) if word in acronyms else f"(?i:{re.escape(word)})" for word in listed)
        yield re.compile(_joined(pieces)), False
    if STOP_WORDS.isdisjoint(word.lower() for word in acronyms):
        yield re.compile(_joined(map(re.escape, listed)), re.IGNORECASE), False
        plain = (MARKS.join(map(re.escape, _without_accents(word))) + MARKS for word in listed)
        yield re.compile(_joined(plain), re.IGNORECASE), True


def _acronyms(listed: list[str]) -> list[str]:
    """Return the words in capitals, unless the whole question may be typed so."""
    if len(listed) > 1 and all(map(str.isupper, listed)):
        return []
    return [word for word in listed if word.isupper() and 2 <= len(word) <= 5]


def _joined(pieces: Iterable[str]) -> str:
    """Join words to a pattern; it begins with letters, not with a boundary, so that it is found quickly.

    A line may end between two words, a paragraph may not. Chinese, Japanese and Korean words have no bounds.
    """
    first, *rest = listed = list(pieces)
    if not UNBOUNDED.match(first):
        # What is looked for behind must be of one length.
        first = rf"(?<!\w){first}" if MARKS in first else rf"{first}(?<!\w{first})"
    ends = "" if UNBOUNDED.match((rest or [listed[0]])[-1]) else r"\b"
    return first + "".join(f"{BETWEEN_WORDS}{piece}" for piece in rest) + ends


def holding(record: Record, phrase: str, among: Sequence[Entry]) -> dict[int, Span]:
    """Return where the phrase first stands in each article that holds it, by the article's number."""
    if not re.search(r"\w", phrase):
        return {}
    phrase = unicodedata.normalize("NFC", phrase)
    listed = None if UNBOUNDED.search(phrase) else _with_words(record, phrase)
    for pattern, without_accents in patterns(phrase):
        likely = [
            entry
            for entry in among
            if listed is None or entry.number in listed or pattern.search(entry.header)
        ]
        texts = (
            (n, _without_accents(text) if without_accents else text) for n, text in _texts(record, likely)
        )
        if found := {number: match.span() for number, text in texts if (match := pattern.search(text))}:
            return found
    return {}


def times(record: Record, phrase: str, among: Sequence[Entry]) -> int:
    """Count how often the phrase stands in these articles."""
    for pattern, without_accents in patterns(phrase):
        texts = (_without_accents(text) if without_accents else text for _, text in _texts(record, among))
        if count := sum(1 for text in texts for _ in pattern.finditer(text)):
            return count
    return 0


def with_quote(record: Record, quote: str, among: Sequence[Entry]) -> list[Entry]:
    """Return the articles in which a quote stands, as far as its first words tell."""
    numbers = _with_words(record, " ".join(words(quote)[:MOST_WORDS]))
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


def _with_words(record: Record, phrase: str) -> set[int]:
    """Return the numbers of the articles whose title or passages hold a phrase, or one of its stems."""
    match = '"' + " ".join(words(phrase)[:MOST_WORDS]) + '"'
    if match == '""':
        return set()
    with record.database.reading() as connection:
        rows = connection.execute(
            "SELECT DISTINCT article FROM fulltext JOIN passages ON passages.rowid = fulltext.rowid "
            "WHERE fulltext MATCH ?",
            (match,),
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


def _without_accents(text: str) -> str:
    """Return the text with every letter's accent taken off; as long as before."""
    plain = {ord(letter): unicodedata.normalize("NFD", letter)[0] for letter in set(text) if letter > "\x7f"}
    return text.translate(plain)


def _file_name(path: str | None) -> str:
    name = PurePath(path or "")
    return "" if name.name.lower().endswith((".jsonl", ".jsonl.gz")) else name.stem
