"""Metadata matching: which articles a request names by title, file, source or author."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import PurePath

from index.store.values import CatalogEntry
from index.text.words import STOP_WORDS
from qa.catalog.request_tokens import RequestTokens
from qa.catalog.vocabulary import ABOUT, COORDINATORS, LEADING, NOUNS
from qa.language.name_matching import normalized, same_name
from qa.language.word_forms import same_stem

TITLE_SHARE = 0.6
"""Share of a title's content words that name it without quotation marks, where they stand in its order."""

SHORTEST_TITLE = 3
"""Number of content words in a row from which on a title is named without quotation marks."""

LONGEST_NAME = 8
"""Number of words of a source's or an author's name that are looked for."""

Words = tuple[str, ...]


class Kind(Enum):
    """What articles are named by."""

    TITLE = "title"
    TOPIC = "topic"
    SOURCE = "source"
    AUTHOR = "author"
    DAYS = "days"
    POINTING = "pointing"


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens of a request, from `first` to before `last`, that name articles by `kind`, best first."""

    kind: Kind
    first: int
    last: int
    articles: tuple[CatalogEntry, ...]


_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"(?<!\w)[“\"‘']((?:[^“”\"\n]|(?<=\w)['’](?=\w)){3,150})[”\"’'](?!\w)")
_FILE_NAME = re.compile(r"[\w-][\w.-]{0,150}\.(?:txt|md|html?|pdf|docx|jsonl)\b", re.IGNORECASE)
_AND = re.compile(r", | and | & ")
_SUFFIXES = frozenset("www co com org ac gov net edu newsletters news amp".split())
_FROM = frozenset("by from via in of".split())


@lru_cache(maxsize=8192)
def name_words(name: str) -> Words:
    """Return a name's words in lower case without accents, and without possessive endings."""
    return tuple(normalized(word) for word in _WORD.findall(re.sub(r"['’]s?\b", "", name)))


@lru_cache(maxsize=8192)
def called(title: str, path: str | None) -> tuple[list[str], list[str]]:
    """Return the content words of an article's title and of the file it was read from."""
    name = PurePath(path or "").name
    stem = "" if name.lower().endswith((".jsonl", ".jsonl.gz")) else PurePath(name).stem.replace("_", " ")
    return content(name_words(title)), content(name_words(stem))


def core(name: str) -> Words:
    """Return a name's words without "the" before it."""
    listed = name_words(name)
    return listed[1:] if listed[:1] == ("the",) and len(listed) > 1 else listed


def content(listed: Iterable[str]) -> list[str]:
    """Return the words that are no stop words; all of them where every word is one."""
    every = list(listed)
    return [word for word in every if word not in STOP_WORDS] or every


def covers(asked: Sequence[str], present: Iterable[str]) -> bool:
    """Whether each word is a form of one of those present."""
    listed = set(present)
    return all(
        word in listed or any(same_stem(word, other) or same_name(word, other) for other in listed)
        for word in asked
    )


def matches(tokens: RequestTokens, among: Sequence[CatalogEntry]) -> Iterator[Match]:
    """Yield what a request names by title, file name, source and author, and mark its tokens as used."""
    for finding in (_quoted_titles, _file_names, _long_titles, _sources, _authors):
        for match in list(finding(tokens, among)):
            if not any(tokens.used[match.first : match.last]):
                tokens.use(match.first, match.last)
                yield match


def _quoted_titles(tokens: RequestTokens, among: Sequence[CatalogEntry]) -> Iterator[Match]:
    for quoted in _QUOTED.finditer(tokens.text):
        asked = name_words(quoted[1])
        found = tuple(e for e in among if asked and name_words(e.title)[: len(asked)] == asked)
        exact = tuple(e for e in found if name_words(e.title) == asked)
        if exact or (found and len(content(asked)) >= SHORTEST_TITLE - 1):
            yield Match(Kind.TITLE, *tokens.at(*quoted.span(1)), exact or found)


def _file_names(tokens: RequestTokens, among: Sequence[CatalogEntry]) -> Iterator[Match]:
    for named in _FILE_NAME.finditer(tokens.text):
        asked = named[0].rsplit(".", 1)[0].lower()
        if found := tuple(entry for entry in among if entry.file_name.lower() == asked):
            yield Match(Kind.TITLE, *tokens.at(*named.span()), found)


def _long_titles(tokens: RequestTokens, among: Sequence[CatalogEntry]) -> Iterator[Match]:
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


