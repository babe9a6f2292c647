"""Comparison checks: more is not said for less, the first for the third, one side for the other."""

import re
from collections.abc import Iterator, Sequence

from qa.grounding.lexicon import Vocabulary, same_form
from qa.grounding.opposites import sides
from qa.grounding.polarity import negations
from qa.grounding.premise import Claim, Premise
from qa.grounding.tokens import Token, content
from qa.support import Fault, Reason

_RANKS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_RANK = re.compile(r"(\d+)(?:st|nd|rd|th)")
_SUPERLATIVE = re.compile(r"\w{2,}est|most|least|best|worst")
_NO_SUPERLATIVES = frozenset(
    "west interest forest test request protest rest nest guest quest arrest invest".split()
)
_LEAST = re.compile(
    r"(?:at least|more than|over|above|no (?:fewer|less) than|upwards of|exceed(?:s|ed|ing))\s(?:\S+\s)?$",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"(?:at most|less than|fewer than|under|below|up to|as (?:many|much) as|no more than)\s(?:\S+\s)?$",
    re.IGNORECASE,
)


def check_comparisons(claim: Claim, premise: Premise) -> list[Reason]:
    """Find comparisons that the quotes make the other way round, and ranks that they do not give."""
    found = [*_opposites(claim, premise), *_ranks(claim, premise), *_bounds(claim, premise)]
    if not found and _is_swapped(claim.tokens, premise.tokens) is True and _same_direction(claim, premise):
        found.append(Reason(Fault.COMPARISON, "The quotes compare them the other way round."))
    return found[:1]


def _opposites(claim: Claim, premise: Premise) -> Iterator[Reason]:
    swapped = _is_swapped(claim.tokens, premise.tokens)
    denied = [
        token for text in (claim.tokens, premise.tokens) for one in negations(text) for token in one.words
    ]
    for graded, fault in ((True, Fault.COMPARISON), (False, Fault.NEGATION)):
        told = _sides(premise.tokens, graded)
        for token in claim.tokens:
            own = sides(token.word, graded)
            if not own or token in denied or any(own & other for other in told.values()):
                continue
            if token.word in Vocabulary(other.word for other in told):
                continue
            for number, side in own:
                against = next(
                    (other for other in told if _is_opposed((number, side), told[other])),
                    None,
                )
                if against and against not in denied and not (graded and swapped):
                    yield Reason(fault, f"The quotes say “{against.written}”, not “{token.written}”.")


def _is_opposed(own: tuple[int, int], told: frozenset[tuple[int, int]]) -> bool:
    return any(number == own[0] and side != own[1] for number, side in told)


def _sides(spoken: Sequence[Token], graded: bool) -> dict[Token, frozenset[tuple[int, int]]]:
    return {token: found for token in spoken if (found := sides(token.word, graded))}


def _is_swapped(claimed: Sequence[Token], told: Sequence[Token]) -> bool | None:
    """Whether what stands before "than" in one stands after it in the other; None where none compares."""
    mine, theirs = _compared(claimed), _compared(told)
    if not mine or not theirs:
        return None
    straight = _alike(mine[0], theirs[0]) + _alike(mine[1], theirs[1])
    crossed = _alike(mine[0], theirs[1]) + _alike(mine[1], theirs[0])
    return crossed > straight


def _compared(spoken: Sequence[Token]) -> tuple[list[Token], list[Token]] | None:
    """Return the content words on both sides of "than" in one sentence, without those that both have."""
    place = next((n for n, token in enumerate(spoken) if token.word == "than"), None)
    if place is None or (place + 1 < len(spoken) and spoken[place + 1].word.isdecimal()):
        return None
    sentence = spoken[place].sentence
    before = content(token for token in spoken[:place] if token.sentence == sentence)
    after = content(token for token in spoken[place:] if token.sentence == sentence)
    others = Vocabulary(token.word for token in after)
    shared = {token.word for token in before if token.word in others}
    return [one for one in before if one.word not in shared], [one for one in after if one.word not in shared]


def _alike(first: Sequence[Token], second: Sequence[Token]) -> int:
    others = [token.word for token in second]
    return sum(any(same_form(token.word, other) for other in others) for token in first)


def _same_direction(claim: Claim, premise: Premise) -> bool:
    told = _sides(premise.tokens, True).values()
    own = _sides(claim.tokens, True).values()
    shared = any(one & other for one in own for other in told)
    return shared or not any((n, 1 - side) in other for one in own for n, side in one for other in told)


def _ranks(claim: Claim, premise: Premise) -> Iterator[Reason]:
    told = {rank: token for token in premise.tokens if (rank := _rank(token))}
    for place, token in enumerate(claim.tokens):
        rank = _rank(token)
        if rank and rank not in told and (rank > 1 or told) and not _is_part(claim.tokens, place):
            yield Reason(Fault.COMPARISON, f"The quotes do not have “{token.written}”.")
        if _is_superlative(token):
            before = claim.tokens[place - 1] if place else None
            ranked = _ranked(premise.tokens, token)
            if ranked and not (before and _rank(before)):
                yield Reason(Fault.COMPARISON, f"The quotes say “{ranked.written} {token.written}”.")


def _rank(token: Token) -> int:
    if token.word in _RANKS:
        return _RANKS.index(token.word) + 1
    found = _RANK.fullmatch(token.word)
    return int(found[1]) if found and len(found[1]) < 4 else 0


def _is_part(spoken: Sequence[Token], place: int) -> bool:
    """Whether an ordinal is the part of a fraction: two thirds, a quarter."""
    before = spoken[place - 1].word if place else ""
    return before in ("a", "an", "one", "two", "three", "four")


def _is_superlative(token: Token) -> bool:
    return bool(_SUPERLATIVE.fullmatch(token.word)) and token.word not in _NO_SUPERLATIVES


def _ranked(told: Sequence[Token], superlative: Token) -> Token | None:
    """Return the rank beside the quotes' superlative where all of them have one: second largest."""
    places = [n for n, token in enumerate(told) if token.word == superlative.word]
    ranks = [told[n - 1] for n in places if n and _rank(told[n - 1]) > 1]
    return ranks[0] if ranks and len(ranks) == len(places) else None


def _bounds(claim: Claim, premise: Premise) -> Iterator[Reason]:
    told: dict[str, set[str]] = {}
    for token in premise.tokens:
        if token.word[0].isdecimal():
            told.setdefault(token.word, set()).add(_bound(premise.text, token))
    for token in claim.tokens:
        own = _bound(claim.text, token) if token.word in told else ""
        if own and told[token.word].isdisjoint({own, ""}):
            yield Reason(Fault.COMPARISON, f"The quotes do not have “{token.written}” as the {own}.")


def _bound(text: str, token: Token) -> str:
    before = text[max(0, token.start - 24) : token.start]
    return "least" if _LEAST.search(before) else "most" if _MOST.search(before) else ""
