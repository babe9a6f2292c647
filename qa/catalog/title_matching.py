"""Title matching: which articles a request names by a title, in quotation marks or not, or by a file."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from index.store.values import CatalogEntry
from index.text.words import STOP_WORDS
from qa.catalog.entry_names import called, content, name_words
from qa.catalog.matches import Kind, Match
from qa.catalog.request_tokens import RequestTokens
from qa.catalog.vocabulary import LEADING, OF_CATALOG

TITLE_SHARE = 0.6
"""Share of a title's content words that name it without quotation marks, where they stand in its order."""

SHORTEST_TITLE = 3
"""Number of content words in a row from which on a title is named without quotation marks."""

SHORTEST_WORDING = 4
"""Number of words, stop words counted, from which on a whole title in its very words names an article."""

_QUOTED = re.compile(r"(?<!\w)[“\"‘']((?:[^“”\"\n]|(?<=\w)['’](?=\w)){3,150})[”\"’'](?!\w)")
_FILE_NAME = re.compile(r"[\w-][\w.-]{0,150}\.(?:txt|md|html?|pdf|docx|jsonl)\b", re.IGNORECASE)


def quoted_titles(tokens: RequestTokens, among: Sequence[CatalogEntry]) -> Iterator[Match]:
    """Yield the titles in quotation marks: the whole, else their first words."""
    for quoted in _QUOTED.finditer(tokens.text):
        asked = name_words(quoted[1])
        found = tuple(e for e in among if asked and name_words(e.title)[: len(asked)] == asked)
        exact = tuple(e for e in found if name_words(e.title) == asked)
        if exact or (found and len(content(asked)) >= SHORTEST_TITLE - 1):
            yield Match(Kind.TITLE, *tokens.at(*quoted.span(1)), exact or found)


def file_names(tokens: RequestTokens, among: Sequence[CatalogEntry]) -> Iterator[Match]:
    """Yield the files named with their ending."""
    for named in _FILE_NAME.finditer(tokens.text):
        asked = named[0].rsplit(".", 1)[0].lower()
        if found := tuple(entry for entry in among if entry.file_name.lower() == asked):
            yield Match(Kind.TITLE, *tokens.at(*named.span()), found)


def worded_titles(tokens: RequestTokens, among: Sequence[CatalogEntry]) -> Iterator[Match]:
    """Yield the titles that stand in the request word for word, short ones where nothing else is named."""
    asked = tuple(tokens.words(0, len(tokens.tokens)))
    present = set(asked)
    found: dict[tuple[int, int], list[CatalogEntry]] = defaultdict(list)
    for entry in among:
        own = name_words(entry.title)
        if len(own) < 2 or not present.issuperset(own):
            continue
        for first in range(len(asked) - len(own) + 1):
            last = first + len(own)
            if asked[first:last] == own and _is_title(tokens, first, last):
                found[first, last].append(entry)
    for (first, last), entries in sorted(found.items(), key=lambda one: one[0][0] - one[0][1]):
        yield Match(Kind.TITLE, first, last, tuple(entries))


def _is_title(tokens: RequestTokens, first: int, last: int) -> bool:
    """Whether the words of a whole title are long enough for one, or all that a request names."""
    if last - first >= SHORTEST_WORDING and len(content(tokens.words(first, last))) > 1:
        return True
    others = (*tokens.words(0, first), *tokens.words(last, len(tokens.tokens)))
    return first > 0 and tokens.tokens[first].capital and OF_CATALOG.issuperset(others)


def long_titles(tokens: RequestTokens, among: Sequence[CatalogEntry]) -> Iterator[Match]:
    """Yield the titles of which most stands in the request, in order; nothing but articles is called so."""
    asked = [(n, token.word) for n, token in enumerate(tokens.tokens) if token.word not in STOP_WORDS]
    present = {word for _, word in asked}
    best: dict[tuple[int, int], list[CatalogEntry]] = defaultdict(list)
    for entry in among:
        for own in filter(None, called(entry.title, entry.path)):
            if len(present.intersection(own)) < min(SHORTEST_TITLE, len(own)):
                continue
            first, length = _longest_run([word for _, word in asked], own)
            whole = length == len(own) and (length >= SHORTEST_TITLE or _is_all(tokens, asked, first, length))
            if whole or (length >= SHORTEST_TITLE and length >= TITLE_SHARE * len(own)):
                best[asked[first][0], asked[first + length - 1][0] + 1].append(entry)
    for (first, last), found in sorted(best.items(), key=lambda one: one[0][0] - one[0][1]):
        yield Match(Kind.TITLE, first, last, tuple({entry.number: entry for entry in found}.values()))


def _is_all(tokens: RequestTokens, asked: Sequence[tuple[int, str]], first: int, length: int) -> bool:
    """Whether a short title is all that a request names, in capitals as titles are."""
    inside = {n for n, _ in asked[first : first + length]}
    others = [n for n, word in asked if n not in inside and word not in LEADING]
    with_the = tokens.tokens[max(0, min(inside) - 1)]
    several = length > 1 or (with_the.word == "the" and with_the.capital)
    return several and not others and all(tokens.tokens[n].capital for n in inside)


def _longest_run(asked: Sequence[str], own: Sequence[str]) -> tuple[int, int]:
    """Return where the longest run of words that both have begins among those asked, and its length."""
    best, before = (0, 0), [0] * (len(own) + 1)
    for n, word in enumerate(asked):
        row = [0] * (len(own) + 1)
        for m, other in enumerate(own):
            if word == other:
                row[m + 1] = before[m] + 1
                if row[m + 1] > best[1]:
                    best = (n - row[m + 1] + 1, row[m + 1])
        before = row
    return best
