"""The grammar of the wordings: `{a|b}` draws one alternative, `$NAME` a filler, `[part words]` marks a part.

A file `wordings/KIND.txt` has a wording a line; `wordings/fillers.txt` has `NAME: filler|filler|…`. A filler
outside brackets is the part that its name tells.
"""

import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from qa.requests.parts import Part, Place

WORDINGS = Path(__file__).parent / "wordings"

_INNERMOST = re.compile(r"\{([^{}]*)\}")
_FILLER = re.compile(r"\$([A-Z]+)")
_PART = re.compile(r"\[(\w+) ([^\[\]]*)\]")

Fillers = Mapping[str, Sequence[str]]

MADE_UP = {
    "P": ("$FIRST $LAST", "$FIRST $LAST", "$LAST"),
    "S": ("$FIRST $LAST", "$LAST", "$ROLE"),
    "PX": ("$FIRST $LAST", "$FIRST $LAST", "$FIRST $LAST", "$LAST"),
    "EV": ("$EVENT",),
    "SUBJ": ("$TOPIC",),
    "NAME": ("$FIRST $LAST", "$ORG"),
    "D": ("$YEAR", "$MONTH $YEAR", "$MONTH", "$DAY", "last week", "this year"),
}
"""Fillers that are made of others: persons, whoever speaks, persons to be told of, events, days."""


_TWICE = re.compile(r"\b[Tt]he (\W?the )", re.IGNORECASE)
"""Regular expression of an article before a filler that has its own."""

PART_OF_FILLER = {
    **dict.fromkeys(("S", "FOLK"), Part.SPEAKER),
    **dict.fromkeys(("ART", "ARTS", "SRC", "TITLE", "NTH"), Part.ARTICLES),
    **dict.fromkeys(("YEAR", "MONTH", "DAY", "D"), Part.DAY),
}
"""The part that a filler outside brackets is, by its name; the subject, where it is none of these."""

_BEGINS = {part: chr(0xE000 + number) for number, part in enumerate(Part)}
_ENDS = "\ue0ff"
_MARKS = re.compile(f"([{''.join(_BEGINS.values())}])|{_ENDS}")
"""Characters of no script that mark parts in a text, so that noise leaves them where they are."""


def read_fillers(folder: Path = WORDINGS) -> Fillers:
    """Return the fillers by name."""
    lines = (folder / "fillers.txt").read_text(encoding="utf-8").splitlines()
    named = dict(line.split(": ", 1) for line in lines if line)
    return {**MADE_UP, **{name: tuple(every.split("|")) for name, every in named.items()}}


def read_wordings(label: str, folder: Path = WORDINGS) -> list[str]:
    """Return the wordings of one label, as they are written."""
    return [line for line in (folder / f"{label}.txt").read_text(encoding="utf-8").splitlines() if line]


def with_alternatives(wording: str, rng: random.Random) -> str:
    """Return a wording with its alternatives drawn at random, and with its fillers still to draw."""
    while _INNERMOST.search(wording):
        wording = _INNERMOST.sub(lambda found: rng.choice(found[1].split("|")), wording)
    return wording


def fillers_in(wording: str) -> list[str]:
    """Return the names of the fillers in a wording."""
    return _FILLER.findall(wording)


def draw(wording: str, fillers: Fillers, rng: random.Random) -> str:
    """Return one form of a wording, with alternatives and fillers drawn at random."""
    return unmarked(draw_marked(wording, fillers, rng))


def draw_marked(wording: str, fillers: Fillers, rng: random.Random) -> str:
    """Return one form of a wording with marks around its parts, which `parts_of` reads."""
    wording = with_alternatives(wording, rng)
    while found := _FILLER.search(wording):
        filler = rng.choice(fillers[found[1]])
        if wording.rfind("[", 0, found.start()) <= wording.rfind("]", 0, found.start()):
            filler = f"[{PART_OF_FILLER.get(found[1], Part.SUBJECT).value} {filler}]"
        wording = wording[: found.start()] + filler + wording[found.end() :]
    marked = _PART.sub(lambda found: f"{_BEGINS[Part(found[1])]}{found[2]}{_ENDS}", wording)
    return _TWICE.sub(r"\1", " ".join(marked.split()))


def unmarked(text: str) -> str:
    """Return a text without marks."""
    return _MARKS.sub("", text)


def parts_of(marked: str) -> list[Place]:
    """Return where the parts stand in a marked text without its marks."""
    begun = {mark: part for part, mark in _BEGINS.items()}
    places, first, part = [], 0, Part.SUBJECT
    for marks_before, found in enumerate(_MARKS.finditer(marked)):
        at = found.start() - marks_before
        if found[1]:
            first, part = at, begun[found[1]]
        elif first < at:
            places.append(Place(first, at, part))
    return places
