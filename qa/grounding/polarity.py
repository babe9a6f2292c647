"""Polarity: what the quotes deny is not stated, and what they state is not denied."""

from collections.abc import Iterable, Iterator, Sequence

from qa.grounding.lexicon import Vocabulary, base_form
from qa.grounding.premise import Claim, Premise, in_sentences
from qa.grounding.scopes import Scope, after
from qa.grounding.tokens import Token
from qa.support import Fault, Reason

_NEGATIONS = frozenset("not no never nobody none nothing neither nor without cannot nowhere".split())
_IMPLICIT = frozenset(
    "fail refuse decline unable lack deny avoid impossible absence prevent rule yet".split()
)
"""Verbs and others that say that something is not so; some need the word after them."""
_WITH_NEXT = {"rule": "out", "yet": "to", "fail": "to", "refuse": "to", "decline": "to", "prevent": "from"}
_NO_NEGATION_AFTER = {
    "not": frozenset("only just merely least surprisingly".split()),
    "no": frozenset("doubt other fewer less more later sooner matter wonder".split()),
    "nothing": frozenset("but".split()),
    "without": frozenset("doubt".split()),
}
SCOPE_WORDS = 5
"""Content words after a negation that it may deny."""

LEAST_DENIED = 0.5
"""Share of the words that one side denies which the other says without denying them."""


def negations(spoken: Sequence[Token]) -> Iterator[Scope]:
    """Yield the negations of a text and what they deny."""
    for sentence in in_sentences(spoken):
        for place, token in enumerate(sentence):
            following = sentence[place + 1].word if place + 1 < len(sentence) else ""
            if _denies(token.word, following):
                begin = place + 1 + (token.word == "no" and following == "one")
                denied = after(sentence, begin) if token.word in _NEGATIONS else ()
                yield Scope(token.written, (denied or after(sentence, begin, 2))[:SCOPE_WORDS])


def _denies(word: str, following: str) -> bool:
    if word in _NEGATIONS:
        return following not in _NO_NEGATION_AFTER.get(word, ())
    base = _implicit(word)
    return bool(base) and _WITH_NEXT.get(base, following) == following


def _implicit(word: str) -> str:
    if word in _IMPLICIT:
        return word
    forms = (
        word.removesuffix("d"),
        word.removesuffix("ed"),
        word.removesuffix("s"),
        word.removesuffix("ing"),
    )
    others = (word.removesuffix("ied") + "y", word.removesuffix("ies") + "y", word.removesuffix("ing") + "e")
    return next((form for form in (*forms, *others) if form in _IMPLICIT and form != word), "")


def check_polarity(claim: Claim, premise: Premise) -> list[Reason]:
    """Find what a claim denies that the quotes state, and what it states that they deny."""
    claimed, told = list(negations(claim.tokens)), list(negations(premise.tokens))
    denied = _words(told)
    free = [token for token in premise.tokens if token not in denied]
    reasons = [
        Reason(Fault.NEGATION, f"The quotes do not deny it (“{scope.cue}”).")
        for scope in claimed
        if scope.words and not _is_comparative(claim.tokens) and _states(scope.words, free, denied)
    ]
    own = _words(claimed)
    stated = [token for token in claim.tokens if token not in own]
    if not claimed:
        reasons += [
            Reason(Fault.NEGATION, f"The quotes deny it (“{scope.cue}”).")
            for scope in told
            if scope.words and _is_stated(scope.words, stated, free)
        ]
    return reasons[:1]


def _states(denied: Sequence[Token], free: Iterable[Token], also_denied: Iterable[Token]) -> bool:
    """Whether most of what a claim denies is stated in the quotes, and nothing of it denied."""
    stated, not_so = (Vocabulary(token.word for token in listed) for listed in (free, also_denied))
    if any(token.word in not_so for token in denied):
        return False
    found = [token.word in stated for token in denied]
    return found[0] and sum(found) >= LEAST_DENIED * len(found)


def _is_stated(denied: Sequence[Token], stated: Iterable[Token], free: Iterable[Token]) -> bool:
    """Whether a claim states what the quotes deny, which they do not state elsewhere."""
    said = Vocabulary(token.word for token in stated if token.is_content)
    elsewhere = Vocabulary(token.word for token in free)
    found = [token.word in said for token in denied]
    if denied[0].word in elsewhere:
        return False
    nearly_all = len(found) > 3 and sum(found) >= len(found) - 1
    return nearly_all or (found[0] and sum(found) >= LEAST_DENIED * len(found))


def _is_comparative(spoken: Iterable[Token]) -> bool:
    """Whether a claim denies in order to compare: "no colder April", "not won since" where it last did."""
    if any(token.word == "since" for token in spoken):
        return True
    return any(
        token.word in ("than", "more", "less") or token.word.endswith("er") for token in spoken
    ) and any(base_form(token.word) in ("other", "than") or token.word in ("no", "never") for token in spoken)


def _words(scopes: Iterable[Scope]) -> set[Token]:
    return {token for scope in scopes for token in scope.words}
