"""Articles that contradict each other: they give different answers of one kind to the same question.

Two grounds tell this from two answers about different things: two articles have the same sentence with
another date, number or name in it; or both speak of what the question names, share further words, and are
both likely to answer.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

from index.passages import Span
from index.text.words import STOP_WORDS, content_words, words
from qa.language.answer_types import AnswerType, answer_type_of
from qa.language.answer_values import answer_values, compatible
from qa.language.mentions import Mention
from qa.language.name_matching import same_name
from qa.language.word_forms import covered_terms
from qa.reader import Reading
from qa.same_sentence import FEWEST_SHARED, differing_values
from qa.thresholds import DISAGREEMENT_SHARE, SAME_SENTENCE_SHARE

MIN_COVERAGE = 0.5
"""Least share of the question's words in each of two contradicting sentences, which hold all its names and
numbers."""

MIN_SHARED_WORDS = 4
"""Words that such sentences share beyond the question's and the stop words: then they speak of one event. On
the sample articles the two sentences about one visit share six to eight; pairs that are likely, complete and
about different events shared at most three on the sets this was chosen on."""

MOST_SIDES = 3
"""Number of readings in one disagreement, at most."""

SHORT_QUOTE = 80
"""Number of characters below which a quote, as a line of a table, is compared with its context."""

AROUND = 120
"""Number of characters of that context on either side."""

Pair = tuple[Reading, Reading]

_KINDS = {
    AnswerType.TIME: (AnswerType.TIME,),
    AnswerType.NUMBER: (AnswerType.NUMBER,),
    AnswerType.NAME: (AnswerType.NAME,),
    AnswerType.OTHER: (AnswerType.TIME, AnswerType.NUMBER, AnswerType.NAME),
}
_ORDINALS = frozenset("first second third fourth fifth sixth seventh eighth ninth tenth last".split())
_SEVERAL = re.compile(
    r"\b(?:(?:which|what)\s+(?!was\b|is\b|does\b|has\b)\w+(?<![siu])s|(?:who|which|what)\s+(?:are|were))\b",
    re.IGNORECASE,
)
"""A question that several answers can be right for at once, because it asks for more than one."""


def disagreeing(question: str, readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return readings of different articles that contradict each other, likeliest first, or nothing.

    Each of the two or more contradicts all others; their `answer` is the date, number or name in question.

    Args:
        question: complete, as it was read.
        readings: all that the reader gave, in any order; also those of small confidence.
    """
    kinds = _KINDS.get(answer_type_of(question), ())
    best = max((reading.confidence for reading in readings), default=0.0)
    compared = [ComparedReading(reading) for reading in readings]
    pairs: list[Pair] = []
    for first, second in _of_two_articles(compared):
        if max(first.reading.confidence, second.reading.confidence) >= SAME_SENTENCE_SHARE * best:
            pairs += _same_but_for_a_value(first, second, kinds)
    likely = [
        one
        for one in compared
        if one.reading.confidence >= DISAGREEMENT_SHARE * best and _speaks_of(question, one)
    ]
    for first, second in _of_two_articles(likely):
        if any(_contradict(question, first, second, kind) for kind in kinds) and (
            _in_common(question, first, second) >= MIN_SHARED_WORDS
        ):
            pairs.append((first.reading, second.reading))
    return _sides(pairs)


def _of_two_articles(
    compared: Sequence["ComparedReading"],
) -> Iterator[tuple["ComparedReading", "ComparedReading"]]:
    for first, second in combinations(compared, 2):
        if first.reading.article.id != second.reading.article.id:
            yield first, second


@dataclass(frozen=True)
class ComparedReading:
    """A reading with what is made of its words; each is worked out once and only when needed.

    Attributes:
        margin: characters on either side of the quote that are taken along.
    """

    reading: Reading
    margin: int = 0

    @cached_property
    def place(self) -> Span:
        """The place of the quote in the article, with whole words of the margin."""
        text, start, end = self.reading.article.text, self.reading.start, self.reading.end
        before = text[max(0, start - self.margin) : start]
        after = text[end : end + self.margin]
        return start - len(before.partition(" ")[2]), end + len(after.rpartition(" ")[0])

    @cached_property
    def text(self) -> str:
        """What stands there."""
        return self.reading.article.text[slice(*self.place)]

    @cached_property
    def said(self) -> frozenset[str]:
        """The words of it that tell something."""
        return frozenset(words(self.text)) - STOP_WORDS

    @cached_property
    def widened(self) -> "ComparedReading":
        """The same with what stands around the quote."""
        return ComparedReading(self.reading, AROUND)

    def quoted(self, found: Sequence[Mention]) -> list[Span]:
        """Return the places in the article of those of the values found in `text` that are quoted."""
        places = [(self.place[0] + value.start, self.place[0] + value.end) for value in found]
        return [place for place in places if self.reading.start <= place[0] and place[1] <= self.reading.end]

    def answering(self, places: Sequence[Span]) -> Span | None:
        """Return where the reader's answer and the first of the places that it touches overlap."""
        answer = self.reading.answer or (0, 0)
        overlaps = ((max(start, answer[0]), min(end, answer[1])) for start, end in places)
        return next((overlap for overlap in overlaps if overlap[0] < overlap[1]), None)


