"""A claim and its premise, analysed once for all checks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qa.grounding.tokens import Token, content, tokens
from qa.support import Evidence

_BROKEN_NUMBER = re.compile(r"(?<=\d)([.,])\s(?=\d)")
_BROKEN_AGE = re.compile(r"(\d) - (\w+) - (\w+)")


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim and its tokens."""

    text: str
    tokens: tuple[Token, ...]

    @classmethod
    def of(cls, text: str) -> "Claim":
        """Analyse a claim."""
        return cls(text, tokens(text))

    @property
    def content(self) -> list[Token]:
        """Its tokens that are no function words."""
        return content(self.tokens)


@dataclass(frozen=True, slots=True)
class Premise:
    """The quotes that a claim rests on.

    Attributes:
        text: what the quotes say, one a paragraph.
        tokens: of that text.
        background: what their contexts, speakers, titles and sources say, which resolves what they point at.
        background_tokens: of that.
    """

    evidence: tuple[Evidence, ...]
    text: str
    tokens: tuple[Token, ...]
    background: str
    background_tokens: tuple[Token, ...]

    @classmethod
    def of(cls, quotes: Sequence[Evidence | str]) -> "Premise":
        """Analyse the quotes."""
        evidence = tuple(Evidence(quote) if isinstance(quote, str) else quote for quote in quotes)
        text = "\n".join(one.text for one in evidence)
        about = [(one.context, one.speaker, one.title, one.source) for one in evidence]
        background = "\n".join(dict.fromkeys(part for parts in about for part in parts if part))
        return cls(evidence, text, tokens(text), background, tokens(background))

    @property
    def is_bare(self) -> bool:
        """Whether nothing is known of the quotes but their text."""
        return not self.background and not any(one.published for one in self.evidence)

    @property
    def rejoined(self) -> str:
        """All that it says, with the blanks taken out that break a number in tokenised text: 3, 700."""
        return _BROKEN_AGE.sub(r"\1-\2-\3", _BROKEN_NUMBER.sub(r"\1", self.whole))

    @property
    def whole(self) -> str:
        """All that it says."""
        return f"{self.text}\n{self.background}"


LONGEST_SENTENCE = 100
"""Number of tokens of a sentence, at most: what looks at all of it from each of them takes linear time."""


def in_sentences(spoken: Sequence[Token]) -> list[list[Token]]:
    """Return tokens by their sentences; of one that is too long, by its parts."""
    found: list[list[Token]] = []
    for token in spoken:
        if not found or found[-1][-1].sentence != token.sentence or len(found[-1]) == LONGEST_SENTENCE:
            found.append([])
        found[-1].append(token)
    return found
