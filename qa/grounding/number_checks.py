"""Number checks: every number of a claim is one of its quotes', with its unit and its precision."""

import re
from collections.abc import Iterator, Sequence

from qa.grounding.lexicon import same_form
from qa.grounding.premise import Claim, Premise
from qa.grounding.tokens import FUNCTION_WORDS
from qa.language.quantity_values import Quantity, quantities
from qa.language.time_expressions import times
from qa.support import Fault, Reason

CONVERTED = 0.02
"""Share by which a number may differ that was converted into another unit."""

_APPROXIMATE = re.compile(
    r"\b(?:about|around|roughly|approximately|approx\.?|nearly|almost|some|circa|an estimated|close to|"
    r"more than|over|at least|above|less than|fewer than|under|up to|at most|below|as (?:many|much) as|"
    r"no (?:more|fewer|less) than|well over|just over|just under)\s(?:[$€£¥₩₹]\s?)?$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d(?:[\d,.:]*\d)?")
_FRACTIONS = {
    "half": 0.5,
    "halves": 0.5,
    "third": 1 / 3,
    "quarter": 0.25,
    "fifth": 0.2,
    "sixth": 1 / 6,
    "eighth": 0.125,
    "tenth": 0.1,
}
_FRACTION = re.compile(
    r"\b(?:(?P<count>an?|one|two|three|four|nine)[\s-])?(?P<part>half|third|quarter|fifth|sixth|eighth|tenth)s?\b"
    r"(?=\s(?:of|the|its|his|her|their|all|as)\b)",
    re.IGNORECASE,
)
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "nine": 9}
_IMPLIED = {
    "both": 2,
    "pair": 2,
    "couple": 2,
    "duo": 2,
    "twin": 2,
    "twins": 2,
    "trio": 3,
    "twice": 2,
    "double": 2,
    "doubled": 2,
    "triple": 3,
    "tripled": 3,
    "dozen": 12,
    "single": 1,
}


def check_numbers(claim: Claim, premise: Premise) -> list[Reason]:
    """Find the numbers of a claim that the quotes do not have."""
    texts = dict.fromkeys((premise.whole, premise.rejoined))
    known = list(dict.fromkeys(quantity for text in texts for quantity, _, _ in _quantities(text)))
    implied = {_IMPLIED[token.word] for token in premise.tokens if token.word in _IMPLIED}
    reasons, read = [], []
    for quantity, start, end in _quantities(claim.text):
        read.append((start, end))
        about = bool(_APPROXIMATE.search(claim.text[max(0, start - 24) : start]))
        carrying = [other for other in known if _carries(quantity, other, about)]
        if not carrying and not _is_implied(quantity, implied):
            reasons.append(_reason(claim.text[start:end]))
        elif carrying and _counts_another(quantity, carrying, known):
            counted = f"{claim.text[start:end]} {quantity.counted[0]}"
            reasons.append(_reason(counted))
    reasons += _absent_fractions(claim, premise, known)
    reasons += _absent_digits(claim, premise, read)
    return reasons


def _reason(written: str) -> Reason:
    return Reason(Fault.NUMBER, f"The quotes do not have “{written.strip()}”.")


def _quantities(text: str) -> list[tuple[Quantity, int, int]]:
    """Return the quantities of a text with their places, but for a “one” that counts nothing: no one."""
    return [
        (mention.value, mention.start, mention.end)
        for mention in quantities(text)
        if isinstance(mention.value, Quantity) and text[mention.start : mention.end].lower() != "one"
    ]


def _carries(claimed: Quantity, known: Quantity, about: bool) -> bool:
    """Whether a number of the quotes is the claimed one, or rounds or converts to it."""
    if claimed.unit.dimension != known.unit.dimension:
        return False
    if _equal(claimed.least, known.least) and _equal(claimed.most, known.most):
        return True
    if _equal(claimed.least, claimed.most) and (
        _equal(claimed.least, known.least) or _equal(claimed.least, known.most)
    ):
        return True
    if about and claimed.low <= known.most and known.least <= claimed.high:
        return True
    if claimed.unit.factor != known.unit.factor:
        return abs(claimed.least - known.least) <= CONVERTED * max(abs(claimed.least), abs(known.least))
    return _rounds_to(known.least, claimed)


def _counts_another(claimed: Quantity, carrying: Sequence[Quantity], known: Sequence[Quantity]) -> bool:
    """Whether the quotes count something else with a number, and what is claimed with another number."""
    if not claimed.counted or not all(
        one.counted and one.counted[0] not in FUNCTION_WORDS for one in carrying
    ):
        return False
    noun = claimed.counted[0]
    if any(same_form(noun, word) for one in carrying for word in one.counted):
        return False
    return any(one not in carrying and one.counted and same_form(noun, one.counted[0]) for one in known)


def _rounds_to(exact: float, claimed: Quantity) -> bool:
    """Whether a claimed number of thousands or with a decimal is an exact number, rounded."""
    if claimed.least != claimed.most or abs(claimed.least) < 1000:
        return False
    digits = f"{abs(claimed.least):.0f}"
    worth = float("1" + "0" * (len(digits) - len(digits.rstrip("0"))))
    return worth > 1 and worth <= abs(claimed.least) / 10 and abs(exact - claimed.least) <= worth / 2


def _equal(first: float, second: float) -> bool:
    return abs(first - second) <= 1e-9 * max(1.0, abs(first), abs(second))


def _is_implied(claimed: Quantity, implied: set[int]) -> bool:
    return not claimed.unit.dimension and claimed.least == claimed.most and claimed.least in implied


def _absent_fractions(claim: Claim, premise: Premise, known: list[Quantity]) -> Iterator[Reason]:
    told = {round(value, 3) for _, value in _fractions(premise.whole)}
    shares = {round(one.least / 100, 3) for one in known if one.unit.dimension == "share"}
    for written, value in _fractions(claim.text):
        if round(value, 3) not in told | shares:
            yield _reason(written)


def _fractions(text: str) -> Iterator[tuple[str, float]]:
    for match in _FRACTION.finditer(text):
        part = match["part"].lower()
        if match["count"] or part == "half":
            yield match.group(), _COUNTS.get((match["count"] or "a").lower(), 1) * _FRACTIONS[part]


def _absent_digits(claim: Claim, premise: Premise, read: list[tuple[int, int]]) -> Iterator[Reason]:
    """Yield the digits of a claim that are neither a quantity nor a date and that the quotes do not have."""
    spans = [*read, *((time.start, time.end) for time in times(claim.text))]
    known = {_plain(match.group()) for match in _DIGITS.finditer(f"{premise.whole}\n{premise.rejoined}")}
    for match in _DIGITS.finditer(claim.text):
        inside = any(start <= match.start() < end for start, end in spans)
        if not inside and _plain(match.group()) not in known and not _in_words(match.group(), premise):
            yield _reason(match.group())


def _plain(digits: str) -> str:
    return re.sub(r"(?<=\d)[,.](?=\d{3}\b)", "", digits).lstrip("0") or "0"


def _in_words(digits: str, premise: Premise) -> bool:
    return any(
        bool(digits.isascii() and digits.isdigit() and quantity.least == float(digits))
        for quantity, _, _ in _quantities(premise.whole)
    )
