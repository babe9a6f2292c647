"""Coverage: how much of a claim its quotes say, word by word."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from qa.grounding.lexicon import Vocabulary, same_form
from qa.grounding.premise import Claim, Premise, in_sentences
from qa.grounding.tokens import Token
from qa.language.quantity_values import quantities
from qa.language.time_expressions import times


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a claim the quotes say.

    Attributes:
        share: of its content words.
        in_one_sentence: the largest share that one sentence of the quotes says.
        least_clause: the smallest share of one of its clauses.
        gap: the longest run of content words that the quotes do not say.
        unknown_clause: the content words of the longest clause of which the quotes say nothing.
        known_pairs: the share of its neighbouring content words that stand near each other in the quotes.
    """

    share: float
    in_one_sentence: float
    least_clause: float
    gap: tuple[Token, ...]
    known_pairs: float
    unknown_clause: int


def coverage(claim: Claim, premise: Premise) -> Coverage:
    """Measure how much of a claim the quotes say."""
    # Times and numbers are checked by themselves: "yesterday" says what "on 4 May" does.
    timed = [(time.start, time.end) for time in times(claim.text)]
    timed += ((quantity.start, quantity.end) for quantity in quantities(claim.text))
    own = [
        token
        for token in claim.content
        if not token.word[0].isdigit() and not any(start <= token.start < end for start, end in timed)
    ]
    said = Vocabulary(token.word for token in (*premise.tokens, *premise.background_tokens))
    known = [token.word in said for token in own]
    if not own:
        return Coverage(1.0, 1.0, 1.0, (), 1.0, 0)
    clauses = _by_clause(own, known)
    sentences = [Vocabulary(token.word for token in sentence) for sentence in in_sentences(premise.tokens)]
    best = max((sum(token.word in words for token in own) for words in sentences), default=0)
    return Coverage(
        sum(known) / len(own),
        best / len(own),
        min(sum(clause) / len(clause) for clause in clauses),
        _longest_gap(own, known),
        _known_pairs(own, premise.tokens),
        max((len(clause) for clause in clauses if not any(clause)), default=0),
    )


def _by_clause(own: Sequence[Token], known: Sequence[bool]) -> list[list[bool]]:
    clauses: dict[int, list[bool]] = {}
    for token, is_known in zip(own, known, strict=True):
        clauses.setdefault(token.clause, []).append(is_known)
    return list(clauses.values())


def _longest_gap(own: Sequence[Token], known: Sequence[bool]) -> tuple[Token, ...]:
    longest: list[Token] = []
    run: list[Token] = []
    for token, is_known in zip(own, known, strict=True):
        run = [] if is_known else [*run, token]
        longest = max(longest, run, key=len)
    return tuple(longest)


LONGEST = 50
"""Content words of a claim whose neighbours are looked at, and places of each of them, at most."""

NEAR = 6
"""Content words within which two words of the quotes stand near each other."""


def _known_pairs(own: Sequence[Token], told: Sequence[Token]) -> float:
    """Return the share of neighbouring words of a claim that stand near each other in one sentence."""
    if len(own) < 2:
        return 1.0
    said = [token for token in told if token.is_content]
    places = [_places(one, said) for one in own[:LONGEST]]
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


def _places(wanted: Token, said: Sequence[Token]) -> list[int]:
    found = (n for n, token in enumerate(said) if same_form(wanted.word, token.word))
    return list(islice(found, LONGEST))
