"""Source matching: which articles a request names by their source or author."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from index.store.values import CatalogEntry
from index.text.words import STOP_WORDS
from qa.catalog.entry_names import core, name_words
from qa.catalog.matches import Kind, Match
from qa.catalog.request_tokens import RequestTokens
from qa.catalog.vocabulary import ABOUT, COORDINATORS, LEADING, NOUNS

LONGEST_NAME = 8
"""Number of words of a source's or an author's name that are looked for."""

_AND = re.compile(r", | and | & ")
_SUFFIXES = frozenset("www co com org ac gov net edu newsletters news amp".split())
_FROM = frozenset("by from via in of".split())


def sources(tokens: RequestTokens, among: Sequence[CatalogEntry]) -> Iterator[Match]:
    """Yield the sources that stand in a request, in full or by the end of their name ("the Herald")."""
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
            or (
                tokens.word(at - 1) == "the"
                and (end - at > 1 or tokens.tokens[at].capital)
                and _is_called(tokens, at, end)
            )
        ),
    )


def authors(tokens: RequestTokens, among: Sequence[CatalogEntry]) -> Iterator[Match]:
    """Yield the authors that stand in a request, in full or by surname, where they are named as such."""
    wholes: dict[str, list[CatalogEntry]] = defaultdict(list)
    surnames: dict[str, list[CatalogEntry]] = defaultdict(list)
    for entry in among:
        for author in _AND.split(entry.author) if entry.author else ():
            if listed := name_words(author):
                wholes["".join(listed)].append(entry)
                for at in range(1, len(listed)):
                    surnames["".join(listed[at:])].append(entry)
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
