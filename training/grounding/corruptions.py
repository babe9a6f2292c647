"""Corruptions of a sentence by rule: what it then says is not what it said.

They follow FactCC (Kryściński et al., Evaluating the Factual Consistency of Abstractive Text Summarization,
2020), with more kinds of fault.
"""

import random
import re
from collections.abc import Callable, Sequence

from index.text.calendar_words import MONTHS, WEEKDAYS
from training.entity_augmentation import another_number
from training.grounding.paraphrases import NUMBER_WORDS, pairs
from training.hard_negatives.entity_swap import entities, replace_entity
from training.word_prefixes import word_prefixes

ANTONYMS = pairs(
    """
    more/less, more/fewer, rose/fell, increased/decreased, higher/lower, up/down, first/last, best/worst,
    most/least, won/lost, before/after, largest/smallest, highest/lowest, above/below, over/under,
    older/younger, increase/decrease, increase/reduction, growth/decline, gained/lost, opened/closed,
    accepted/rejected, supports/opposes, supported/opposed, support/oppose, approved/rejected,
    allowed/banned, allow/prevent, better/worse, early/late, earlier/later, north/south, east/west,
    northern/southern, eastern/western, male/female, man/woman, men/women, son/daughter, brother/sister,
    father/mother, husband/wife, left/right, success/failure, successful/unsuccessful, likely/unlikely,
    with/without, guilty/innocent, alive/dead, old/new, public/private, possible/impossible, began/ended,
    start/end, raised/cut, raise/lower, strong/weak, hot/cold, good/bad, win/lose, buy/sell, bought/sold,
    hired/fired, joined/left, denied/confirmed, denied/admitted, agreed/refused, safe/dangerous,
    always/never, often/rarely, minimum/maximum, least/most, longer/shorter, faster/slower, larger/smaller,
    rising/falling, majority/minority, positive/negative, legal/illegal, arrived/left, remember/forget,
    day/night, winter/summer, inside/outside, included/excluded, married/divorced, kept/dropped
    """
)
"""Words that exclude one another, mostly."""

HEDGES = (
    (r"\b(?:reportedly|allegedly|apparently|possibly|probably|perhaps|potentially|presumably) ", ""),
    (r"\b(?:may|might|could) have (?=\w+(?:ed|en|t)\b)", "had "),
    (r"\b(?:may|might|could)\b", "will"),
    (r"\b(?:is|are) (?:expected|likely|set|planning|hoping) to\b", "will"),
    (r"\b(?:was|were) (?:expected|likely|set|planning|hoping) to\b", "did"),
    (r"\b(?:seems|appears) to\b", "is known to"),
    (r"\ballege[sd]?\b", "proved"),
    (r"\b(?:suspected|alleged) ", ""),
    (r"\bplans to\b", "will"),
)
"""Regular expressions of words that leave a statement open, and what states it instead."""

QUANTIFIERS = pairs(
    """
    some/all, many/all, most/all, several/all, a few/all, sometimes/always, often/always, usually/always,
    one of the/the, part of/all of, partly/entirely, mostly/only, mainly/only, nearly/exactly,
    almost/exactly, about/exactly, at least/exactly, half of/all of, few/no, rarely/never
    """
)
"""Words for a part, and those for the whole."""

_AUXILIARY = re.compile(
    r"(?<![“\"])\b(is|was|are|were|has|have|had|will|would|does|did|do|can|could|should|may|might|must)"
    r"(?! not|n[’']t|\?)(?= [a-z])"
)
_NEGATED = re.compile(
    r"\b(is|was|are|were|has|have|had|would|could|should|does|did|do|will|can)(?: not|n[’']t)\b|"
    r"\b(ca|wo)n[’']t\b|\bnever |\bno longer "
)
_SPELT = re.compile(rf"(?<!\w)(?:{'|'.join(NUMBER_WORDS[2:])})(?!\w)")
_DIGITS = re.compile(r"(?<![\w.,:-])\d[\d,.]*\d(?![\w:-])|(?<![\w.,:-])\d(?![\w,.:-]*\d|\w)")
_MONTH = re.compile(rf"\b(?:{'|'.join(month.capitalize() for month in MONTHS if len(month) > 3)})\b")
_DAY = re.compile(rf"\b(?:{'|'.join(day.capitalize() for day in WEEKDAYS if len(day) > 3)})\b")

Corruption = Callable[[str, Sequence[str], random.Random], str | None]
"""A sentence and entities from around it in, the corrupted sentence or None out."""


def swap_name(sentence: str, others: Sequence[str], rng: random.Random) -> str | None:
    """Return the sentence with one name swapped for another of as many words."""
    own = [name for name in entities(sentence) if not name[0].isdigit()]
    if not own:
        return None
    name = rng.choice(own)
    known = word_prefixes(sentence)
    fitting = [
        other
        for other in others
        if not other[0].isdigit() and not word_prefixes(other) & known and other.count(" ") == name.count(" ")
    ]
    return replace_entity(sentence, name, rng.choice(fitting)) if fitting else None


