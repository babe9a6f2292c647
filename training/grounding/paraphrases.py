"""Paraphrases by rule: other words and another order for the same statement."""

import random
import re
from collections.abc import Callable


def pairs(listed: str) -> tuple[tuple[str, str], ...]:
    """Return the pairs of words in a list like "big/large, small/little"."""
    split = (pair.partition("/") for pair in " ".join(listed.split()).split(", "))
    return tuple((one, other) for one, _, other in split)


SYNONYMS = pairs(
    """
    announced/declared, purchased/bought, approximately/about, percent/%, United States/U.S., killed/slain,
    began/started, ended/finished, children/kids, created/made, large/big, obtained/got, assisted/helped,
    physician/doctor, automobile/car, movie/film, attempted/tried, required/needed, permitted/allowed,
    displayed/showed, resigned/stepped down, postponed/delayed, wounded/injured, nearly/almost,
    firm/company, elderly/old, passed away/died, jail/prison, found out/discovered, the entire/the whole,
    received/got, build/construct, built/constructed, located/situated, several/a number of,
    revealed/disclosed, cancelled/called off, canceled/called off, near/close to, because/since,
    employees/workers, happened/took place, occurred/took place, often/frequently, remain/stay,
    sufficient/enough, toward/towards, aid/help, Britain/the UK, New York City/New York, chief
    executive/CEO, fled/escaped, searching for/looking for, take part/participate, took part/participated,
    currently/now, previously/earlier, more than/over, led/headed, famous/well-known, rescued/saved,
    fired/dismissed
    """
)
"""Words and others that may stand for them in most sentences, either way."""

NUMBER_WORDS = "zero one two three four five six seven eight nine ten eleven twelve".split()

_SAID = r"(?:said|says|told reporters|added|explained|wrote)"
_WHO = r"(?P<who>(?:[A-Z][\w.’'-]+ ){0,3}[A-Z][\w.’'-]+|he|she|they)"
_QUOTE_FIRST = re.compile(
    rf"^[“\"](?P<what>[^“”\"]{{15,}}?)[,.]?[”\"],? (?:{_WHO} {_SAID}|{_SAID} (?P<other>[A-Z][\w .’'-]+?))\.$"
)
_REPORTED = re.compile(rf"^{_WHO} (?:said|says) (?:that )?(?P<what>[^“”\"]{{15,}})\.$")
_ASIDE = re.compile(r", (?:who|which|where|a|an|the|whose|including|especially) [^,.“”\"]{4,80}, ")
_LEADING = re.compile(
    r"^(?P<time>(?:On|In|At|After|Before|During|Since|For|As of|By|From|Last|This|Earlier)\b[^,“”\"]{3,50}), "
    r"(?P<rest>[^“”\"]+)\.$"
)
_BRACKETS = re.compile(r" ?\([^()]{1,60}\)")
_OPENING = re.compile(
    r"^(?:And|But|So|However|Meanwhile|Moreover|Still|Indeed|In fact|Of course|Also),? (?=\w)"
)
_TRAILING = re.compile(
    r",? (?:on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|this week|last week|last month)(?=\.$)"
)
_FIRST_PERSON = re.compile(r"\b(?:I|we|my|our|me|us|you|your)\b|\bI[’']", re.IGNORECASE)
_PRESENT = re.compile(r"\b(\w+) (is|was|are|were|has|have|had|will|would|does|did|do|can|could)n[’']t\b")


def paraphrase(sentence: str, rng: random.Random) -> str:
    """Return a sentence after rules drawn at random; what it says follows from the sentence."""
    for rule, chance in _RULES:
        if rng.random() < chance:
            sentence = rule(sentence, rng)
    return sentence


def _quoted(sentence: str, rng: random.Random) -> str:
    """Exchange direct speech and reported speech, or who says it and what."""
    if found := _QUOTE_FIRST.match(sentence):
        what, who = found["what"], found["who"] or found["other"]
        if _FIRST_PERSON.search(what):
            return f"{who[0].upper()}{who[1:]} said, “{what}.”"
        return f"{who[0].upper()}{who[1:]} said that {_lower(what)}."
    if found := _REPORTED.match(sentence):
        what, who = found["what"], found["who"]
        if who[0].isupper() and rng.random() < 0.6:
            return f"According to {who}, {what}."
        return f"{what[0].upper()}{what[1:]}, {who} said."
    return sentence


def _without_aside(sentence: str, _rng: random.Random) -> str:
    return _BRACKETS.sub("", _ASIDE.sub(" ", sentence, count=1))


def _moved(sentence: str, rng: random.Random) -> str:
    """Move what opens a sentence to its end, or leave it out."""
    if not (found := _LEADING.match(sentence)):
        return sentence
    rest = found["rest"][0].upper() + found["rest"][1:]
    return f"{rest}." if rng.random() < 0.4 else f"{rest} {_lower(found['time'])}."


def _without_opening(sentence: str, _rng: random.Random) -> str:
    bare = _OPENING.sub("", sentence)
    return bare[:1].upper() + bare[1:]


def _without_ending(sentence: str, _rng: random.Random) -> str:
    return _TRAILING.sub("", sentence)


def _contracted(sentence: str, _rng: random.Random) -> str:
    if "n’t" in sentence or "n't" in sentence:
        return _PRESENT.sub(r"\1 \2 not", sentence)
    return re.sub(r"\b(is|was|are|were|has|have|had|would|does|did|do|could) not\b", r"\1n’t", sentence)


def _other_words(sentence: str, rng: random.Random) -> str:
    for one, other in rng.sample(SYNONYMS, len(SYNONYMS)):
        for word, instead in ((one, other), (other, one)):
            changed = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", instead, sentence, count=1)
            if changed != sentence and rng.random() < 0.7:
                sentence = changed
                break
    return sentence


def _other_numbers(sentence: str, _rng: random.Random) -> str:
    def spelt(found: re.Match[str]) -> str:
        return NUMBER_WORDS[int(found.group())]

    if re.search(r"(?<=\s)(?:[2-9]|1[0-2])(?=\s[a-z])", sentence):
        return re.sub(r"(?<=\s)(?:[2-9]|1[0-2])(?=\s[a-z])", spelt, sentence)
    words = "|".join(NUMBER_WORDS[2:])
    return re.sub(rf"\b(?:{words})\b", lambda found: str(NUMBER_WORDS.index(found.group())), sentence)


def _lower(text: str) -> str:
    """Write what opened a sentence as it stands within one; a name keeps its capital."""
    first = text.split(" ", 1)[0]
    return text[0].lower() + text[1:] if first.lower() in _COMMON else text


_COMMON = set(
    """
    the a an it this that these those there they he she we in on at after before during since for as by from
    last earlier some many most all no if when while his her their its one two people and but so not more
    """.split()
)
"""Words that are no names, whatever their first letter."""

_RULES: tuple[tuple[Callable[[str, random.Random], str], float], ...] = (
    (_without_opening, 0.9),
    (_quoted, 0.6),
    (_without_aside, 0.5),
    (_moved, 0.6),
    (_without_ending, 0.4),
    (_other_words, 0.6),
    (_other_numbers, 0.4),
    (_contracted, 0.4),
)
