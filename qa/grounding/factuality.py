"""Factuality checks: what is only planned, wanted or tried in the quotes is not told as done.

Verbs that take an infinitive differ in whether what it names has happened (Karttunen's implicative verbs):
who managed to sell has sold, who planned to sell has not.
"""

from collections.abc import Sequence

from qa.grounding.hedges import hedges
from qa.grounding.lexicon import Vocabulary, base_form, same_form
from qa.grounding.premise import Claim, Premise, in_sentences
from qa.grounding.tokens import Token, content
from qa.support import Fault, Reason

_MODALS = frozenset("will would shall may might must could should can wo ca".split())
_BE = frozenset("is are was were am be been being".split())
_LEAVES_OPEN = Vocabulary(
    """
    plan want try tried aim agree refuse promise offer hope intend expect ask order urge vow threaten seek
    need propose prepare wish attempt pledge consider schedule decide vote demand instruct encourage invite
    authorize allow bid effort decision proposal deal chance ready likely due willing poised set going
    about able unable fail decline hesitate tend
    """.split()
)
"""Words before “to” that leave open whether what follows has happened, or say that it has not."""
_SAME_IN_THE_PAST = frozenset("cut put set hit let shut cost spread quit bet split cast".split())
_DONE_BY_SAYING = Vocabulary("announce confirm reveal report inform thank introduce".split())
"""Who is to announce something, or can, has announced it by that."""

_BEFORE_A_NOUN = frozenset("the a an its their his her this that of no".split())
_BETWEEN = frozenset("be have been not also never soon then only still now again once".split())
"""Words between a modal verb, or “to”, and the verb that it governs."""

MOST_BETWEEN = 3
"""Number of words between an infinitive and what governs it, or between "to" and the verb, at most."""

MOST_TAKEN = 4
"""Number of content words after a verb in which a claim and a quote are compared."""


def check_factuality(claim: Claim, premise: Premise) -> list[Reason]:
    """Find verbs that the claim tells as done, and the quotes only as planned, wanted, tried or possible."""
    if any(hedges(claim.tokens)):
        return []
    told = in_sentences(premise.tokens)
    for sentence in in_sentences(claim.tokens):
        for place, token in enumerate(sentence):
            if not _is_told_as_done(sentence, place):
                continue
            open_ones = [
                _is_left_open(other, there)
                for other in told
                for there, spoken in enumerate(other)
                if same_form(token.word, spoken.word)
                and not _is_a_noun(other, there)
                and _takes_alike(sentence, place, other, there)
            ]
            if open_ones and all(open_ones):
                told_open = f"In the quotes “{token.written}” is not told as something that has happened."
                return [Reason(Fault.HEDGE, told_open)]
    return []


def _is_told_as_done(sentence: Sequence[Token], place: int) -> bool:
    word = sentence[place].word
    is_past = word.endswith("ed") or (base_form(word) != word and not word.endswith(("s", "ing")))
    if word in _BE or _DONE_BY_SAYING.has_form(word) or not (is_past or word in _SAME_IN_THE_PAST):
        return False
    return not _is_a_noun(sentence, place) and not _is_left_open(sentence, place)


def _takes_alike(own: Sequence[Token], place: int, other: Sequence[Token], there: int) -> bool:
    """Whether something that follows the verb in the claim follows it in the quote, too."""
    after = content(own[place + 1 :])[:MOST_TAKEN]
    told = Vocabulary(token.word for token in other[there + 1 : there + 1 + 3 * MOST_TAKEN])
    return not after or any(token.word in told for token in after)


def _is_a_noun(sentence: Sequence[Token], place: int) -> bool:
    return place > 0 and sentence[place - 1].word in _BEFORE_A_NOUN


def _is_left_open(sentence: Sequence[Token], place: int) -> bool:
    """Whether a verb stands after a modal verb, or after “to” and a word that leaves it open."""
    before = place - 1
    while before >= 0 and place - before <= MOST_BETWEEN and _may_stand_between(sentence[before].word):
        before -= 1
    if before < 0:
        return False
    if sentence[before].word != "to":
        return sentence[before].word in _MODALS
    governing = sentence[max(0, before - MOST_BETWEEN) : before]
    return any(_LEAVES_OPEN.has_form(token.word) for token in governing) or (
        bool(governing) and governing[-1].word in _BE
    )


def _may_stand_between(word: str) -> bool:
    return word in _BETWEEN or word.endswith("ly")