def _same_but_for_a_value(
    first: ComparedReading, second: ComparedReading, kinds: Sequence[AnswerType]
) -> list[Pair]:
    """Return the two with the values marked in which they differ, where they are else the same."""
    pairs = [(first, second)]
    if min(len(first.text), len(second.text)) < SHORT_QUOTE:
        pairs.append((first.widened, second.widened))
    for mine, theirs in pairs:
        # Aligning two texts takes long; most have too little in common to begin with.
        common = len(mine.said & theirs.said)
        if common < max(FEWEST_SHARED, max(len(mine.said), len(theirs.said)) / 2):
            continue
        for kind in kinds:
            differing = differing_values(mine.text, theirs.text, kind)
            if differing:
                return _marked(mine, theirs, *differing)
    return []


def _marked(
    first: ComparedReading, second: ComparedReading, mine: Sequence[Mention], theirs: Sequence[Mention]
) -> list[Pair]:
    """Mark the values, if both are quoted and the reader took one of them for the answer."""
    places = first.quoted(mine), second.quoted(theirs)
    answers = first.answering(places[0]), second.answering(places[1])
    if not all(places) or not any(answers):
        return []
    return [
        (
            replace(first.reading, answer=answers[0] or places[0][0]),
            replace(second.reading, answer=answers[1] or places[1][0]),
        )
    ]


def _contradict(question: str, first: ComparedReading, second: ComparedReading, kind: AnswerType) -> bool:
    """Whether the answers of two quotes are values of one kind that cannot both be right."""
    if kind is AnswerType.NAME and _SEVERAL.search(question):
        return False
    answers = [side.reading.answer_text for side in (first, second)]
    found = [answer_values(answer, kind) for answer in answers]
    if not all(found) or compatible(*found):
        return False
    if not all(_is_all(answer, told, kind) for answer, told in zip(answers, found, strict=True)):
        return False
    # An article that gives both answers does not contradict the other.
    return not (
        compatible(found[0], answer_values(second.text, kind))
        or compatible(found[1], answer_values(first.text, kind))
    )


def _is_all(answer: str, found: Sequence[Mention], kind: AnswerType) -> bool:
    """Whether an answer is just a value: a clause that has a name in it is no name."""
    return kind is not AnswerType.NAME or found[-1].end - found[0].start >= 0.8 * len(answer.strip())


def _speaks_of(question: str, side: ComparedReading) -> bool:
    """Whether a quote holds most of the question's words and all of its names and numbers."""
    asked = list(dict.fromkeys(content_words(question)))
    spoken = words(side.text)
    named = [
        word.lower()
        for place, word in enumerate(re.findall(r"\w+", question))
        if word[0].isdecimal() or word.lower() in _ORDINALS or (place and word[0].isupper())
    ]
    return sum(covered_terms(asked, spoken)) >= MIN_COVERAGE * len(asked) and all(
        any(name == word or (same_name(name, word) and not name[0].isdecimal()) for word in spoken)
        for name in named
    )


def _in_common(question: str, first: ComparedReading, second: ComparedReading) -> int:
    """Count the words that two quotes share beyond the question's, the answers' and numbers."""
    sides = first, second
    known = set(words(question)).union(*(words(side.reading.answer_text) for side in sides))
    mine, theirs = (
        [word for word in side.said if len(word) > 2 and not word.isdecimal() and word not in known]
        for side in sides
    )
    return sum(covered_terms(mine, theirs))


def _sides(pairs: list[Pair]) -> tuple[Reading, ...]:
    """Return the likeliest pair and whoever contradicts both of it in turn."""
    ranked = sorted(pairs, key=lambda pair: -sum(reading.confidence for reading in pair))
    if not ranked:
        return ()
    sides = list(ranked[0])
    for other in {reading.key: reading for pair in ranked for reading in pair}.values():
        against = {one.key for pair in ranked for one in pair if any(other.key == side.key for side in pair)}
        if len(sides) < MOST_SIDES and all(
            side.key in against and side.article.id != other.article.id for side in sides
        ):
            sides.append(other)
    told = [_most_fully(side, [reading for pair in ranked for reading in pair]) for side in sides]
    alike = len({reading.article.id for reading in told}) < len(told)
    return tuple(sorted(sides if alike else told, key=lambda reading: -reading.confidence))


def _most_fully(side: Reading, readings: Sequence[Reading]) -> Reading:
    """Return which of the readings tells a side's date most fully: "12 November 2020" more than "Nov 12"."""
    date = answer_values(side.answer_text, AnswerType.TIME)
    same = [
        reading
        for reading in readings
        if reading.confidence >= DISAGREEMENT_SHARE * side.confidence
        and all(
            one.value.compare(other.value)
            for one in date
            for other in answer_values(reading.answer_text, AnswerType.TIME)
        )
        and answer_values(reading.answer_text, AnswerType.TIME)
    ]
    return max([side, *same], key=lambda reading: len(reading.answer_text)) if date else side
