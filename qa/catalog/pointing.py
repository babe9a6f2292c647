"""Pointing: which articles "this", "the second one", "the two", "the other one" and "the latest" are."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.store.protocol import Record
from index.store.values import CatalogEntry
from qa.catalog.matches import Kind, Match
from qa.catalog.request_tokens import RequestTokens
from qa.catalog.shown_articles import spoken_of
from qa.catalog.vocabulary import COORDINATORS, LEADING, NOUNS, SURE_NOUNS
from qa.turns import Turn

MOST_OF_AN_ORDER = 5
"""Number of articles that "the latest articles" are."""

FARTHEST_NOUN = 4
"""Number of words between "the latest" and its noun, and one."""

_ORDINALS = {
    word: n // 2
    for n, word in enumerate(
        "first 1st second 2nd third 3rd fourth 4th fifth 5th sixth 6th seventh 7th".split()
    )
}
_NUMBERS = {word: n for n, word in enumerate("one two three four five six seven eight nine ten".split(), 1)}
_NEWEST = frozenset("newest newer latest recent last".split())
_OLDEST = frozenset("oldest older earliest earlier".split())
_DETERMINERS = frozenset("the this that my your our".split())
_SEVERAL = frozenset("these those they them".split())
_PLURALS = frozenset(noun for noun in NOUNS if noun.endswith("s") and noun not in ("analysis", "ones"))
_ALL = frozenset("all every each everything any".split())
_ELLIPSIS = frozenset("and also now then so".split())
_POINTING = NOUNS | (
    _SEVERAL
    | _ALL
    | _ELLIPSIS
    | _PLURALS
    | _ORDINALS.keys()
    | _NUMBERS.keys()
    | frozenset("the this that it other both last which".split())
)
"""Words without one of which nothing is pointed at."""


@dataclass(frozen=True, slots=True)
class Superlative:
    """The `count` newest or oldest of the articles otherwise named, by tokens `first` to before `last`."""

    first: int
    last: int
    oldest: bool
    count: int

    def of(self, articles: Sequence[CatalogEntry]) -> tuple[CatalogEntry, ...]:
        """Return these of some articles; those without a date are neither new nor old."""
        dated = sorted(
            (entry for entry in articles if entry.published),
            key=lambda entry: str(entry.published),
            reverse=not self.oldest,
        )
        return tuple(dated[: self.count])


def superlatives(tokens: RequestTokens) -> list[Superlative]:
    """Return "the latest article", "the three oldest ones", and mark their tokens as used."""
    found = []
    for at, token in enumerate(tokens.tokens):
        is_first = token.word == "first" and tokens.word(at - 1) in ("published", "written", "posted")
        if token.word not in _NEWEST | _OLDEST and not is_first:
            continue
        reach = range(at + 1, min(len(tokens.tokens), at + 1 + FARTHEST_NOUN))
        noun = next((n for n in reach if tokens.word(n) in NOUNS), None)
        if noun is None and at == len(tokens.tokens) - 1:
            noun = next(
                (n for n in range(at) if tokens.word(n) in NOUNS),
                at if _number(tokens.word(at - 1)) else None,
            )
        if noun is None or not _one_noun(tokens, *sorted((at, noun))):
            continue
        several = tokens.word(noun) in _PLURALS or tokens.word(noun) == "ones" or noun == at
        if token.word == "last" and noun == at + 1 and not several:
            continue  # of the list last shown, if there is one
        number = _number(tokens.word(at + 1)) or _number(tokens.word(at - 1))
        tokens.use(at, at + 1)
        count = number if several and number else MOST_OF_AN_ORDER if several else 1
        found.append(Superlative(at, at + 1, token.word in _OLDEST or is_first, count))
    return found


def _one_noun(tokens: RequestTokens, first: int, last: int) -> bool:
    """Whether no other noun is coordinated in between: "the oldest and the newest one"."""
    between = tokens.words(first + 1, last)
    return COORDINATORS.isdisjoint(between) or set(between) <= COORDINATORS | _NEWEST | _OLDEST | {"the"}


def pointing(
    tokens: RequestTokens,
    allowed: Sequence[CatalogEntry],
    history: Sequence[Turn],
    record: Record,
    *,
    is_described: bool,
) -> list[Match]:
    """Return the articles that a request points at in the conversation, and mark its tokens as used.

    Args:
        is_described: whether its words describe articles otherwise, so that "it" may be anything.
    """
    if _POINTING.isdisjoint(token.word for token in tokens.tokens):
        return []
    turns = list(spoken_of(history, allowed, record))
    found: list[Match] = []
    for at in range(len(tokens.tokens)):
        if tokens.used[at] or tokens.tokens[at].acronym:
            continue
        for reading in (_ordinal, _other, _couple, _every, _these, _this):
            beside = {tokens.word(at - 1), tokens.word(at + 1)}
            if reading is _this and is_described and beside.isdisjoint(NOUNS | COORDINATORS):
                continue
            if match := reading(tokens, at, allowed, turns):
                tokens.use(match.first, match.last)
                found.append(match)
                break
    if not found and not is_described and tokens.word(0) in _ELLIPSIS and turns and not tokens.subject():
        found.append(Match(Kind.POINTING, 0, 1, tuple(turns[0])))
    return [match for match in found if match.articles]


Turns = Sequence[Sequence[CatalogEntry]]
"""The articles that the last turns showed, the last turn first."""


def _listed(turns: Turns, at_least: int) -> Sequence[CatalogEntry]:
    """Return the list last shown, of `at_least` so many articles; else the empty list."""
    return next((articles for articles in turns if len(articles) >= at_least), ())


def _ordinal(tokens: RequestTokens, at: int, allowed: Sequence[CatalogEntry], turns: Turns) -> Match | None:
    word, following = tokens.word(at), tokens.word(at + 1)
    if word in NOUNS and word not in _PLURALS and following.isdecimal() and not tokens.tokens[at].capital:
        position = int(following[:3]) - 1
        articles = _listed(turns, max(2, position + 1))[position:][:1] if position >= 0 else ()
        return Match(Kind.POINTING, at, at + 2, tuple(articles)) if articles else None
    if word not in _ORDINALS and word != "last":
        return None
    is_noun = following in NOUNS and following not in _PLURALS
    ends = following == "" or following in COORDINATORS
    if not (is_noun or (ends and tokens.word(at - 1) == "the")):
        return None
    last = at + 2 if is_noun else at + 1
    if is_noun and following not in SURE_NOUNS and not tokens.calls_articles(at, last):
        return None  # "From the first report to the landing" points at no article.
    if word == "last":
        listed = _listed(turns, 2)[-1:] or Superlative(at, last, oldest=False, count=1).of(allowed)
        return Match(Kind.POINTING, at, last, tuple(listed))
    position = _ORDINALS[word]
    listed = _listed(turns, max(2, position + 1)) or allowed
    return Match(Kind.POINTING, at, last, tuple(listed[position : position + 1]))


def _other(tokens: RequestTokens, at: int, allowed: Sequence[CatalogEntry], turns: Turns) -> Match | None:
    following = tokens.word(at + 1)
    if tokens.word(at) != "other" or not (following in NOUNS or following == ""):
        return None
    last = at + 2 if following else at + 1
    spoken = {entry.number for entry in turns[0][:1]} if turns else set()
    listed = allowed if len(allowed) == 2 else _listed(turns, 2) or allowed
    others = tuple(entry for entry in listed if entry.number not in spoken)
    if following not in _PLURALS and following != "ones" and listed is not allowed:
        others = others[:1]
    return Match(Kind.POINTING, at, last, others)


def _couple(tokens: RequestTokens, at: int, allowed: Sequence[CatalogEntry], turns: Turns) -> Match | None:
    word = tokens.word(at)
    before = tokens.word(at - 1)
    number = _number(word) if before in _DETERMINERS | _SEVERAL | {"all", "first", "last"} else 0
    if not (word == "both" or number > 1):
        return None
    count, last = number or 2, at + 1
    if tokens.word(last) == "of":
        last += 1
    while tokens.word(last) in _SEVERAL | _DETERMINERS:
        last += 1
    if tokens.word(last) in NOUNS:
        last += 1
    elif tokens.word(last) and tokens.word(last) not in LEADING and tokens.word(last) not in COORDINATORS:
        return None
    if before in ("first", "last"):
        listed = _listed(turns, count) or allowed
        return Match(
            Kind.POINTING, at - 1, last, tuple(listed[:count] if before == "first" else listed[-count:])
        )
    exact = (articles for articles in (*turns, allowed, _recent(turns)) if len(articles) == count)
    return Match(Kind.POINTING, at, last, tuple(next(exact, _listed(turns, 2) or allowed)))


def _recent(turns: Turns) -> list[CatalogEntry]:
    """Return the articles that the last turns showed, the last shown first."""
    return list({entry.number: entry for articles in turns for entry in articles}.values())


def _every(tokens: RequestTokens, at: int, allowed: Sequence[CatalogEntry], _turns: Turns) -> Match | None:
    """Return "all articles", "everything", "my articles": all that are allowed, whatever was spoken of."""
    word = tokens.word(at)
    last = at + 1
    if word in _ALL:
        while tokens.word(last) in _DETERMINERS | _SEVERAL | {"of"}:
            last += 1
        if tokens.word(last) in NOUNS:
            last += 1
        elif word not in ("all", "everything"):
            return None
    elif word in _PLURALS and tokens.word(at - 1) not in _SEVERAL:
        pass
    else:
        return None
    return Match(Kind.POINTING, at, last, tuple(allowed))


def _these(tokens: RequestTokens, at: int, allowed: Sequence[CatalogEntry], turns: Turns) -> Match | None:
    which = tokens.word(at) == "which" and tokens.word(at + 1) in ("one", "ones")
    if tokens.word(at) not in _SEVERAL and not which:
        return None
    last = at + 2 if tokens.word(at + 1) in NOUNS else at + 1
    articles = turns[0] if turns and len(turns[0]) > 1 else allowed
    return Match(Kind.POINTING, at, last, tuple(articles))


def _this(tokens: RequestTokens, at: int, _allowed: Sequence[CatalogEntry], turns: Turns) -> Match | None:
    word, following = tokens.word(at), tokens.word(at + 1)
    with_noun = following in NOUNS and following not in _PLURALS
    if word == "the" or word in ("this", "that"):
        ends = following in ("", "as", "please") or (word == "this" and following in LEADING)
        alone = word != "the" and ends
        if not (with_noun or alone):
            return None
    elif word != "it":
        return None
    last = at + 2 if with_noun and word != "it" else at + 1
    return Match(Kind.POINTING, at, last, tuple(turns[0][:1]) if turns else ())


def _number(word: str) -> int:
    return int(word) if word.isdecimal() and len(word) < 3 else _NUMBERS.get(word, 0)
