"""Substitution: a word of a claim that stands in the place of another word of an otherwise equal quote."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from qa.grounding.lexicon import Vocabulary
from qa.grounding.premise import Claim, Premise, in_sentences
from qa.grounding.tokens import Token

LEAST_EQUAL = 0.6
"""Share of a claim's words that an otherwise equal sentence has in the same order, at least."""

LONGEST = 60
"""Words of a claim that is compared; comparing takes the product of the lengths."""


def is_substituted(claim: Claim, premise: Premise) -> bool:
    """Whether a content word of a claim stands in the place of another of an otherwise equal sentence."""
    own = claim.tokens[:LONGEST]
    return any(_differs(own, sentence) for sentence in in_sentences(premise.tokens))


def _differs(own: Sequence[Token], told: Sequence[Token]) -> bool:
    words = [token.word for token in own], [token.word for token in told]
    if len(set(words[0]).intersection(words[1])) < LEAST_EQUAL * len(words[0]):
        return False
    matcher = SequenceMatcher(None, *words, autojunk=False)
    equal = sum(block.size for block in matcher.get_matching_blocks())
    if equal < LEAST_EQUAL * len(own):
        return False
    known = Vocabulary(words[1])
    for kind, first, last, begin, end in matcher.get_opcodes():
        mine = [token for token in own[first:last] if token.is_content and token.word not in known]
        theirs = [token for token in told[begin:end] if token.is_content]
        if kind == "replace" and mine and theirs and last - first <= 2 and end - begin <= 2:
            return True
    return False
