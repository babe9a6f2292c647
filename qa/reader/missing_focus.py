"""Missing focus: a penalty where the network prefers no answer and the passage lacks the noun asked for.

"What was the turnout in Aahus?" is about a turnout. A passage on the vote that has no form of the word seldom
tells it, and any percentage in it looks like one.
"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.text.words import STOP_WORDS, words
from qa.language.word_forms import inflections
from qa.reader.candidates import Candidate

MISSING_FOCUS_PENALTY = 3.0
"""Logits that a candidate loses whose margin is negative and whose passage and title lack the noun that is
asked for. In four reading sets 285 of 1,351 passages that answer lack it, and 617 of 799 others on the same
subject. Where the margin is negative, too, three of 23 answers were right that were given on clapnq, squad2
and xquad, with the passage that answers and without it; with the noun, nine of 31."""

_IS = r"(?:is|was|are|were|will\s+be)"
_DETERMINER = r"(?:the|an?|its|his|her|their|our)"
_NAMING = r"(?:[\w'’-]+\s+){0,4}?[\w'’-]+?"
_AUXILIARY = r"did|do|does|has|had|have|is|are|was|were|will|would|can|could"
_PREPOSITION = (
    r"of|in|for|at|on|to|by|from|with|between|during|after|before|behind|about|as|among|under|per|over|through|"
    r"into|that|which|who|when|used|called|given|and|or"
)
_ASKED_FOR = re.compile(
    rf"^\W*(?:wh(?:at|o)(?:['’]s|\s+{_IS})\s+(?:the\s+names?\s+of\s+)?{_DETERMINER}\s+"
    rf"(?P<one>{_NAMING})(?=\s+(?:{_PREPOSITION}|{_AUXILIARY})\b|\s*\?|\s*$|,)"
    rf"|how\s+many\s+(?P<several>{_NAMING})(?=\s+(?:of|there|{_AUXILIARY})\b))",
    re.IGNORECASE,
)
_NO_NOUN = re.compile(r"ed$|ing$|[\W\d_]")

_UNSPOKEN = frozenset(
    """
    action age amount animal area aspect author benefit body brand capacity case cause character child
    children city color colour company complaint condition country date day degree device direction
    disease effect else emotion episode era event example expression factor feature food form format
    gender goal group holiday issue item job kind language length level limit location man material
    measurement medal metal method model month movie name nation nationality need nickname number
    occupation one organisation organization part party people percent percentage person piece place
    platform point portion position pound price problem proces product program programme purpose quality
    question race range reason region religion result role score season service shape size sort sport
    statu subject team temperature term thing time title tool topic type unit use value vehicle version
    volume way weight winner word year
    """.split()
)
"""Nouns without their s that passages which answer seldom say: of those asked for eight times or more in half
of seven reading sets, the ones that at least 0.3 of the passages lack, and a few forms of theirs."""


def missing_focus_penalties(question: str, candidates: Sequence[Candidate]) -> NDArray[np.float64]:
    """Return the logits that each candidate loses for a passage without what is asked for: (candidates,)."""
    lost = np.zeros(len(candidates))
    asked = asked_noun(question)
    if asked is None:
        return lost
    for place, candidate in enumerate(candidates):
        if candidate.margin < 0 and not inflections([asked], words(candidate.around))[asked]:
            lost[place] = MISSING_FOCUS_PENALTY
    return lost


def asked_noun(question: str) -> str | None:
    """Return the noun that a question asks for, where what answers it mostly says the word; else None."""
    found = _ASKED_FOR.match(question)
    listed = words(found["one"] or found["several"]) if found else []
    noun = listed[-1] if listed else ""
    if not noun or noun in STOP_WORDS or _NO_NOUN.search(noun) or noun.rstrip("s") in _UNSPOKEN:
        return None
    return noun
