"""Opposites: pairs of words of which one is not said for the other."""

from functools import lru_cache

from qa.grounding.lexicon import base_form

_GRADED = """
rise increase grow climb gain jump surge soar improve / fall drop decline decrease sink slide plunge
increase raise grow gain strengthen / reduce shrink cut lose weaken slip slump tumble lower
up / down
more / fewer less
most / least fewest
higher above / lower below
highest / lowest
larger bigger / smaller
largest biggest / smallest
faster quicker sooner / slower
fastest quickest / slowest
older / younger newer
oldest / youngest newest
better / worse
best / worst
longer / shorter
longest / shortest
warmer hotter / colder cooler
warmest hottest / coldest coolest
wettest / driest
richer wealthier / poorer
richest / poorest
stronger / weaker
strongest / weakest
safer / riskier
cheaper / dearer costlier
cheapest / dearest costliest
deepest / shallowest
heavier / lighter
ahead / behind
majority / minority
maximum / minimum
double twice / half halve halved
profit / loss
surplus / deficit
early / late
"""
_FACTS = """
approve accept adopt pass / reject dismiss refuse
win / lose
open / close shut
guilty convict / innocent acquit
legal lawful / illegal unlawful
allow permit / ban forbid prohibit bar
support back favour favor / oppose
possible able / impossible unable
alive survive / dead die kill
true / false untrue
success succeed / failure fail
hire / fire dismiss sack
start begin / stop end finish
male man boy / female woman girl
north northern / south southern / east eastern / west western
spring / summer / autumn / winter
morning / evening
import / export
arrive / leave depart
include / exclude
first / last
public / private
safe / unsafe dangerous
likely / unlikely
happy / unhappy
war / peace
"""


def _read(text: str) -> dict[str, tuple[tuple[int, int], ...]]:
    sides: dict[str, tuple[tuple[int, int], ...]] = {}
    for number, line in enumerate(text.strip().splitlines()):
        for side, listed in enumerate(line.split("/")):
            for word in listed.split():
                sides[word] = (*sides.get(word, ()), (number, side))
    return sides


GRADED, FACTS = _read(_GRADED), _read(_FACTS)


@lru_cache(maxsize=32768)
def sides(word: str, graded: bool) -> frozenset[tuple[int, int]]:
    """Return the pairs that a word or its base form is in, and on which side."""
    listed = GRADED if graded else FACTS
    base = base_form(word)
    forms = [word, base]
    for ending, others in (
        ("ied", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
        ("es", ""),
        ("s", ""),
    ):
        if base.endswith(ending):
            forms.append(base[: -len(ending)] + others)
            if base[: -len(ending)][-1:] == base[: -len(ending)][-2:-1]:
                forms.append(base[: -len(ending) - 1])
    return frozenset(place for form in forms for place in listed.get(form, ()))
