"""Matches: tokens of a request that name articles, and by what they name them."""

from dataclasses import dataclass
from enum import Enum

from index.store.values import CatalogEntry


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
