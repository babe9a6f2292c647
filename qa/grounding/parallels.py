"""Parallel checks: of “A carries 300, B carries 450” a claim keeps together what stands together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from qa.grounding.lexicon import Vocabulary, base_form, same_form
from qa.grounding.premise import Claim, Premise, in_sentences
from qa.grounding.tokens import Token
from qa.support import Fault, Reason

MOST_PARTS = 12
"""Number of parts of a sentence that are compared with one another, at most."""

_YEAR = re.compile(r"1\d{3}|20\d\d")
_JOINING = frozenset("and but while whereas although though".split())
_ORDINALS = frozenset(
    "first second third fourth fifth sixth seventh eighth ninth tenth last former latter".split()
)
_DETERMINERS = frozenset("the a an its their his her this that each every one".split())
_BOUND = frozenset(
    [("number", kind) for kind in ("name", "noun", "verb", "ordinal")]
    + [("ordinal", "name"), ("verb", "name"), ("verb", "noun")]
)
"""Kinds of words of which one is told of the other."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a conjunction or a semicolon joins to the rest of its sentence, each word with its kind."""

    sentence: int
    words: tuple[tuple[Token, str], ...]

    @property
    def has_figure(self) -> bool:
        """Whether it has a number that is no year: parts with one each tell the same of two things."""
        return any(kind == "number" and not _YEAR.match(token.word) for token, kind in self.words)

    def has(self, token: Token) -> bool:
        """Whether it has a form of a word."""
        return any(same_form(token.word, other.word) for other, _ in self.words)


def check_parallels(claim: Claim, premise: Premise) -> list[Reason]:
    """Find two things of a claim that the quotes tell in two parts of a sentence, each with its own.

    Both parts have something of either's kind that the claim leaves out: of “the Sule carries 300, and the
    Terne 450”, “the Terne carries 300” leaves out 450 and the Sule.
    """
    told = parts(premise.tokens, premise.text)
    if sum(part.has_figure for part in told) < 2:
        return []
    for own in parts(claim.tokens, claim.text):
        for one, other in _crossed(own, told):
            crossed = f"In the quotes “{one.written}” and “{other.written}” do not belong together."
            return [Reason(Fault.ROLE, crossed)]
    return []


def parts(spoken: Sequence[Token], text: str) -> list[Part]:
    """Return the parts of a text's sentences; commas part nothing, for they stand around appositions, too."""
    found: list[Part] = []
    for sentence in in_sentences(spoken):
        joined: list[list[Token]] = [[]]
        end = sentence[0].start
        for token in sentence:
            if joined[-1] and (token.word in _JOINING or ";" in text[end : token.start]):
                joined.append([])
            joined[-1].append(token)
            end = token.end
        found += [Part(sentence[0].start, tuple(_with_kinds(part))) for part in joined[:MOST_PARTS]]
    return found


def _with_kinds(part: Sequence[Token]) -> Iterator[tuple[Token, str]]:
    for place, token in enumerate(part):
        yield token, _kind(token, after=part[place - 1].word if place else "")


def _kind(token: Token, after: str) -> str:
    """Return of what kind a word is, by its form and the word before it; "" where they do not tell."""
    word = token.word
    if word in _ORDINALS:
        return "ordinal"
    if word[0].isdigit():
        return "number"
    if not token.is_content:
        return ""
    if token.written[0].isupper():
        return "name"
    if after in _DETERMINERS:
        return "noun"
    return "verb" if word.endswith("ed") or (base_form(word) != word and not word.endswith("s")) else ""


def _crossed(own: Part, told: Sequence[Part]) -> Iterator[tuple[Token, Token]]:
    said = Vocabulary(token.word for token, _ in own.words)
    # Kinds of which a part has something that the claim leaves out.
    rivals = [{kind for token, kind in part.words if kind and not said.has_form(token.word)} for part in told]
    places = {
        token: {place for place, part in enumerate(told) if part.has(token)}
        for token, kind in own.words
        if kind
    }
    for (one, of_one), (other, of_other) in permutations(own.words, 2):
        if (of_one, of_other) not in _BOUND or not places[one].isdisjoint(places[other]):
            continue
        for place, other_place in (
            (place, other_place)
            for place in _alone(places[one], told)
            for other_place in _alone(places[other], told)
        ):
            if (
                told[place].sentence == told[other_place].sentence
                and told[place].has_figure
                and told[other_place].has_figure
                and of_other in rivals[place]
                and of_one in rivals[other_place]
            ):
                yield one, other


def _alone(places: set[int], told: Sequence[Part]) -> list[int]:
    """Return the places of parts that are the only ones of their sentence among them."""
    sentences = [told[place].sentence for place in places]
    return [place for place in places if sentences.count(told[place].sentence) == 1]
