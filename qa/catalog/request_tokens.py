"""The tokens of a request, which of them name articles, and what is left: its subject."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain, groupby

from index.library import Library
from index.text.scripts import phrase_query
from qa.answers import AnswerKind
from qa.catalog.vocabulary import ASKING, COORDINATORS, LEADING, TRAILING
from qa.language.name_matching import normalized
from qa.requests.network import shipped_network
from qa.requests.parts import Part, Place

_TOKEN = re.compile(r"(op-eds?|\w+)[+#]*(['’](?:[sS](?!\w)|(?!\w)))?")
_MANNER = (
    r"(?:please(?: and thank you)?|pls|thanks|thank you|for me|briefly|so far|"
    r"(?:(?:the )?(?:oldest|newest|earliest|latest|most recent) (?:one )?first)|"
    r"with (?:(?:(?:all|the|their|exact) )*dates?|names|quotes|sources)|"
    r"(?:(?:that|which) )?(?:i|we)(?:['’]ve| have| am| are|['’]m)? (?:(?:got|now|just) )?"
    r"(?:open(?:ed)?|looking at|reading)|"
    # "A picket line" and "two sentences of a year" are what articles tell of.
    r"(?:^|(?<=[,:;] ))(?:(?:just|only|about|max|at most) )?(?:one|two|three|four|five|a few|\d) "
    r"(?:(?:short|brief|crisp) )?(?:sentences?|lines?|paragraphs?|bullets?|bullet points)"
    r"(?: max(?:imum)?| at most| or so)?|"
    r"in (?:short|brief|detail|full|order|dates|a nutshell|my articles)|"
    r"(?:one|step|day|week|month|year|point) by (?:one|step|day|week|month|year|point)|"
    r"just the (?:names|dates|facts|figures|numbers)|"
    r"(?:in|as|with|using) (?:(?:about|at most|up to|no more than|only|just|a|an|the|\w{1,5}) )?"
    r"(?:\w{1,8} )?(?:sentences?|words?|lines?|(?:bullet )?points?|bullets?|paragraphs?|list|table))"
)
_AROUND = re.compile(rf"^\s*{_MANNER}[\s:,]+|(?<!\w){_MANNER}[\s?!.,]*$", re.IGNORECASE)
"""Regular expression of what a request begins or ends with that says how, not what."""

SHORTEST_MISSPELT = 3
"""Number of letters of a misspelt word at least; of one so short, only letters are swapped."""

_EXCLUDED = re.compile(
    r"\b(?:not|without|except|excluding|no)\s+(?:(?:the|this|that|about|for)\s+)*$", re.IGNORECASE
)
"""Regular expression of what stands before a subject that is not meant."""

_PERSONAL = frozenset("he she they him her them his hers their it".split())
"""Words that point at somebody, and tell no subject."""

_OF_SPEAKERS = frozenset((AnswerKind.STATEMENTS.value, AnswerKind.SPEAKERS.value))
"""Kinds of requests whose speakers are not what they are about."""

FEW = 5
"""Number of words of a request whose unknown ones are its subject, where the network finds none in it."""

ALIKE = 0.84
"""Similarity, by SequenceMatcher, of a misspelt word and the one that it is."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a request, in lower case without accents, and its place with a possessive ending.

    Attributes:
        capital: whether it begins with a capital.
        acronym: whether it is all in capitals where other words are not: WHO, and no "who".
    """

    word: str
    start: int
    end: int
    possessive: bool
    capital: bool
    acronym: bool


class RequestTokens:
    """The tokens of a request; what names articles is marked as used while it is read.

    Attributes:
        typed: the request as it was typed.
        text: the request, without what it ends with that says how ("in three sentences").
        tokens: its words, in order.
        used: for each token, whether it names articles.
    """

    def __init__(self, text: str, spelling: Callable[[str], str] = normalized) -> None:
        """Split a request into its tokens, each with the word that `spelling` reads."""
        self.typed = text
        self.text = text = without_manner(text)
        self.tokens = [
            Token(
                (spelling if match[1].islower() or not match.start() else normalized)(match[1]),
                *match.span(),
                bool(match[2]),
                match[1][0].isupper(),
                match[1].isupper() and len(match[1]) > 1 and not text.isupper(),
            )
            for match in _TOKEN.finditer(text)
        ]
        self.used = [False] * len(self.tokens)

    def word(self, at: int) -> str:
        """Return the word at a place; "" outside the request."""
        return self.tokens[at].word if 0 <= at < len(self.tokens) else ""

    def words(self, first: int, last: int) -> list[str]:
        """Return the words from `first` to before `last`."""
        return [token.word for token in self.tokens[first:last]]

    def slice(self, first: int, last: int) -> str:
        """Return the request's text from one token to before another."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end] if first < last else ""

    def use(self, first: int, last: int) -> None:
        """Mark the tokens from `first` to before `last` as naming articles."""
        self.used[first:last] = [True] * (last - first)

    def at(self, start: int, end: int) -> tuple[int, int]:
        """Return the first token of a place in the text, and the one after its last."""
        inside = [n for n, token in enumerate(self.tokens) if token.start < end and token.end > start]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)

    def coordinated(self, first: int, last: int) -> bool:
        """Whether "and", "with" or a comma stands between two tokens."""
        between = self.text[self.tokens[first].end : self.tokens[last].start]
        return "," in between or not COORDINATORS.isdisjoint(self.words(first + 1, last))

    def unused(self) -> Iterator[tuple[int, int]]:
        """Yield the stretches of tokens that name no articles and do not merely ask: first, after last."""
        at = 0
        while at < len(self.tokens):
            end = at
            while end < len(self.tokens) and not self.used[end]:
                end += 1
            if trimmed := self._trimmed(at, end):
                yield trimmed
            at = max(end, at + 1)

    def subject(self) -> str:
        """Return what the request is about beside the articles it names; "" where nothing is left.

        What it calls an article that none is ("the weather report") is its subject, too.
        """
        reading = shipped_network().read(self.typed)
        if not reading.parts and len(self.tokens) <= FEW:
            return " ".join(self.slice(*stretch) for stretch in self.unused())
        inside = [False] * len(self.tokens)
        places = reading.places(Part.SUBJECT)
        if reading.label not in _OF_SPEAKERS:
            places += reading.places(Part.SPEAKER)
        about = [self._within(place) for place in places if not _EXCLUDED.search(self.typed[: place.start])]
        for at in chain(*about, *self.unknown_articles()):
            inside[at] = not self.used[at] and self.tokens[at].word not in _PERSONAL
        runs = groupby(range(len(inside)), inside.__getitem__)
        stretches = ([*places] for is_subject, places in runs if is_subject)
        return " ".join(self.slice(places[0], places[-1] + 1) for places in stretches)

    def unknown_articles(self) -> Iterator[list[int]]:
        """Yield the tokens of what the request calls an article, where none is found that is called so."""
        for place in shipped_network().read(self.typed).places(Part.ARTICLES):
            own = self._within(place)
            if not any(self.used[at] for at in own) and not all(self._asks(at) for at in own):
                yield own

    def calls_articles(self, first: int, last: int) -> bool:
        """Whether the tokens from `first` to before `last` are read as words for articles."""
        named = (Part.ARTICLES, Part.SIDE)
        places = [place for place in shipped_network().read(self.typed).parts if place.part in named]
        return any(not set(self._within(place)).isdisjoint(range(first, last)) for place in places)

    def _within(self, place: Place) -> list[int]:
        """Return the tokens within a part of the request."""
        shift = self.typed.find(self.text)
        return [at for at, token in enumerate(self.tokens) if place.start <= token.start + shift < place.end]

    def _asks(self, at: int) -> bool:
        return self.tokens[at].word in ASKING

    def _trimmed(self, first: int, last: int) -> tuple[int, int] | None:
        while first < last and _says_nothing(self.tokens[first]):
            first += 1
        while first < last and _is_loose(self.tokens[last - 1]):
            last -= 1
        return (first, last) if first < last else None


