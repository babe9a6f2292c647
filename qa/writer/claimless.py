"""Sentences that claim nothing of the articles: lead-ins, “the articles do not say”, the prompt's own."""

import re
from functools import cache

from index.text.words import words
from qa.writer.prompt import BEGIN, END, INSTRUCTIONS, SYSTEM
from qa.writer.sentence_stream import Claim
from qa.writer.worked_examples import EXAMPLES

SHINGLE_SIZE = 6
"""Number of words in a row that a sentence shares with the prompt only where it repeats it."""

SHORTEST_RULE = 4
"""Number of words of a rule that is recognised as one where a sentence is nothing but it."""

_LEAD_IN = re.compile(
    r"(?:(?:sure|certainly|of course|absolutely|okay|ok)\b[^.]{0,40}|"
    r"(?:here|below|the following) (?:is|are|was|were)\b[^.]{0,120}|"
    r"(?:i hope|let me know|please let me know|feel free)\b[^.]{0,120})[.!]?",
    re.IGNORECASE,
)
_NONE = re.compile(r"\W*(?:answer:\s*)?none\W*", re.IGNORECASE)
_SILENCE = re.compile(
    r"\b(?:articles?|quotes?|sources?|texts?|passages?|excerpts?|documents?|information|context|evidence)\b"
    r"[^.]{0,60}(?:\b(?:not|no|nothing|none|without)|n[’']t)\b[^.]{0,60}"
    r"\b(?:answer|say|state|mention|tell|contain|provide|specify|give|include|indicate|reveal|information)|"
    r"\b(?:no|not enough|insufficient) (?:information|evidence|answer|mention|quotes?)\b|"
    r"\b(?:cannot|can not|can[’']t|could not|unable to) (?:\w+ ){0,2}(?:answer|determine|tell|say|find)\b",
    re.IGNORECASE,
)


def is_lead_in(claim: Claim) -> bool:
    """Whether a sentence only announces others: a heading, “Here is a summary:”, “Sure!”."""
    if claim.numbers:
        return False
    text = claim.text.rstrip("”\"' ")
    unfinished = claim.opens_paragraph and claim.is_whole and text[-1:].isalnum() and len(text.split()) <= 4
    return claim.is_heading or unfinished or text.endswith((":", "：")) or bool(_LEAD_IN.fullmatch(text))


def tells_that_nothing_is_said(claim: Claim) -> bool:
    """Whether a sentence tells that the quotes do not answer: the word agreed on, or one of its own."""
    return bool(_NONE.fullmatch(claim.text)) or (not claim.numbers and bool(_SILENCE.search(claim.text)))


def repeats_prompt(text: str) -> bool:
    """Whether a sentence repeats what the model was told, or one of its worked examples."""
    size = max(SHORTEST_RULE, min(SHINGLE_SIZE, len(words(text))))
    fences = (fence.strip("- ") for fence in (BEGIN, END))
    return not _shingles(text, size).isdisjoint(_prompt_shingles(size)) or any(one in text for one in fences)


@cache
def _prompt_shingles(size: int) -> frozenset[tuple[str, ...]]:
    examples = ((*one.quotes, one.question, one.answer) for one in EXAMPLES)
    lines = [*SYSTEM.splitlines(), *INSTRUCTIONS.values(), *(line for lines in examples for line in lines)]
    # A few words of an example are anybody's.
    told = lines if size == SHINGLE_SIZE else SYSTEM.splitlines()
    return frozenset().union(*(_shingles(line, size) for line in told))


def _shingles(text: str, size: int) -> frozenset[tuple[str, ...]]:
    said = words(text)
    return frozenset(tuple(said[first : first + size]) for first in range(len(said) - size + 1))
