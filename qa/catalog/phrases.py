"""The ways a phrase may be written in a text: in capitals, over a line's end, with accents, as U.S. or US."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence

from index.text.scripts import Phrase, phrase_query
from index.text.words import STOP_WORDS

MOST_WORDS = 12
"""Words of a phrase that are looked up in the full text, before the text itself is compared."""

LONGEST_ACRONYM = 5

ACCENTS = "\u0300-\u036f"
"""Those that stand as characters of their own, after their letter."""

UNBOUNDED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\uff66-\uff9f\U00020000-\U0003ffff]"
)
"""A letter of Chinese, Japanese, Korean, Thai, Lao, Burmese or Khmer, where words are not set apart, or have
endings of many kinds."""

_WORD = re.compile(rf"\w[\w{ACCENTS}]*[+#]*")
_INSIDE = rf"[\w{ACCENTS}]"
_BLANK = rf"[^\w\n{ACCENTS}]"
_BETWEEN = rf"(?:{_BLANK}{{1,3}}|{_BLANK}{{0,2}}\n{_BLANK}{{0,3}})"
"""A line may end between two words, a paragraph may not."""

_DOTTED = re.compile(r"\b(?:[A-Z]\.)+[A-Z]\b\.?")
"""Initials; the last dot may be gone, with the question's own."""
_NUMBERED = re.compile(r"[^\W\d_]\S*\d$")
"""A name that ends in a number, such as F-16: there are F-16s."""

Spelling = Callable[[str], str]
"""Returns the pattern of a letter."""


def full_text_query(phrase: str) -> list[list[Phrase]] | None:
    """Return what passages that may hold a phrase have, one of each list; None where that cannot be told."""
    listed = _words(phrase)[:MOST_WORDS]
    if any(map(UNBOUNDED.search, listed)):
        return None
    if any(map(_is_acronym, listed)):
        return [
            [phrase_query(word), Phrase(" ".join(word))] if _is_acronym(word) else [phrase_query(word)]
            for word in listed
        ]
    return [[phrase_query(" ".join(listed))]]


def patterns(phrase: str) -> Iterator[tuple[re.Pattern[str], bool]]:
    """Yield the ways to look for a phrase, the strictest first, each with whether accents are left out.

    A phrase stands as whole words, in whatever case; but NIS, so typed, first with a capital (Nis), and US in
    capitals only, for "us" is another word. Nothing is yielded for a phrase without words.
    """
    listed = _words(phrase)
    if not listed:
        return
    # The whole question may be typed in capitals.
    shouted = len(listed) > 1 and all(map(str.isupper, listed))
    acronyms = [] if shouted else [word for word in listed if _is_acronym(word)]
    ending = "s?" if _NUMBERED.search(phrase.strip()) else ""
    if acronyms:
        yield _pattern(listed, _with_accents, "s?" if listed[-1] in acronyms else ending, acronyms), False
    if STOP_WORDS.isdisjoint(word.lower() for word in acronyms):
        yield _pattern(listed, _with_accents, ending), False
        yield _pattern(listed, _with_any_accents, ending), True


def without_accents(text: str) -> str:
    """Return the text with every letter's accent taken off; as long as before."""
    return text.translate({ord(letter): _plain(letter) for letter in set(text) if letter > "\x7f"})


def _words(phrase: str) -> list[str]:
    """Return a phrase's words as they are typed, U.S. as US; a sign as in C++ is part of its word."""
    composed = unicodedata.normalize("NFC", phrase)
    return _WORD.findall(_DOTTED.sub(lambda dotted: dotted[0].replace(".", ""), composed))


def _is_acronym(word: str) -> bool:
    return word.isupper() and word.isalnum() and 2 <= len(word) <= LONGEST_ACRONYM


def _pattern(
    listed: Sequence[str], spelling: Spelling, ending: str, acronyms: Collection[str] = ()
) -> re.Pattern[str]:
    """Join words to a pattern. Words in scripts that do not set them apart have no bounds."""
    pieces = [_piece(word, spelling, word in acronyms, opens=not at) for at, word in enumerate(listed)]
    bound = "" if UNBOUNDED.match(listed[-1][-1]) else rf"{ending}(?!{_INSIDE})"
    return re.compile(_BETWEEN.join(pieces) + bound)


def _piece(word: str, spelling: Spelling, in_capitals: bool, *, opens: bool) -> str:
    first, *others = map(spelling, word)
    rest = "".join(others)
    if _is_acronym(word):
        dotted = "".join(rf"\. ?{letter}" for letter in others)
        rest = rf"(?:{rest}|{dotted}\.?)"
    if opens and not UNBOUNDED.match(word):
        # A pattern that begins with a letter is found more quickly than one that begins with a bound. But
        # what is looked for behind must be of one length.
        single = len(first) == 1
        first = rf"{first}(?<!{_INSIDE}{first})" if single else rf"(?<!{_INSIDE}){first}"
    if not in_capitals:
        return f"(?i:{first}{rest})"
    return first + (rest if word.lower() in STOP_WORDS else f"(?i:{rest})")


def _with_accents(letter: str) -> str:
    """Match a letter with its accent, in one character or apart."""
    apart = unicodedata.normalize("NFD", letter)
    return re.escape(letter) if apart == letter else f"(?:{letter}|{apart})"


def _with_any_accents(letter: str) -> str:
    if re.match(f"[{ACCENTS}]", letter):
        return ""
    return f"{re.escape(_plain(letter))}[{ACCENTS}]*"


def _plain(letter: str) -> str:
    """Return a letter without its accent; as it is where that would be another letter, as in Japanese."""
    apart = unicodedata.normalize("NFD", letter)
    return apart[0] if len(apart) > 1 and all("\u0300" <= mark <= "\u036f" for mark in apart[1:]) else letter