def without_manner(text: str) -> str:
    """Return a request without what it begins or ends with that says how ("one by one, please")."""
    while (shorter := _AROUND.sub("", text)) != text:
        text = shorter
    return text


def spelling_of(library: Library) -> Callable[[str], str]:
    """Return what reads a word in lower case without accents; a misspelt one that asks, as it is spelt.

    A word that an article has, or that the embedder met often, is not misspelt.
    """

    def spelt(word: str) -> str:
        plain = normalized(word)
        if plain in ASKING or len(plain) < SHORTEST_MISSPELT or not plain.isalpha():
            return plain
        likely = [known for known in ASKING if known[0] == plain[0] and abs(len(known) - len(plain)) <= 2]
        swapped = [known for known in likely if sorted(known) == sorted(plain)]
        close = swapped or (
            get_close_matches(plain, likely, 1, ALIKE) if len(plain) > SHORTEST_MISSPELT else []
        )
        if not close or library.record.full_text.occurring([phrase_query(plain)]):
            return plain
        nothing, pieces = library.embedder.count_tokens(["", plain])
        return close[0] if pieces > nothing + 1 else plain

    return spelt


def _says_nothing(token: Token) -> bool:
    return (len(token.word) == 1 and not token.word.isdecimal()) or token.word in LEADING


def _is_loose(token: Token) -> bool:
    return token.word in TRAILING and not (token.capital and len(token.word) > 1)