def swap_number(sentence: str, others: Sequence[str], rng: random.Random) -> str | None:
    """Return the sentence with one number changed, to one from around it half the time."""
    if (found := list(_SPELT.finditer(sentence))) and rng.random() < 0.5:
        one = rng.choice(found)
        other = rng.choice([word for word in NUMBER_WORDS[2:] if word != one.group()])
        return sentence[: one.start()] + other + sentence[one.end() :]
    if not (found := list(_DIGITS.finditer(sentence))):
        return None
    one = rng.choice(found)
    around = [other for other in others if other[0].isdigit() and len(other) == len(one.group())]
    other = rng.choice(around) if around and rng.random() < 0.5 else another_number(one.group(), rng)
    changed = sentence[: one.start()] + other + sentence[one.end() :]
    return changed if changed != sentence else None


def swap_date(sentence: str, _others: Sequence[str], rng: random.Random) -> str | None:
    """Return the sentence with another month or day of the week."""
    for pattern, known in ((_MONTH, MONTHS), (_DAY, WEEKDAYS)):
        if found := list(pattern.finditer(sentence)):
            one = rng.choice(found)
            words = [
                word.capitalize() for word in known if len(word) > 3 and pattern.fullmatch(word.capitalize())
            ]
            other = rng.choice([word for word in words if word != one.group()])
            return sentence[: one.start()] + other + sentence[one.end() :]
    return None


def negate(sentence: str, _others: Sequence[str], rng: random.Random) -> str | None:
    """Return the sentence with a negation put in, or left out where there is one."""
    if found := _NEGATED.search(sentence):
        kept = found[1] or {"ca": "can", "wo": "will"}.get(found[2] or "", "")
        return sentence[: found.start()] + kept + sentence[found.end() :]
    if not (found := _AUXILIARY.search(sentence)):
        return None
    word = rng.choice((" not", " not", "n’t", " never"))
    irregular = {"can": "ca", "will": "wo", "may": "may ", "must": "must", "might": "might "}
    if word == "n’t" and found[1] in irregular:
        word = " not"
    return sentence[: found.end()] + word + sentence[found.end() :]


def _either_way(opposites: Sequence[tuple[str, str]]) -> Corruption:
    known = [pair for one, other in opposites for pair in ((one, other), (other, one))]

    def corrupted(sentence: str, _others: Sequence[str], rng: random.Random) -> str | None:
        for word, instead in rng.sample(known, len(known)):
            if re.search(rf"(?<!\w){word}(?!\w)", sentence):
                return re.sub(rf"(?<!\w){word}(?!\w)", instead, sentence, count=1)
        return None

    return corrupted


def swap_roles(sentence: str, _others: Sequence[str], rng: random.Random) -> str | None:
    """Return the sentence with two of its names in each other's place."""
    own = [name for name in dict.fromkeys(entities(sentence)) if not name[0].isdigit()]
    first = re.match(r"[A-Z]\w+ [A-Z]\w+(?= (?:[a-z]+ed|has|is|was|will|told|met|beat|won)\b)", sentence)
    own += [first.group()] if first else []
    own = [name for name in own if not any(name != other and name in other for other in own)]
    if len(own) < 2:
        return None
    one, other = rng.sample(own, 2)
    hidden = replace_entity(sentence, one, "\0")
    return replace_entity(hidden, other, one).replace("\0", other)


def harden(sentence: str, _others: Sequence[str], rng: random.Random) -> str | None:
    """Return the sentence without a word that leaves it open: one-sided, for the open follows from it."""
    for pattern, instead in rng.sample(HEDGES, len(HEDGES)):
        if re.search(pattern, sentence):
            return re.sub(pattern, instead, sentence, count=1)
    return None


def generalise(sentence: str, _others: Sequence[str], rng: random.Random) -> str | None:
    """Return the sentence of the whole where it tells of a part."""
    for word, instead in rng.sample(QUANTIFIERS, len(QUANTIFIERS)):
        for part, whole in ((word, instead), (word.capitalize(), instead.capitalize())):
            if re.search(rf"(?<!\w){part}(?!\w)", sentence):
                return re.sub(rf"(?<!\w){part}(?!\w)", whole, sentence, count=1)
    return None


TWO_SIDED: dict[str, tuple[Corruption, float]] = {
    "name": (swap_name, 2.0),
    "number": (swap_number, 1.6),
    "date": (swap_date, 0.8),
    "negation": (negate, 1.2),
    "antonym": (_either_way(ANTONYMS), 1.6),
    "role": (swap_roles, 1.2),
}
"""Corruptions that exclude what the sentence says, by kind of fault, with how often each is drawn."""

ONE_SIDED: dict[str, tuple[Corruption, float]] = {"hedge": (harden, 1.0), "generalisation": (generalise, 1.0)}
"""Corruptions that say more than the sentence, which follows from them."""


def corrupt(
    sentence: str, others: Sequence[str], kinds: dict[str, tuple[Corruption, float]], rng: random.Random
) -> tuple[str, str] | None:
    """Return the kind of a corruption that fits a sentence, and what it makes of it; None where none does."""
    order = sorted(kinds, key=lambda kind: rng.random() ** (1 / kinds[kind][1]), reverse=True)
    for kind in order:
        changed = kinds[kind][0](sentence, others, rng)
        if changed and changed != sentence:
            return kind, changed
    return None
