"""Hedges: what the quotes hold possible, probable or reported is not stated as certain."""

from collections.abc import Collection, Iterator, Sequence

from qa.grounding.lexicon import Vocabulary, base_form
from qa.grounding.premise import Claim, Premise, in_sentences
from qa.grounding.scopes import Scope
from qa.grounding.tokens import Token, content
from qa.support import Fault, Reason

_MODALS = frozenset("may might could".split())
_ADVERBS = frozenset(
    """
    reportedly allegedly apparently possibly probably perhaps supposedly presumably seemingly purportedly
    potentially maybe likely unlikely unconfirmed alleged suspected presumed rumoured rumored probable
    possible
    """.split()
)
_OF_SENTENCES = frozenset("reportedly allegedly apparently supposedly presumably perhaps probably".split())
"""Adverbs that qualify all of their clause."""

_TO = frozenset(
    "seem appear think believe say report understand expect fear allege estimate rumour likely".split()
)
"""Verbs that hedge where "to" follows: "is thought to", "appears to"."""

_HEDGING = (
    _MODALS
    | _ADVERBS
    | frozenset(
        """
        would can should chance risk if possibility probability potential seem appear suggest indicate
        think believe expect fear suspect consider predict forecast estimate hint according rumour rumor
        report reported unconfirmed allege claim plan planned prospect whether hope threat threaten warn
        speculate unclear doubt seemingly likelihood thought believed candidate
        """.split()
    )
)
_DETERMINERS = frozenset("the a an this that his her its their".split())
SCOPE_WORDS = 6
LEAST_SHARED = 0.5
"""Share of what a hedge qualifies that a claim says, from which on it needs one too."""


def check_hedges(claim: Claim, premise: Premise) -> list[Reason]:
    """Find what a claim states that the quotes only hold possible."""
    scopes = list(hedges(premise.tokens))
    qualified = {token for scope in scopes for token in scope.words}
    if any(hedges(claim.tokens)) or _hedges(claim.tokens, {token.word for token in qualified}):
        return []
    own = Vocabulary(token.word for token in claim.tokens if token.is_content)
    free = Vocabulary(token.word for token in premise.tokens if token not in qualified)
    for scope in scopes:
        words = [token for token in scope.words if token.word not in free] or list(scope.words)
        found = [token.word in own for token in words]
        head = not found or found[0] or scope.cue.lower() in _OF_SENTENCES
        if found and head and sum(found) >= LEAST_SHARED * len(found):
            return [Reason(Fault.HEDGE, f"The quotes are not that sure of it (“{scope.cue}”).")]
    return []


def hedges(spoken: Sequence[Token]) -> Iterator[Scope]:
    """Yield the hedges of a text and what they qualify."""
    for sentence in in_sentences(spoken):
        conditional = any(token.word in ("if", "unless") for token in sentence)
        for place, token in enumerate(sentence):
            following = sentence[place + 1] if place + 1 < len(sentence) else None
            modal = _is_modal(token, following) or (conditional and token.word == "would")
            to = following is not None and following.word == "to" and _is_verb_of(token.word, _TO)
            if modal or to:
                yield Scope(token.written, _after(sentence, place))
            elif token.word in _ADVERBS and not _compares(sentence, place):
                clause = [one for one in sentence if one.clause == token.clause and one is not token]
                yield Scope(token.written, _after(sentence, place) or tuple(content(clause)))


def _compares(sentence: Sequence[Token], place: int) -> bool:
    """Whether it is told how likely something is by comparison: more likely than."""
    return any(token.word in ("more", "less", "twice", "as") for token in sentence[max(0, place - 1) : place])


def _after(sentence: Sequence[Token], place: int) -> tuple[Token, ...]:
    clause = sentence[place].clause
    return tuple(content(one for one in sentence[place + 1 :] if one.clause == clause))[:SCOPE_WORDS]


def _is_modal(token: Token, following: Token | None) -> bool:
    if token.word not in _MODALS:
        return False
    # The month has a capital, and a number or a year beside it.
    month = token.word == "may" and token.written[0].isupper()
    return following is not None and following.word.isalpha() and following.word != "not" and not month


def _is_verb_of(word: str, verbs: frozenset[str]) -> bool:
    base = base_form(word)
    forms = (base, base.removesuffix("ed"), base.removesuffix("d"), base.removesuffix("ing"))
    return any(form in verbs for form in forms) or base.removesuffix("ing") + "e" in verbs


def _hedges(spoken: Sequence[Token], told: Collection[str]) -> bool:
    """Whether a claim holds something possible, by other words than those of what is told."""
    before = ""
    for token in spoken:
        if before not in _DETERMINERS and token.word not in told and _is_hedging(token):
            return True
        before = token.word
    return False


def _is_hedging(token: Token) -> bool:
    if token.word == "may" and token.written[0].isupper():
        return False
    return token.word in _HEDGING or _is_verb_of(token.word, _HEDGING)
