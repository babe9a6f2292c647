"""The grammar of the wordings: `{a|b}` draws one alternative, `$NAME` a filler.

A file `wordings/KIND.txt` has a wording a line; `wordings/fillers.txt` has `NAME: filler|filler|…`.
"""

import random
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

WORDINGS = Path(__file__).parent / "wordings"

_INNERMOST = re.compile(r"\{([^{}]*)\}")
_FILLER = re.compile(r"\$([A-Z]+)")

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


def read_fillers(folder: Path = WORDINGS) -> Fillers:
    """Return the fillers by name."""
    lines = (folder / "fillers.txt").read_text(encoding="utf-8").splitlines()
    named = dict(line.split(": ", 1) for line in lines if line)
    return {**MADE_UP, **{name: tuple(every.split("|")) for name, every in named.items()}}


def read_wordings(label: str, folder: Path = WORDINGS) -> list[str]:
    """Return the wordings of one label, as they are written."""
    return [line for line in (folder / f"{label}.txt").read_text(encoding="utf-8").splitlines() if line]


def draw(wording: str, fillers: Fillers, rng: random.Random) -> str:
    """Return one form of a wording, with alternatives and fillers drawn at random."""
    while _INNERMOST.search(wording):
        wording = _INNERMOST.sub(lambda found: rng.choice(found[1].split("|")), wording)
    while _FILLER.search(wording):
        wording = _FILLER.sub(lambda found: rng.choice(fillers[found[1]]), wording)
    return " ".join(wording.split())
