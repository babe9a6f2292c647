"""Fillers out of the public texts: subjects and names that nobody chose, so that the head heeds none."""

import random
import re
from collections.abc import Iterator, Sequence
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

SUBJECTS = (
    *("$TOPIC", "$TOPIC", "$PHRASE", "$PHRASE", "$LONG", "$LONG", "$LONG", "$NAME", "$NAME"),
    *("$CLAUSED", "$DOING", "$LONG", "$MATTER", "$MATTER", "$TOPIC and $TOPIC", "$PHRASE and $TOPIC"),
)
"""What subjects are drawn from: written ones, noun phrases, names, clauses, deeds, two of them."""

_SUBJECT = re.compile(
    r"\b(?:about|of|on|over|against|for|with)\s"
    rf"(?P<subject>(?:(?:the|an?)\s)?[a-z-]{{3,}}(?:\s[a-z-]{{3,}}){{0,{LONGEST - 1}}})"
    r"(?=\s?[,.;:]|\s(?:is|was|are|were|in|by|that|which|who|when|and|has|had)\b)"
)
_THING = r"(?:(?:the|an?|his|her|their|its)\s)?(?:[a-z-]{3,}\s){0,2}[a-z-]{3,}"
_LONG = re.compile(
    rf"\b(?:about|of|on|over|against|for|with)\s(?P<subject>{_THING}\s"
    r"(?:of|in|for|on|at|between|against|from|with|by|to\sthe|to\sa)\s"
    r"(?:(?:the|an?|his|her|their|its)\s)?[\w-]{3,}(?:\s(?:and\s)?[\w-]{3,}){0,2})(?=\s?[,.;:])"
)
"""Regular expression of a noun phrase with another in it: "the reopening of the mills"."""
_CLAUSE = re.compile(
    r"(?<=[a-z,]\s)(?P<subject>(?:how|why|whether|what)\s"
    r"(?:the|an?|his|her|their|it|they|he|she|we|people|[A-Z][a-z]+)\s(?:[\w'’-]+\s){1,6}[\w'’-]+)(?=\s?[,.;:])"
)
"""Regular expression of a clause that may be asked about: "how the bridge was paid for"."""
_DOING = re.compile(
    r"\b(?:about|of|for|against|by|from|without)\s"
    r"(?P<subject>[a-z]{3,}ing\s(?:[\w'’-]+\s){0,4}[\w'’-]+)(?=\s?[,.;:])"
)
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-zß-ÿ]{2,}(?:[ ][A-Z][a-zß-ÿ]{2,}){1,2}(?=[ ,.])")
_WORD = re.compile(r"[a-z-]+")
_ACRONYM = re.compile(r"(?<=[a-z,] )[A-Z]{3,6}(?=[ ,.])")
_ARTICLES = frozenset(("the", "a", "an"))


def public_fillers(data: Path, seed: int) -> Fillers:
    """Return subjects (PHRASE) and names (NAME) out of the public data's passages, beside written ones."""
    rng = random.Random(seed)  # noqa: S311
    contexts = sorted({row["context"] for name in DATASETS for row in rows(data, f"train-{name}")})
    found = {
        "PHRASE": sorted({subject for context in contexts for subject in subjects(context)}),
        "LONG": _found(_LONG, contexts),
        "CLAUSED": _found(_CLAUSE, contexts),
        "DOING": _found(_DOING, contexts),
        "ACR": sorted({word for context in contexts for word in _ACRONYM.findall(context)}),
        "NAME": sorted({name for context in contexts for name in _NAME.findall(context)}),
    }
    found["LAST"] = sorted({name.split()[-1] for name in found["NAME"]})
    drawn = {name: tuple(rng.sample(every, min(NUMBER, len(every)))) for name, every in found.items()}
    return {**drawn, "SUBJ": SUBJECTS, "P": (*MADE_UP["P"], "$NAME")}


def _found(form: re.Pattern[str], contexts: Sequence[str]) -> list[str]:
    return sorted({match["subject"] for context in contexts for match in form.finditer(context)})


def subjects(text: str) -> Iterator[str]:
    """Yield the phrases after prepositions that have no stop words but an article."""
    for match in _SUBJECT.finditer(text):
        first, *others = _WORD.findall(match["subject"])
        if STOP_WORDS.isdisjoint(others) and (first not in STOP_WORDS or (others and first in _ARTICLES)):
            yield match["subject"]
