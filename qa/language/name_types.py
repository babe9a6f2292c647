"""Name types: whether a name is a person's, an organisation's, a place's or something else's.

A multinomial logistic regression over the name's embedding, its form, and the words around it wherever it
stands. `python -m training.name_types DATA` trains it; see there for its figures.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import Embedder

WEIGHTS = "name_types.npz"
"""File with `classes`, `fingerprint` of the embedder, and `weights` and `bias` of the head; `plain_weights`
and `plain_bias` are those of a head without the embedding, for other embedders."""

CONTEXT = 40
"""Number of characters read before and after a name."""


class NameType(Enum):
    """What bears a name."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    OTHER = "other"
    """A people, a language, an event, a work, a law, a thing."""


@dataclass(frozen=True, slots=True)
class NameOccurrence:
    """A name in its text: what stands before and after it."""

    before: str
    after: str

    @classmethod
    def at(cls, text: str, start: int, end: int) -> "NameOccurrence":
        """Return the occurrence of the name at `start:end`."""
        return cls(text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])


_ORGANISATION = re.compile(
    r"\b(?:university|institute|college|school|ministry|department|agency|services?|party|council|group|bank|"
    r"company|corporation|corp|inc|ltd|union|times|post|news|herald|forces?|court|association|committee|commission|"
    r"organi[sz]ation|federation|foundation|club|league|team|records|studios?|army|navy|police|congress|senate|"
    r"parliament|government|office|bureau|church|society|network|airlines?|press|journal|systems|technologies)\b",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:north|south|east|west|new|saint|lake|mount|river|sea|ocean|island|islands|city|county|street|avenue|"
    r"square|bay|valley|republic|kingdom|states|coast|province|district|port|beach|hill|park|bridge|airport)\b",
    re.IGNORECASE,
)
_PEOPLE_OR_WORK = re.compile(
    r"(?:ish|ese|ian|ans|ists?|ism)$|\b(?:act|treaty|war|battle|award|prize|cup|games|festival|agreement|bill|day|"
    r"summit|championships?|olympics|theory|bible|accords?|convention|revolution|movement)\b",
    re.IGNORECASE,
)
_TITLE_BEFORE = re.compile(
    r"\b(?:mr|mrs|ms|dr|sir|president|minister|leader|king|queen|prince|princess|professor|secretary|senator|"
    r"general|judge|director|chairman|chief|captain|governor|mayor|spokesman|spokeswoman|actor|actress|singer|"
    r"author|coach|ambassador|chancellor|pope|analyst|by)\.?\s$",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|from|near|across|throughout|around|into|outside|to|visit(?:ed|ing)?)\s(?:the\s)?$", re.I
)
_THE_BEFORE = re.compile(r"\bthe\s$", re.IGNORECASE)
_ARTICLE_BEFORE = re.compile(r"\ban?\s(?:\w+\s)?$", re.IGNORECASE)
_SPEAKS_AFTER = re.compile(
    r"^,?\s(?:said|says|told|added|wrote|argued|noted|who|thinks|believes|was born|died|\d\d,)\b",
    re.IGNORECASE,
)
_OWNS_AFTER = re.compile(r"^[’']s?\b")
_NOUN_AFTER = re.compile(r"^\s[a-z]")
_PLACE_AFTER = re.compile(r"^,\s[^\W\d_a-z]")
_BRACKETED_AFTER = re.compile(r"^\s\([A-Z]{2,}")
_SHAPES: tuple[Callable[[str], bool], ...] = (
    lambda name: len(name.split()) == 1,
    lambda name: len(name.split()) == 2,
    lambda name: len(name.split()) > 3,
    lambda name: name.isupper(),
    lambda name: bool(re.search(r"\d", name)),
    lambda name: bool(re.search(r"\b(?:of|for|and|the|&)\b", name)),
    lambda name: "-" in name,
    lambda name: bool(re.search(r"\b[^\W\d_a-z]\.", name)),
    lambda name: bool(_ORGANISATION.search(name)),
    lambda name: bool(_PLACE.search(name)),
    lambda name: bool(_PEOPLE_OR_WORK.search(name)),
)
_SURROUNDINGS: tuple[Callable[[NameOccurrence], bool], ...] = (
    lambda at: bool(_TITLE_BEFORE.search(at.before)),
    lambda at: bool(_PLACE_BEFORE.search(at.before)),
    lambda at: bool(_THE_BEFORE.search(at.before)),
    lambda at: bool(_ARTICLE_BEFORE.search(at.before)),
    lambda at: bool(_SPEAKS_AFTER.search(at.after)),
    lambda at: bool(_OWNS_AFTER.search(at.after)),
    lambda at: bool(_NOUN_AFTER.search(at.after)),
    lambda at: bool(_PLACE_AFTER.search(at.after)),
    lambda at: bool(_BRACKETED_AFTER.search(at.after)),
)


def plain_features(name: str, occurrences: Sequence[NameOccurrence]) -> list[float]:
    """Return the features of a name without its embedding: its form, and shares of its surroundings."""
    many = max(1, len(occurrences))
    around = [sum(feature(one) for one in occurrences) / many for feature in _SURROUNDINGS]
    return [*(float(shape(name)) for shape in _SHAPES), *around]


def name_types(
    occurrences: Sequence[tuple[str, Sequence[NameOccurrence]]], embedder: Embedder | None
) -> list[NameType]:
    """Return the type of each name, given wherever it stands; all of them are embedded at once.

    Without an embedder their forms and what stands around them tell.
    """
    if not occurrences:
        return []
    head = _head()
    plain = np.array([plain_features(*each) for each in occurrences])
    if embedder and embedder.fingerprint == str(head["fingerprint"]):
        vectors = embedder.embed_passages([name for name, _ in occurrences])
        scores = np.hstack([vectors, plain]) @ head["weights"] + head["bias"]
    else:
        scores = plain @ head["plain_weights"] + head["plain_bias"]
    return [NameType(str(head["classes"][best])) for best in np.argmax(scores, axis=1)]


@cache
def _head() -> dict[str, NDArray[np.generic]]:
    with (files("qa.language") / "weights" / WEIGHTS).open("rb") as file, np.load(file) as stored:
        return dict(stored)
