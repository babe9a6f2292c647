"""Name extraction: the names of people, places, organisations and things in a text, by their capitals."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.text.calendar_words import MONTHS, WEEKDAYS
from index.text.words import STOP_WORDS

_CAPITAL = "".join(filter(str.isupper, map(chr, range(0x2000))))
"""Letters of the alphabets that have capitals. A script without them shows no names."""
_ABBREVIATED = "Mr|Mrs|Ms|Dr|St|Jr|Sr|Gen|Sen|Gov|Rep|Lt|Col|Capt|Sgt|Prof|Rev|Hon"
_WORD = (
    rf"(?:(?:[{_CAPITAL}]\.){{2,8}}|(?:{_ABBREVIATED}|[{_CAPITAL}])\.(?=\s[{_CAPITAL}])|"
    rf"[{_CAPITAL}](?:[\w’'.-]{{0,40}}\w)?)"
)
_SPACE = r"[^\S\n]{1,3}"
_JOINS = r"(?:of|de|del|der|da|di|la|le|van|von|bin|ibn|al|the|for)"
_OWNER = r"(?<![’']s)"
_NAME = re.compile(
    rf"(?<!\w){_WORD}(?:{_OWNER}{_SPACE}(?:(?:{_JOINS}{_SPACE}){{0,2}}{_WORD}|\d{{1,4}}(?![\w,.-]))){{0,7}}"
)
_TOKEN = re.compile(r"\S+")
_WRITTEN = re.compile(r"[^\W_]+")
_INSIDE = re.compile(rf"(?<=[a-z,] )[{_CAPITAL}][\w’'.-]{{0,60}}")
"""Regular expression of a word with a capital that does not open its sentence."""
_NO_NAMES = STOP_WORDS.union(
    MONTHS,
    WEEKDAYS,
    """
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun
    am pm est edt pst pdt gmt utc et mr mrs ms miss dr sir lord lady
    according after although among before between despite during following however in meanwhile over since
    though today under until while yesterday
    yes no not also many most several one two three four five six seven eight nine ten
    """.split(),
)
"""Words that are written with a capital and neither begin nor end a name."""
GIVEN_NAMES = frozenset(("will",))
"""Those of them that are given names too, where another name follows and no question opens: "Will Lind"."""
_INSIDE_A_SENTENCE = re.compile(r"[\w,;)’'][^\S\n]+$")
_SENTENCE_END = re.compile(r"[.!?](?=\W|$)|\n|$")
_SENTENCE_BEFORE = 40
"""Number of characters read before a name for the end of the sentence before."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name and its place in the text, in characters.

    Attributes:
        certain: False of a word that may have its capital only for opening a sentence.
    """

    text: str
    start: int
    end: int
    certain: bool


@lru_cache(maxsize=256)
def names(text: str) -> tuple[Name, ...]:
    """Return the names in a text, in order: runs of capitalised words, without the ending of an owner."""
    return tuple(_names(text))


def certain_names(text: str) -> list[Name]:
    """Return the names that do not have their capital only for opening a sentence."""
    return [name for name in names(text) if name.certain]


def name_texts(text: str) -> list[str]:
    """Return what the certain names of a text are, in order, each once."""
    return list(dict.fromkeys(name.text for name in certain_names(text)))


def _names(text: str) -> Iterator[Name]:
    written = set(_WRITTEN.findall(text))
    inside = {form for word in _INSIDE.findall(text) for form in (word, without_owner(word.rstrip(".-’'")))}
    for match in _NAME.finditer(text):
        tokens = [token.span() for token in _TOKEN.finditer(text, *match.span())]
        while tokens and _is_no_name(text[slice(*tokens[0])]) and not _is_given_name(text, tokens):
            tokens.pop(0)
        while tokens and _is_no_name(text[slice(*tokens[-1])]):
            tokens.pop()
        if not tokens:
            continue
        start = tokens[0][0]
        name = without_owner(text[start : tokens[-1][1]]).rstrip("’'")
        before = text[max(0, match.start() - _SENTENCE_BEFORE) : match.start()]
        opens = not before.strip(" \t“\"'(") or before.rstrip(" “\"'(")[-1:] in ".!?\n:"
        alone = opens and " " not in name and start == match.start()
        certain = not (alone and (name.lower() in written or name not in inside))
        yield Name(name, start, start + len(name), certain)


def _is_no_name(word: str) -> bool:
    return without_owner(word).rstrip(".").lower() in _NO_NAMES and word != "US"


def _is_given_name(text: str, tokens: Sequence[tuple[int, int]]) -> bool:
    """Whether capitalised words begin with a given name: "Will Lind left.", not "Will Lind go?"."""
    first, *others = (text[slice(*token)] for token in tokens)
    if first.lower() not in GIVEN_NAMES or not others or _is_no_name(others[0]):
        return False
    before = text[max(0, tokens[0][0] - _SENTENCE_BEFORE) : tokens[0][0]]
    opens = not _INSIDE_A_SENTENCE.search(before)
    end = _SENTENCE_END.search(text, tokens[-1][1])
    return not (opens and end and end[0] == "?")


def without_owner(name: str) -> str:
    """Return a name without the ending of an owner ("Ada's")."""
    return re.sub(r"[’']s$", "", name)
