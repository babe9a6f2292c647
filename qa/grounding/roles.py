"""Role checks: who does it, and to whom, by the order of words around a verb, active or passive."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.grounding.lexicon import Vocabulary, base_form, same_form
from qa.grounding.premise import Claim, Premise, in_sentences
from qa.grounding.tokens import Token, content
from qa.support import Fault, Reason

_BE = frozenset("be was were been is are being get got".split())
_ENDS_A_ROLE = frozenset(
    """
    that who which while after before because when where if as although though and but or over during since
    until for on in at than so
    """.split()
)
ROLE_WORDS = 4
"""Content words before or after a verb that may name who does it, or to whom."""


@dataclass(frozen=True, slots=True)
class Roles:
    """A verb with the words for its agent and for its patient."""

    verb: Token
    agent: tuple[Token, ...]
    patient: tuple[Token, ...]


def check_roles(claim: Claim, premise: Premise) -> list[Reason]:
    """Find verbs whose agent is the patient in the quotes, and the other way round."""
    told = list(roles(premise.tokens))
    for own in roles(claim.tokens):
        others = [other for other in told if same_form(own.verb.word, other.verb.word)]
        if others and all(_is_swapped(own, other) for other in others):
            return [Reason(Fault.ROLE, f"In the quotes it is not so who “{own.verb.written}” whom.")]
    return []


def roles(spoken: Sequence[Token]) -> Iterator[Roles]:
    """Yield what may be verbs, with the words around them; a passive's agent follows “by”."""
    for sentence in in_sentences(spoken):
        for place, token in enumerate(sentence):
            if not token.is_content or not _may_be_a_verb(token):
                continue
            before = _nearest(sentence[:place])
            after = _until_a_clause(sentence[place + 1 :])
            passive = any(one.word in _BE for one in sentence[max(0, place - 3) : place])
            by = next((n for n, one in enumerate(sentence) if n > place and one.word == "by"), None)
            if passive and by is not None:
                yield Roles(token, _until_a_clause(sentence[by + 1 :]), before)
            elif not passive:
                yield Roles(token, before, after)


def _may_be_a_verb(token: Token) -> bool:
    word = token.word
    if token.written[0].isupper() and token.start > 0:
        return False
    return word.endswith(("ed", "s")) or base_form(word) != word or word in ("beat", "bit", "hit", "cut")


def _nearest(before: Sequence[Token]) -> tuple[Token, ...]:
    return tuple(_nouns(before)[-ROLE_WORDS:])


def _until_a_clause(after: Sequence[Token]) -> tuple[Token, ...]:
    found: list[Token] = []
    for token in after:
        if token.word in _ENDS_A_ROLE or (found and token.clause != found[0].clause):
            break
        found.append(token)
    return tuple(_nouns(found)[:ROLE_WORDS])


def _nouns(spoken: Sequence[Token]) -> list[Token]:
    return [token for token in content(spoken) if not token.word[0].isdigit()]


def _is_swapped(own: Roles, other: Roles) -> bool:
    straight = _alike(own.agent, other.agent) and _alike(own.patient, other.patient)
    return bool(_alike(own.agent, other.patient) and _alike(own.patient, other.agent)) and not straight


def _alike(first: Sequence[Token], second: Sequence[Token]) -> int:
    others = Vocabulary(token.word for token in second)
    return sum(token.word in others for token in first)
