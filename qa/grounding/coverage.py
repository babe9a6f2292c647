"""Coverage: how much of a claim its quotes say, word by word."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.grounding.lexicon import means, same_form
from qa.grounding.premise import Claim, Premise, in_sentences
from qa.grounding.tokens import Token


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a claim the quotes say.

    Attributes:
        share: of its content words.
        in_one_sentence: the largest share that one sentence of the quotes says.
        least_clause: the smallest share of one of its clauses.
        gap: the longest run of content words that the quotes do not say.
        known_pairs: the share of its neighbouring content words that stand near each other in the quotes.
    """

    share: float
    in_one_sentence: float
    least_clause: float
    gap: tuple[Token, ...]
    known_pairs: float


def coverage(claim: Claim, premise: Premise) -> Coverage:
    """Measure how much of a claim the quotes say."""
    own = claim.content
    said = {token.word for token in (*premise.tokens, *premise.background_tokens)}
    known = [means(token.word, said) for token in own]
    if not own:
        return Coverage(1.0, 1.0, 1.0, (), 1.0)
    sentences = [{token.word for token in sentence} for sentence in in_sentences(premise.tokens)]
    best = max((sum(means(token.word, words) for token in own) for words in sentences), default=0)
    return Coverage(
        sum(known) / len(own),
        best / len(own),
        _least_clause(own, known),
        _longest_gap(own, known),
        _known_pairs(own, premise.tokens),
    )


def _least_clause(own: Sequence[Token], known: Sequence[bool]) -> float:
    clauses: dict[int, list[bool]] = {}
    for token, is_known in zip(own, known, strict=True):
        clauses.setdefault(token.clause, []).append(is_known)
    return min(sum(clause) / len(clause) for clause in clauses.values())


def _longest_gap(own: Sequence[Token], known: Sequence[bool]) -> tuple[Token, ...]:
    longest: list[Token] = []
    run: list[Token] = []
    for token, is_known in zip(own, known, strict=True):
        run = [] if is_known else [*run, token]
        longest = max(longest, run, key=len)
    return tuple(longest)


NEAR = 6
"""Content words within which two words of the quotes stand near each other."""


def _known_pairs(own: Sequence[Token], told: Sequence[Token]) -> float:
    """Return the share of neighbouring words of a claim that stand near each other in one sentence."""
    if len(own) < 2:
        return 1.0
    said = [token for token in told if token.is_content]
    places = [[n for n, token in enumerate(said) if same_form(one.word, token.word)] for one in own]
    pairs = list(pairwise(places))
    near = [
        any(
            abs(first - second) <= NEAR and said[first].sentence == said[second].sentence
            for first in one
            for second in other
        )
        for one, other in pairs
    ]
    return sum(near) / len(near)
