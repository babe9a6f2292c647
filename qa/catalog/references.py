"""References: which articles a request names, by all that it says of them and by the conversation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from index.library import Library
from index.store.protocol import Record
from index.store.values import CatalogEntry
from qa.catalog.matches import Kind, Match
from qa.catalog.metadata_matching import matches
from qa.catalog.pointing import Superlative, pointing, superlatives
from qa.catalog.publication_days import publication_days
from qa.catalog.request_tokens import RequestTokens, spelling_of
from qa.catalog.topics import topics
from qa.turns import Turn


@dataclass(frozen=True, slots=True)
class Context:
    """What a request is read by: the articles allowed, the day of asking and the conversation."""

    library: Library
    allowed: Sequence[CatalogEntry]
    asked: date
    history: Sequence[Turn] = ()

    @property
    def record(self) -> Record:
        """The library's record."""
        return self.library.record

    def tokens(self, question: str) -> RequestTokens:
        """Return a request's tokens, with what is misspelt in it read as it is meant."""
        return RequestTokens(question, spelling_of(self.library))


@dataclass(frozen=True, slots=True)
class Reference:
    """The articles that a request names, in the catalog's order but for the oldest ones.

    Attributes:
        articles: all that are allowed where it names none; empty where none are of the days it names.
        matches: what names them, without days and superlatives.
        is_described: whether its words tell of them, rather than point at them or mean all.
        is_ordered: whether the newest or oldest are meant.
    """

    articles: tuple[CatalogEntry, ...]
    matches: tuple[Match, ...]
    is_described: bool
    is_ordered: bool

    @property
    def points(self) -> bool:
        """Whether articles of the conversation, or all, are pointed at."""
        return any(match.kind is Kind.POINTING for match in self.matches)


def read_reference(tokens: RequestTokens, context: Context, *, several: bool = True) -> Reference:
    """Return the articles that a request names, and mark the tokens that name them as used.

    Args:
        several: whether "articles about China" names articles, rather than asks which they are.
    """
    allowed, history, record = context.allowed, context.history, context.record
    found = list(matches(tokens, allowed))
    days = publication_days(tokens, allowed, context.asked)
    ordered = superlatives(tokens)
    found += topics(tokens, allowed, record, several=several)
    is_described = bool(found or days)
    found += pointing(tokens, allowed, history, record, is_described=is_described or bool(ordered))
    within = _union(days, allowed) if days else tuple(allowed)
    parts: list[Sequence[CatalogEntry]] = []
    excepted: list[Sequence[CatalogEntry]] = []
    for group in _groups(tokens, [*found, *ordered]):
        (excepted if _is_excepted(tokens, group[0].first) else parts).append(_articles(group, within))
    articles = tuple(parts[0]) if len(parts) == 1 else _any_of(parts, within) if parts else within
    without = set(_any_of(excepted, within))
    articles = tuple(entry for entry in articles if entry not in without)
    return Reference(articles, tuple(found), is_described, bool(ordered))


def _is_excepted(tokens: RequestTokens, first: int) -> bool:
    """Whether "all but the essay" leaves out what is named from a token on."""
    return any(
        word in ("except", "but", "without", "excluding") for word in tokens.words(max(0, first - 3), first)
    )


def _groups(tokens: RequestTokens, found: Iterable[Match | Superlative]) -> list[list[Match | Superlative]]:
    """Split what was found where "and" or the like stands between: each part names articles by itself."""
    groups: list[list[Match | Superlative]] = []
    for match in sorted(found, key=lambda one: one.first):
        apart = groups and tokens.coordinated(groups[-1][-1].last - 1, match.first)
        if groups and not apart and not _is_excepted(tokens, match.first):
            groups[-1].append(match)
        else:
            groups.append([match])
    return groups


def _articles(group: Sequence[Match | Superlative], within: Sequence[CatalogEntry]) -> Sequence[CatalogEntry]:
    """Return the articles that all of a part's words fit; words that would leave none are of the subject."""
    found: Sequence[CatalogEntry] = within
    matched = [match for match in group if isinstance(match, Match)]
    kinds = [kind for kind in Kind if any(match.kind is kind for match in matched)]
    # Where its words describe articles, none need be pointed at.
    for kind in kinds[:-1] if kinds[-1:] == [Kind.POINTING] and len(kinds) > 1 else kinds:
        if of_kind := [match for match in matched if match.kind is kind]:
            found = _union(of_kind, found) or found
    for order in group:
        if isinstance(order, Superlative):
            found = order.of(found)
    return found


def _union(found: Iterable[Match], among: Sequence[CatalogEntry]) -> tuple[CatalogEntry, ...]:
    return _any_of((match.articles for match in found), among)


def _any_of(
    parts: Iterable[Sequence[CatalogEntry]], among: Sequence[CatalogEntry]
) -> tuple[CatalogEntry, ...]:
    numbers = {entry.number for part in parts for entry in part}
    return tuple(entry for entry in among if entry.number in numbers)
