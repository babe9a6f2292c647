"""Attribution checks: what somebody says in the quotes is left to them, and to nobody else."""

from collections.abc import Sequence

from qa.attribution.role_nouns import PERSON_NOUNS
from qa.grounding.attribution_cues import attributes, attributions
from qa.grounding.lexicon import Vocabulary
from qa.grounding.premise import Claim, Premise
from qa.grounding.scopes import Scope, reliance
from qa.grounding.tokens import Token, content, tokens
from qa.support import Evidence, Fault, Reason

LEAST_RELIANCE = 0.4
"""Share of a claim's content words which, where only somebody's words have them, makes it theirs."""

_PRONOUNS = frozenset("he she they it we i who him her them".split())
_GENERIC = frozenset(
    """
    official authority spokesman spokesperson spokeswoman company expert researcher scientist source people
    statement report officials authorities experts researchers scientists sources company's mr mrs ms dr
    telling told reporters
    """.split()
)
"""Words for a source that others may be meant by."""


def check_attribution(claim: Claim, premise: Premise) -> list[Reason]:
    """Find what is stated as a fact that somebody says, and what is left to somebody else."""
    scopes: list[tuple[Evidence, Scope]] = []
    free: list[Token] = []
    for one in premise.evidence:
        spoken = tokens(one.text)
        found = _scopes(one, spoken)
        scopes += ((one, scope) for scope in found)
        said = {token for scope in found for token in (*scope.words, *scope.source)}
        free += (token for token in spoken if token not in said)
    if not scopes:
        return []
    if not attributes(claim.tokens, {token.word for _, scope in scopes for token in scope.words}):
        reason = _stated(claim, free, [scope for _, scope in scopes])
        return [reason] if reason else []
    own = attributions(claim.text, claim.tokens)
    return [reason for scope in own if (reason := _misattributed(scope, scopes, premise))][:1]


def _scopes(evidence: Evidence, spoken: Sequence[Token]) -> list[Scope]:
    found = list(attributions(evidence.text, spoken))
    if evidence.speaker and not found:
        found.append(Scope(evidence.speaker, tuple(content(spoken)), tokens(evidence.speaker)))
    return found


def _stated(claim: Claim, free: Sequence[Token], scopes: Sequence[Scope]) -> Reason | None:
    """Return why a claim without a source states as a fact what is somebody's, or None."""
    for scope in scopes:
        if _is_left_to(claim, scope):
            continue
        if reliance(claim.tokens, scope.words, free) >= LEAST_RELIANCE:
            return Reason(Fault.SPEAKER, f"The quotes leave it to whoever says it (“{scope.cue}”).")
    return None


def _is_left_to(claim: Claim, scope: Scope) -> bool:
    """Whether a claim names whoever says it and has any word of saying or thinking: Berg expects."""
    names = {token.word for token in content(scope.source) if token.written[:1].isupper()}
    return attributes(claim.tokens, ()) and any(token.word in names for token in claim.tokens)


def _misattributed(scope: Scope, told: Sequence[tuple[Evidence, Scope]], premise: Premise) -> Reason | None:
    """Return why what a claim has somebody say is another's, or None."""
    if not scope.words or not scope.source:
        return None
    matched = [
        (reliance(scope.words, other.words, ()), number, evidence, other)
        for number, (evidence, other) in enumerate(told)
    ]
    best = max(matched, key=lambda one: (one[0], -one[1]))
    if best[0] < LEAST_RELIANCE:
        return None
    _, _, evidence, other = best
    source = [*other.source, *tokens(evidence.speaker)]
    claimed = [token for token in content(scope.source) if token.word not in _GENERIC]
    if not claimed or not source:
        return None
    if any(token.word in _PRONOUNS for token in other.source):
        source += tokens(evidence.context)
    sources = Vocabulary(token.word for token in source)
    if any(token.word in sources for token in claimed):
        return None
    is_named = any(token.written[:1].isupper() for token in claimed)
    said = Vocabulary(token.word for token in (*premise.tokens, *premise.background_tokens))
    unknown = not any(token.word in said for token in claimed)
    if (is_named and not _may_be_named(source)) or (unknown and not _is_generic(source)):
        who = " ".join(token.written for token in scope.source)
        return Reason(Fault.SPEAKER, f"The quotes do not have “{who}” say it.")
    return None


def _may_be_named(source: Sequence[Token]) -> bool:
    """Whether a source may be somebody that is named elsewhere: the minister, she."""
    names = any(token.written[:1].isupper() for token in content(source))
    roles = any(token.word in PERSON_NOUNS | _PRONOUNS for token in source)
    return not names and (roles or _is_generic(source))


def _is_generic(source: Sequence[Token]) -> bool:
    return all(token.word in _GENERIC | _PRONOUNS for token in content(source))
