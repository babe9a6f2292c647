"""A claim and its premise, analysed once for all checks."""

from collections.abc import Sequence
from dataclasses import dataclass

from qa.grounding.lexicon import means
from qa.grounding.tokens import Token, content, tokens
from qa.support import Evidence


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
    def whole(self) -> str:
        """All that it says."""
        return f"{self.text}\n{self.background}"


def in_sentences(spoken: Sequence[Token]) -> list[list[Token]]:
    """Return tokens by their sentences."""
    found: list[list[Token]] = []
    for token in spoken:
        if not found or found[-1][-1].sentence != token.sentence:
            found.append([])
        found[-1].append(token)
    return found


def share_meant(wanted: Sequence[Token], said: Sequence[Token]) -> float:
    """Return the share of the wanted tokens that others are forms or synonyms of; 0 of none."""
    others = {token.word for token in said}
    return sum(means(token.word, others) for token in wanted) / len(wanted) if wanted else 0.0
