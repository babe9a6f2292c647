"""Passage splitting: an article is chunked into runs of whole sentences that fit the embedder."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from index.articles import Article
from index.text.languages import language_of

SPLITTER_VERSION = "1"
"""Version of the splitting rules, stored with a library; one split by other rules asks to be rebuilt."""

MAX_PASSAGE_LENGTH = 900
"""Largest number of characters in a passage. On news questions such passages found the right article more
often than single sentences or overlapping chunks of 1,000 characters."""

MAX_TITLE_LENGTH = 200
"""Number of characters of a title that are embedded before a passage."""

SEGMENTER_WINDOW = 10_000
"""Number of characters segmented at once: the segmenter's time is quadratic in their opening quotes."""

SEGMENTER_LANGUAGES = {"de": "de", "es": "es", "ru": "ru"}
"""Languages whose rules the sentence segmenter uses, for their abbreviations and dates ("am 3. Mai", "5 млн.
рублей"). All others are segmented by the rules for English, which know 。！？ and ؟ ۔, too."""

CountTokens = Callable[[Sequence[str]], Sequence[int]]
"""Function that returns the number of tokens of each text, special tokens included."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """A view on an article: its text is always `article.text[start:end]`."""

    number: int
    start: int
    end: int


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Return the spans in `text` of the sentences of `text[start:end]`, without the blanks around them.

    Headings and other lines set apart count as sentences; together they hold every non-blank character.
    """
    import sentencex

    end = len(text) if end is None else min(end, len(text))
    spans: list[Span] = []
    while start < end:
        stop = min(start + SEGMENTER_WINDOW, end)
        language = SEGMENTER_LANGUAGES.get(language_of(text[start:stop]), "en")
        found = sentencex.get_sentence_boundaries(language, text[start:stop])
        # The last sentence may go on beyond what was looked at; one that fills all of it is cut.
        ends = [start + item["end_index"] for item in found[:-1]]
        if stop == end:
            ends.append(end)
        for last in ends or [_break_point(text, start, stop)]:
            spans.append(_trimmed(text, start, last))
            start = last
    return [span for span in spans if span[0] < span[1]]


def split(article: Article, count_tokens: CountTokens, max_tokens: int) -> tuple[Passage, ...]:
    """Split the body of an article into passages, in order, that hold every non-blank character of it.

    What is embedded for a passage (`embedded_text`) is never over `max_tokens` tokens. A sentence that alone
    is too long is cut between words, a word that alone is too long between characters.
    """
    title = _title_line(article.title, count_tokens, max_tokens)
    special, title_tokens = count_tokens(["", title])
    room = max_tokens - title_tokens
    pieces = [
        piece
        for sentence in sentences(article.text, article.body_start)
        for piece in _split_long_sentence(article.text, sentence)
    ]
    counts = count_tokens([article.text[start:end] for start, end in pieces])
    runs = _merge(pieces, [count - special for count in counts], room)
    fitting = _within_limit(article.text, runs, title, count_tokens, max_tokens)
    return tuple(Passage(number, start, end) for number, (start, end) in enumerate(fitting))


def embedded_texts(
    article: Article, passages: Sequence[Passage], count_tokens: CountTokens, max_tokens: int
) -> list[str]:
    """Return the text that is embedded for each passage: the article's title, shortened, and the passage."""
    title = _title_line(article.title, count_tokens, max_tokens)
    return [title + article.text[passage.start : passage.end] for passage in passages]


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _title_line(title: str, count_tokens: CountTokens, max_tokens: int) -> str:
    """Shorten the title to whole words that take at most a quarter of the embedder's window."""
    line = title[:MAX_TITLE_LENGTH]
    while line and count_tokens([line + "\n"])[0] > max_tokens // 4:
        line = line[: len(line) // 2].rpartition(" ")[0]
    return line + "\n" if line.strip() else ""


def _split_long_sentence(text: str, span: Span) -> Iterator[Span]:
    """Split a sentence longer than a passage into pieces, between words where it has any."""
    start, end = span
    while end - start > MAX_PASSAGE_LENGTH:
        cut = _break_point(text, start, start + MAX_PASSAGE_LENGTH)
        yield _trimmed(text, start, cut)
        start = _trimmed(text, cut, end)[0]
    yield start, end


def _break_point(text: str, start: int, end: int) -> int:
    """Return the last offset before `end` that follows a blank; `end` where the second half has none."""
    for place in range(end, start + (end - start) // 2, -1):
        if text[place - 1].isspace():
            return place
    return end


def _merge(pieces: Sequence[Span], counts: Sequence[int], room: int) -> Iterator[Span]:
    """Merge neighbours while their tokens fit in `room` and their characters in a passage."""
    run: Span | None = None
    used = 0
    for (start, end), count in zip(pieces, counts, strict=True):
        if run and used + count <= room and end - run[0] <= MAX_PASSAGE_LENGTH:
            run, used = (run[0], end), used + count
            continue
        if run:
            yield run
        run, used = (start, end), count
    if run:
        yield run


def _within_limit(
    text: str, runs: Iterator[Span], title: str, count_tokens: CountTokens, max_tokens: int
) -> list[Span]:
    """Halve the spans over the limit: a whole may have more tokens than its parts together."""
    spans = list(runs)
    while True:
        counts = count_tokens([title + text[start:end] for start, end in spans])
        if all(count <= max_tokens for count in counts):
            return spans
        halved: list[Span] = []
        for span, count in zip(spans, counts, strict=True):
            halved.extend([span] if count <= max_tokens else _halves(text, span))
        spans = halved


def _halves(text: str, span: Span) -> list[Span]:
    start, end = span
    if end - start < 2:
        raise ValueError("one character is over the embedder's limit")
    middle = _break_point(text, start, start + (end - start + 1) // 2)
    halves = [_trimmed(text, start, middle), _trimmed(text, middle, end)]
    return [half for half in halves if half[0] < half[1]]
