"""The tokens of a request, which of them name articles, and what is left: its subject."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.text.words import STOP_WORDS
from qa.language.name_matching import normalized

_TOKEN = re.compile(r"(\w+)(['’](?:[sS](?!\w)|(?!\w)))?")
_TAIL = re.compile(
    r"(?<!\w)(?:please|thanks|thank you|for me|briefly|in (?:short|brief|detail|full|order)|"
    r"(?:in|as|with|using) (?:(?:about|at most|up to|no more than|only|just|a|an|the|\w{1,5}) )?"
    r"(?:\w{1,8} )?(?:sentences?|words?|lines?|(?:bullet )?points?|bullets?|paragraphs?|list|table))"
    r"[\s?!.]*$",
    re.IGNORECASE,
)
"""Regular expression of what a request ends with that says how, not what."""

NOUNS = frozenset(
    """
    article articles piece pieces story stories report reports essay essays op-ed editorial editorials column
    columns commentary interview interviews paper papers review reviews text texts document documents doc docs
    analysis analyses post posts study studies file files item items one ones clipping clippings
    """.split()
)
"""Nouns by which a reader means articles of the collection."""

SURE_NOUNS = NOUNS - {
    "story",
    "report",
    "interview",
    "paper",
    "review",
    "text",
    "study",
    "item",
    "one",
    "ones",
}
SURE_NOUNS |= {"news", "coverage", "everything", "anything", "all"}
"""Nouns that mean articles of the collection even where news tells of such things."""

COORDINATORS = frozenset("and or versus vs with against than & plus".split())
ABOUT = frozenset(
    "about on regarding concerning covering mentioning mention mentions mentioned discussing".split()
)

REQUEST_WORDS = frozenset(
    """
    please tell give show make write create produce generate prepare draw provide list find get see want
    need like let know help read explain describe outline say says said saying state states report
    reports reported talk talks writes wrote written tells told cover covers covered mention mentions
    mentioned discuss discusses discussed quoted quote quotes speak speaks cited named contain contains
    include includes summary summaries summarize summarise summarized summarised summarizing sum overview
    recap digest gist brief short quick concise long longer shorter detailed simple bullet bullets tl dr
    tldr abstract synopsis rundown sketch main key important point points message takeaway takeaways
    essence highlights timeline timelines chronology chronological chronologically sequence events event
    order history dates date happened happen happens dated day days compare comparison compared contrast
    contrasting differ differs difference differences different similar similarities common agree agrees
    disagree disagrees contradict contradicts versus vs between apart people persons person names name
    organisations organizations companies places countries numbers figures speakers speaker sources
    statements statement news everything anything all both two thing things something whole entire full
    collection library archive just only again also now then more most much each every some other shall
    should may might hey hi hello ok okay well thanks thank first last second third up out there here
    everyone re
    """.split()
)
"""Words that ask for something and say nothing of its subject."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a request, in lower case without accents, and its place with a possessive ending."""

    word: str
    start: int
    end: int
    possessive: bool
    capital: bool


class RequestTokens:
    """The tokens of a request; what names articles is marked as used while it is read.

    Attributes:
        text: the request, without what it ends with that says how ("in three sentences").
        tokens: its words, in order.
        used: for each token, whether it names articles.
    """

    def __init__(self, text: str) -> None:
        """Split a request into its tokens."""
        while (shorter := _TAIL.sub("", text)) != text:
            text = shorter
        self.text = text
        self.tokens = [
            Token(normalized(match[1]), *match.span(), bool(match[2]), match[1][0].isupper())
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
        """Return what the request is about beside the articles it names; "" where nothing is left."""
        return " ".join(self.slice(*stretch) for stretch in self.unused())

    def _trimmed(self, first: int, last: int) -> tuple[int, int] | None:
        while first < last and _says_nothing(self.tokens[first]):
            first += 1
        while first < last and _is_loose(self.tokens[last - 1]):
            last -= 1
        return (first, last) if first < last else None


def _says_nothing(token: Token) -> bool:
    return (len(token.word) == 1 and not token.word.isdecimal()) or token.word in LEADING


def _is_loose(token: Token) -> bool:
    return token.word in TRAILING and not (token.capital and len(token.word) > 1)


LEADING = (
    STOP_WORDS | REQUEST_WORDS | NOUNS | ABOUT | COORDINATORS | frozenset("no not me published txt".split())
)
TRAILING = STOP_WORDS | ABOUT | COORDINATORS | frozenset("say says said tell tells article articles".split())
