"""Tokens of a claim or a quote: its words in plain lower case, with their sentence and their clause."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.text.words import STOP_WORDS
from qa.language.name_matching import normalized

_TOKEN = re.compile(r"\d[\d,.]*\d|[^\W_]+(?:[’'][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?…。！？]+[”\"’')\]]*\s|\n")
_CLAUSE_MARK = re.compile(r"[,;:()\[\]“”\"–—]|--|\s-\s")
_OPENS_A_CLAUSE = frozenset(
    """
    and but or nor which who whom whose although though while because since after before if unless that
    when where so whether as until despite
    """.split()
)
_NOT = re.compile(r"n[’']t$")
_OWNER = re.compile(r"[’']s?$")

FUNCTION_WORDS = STOP_WORDS | frozenset(
    """
    not no nor also both either neither each every all only just very too more most much many few less least
    during while because since after before until till if unless although though but however against between
    among through over under above below down off out again further once here other another same own now
    still even yet already may might must shall let s t don he's it's said says say among per via upon
    themselves itself himself herself being having does got get gets within without toward towards across
    along around amid despite whether
    """.split()
)
"""Words that say little of what a clause is about."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text.

    Attributes:
        word: in lower case, without accents and the ending of an owner; "not" of "n't".
        start, end: its place in the text, in characters.
        sentence, clause: the numbers of its sentence and its clause in the text.
        written: as it stands in the text.
    """

    word: str
    start: int
    end: int
    sentence: int
    clause: int
    written: str

    @property
    def is_content(self) -> bool:
        """Whether it says something of what the clause is about."""
        return self.word not in FUNCTION_WORDS and (len(self.word) > 1 or self.word.isdigit())


def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text, in order; time is linear in its length."""
    return tuple(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    end = sentence = clause = 0
    for match in _TOKEN.finditer(text):
        between = text[end : match.start()]
        word = normalized(match.group())
        if end and _SENTENCE_END.search(between):
            sentence, clause = sentence + 1, clause + 1
        elif end and (word in _OPENS_A_CLAUSE or _CLAUSE_MARK.search(between)):
            clause += 1
        end = match.end()
        negated = _NOT.search(word)
        if negated:
            word = {"ca": "can", "wo": "will", "sha": "shall"}.get(
                word[: negated.start()], word[: negated.start()]
            )
        else:
            word = _OWNER.sub("", word)
        if word:
            yield Token(word, match.start(), match.end(), sentence, clause, match.group())
        if negated:
            yield Token("not", match.start(), match.end(), sentence, clause, match.group())


def content(spoken: Iterable[Token]) -> list[Token]:
    """Return the tokens that say something of what their clause is about."""
    return [token for token in spoken if token.is_content]
