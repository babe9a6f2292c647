"""The length of a summary that a request asks for: "in one sentence", "briefly", "in detail"."""

import re

from index.text.words import STOP_WORDS, words

MOST_SENTENCES = 20
"""Number of sentences that a summary has at most, whatever is asked for."""

SHORT = 3
DETAILED = 8
"""Numbers of sentences of a short summary and of a detailed one."""

_NUMBERS = {
    word: number
    for number, alternatives in enumerate(
        "a|one|single two|couple three|few four five six seven eight nine ten".split(), start=1
    )
    for word in alternatives.split("|")
}
_COUNTED = re.compile(
    rf"\b(\d{{1,3}}|{'|'.join(_NUMBERS)})(?:\s+(?:or\s+\w+|short|brief|main|key|of|more|simple|single)){{0,2}}[\s-]+"
    r"(?:sentences?|lines?|points?|bullets?(?:\s+points?)?|quotes?|things)\b",
    re.IGNORECASE,
)
_SHORT = frozenset(
    "short shortly brief briefly quick quickly tldr concise concisely shorter nutshell".split()
)
_DETAILED = frozenset("detail details detailed long longer thorough thoroughly depth".split())
_BESIDE_A_LENGTH = frozenset(
    """
    make give version more summary summaries please pls thanks now again bit little much too way still want
    need sentence sentences
    line lines point points words text one two three four five six seven eight nine ten
    """.split()
)


def names_only_a_length(question: str) -> bool:
    """Whether a request asks for another length and names nothing ("Shorter, please", "in two sentences")."""
    known = STOP_WORDS | _SHORT | _DETAILED | _BESIDE_A_LENGTH
    return requested_sentences(question) is not None and all(
        word in known or word.isdecimal() for word in words(question)
    )


def requested_sentences(question: str) -> int | None:
    """Return how many sentences a request asks for; None where it says nothing of that."""
    if found := _COUNTED.search(question):
        said = found[1].lower()
        number = int(said) if said.isdecimal() else _NUMBERS[said]
        return min(max(number, 1), MOST_SENTENCES)
    spoken = set(words(re.sub(r"\btl;?\s?dr\b", "tldr", question, flags=re.IGNORECASE)))
    if spoken & _SHORT:
        return SHORT
    return DETAILED if spoken & _DETAILED else None
