"""Finding support: where the quotes that a claim cites do not carry it, others of the evidence may.

Quotes are not pooled: a name that an unrelated quote happens to hold would make a swapped one true. A quote
carries the claim alone; only a claim of several clauses may rest on several quotes, each of which says words
of it that no other says, and not only a name or a number.
"""

import re
from collections.abc import Iterator, Sequence

from qa.grounding.evidence_selection import select_evidence
from qa.grounding.lexicon import Vocabulary
from qa.grounding.premise import Claim
from qa.grounding.support import supported
from qa.grounding.tokens import Token, tokens
from qa.support import Evidence, Support

MOST_TRIED = 3
"""Number of quotes that are tried where those cited do not carry a claim."""

LEAST_OF_OTHERS = 0.65
"""Score from which on a quote carries a claim that did not cite it: of many, one is like it by chance. Chosen
on the half of the summarising models' sentences that grounding is fitted on."""

MOST_JOINED = 3
"""Number of quotes that together may carry a claim."""

VERBATIM = Support(holds=True, score=1.0)
"""Support of a claim that is a quote, word by word."""

_PLAIN_MARKS = str.maketrans("“”„‘’", '"""\'\'')
_OPENING_MARKS = tuple('“"„«「『')

_JOINS_CLAUSES = re.compile(
    r";|\b(?:and|but|while|whereas|which|who|whose|where|although|though|after|before|when)\b|"
    r", \w+(?:ed|ing)\b|"
    r"\b(?:und|aber|während|et|mais|tandis|y|pero|mientras|и|но)\b",
    re.IGNORECASE,
)


def find_support(
    claim: str, evidence: Sequence[Evidence], cited: Sequence[int]
) -> tuple[Support, tuple[int, ...]]:
    """Return whether a claim is carried, and the places in the evidence of the quotes that carry it.

    Where neither those cited nor others do, what is told is why those cited do not.
    """
    own = tuple(dict.fromkeys(place for place in cited if 0 <= place < len(evidence)))
    copied = [place for place, quote in enumerate(evidence) if _is_verbatim(claim, quote)]
    alone = {place: VERBATIM if place in copied else supported(claim, [evidence[place]]) for place in own}
    if carrying := tuple(place for place in own if alone[place].holds):
        return max((alone[place] for place in carrying), key=lambda support: support.score), carrying
    if copied:
        return VERBATIM, (copied[0],)
    for places in _others(claim, evidence, own):
        found = supported(claim, [evidence[place] for place in places])
        if (
            found.holds
            and found.score >= LEAST_OF_OTHERS
            and (len(places) == 1 or _each_says_its_part(claim, [evidence[one] for one in places]))
        ):
            return found, places
    nearest = max(alone.values(), key=lambda support: support.score, default=None)
    return nearest or supported(claim, ()), own


def _is_verbatim(claim: str, quote: Evidence) -> bool:
    """Whether a claim is a whole quote, and the quote tells who says it or marks it as somebody's words."""
    said, told = (" ".join(text.translate(_PLAIN_MARKS).split()).rstrip(". ") for text in (claim, quote.text))
    if not said or said != told:
        return False
    return quote.text.lstrip()[:1] in _OPENING_MARKS or " ".join(quote.speaker.split()) in quote.text


def _others(claim: str, evidence: Sequence[Evidence], own: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Yield the places of other quotes to try: the cited ones together, the best alone, then both."""
    joins = bool(_JOINS_CLAUSES.search(claim))
    if joins and 1 < len(own) <= MOST_JOINED:
        yield own
    best = [place for place in select_evidence(claim, evidence, MOST_TRIED + len(own)) if place not in own]
    yield from ((place,) for place in best[:MOST_TRIED])
    if joins:
        yield from ((*own, place) for place in best[:MOST_TRIED] if 0 < len(own) < MOST_JOINED)
        yield from ([(best[0], best[1])] if len(best) > 1 else [])


def _each_says_its_part(claim: str, quotes: Sequence[Evidence]) -> bool:
    """Whether each quote says something of a claim that no other says, not only names and numbers."""
    wanted = Claim.of(claim).content
    said = [
        Vocabulary(token.word for token in tokens(f"{one.text}\n{one.context}\n{one.speaker}"))
        for one in quotes
    ]
    return all(
        any(
            _is_plain(token)
            and token.word in own
            and not any(token.word in other for other in said if other is not own)
            for token in wanted
        )
        for own in said
    )


def _is_plain(token: Token) -> bool:
    return token.written[:1].islower() and token.written.isalpha()
