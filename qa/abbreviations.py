"""Abbreviations that articles explain, "Long Name (LN)": a question may say either, and the text the other.

Long forms are found as Schwartz and Hearst do (2003): the letters of the abbreviation stand in them in order.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from index.retrieval.hybrid_search import Hit
from index.text.words import STOP_WORDS

LONGEST_LONG_FORM = 100
"""Number of characters of a long form at most."""

MOST_LOOKED_UP = 2
"""Number of abbreviations in a question that are searched for by themselves, at most."""

_SHORT = r"[A-Z][A-Za-z0-9&.-]{0,8}[A-Z0-9]"
_IN_BRACKETS = re.compile(r"\(([^()\n]{2,100})\)")
_ALONE = re.compile(
    rf"(?:or |the |hereafter |abbreviated |known as )?({_SHORT}|[A-Z]{{2,6}}[a-z]{{1,5}})(?:[,;].{{0,80}})?"
)
_ALSO_CALLED = re.compile(
    rf",? (?:or|known as|called|abbreviated(?: as| to)?) (?:the )?({_SHORT})\b(?=[ ,.;])"
)
_STANDS_FOR = re.compile(rf"\b({_SHORT}),? (?:short for|which stands for|stands for|meaning) (?:the )?")
_WORD_BEFORE = re.compile(rf"(?:^|[\s“\"'‘])({_SHORT})\s?$")
_ASKS_WHAT_IT_MEANS = re.compile(
    r"\b(?:stands? for|short for|abbreviat\w+|acronym|initials|mean)\b"
    r"|^\W*(?:what|who)(?:'s| is| are| was) \S+\W*$",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(
    r"[^\W\d_a-z][\w’'&.-]*(?: (?:(?:of|for|and|the|on|in|de|des|du|la|&) ){0,2}[^\W\d_a-z][\w’'&.-]*)+"
)


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A long form and what it is called for short."""

    short: str
    long: str


def abbreviations(text: str) -> list[Abbreviation]:
    """Return the abbreviations that a text explains, in order, each once."""
    found: list[Abbreviation] = []
    for match in _IN_BRACKETS.finditer(text):
        inside, before = (
            match[1].strip(),
            text[max(0, match.start() - LONGEST_LONG_FORM) : match.start()].rstrip(),
        )
        alone, word = _ALONE.fullmatch(inside), _WORD_BEFORE.search(before)
        if alone:
            found += _explained(alone[1], _long_form(alone[1], before) or _last_name(before))
        elif word and " " in inside:
            found += _explained(word[1], _long_form(word[1], inside) or _last_name(inside))
    for match in _ALSO_CALLED.finditer(text):
        before = text[max(0, match.start() - LONGEST_LONG_FORM) : match.start()]
        found += _explained(match[1], _long_form(match[1], before))
    for match in _STANDS_FOR.finditer(text):
        name = _CAPITALISED.match(text, match.end(), match.end() + LONGEST_LONG_FORM)
        found += _explained(match[1], _long_form(match[1], name.group()) if name else "")
    return list(dict.fromkeys(found))


def _explained(short: str, long: str) -> list[Abbreviation]:
    long = re.sub(r"^(?:the|an?) ", "", long.strip(" ,“”\"'"), flags=re.IGNORECASE)
    several = sum(letter.isupper() for letter in short) > 1
    return (
        [Abbreviation(short, " ".join(long.split()))] if several and " " in long and short not in long else []
    )


def _long_form(short: str, before: str) -> str:
    """Return the shortest end of a text whose letters spell the abbreviation; its first opens a word."""
    letters = [letter.lower() for letter in short if letter.isalnum()]
    most = min(len(letters) + 5, 2 * len(letters))
    words = before.split()[-most:]
    text = " ".join(words)
    at = len(text)
    for number, letter in reversed(list(enumerate(letters))):
        at -= 1
        while at >= 0 and (text[at].lower() != letter or (number == 0 and at > 0 and text[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return ""
    return text[at:]


def _last_name(text: str) -> str:
    """Return the run of capitalised words that a text ends with, or ""."""
    found = _CAPITALISED.findall(text[-LONGEST_LONG_FORM:])
    return found[-1] if found and text.endswith(found[-1]) else ""


def expand_abbreviation(question: str, hits: Sequence[Hit], search: Callable[[str], Sequence[Hit]]) -> str:
    """Return the question with what it abbreviates or spells out as the passages have it.

    Where they have it in both ways, both are said. `search` finds the passages that explain an abbreviation
    where none of `hits` does.
    """
    if _ASKS_WHAT_IT_MEANS.search(question):
        return question
    known = _explained_in(hits)
    unexplained = [short for short in _abbreviations_asked(question) if not _of(short, known)]
    for short in unexplained[:MOST_LOOKED_UP]:
        known += [one for one in _explained_in(search(short)) if one.short == short]
    text = "\n".join(f"{hit.article.title}\n{hit.text}" for hit in hits)
    for one in sorted(known, key=lambda one: -len(one.long)):
        as_short, as_long = _pattern(one.short).search(question), _pattern(one.long).search(question)
        asked = as_short or as_long
        if asked is None or (as_short and as_long):
            continue
        spelt, other = (one.short, one.long) if as_short else (one.long, one.short)
        written = _as_written(spelt, other, text)
        return (
            question if written == spelt else f"{question[: asked.start()]}{written}{question[asked.end() :]}"
        )
    return question


def _as_written(asked: str, other: str, text: str) -> str:
    """Return the form that a text has besides where it explains it; both where it has both or neither."""
    explained = re.compile(
        rf"{re.escape(asked)}\s*\(\s*{re.escape(other)}|{re.escape(other)}\s*\(\s*{re.escape(asked)}", re.I
    )
    rest = explained.sub(" ", " ".join(text.split()))
    has_asked, has_other = (bool(_pattern(form).search(rest)) for form in (asked, other))
    if has_asked != has_other:
        return asked if has_asked else other
    return f"{asked} ({other})"


def _explained_in(hits: Iterable[Hit]) -> list[Abbreviation]:
    return list(dict.fromkeys(one for hit in hits for one in abbreviations(hit.text)))


def _abbreviations_asked(question: str) -> list[str]:
    words = re.findall(r"\b[A-Z][A-Z0-9&]{2,8}\b", question)
    return [] if question.isupper() else [word for word in dict.fromkeys(words) if not word.isdecimal()]


def _of(short: str, known: Iterable[Abbreviation]) -> bool:
    return any(one.short == short for one in known)


def _pattern(form: str) -> re.Pattern[str]:
    """Return how a form may be written; a short one that is also a common word stands in capitals only."""
    joined = r"\s+".join(re.escape(word) for word in form.split())
    common = form.lower() in STOP_WORDS or len(form) < 3
    return re.compile(rf"(?<!\w){joined}(?!\w)", 0 if common else re.IGNORECASE)
