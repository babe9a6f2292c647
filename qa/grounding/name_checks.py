"""Name checks: every name of a claim is one of its quotes', or one that their context resolves."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qa.abbreviations import abbreviations
from qa.grounding.premise import Claim, Premise
from qa.language.name_extraction import Name, names
from qa.language.name_matching import same_name
from qa.language.name_values import ALSO_CALLED, TITLES, are_initials, name_words
from qa.language.time_expressions import times
from qa.support import Fault, Reason

_PEOPLES = {
    people: country
    for country, peoples in {
        "france": "french",
        "netherlands": "dutch",
        "greece": "greek greeks",
        "switzerland": "swiss",
        "wales": "welsh",
        "denmark": "danish dane danes",
        "britain": "british briton britons",
        "england": "english",
        "ireland": "irish",
        "america": "american americans",
        "philippines": "filipino filipina filipinos",
    }.items()
    for people in peoples.split()
}
"""Countries by the names of their peoples that `same_name` does not know as forms of one."""

_CALLED_SO = frozenset(
    """
    prime first president minister chancellor secretary coach captain mayor mayors senator governor queen
    king general doctor professor judge speaker police company city government parliament court council
    """.split()
)
"""Words that are written with a capital before a name and are none."""

OPENING = 2
"""Number of words before the name that a claim is about, at most."""

_POINTS = re.compile(r"\W*(?:he|she|it|they|his|her|its|their)\b", re.IGNORECASE)
"""Regular expression of a quote's first word that points at what was named before it."""

Words = tuple[str, ...]


def check_names(claim: Claim, premise: Premise) -> list[Reason]:
    """Find the names of a claim that the quotes do not have."""
    return [
        Reason(Fault.NAME, f"The quotes do not have “{name.text}”.")
        for name, absent, is_sure in _absent_names(claim, premise)
        if absent.certain and is_sure and not _may_be_meant(name, claim, premise)
    ]


def unknown_names(claim: Claim, premise: Premise) -> int:
    """Count the names of a claim of which the quotes lack a word, though they may be meant."""
    return sum(
        not (absent.certain and is_sure) or _may_be_meant(name, claim, premise)
        for name, absent, is_sure in _absent_names(claim, premise)
    )


def _may_be_meant(name: Name, claim: Claim, premise: Premise) -> bool:
    """Whether a claim begins with a name that bare quotes only point at."""
    opens = len(claim.text[: name.start].split()) <= OPENING
    return opens and premise.is_bare and any(_POINTS.match(one.text) for one in premise.evidence)


@dataclass(frozen=True, slots=True)
class Absent:
    """The words of a name that quotes do not have.

    Attributes:
        certain: whether it is more than a first name that they may only leave out.
    """

    words: Words
    certain: bool


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The names of the quotes and all their words."""

    names: tuple[Words, ...]
    words: frozenset[str]
    explained: tuple[tuple[Words, Words], ...]

    @classmethod
    def of(cls, premise: Premise) -> "KnownNames":
        """Find them."""
        listed = tuple(tuple(name_words(name.text)) for name in names(premise.whole))
        pairs = tuple(
            (tuple(name_words(pair.short)), tuple(name_words(pair.long)))
            for pair in abbreviations(premise.whole)
        )
        said = (token.word for token in (*premise.tokens, *premise.background_tokens))
        in_names = (word for name in listed for word in name)
        return cls(
            tuple(dict.fromkeys(name for name in listed if name)), frozenset((*said, *in_names)), pairs
        )

    def absent(self, name: Words) -> Absent | None:
        """Return what the quotes do not have of a name, or None."""
        if self._has_another_form(name):
            return None
        missing = [word for word in name if not self._has(word)]
        if not missing:
            return self._mixed(name)
        core = tuple(word for word in missing if word not in TITLES | _CALLED_SO)
        last = name[-1]
        bearers = [other for other in self.names if len(other) > 1 and same_name(last, other[-1])]
        certain = last in missing or len(name) == 1 or any(_given(other) for other in bearers)
        return Absent(core, certain) if core else None

    def _has_another_form(self, name: Words) -> bool:
        """Whether the quotes abbreviate a name, spell it out or call it otherwise."""
        if any(name in pair for pair in self.explained):
            return True
        if any(are_initials(name, other) or are_initials(other, name) for other in self.names):
            return True
        return _also_called(name, self.names)

    def _has(self, word: str) -> bool:
        return any(_same_word(word, other) for other in self.words)

    def _mixed(self, name: Words) -> Absent | None:
        """Return what is taken from another name: Bo of Bo Berg in “Bo Holm”, where it is Nils Holm."""
        if any(all(any(_same_word(word, other) for other in one) for word in name) for one in self.names):
            return None
        for first, last in pairwise(name):
            bearers = [pair for other in self.names for pair in pairwise(other) if same_name(last, pair[1])]
            if not bearers or first in TITLES | _CALLED_SO:
                continue
            fits = any(_same_word(first, pair[0]) for pair in bearers)
            given = [pair for pair in bearers if pair[0] not in TITLES | _CALLED_SO]
            begins = any(other[0] == first and len(other) > 1 and other[1] != last for other in self.names)
            if given and not fits and begins:
                return Absent((first,), certain=True)
        return None


def _absent_names(claim: Claim, premise: Premise) -> Iterator[tuple[Name, Absent, bool]]:
    known = KnownNames.of(premise)
    looked_up: dict[Words, Absent | None] = {}
    for name, is_sure in _claimed_names(claim):
        # A number after a name is checked by itself: "paid Bo Berg 1000".
        words = tuple(word for word in name_words(name.text) if not word.isdecimal())
        if words and words not in looked_up:
            looked_up[words] = known.absent(words)
        if absent := looked_up.get(words):
            yield name, absent, is_sure


def _given(name: Words) -> Words:
    """Return the words before the last that are no titles."""
    return tuple(word for word in name[:-1] if word not in TITLES | _CALLED_SO)


def _claimed_names(claim: Claim) -> Iterator[tuple[Name, bool]]:
    """Yield the names of a claim, and whether each is one for sure."""
    dated = [(time.start, time.end) for time in times(claim.text)]
    for name in names(claim.text):
        if any(start <= name.start and name.end <= end for start, end in dated):
            continue
        owner = claim.text[name.end : name.end + 2] in ("'s", "’s")
        yield name, name.certain or owner


def _same_word(first: str, second: str) -> bool:
    if first == second or same_name(first, second):
        return True
    if first.isdecimal() or second.isdecimal():
        return False
    return _PEOPLES.get(first, first) == _PEOPLES.get(second, second)


def _also_called(name: Words, known: Sequence[Words]) -> bool:
    written = " ".join(_PEOPLES.get(word, word) for word in name)
    for called in ALSO_CALLED:
        if any(_is_called(written, one) for one in called):
            return any(_is_called(" ".join(other), one) for other in known for one in called)
    return False


def _is_called(written: str, called: str) -> bool:
    return written == called or (" " not in written and len(called) > 3 and same_name(written, called))