def _sources(tokens: RequestTokens, among: Sequence[CatalogEntry]) -> Iterator[Match]:
    by_source: dict[str, list[CatalogEntry]] = defaultdict(list)
    for entry in among:
        by_source[entry.source or ""].append(entry)
    by_source.pop("", None)
    wholes: dict[str, list[CatalogEntry]] = defaultdict(list)
    ends: dict[str, list[CatalogEntry]] = defaultdict(list)
    for source, entries in by_source.items():
        for whole in {"".join(core(source)), *_site_names(source)}:
            wholes[whole] += entries
        for at in range(1, len(core(source))):
            ends["".join(core(source)[at:])] += entries
    yield from _named(Kind.SOURCE, tokens, wholes, lambda at, end: _is_called(tokens, at, end))
    yield from _named(
        Kind.SOURCE,
        tokens,
        ends,
        lambda at, end: (
            _has_cue(tokens, at, end)
            or (tokens.word(at - 1) == "the" and tokens.tokens[at].capital and _is_called(tokens, at, end))
        ),
    )


def _authors(tokens: RequestTokens, among: Sequence[CatalogEntry]) -> Iterator[Match]:
    wholes: dict[str, list[CatalogEntry]] = defaultdict(list)
    surnames: dict[str, list[CatalogEntry]] = defaultdict(list)
    for entry in among:
        for author in _AND.split(entry.author) if entry.author else ():
            if listed := name_words(author):
                wholes["".join(listed)].append(entry)
                surnames[listed[-1]].append(entry)
    yield from _named(
        Kind.AUTHOR,
        tokens,
        wholes,
        lambda at, end: _has_cue(tokens, at, end) or _writes(tokens, end) or _alone(tokens, at, end),
    )
    yield from _named(
        Kind.AUTHOR, tokens, surnames, lambda at, end: _has_cue(tokens, at, end) or _writes(tokens, end)
    )


def _named(
    kind: Kind,
    tokens: RequestTokens,
    names: dict[str, list[CatalogEntry]],
    accepted: Callable[[int, int], bool],
) -> Iterator[Match]:
    """Yield the names, the longest first, that stand in the request where they are `accepted`.

    Names are given without the blanks between their words: a site's name has none.
    """
    for length in range(min(LONGEST_NAME, len(tokens.tokens)), 0, -1):
        for at in range(len(tokens.tokens) - length + 1):
            name = "".join(tokens.words(at, at + length))
            found = names.get(name) or names.get(name.removesuffix("s"))
            if found and not any(tokens.used[at : at + length]) and accepted(at, at + length):
                yield Match(kind, at, at + length, tuple({e.number: e for e in found}.values()))


def _has_cue(tokens: RequestTokens, at: int, end: int) -> bool:
    """Whether "by" or "from" before a name, or a noun for articles after it, tells whose they are."""
    if tokens.word(at) in STOP_WORDS:
        return False
    before = tokens.word(at - 1) if tokens.word(at - 1) != "the" else tokens.word(at - 2)
    if before in ("by", "from", "via"):
        return True
    if before == "in" and not NOUNS.isdisjoint(tokens.words(0, at)):
        return True
    after = next((n for n in range(end, end + 3) if tokens.word(n) in NOUNS | {"news", "coverage"}), None)
    return (
        after is not None
        and COORDINATORS.isdisjoint(tokens.words(end, after))
        and (after == end or tokens.tokens[end - 1].possessive or tokens.word(end) not in LEADING)
    )


def _is_called(tokens: RequestTokens, at: int, end: int) -> bool:
    """Whether a whole name means the source: by its cue, else by how it is typed, outside "about …"."""
    if _has_cue(tokens, at, end):
        return True
    if not ABOUT.isdisjoint(tokens.words(0, at)) or "mentioned" in tokens.words(end, end + 1):
        return False
    if tokens.tokens[end - 1].possessive and tokens.word(end) not in LEADING:
        return False
    if end - at > 1 or (tokens.tokens[at].capital and at > 0):
        return True
    shouts_nowhere = not any(token.capital for token in tokens.tokens[1:])
    ends_there = not tokens.word(end) or tokens.word(end) in LEADING
    return shouts_nowhere and ends_there and tokens.word(at) not in LEADING


def _writes(tokens: RequestTokens, end: int) -> bool:
    return tokens.word(end) in ("write", "wrote", "written", "publish", "published", "writes")


def _alone(tokens: RequestTokens, at: int, end: int) -> bool:
    others = tokens.words(0, at) + tokens.words(end, len(tokens.tokens))
    return all(word in LEADING or word in _FROM for word in others) and ABOUT.isdisjoint(others)


def _site_names(source: str) -> Iterator[str]:
    """Yield the names of a domain: "cnn" of cnn.com, "week" of theweek.com."""
    if "." not in source or " " in source.strip():
        return
    labels = [label for label in source.lower().split(".") if label not in _SUFFIXES]
    for label in labels[-2:]:
        if len(label) > 2:
            yield label
            if label.startswith("the") and len(label) > 5:
                yield label.removeprefix("the")
