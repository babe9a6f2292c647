"""Fillers out of the public texts: subjects and names that nobody chose, so that the head heeds none."""

import random
import re
from collections.abc import Iterator
from pathlib import Path

from index.text.words import STOP_WORDS
from training.datasets import rows
from training.intents.grammar import MADE_UP, Fillers

DATASETS = ("qamr", "squadshifts_new_wiki", "squadshifts_reddit", "squad2")
"""The reading comprehension sets whose passages they are taken from."""

NUMBER = 3000
"""Number of subjects, and of names, that are drawn."""

LONGEST = 3
"""Number of words of a subject at most, its article aside."""

_SUBJECT = re.compile(
    r"\b(?:about|of|on|over|against|for|with)\s"
    rf"(?P<subject>(?:(?:the|an?)\s)?[a-z-]{{3,}}(?:\s[a-z-]{{3,}}){{0,{LONGEST - 1}}})"
    r"(?=\s?[,.;:]|\s(?:is|was|are|were|in|by|that|which|who|when|and|has|had)\b)"
)
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-zß-ÿ]{2,}(?:[ ][A-Z][a-zß-ÿ]{2,}){1,2}(?=[ ,.])")
_WORD = re.compile(r"[a-z-]+")
_ARTICLES = frozenset(("the", "a", "an"))


def public_fillers(data: Path, seed: int) -> Fillers:
    """Return subjects (PHRASE) and names (NAME) out of the public data's passages, beside written ones."""
    rng = random.Random(seed)  # noqa: S311
    contexts = sorted({row["context"] for name in DATASETS for row in rows(data, f"train-{name}")})
    found = {
        "PHRASE": sorted({subject for context in contexts for subject in subjects(context)}),
        "NAME": sorted({name for context in contexts for name in _NAME.findall(context)}),
    }
    drawn = {name: tuple(rng.sample(every, min(NUMBER, len(every)))) for name, every in found.items()}
    return {**drawn, "SUBJ": ("$TOPIC", "$PHRASE"), "P": (*MADE_UP["P"], "$NAME")}


def subjects(text: str) -> Iterator[str]:
    """Yield the phrases after prepositions that have no stop words but an article."""
    for match in _SUBJECT.finditer(text):
        first, *others = _WORD.findall(match["subject"])
        if STOP_WORDS.isdisjoint(others) and (first not in STOP_WORDS or (others and first in _ARTICLES)):
            yield match["subject"]
