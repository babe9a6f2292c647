"""Coreference of "he" and "she": the person who agrees in gender, was named lately, and spoke or acted."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.passages import Span
from qa.attribution.given_names import Gender
from qa.attribution.referents import Referent

PRONOUN = re.compile(r"\b(?:(?P<male>he|him|his|himself)|(?P<female>she|her|hers|herself))\b", re.IGNORECASE)

SENTENCES_BACK = 4
"""Sentences before its own in which a pronoun's antecedent is looked for."""

NEARNESS = (1.0, 0.8, 0.5, 0.3, 0.2)
"""Weight of a mention in the pronoun's own sentence, the one before, and so on."""

SOURCE, SUBJECT, OTHER, QUOTED = 1.0, 0.9, 0.7, 0.2
"""Weights of a mention as the source of an attribution, as the first name of its sentence, elsewhere, and in
what somebody else says. Set by reading 138 pronouns of `attribution/train`."""

UNKNOWN_GENDER = 0.75
"""Weight of somebody of whom nothing tells whether it is a man or a woman."""

MAYBE_A_PERSON = 0.7
"""Weight of a name that speaks and of which nothing else tells that it is a person's."""

EARLIER = 0.85
"""Weight of a mention before the last of another who spoke."""

AMBIGUOUS = 0.9
"""Share of the best antecedent's score from which another leaves it open who is meant."""
_QUOTATION_MARKS = frozenset("“\"‘'")


@dataclass(frozen=True, slots=True)
class Saying:
    """An attribution as coreference needs it: its source's place, its content, and the named speaker."""

    source: Span
    content: tuple[Span, ...]
    speaker: Referent | None


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    sentence: int
    referent: Referent
    weight: float


class PronounResolver:
    """Resolves the third-person pronouns of one text in their order."""

    def __init__(
        self, text: str, sentences: Sequence[Span], referents: Sequence[Referent], sayings: Sequence[Saying]
    ) -> None:
        """Resolve the pronouns of `text` to the people among `referents`."""
        self._text = text
        self._starts = [start for start, _ in sentences]
        self._sayings = sayings
        self._sources = {place: saying for saying in sayings for place in range(*saying.source)}
        self._contents = sorted(span for saying in sayings for span in saying.content)
        speaking = {id(saying.speaker) for saying in sayings}
        self._people = [one for one in referents if one.is_person or id(one) in speaking]
        self._named = sorted(
            ((place, one) for one in self._people for place in one.mentions), key=lambda pair: pair[0]
        )

    def antecedents(self) -> Mapping[int, Referent]:
        """Return who is meant by the pronoun at each place; those that are open are left out."""
        found: dict[int, Referent] = {}
        mentions: list[_Mention] = []
        named = iter([*self._named, ((len(self._text) + 1, 0), None)])
        (at, _), referent = next(named)
        for match in PRONOUN.finditer(self._text):
            while at < match.start() and referent:
                mentions.append(self._mention(at, referent, mentions))
                (at, _), referent = next(named)
            gender = Gender.MALE if match["male"] else Gender.FEMALE
            antecedent = self._antecedent(match.start(), gender, mentions)
            if antecedent:
                found[match.start()] = antecedent
                antecedent.gender = antecedent.gender or gender
                mentions.append(self._mention(match.start(), antecedent, mentions))
        return found

    def _mention(self, start: int, referent: Referent, before: Sequence[_Mention]) -> _Mention:
        sentence, saying = self._sentence(start), self._sources.get(start)
        if saying and (saying.speaker is None or saying.speaker is referent):
            return _Mention(start, sentence, referent, SOURCE)
        if self._is_quoted(start):
            return _Mention(start, sentence, referent, QUOTED)
        is_first = not before or before[-1].sentence < sentence
        return _Mention(start, sentence, referent, SUBJECT if is_first else OTHER)

    def _sentence(self, place: int) -> int:
        return bisect_right(self._starts, place) - 1

    def _is_quoted(self, place: int) -> bool:
        return any(start <= place < end for start, end in self._contents)

    def _antecedent(self, place: int, gender: Gender, mentions: Sequence[_Mention]) -> Referent | None:
        sentence, barred = self._sentence(place), self._barred(place)
        # What stands in the same quote as the pronoun is as near to it as elsewhere.
        quoted_from = min((start for start, end in self._contents if start <= place < end), default=place)
        scores: dict[Referent, float] = {}
        last_source: Referent | None = None
        for mention in reversed(mentions):
            one, distance = mention.referent, sentence - mention.sentence
            if distance > SENTENCES_BACK:
                break
            if one in barred or one.gender not in (None, gender):
                continue
            weight = max(mention.weight, OTHER if mention.start >= quoted_from else 0.0)
            weight *= 1 if one.gender else UNKNOWN_GENDER
            weight *= 1 if one.is_person else MAYBE_A_PERSON
            weight *= EARLIER if last_source not in (None, one) else 1
            scores[one] = max(NEARNESS[distance] * weight, scores.get(one, 0.0))
            if mention.weight == SOURCE:
                last_source = last_source or one
        return _clear_best(scores)

    def _barred(self, place: int) -> set[Referent]:
        """Return who cannot be meant: who is named after it or in what it says, or is quoted."""
        last = self._sentence(place) + 1
        barred = self._named_in(
            place + 1, self._starts[last] if last < len(self._starts) else len(self._text)
        )
        for saying in self._sayings:
            if saying.source[0] <= place < saying.source[1]:
                for start, end in saying.content:
                    # "Lind was late, he said" may be Lind; "“Lind is late,” he said" is not.
                    if start > place or self._text[start] in _QUOTATION_MARKS:
                        barred |= self._named_in(start, end)
            elif saying.speaker and any(
                start <= place < end and self._text[start] in _QUOTATION_MARKS
                for start, end in saying.content
            ):
                barred.add(saying.speaker)
        return barred

    def _named_in(self, start: int, end: int) -> set[Referent]:
        first, last = (bisect_left(self._named, place, key=lambda pair: pair[0][0]) for place in (start, end))
        return {one for _, one in self._named[first:last]}


def _clear_best(scores: Mapping[Referent, float]) -> Referent | None:
    """Return the antecedent with the best score; None where another's is nearly as good."""
    ranked = sorted(scores, key=lambda one: -scores[one])
    if not ranked or (len(ranked) > 1 and scores[ranked[1]] >= AMBIGUOUS * scores[ranked[0]]):
        return None
    # "Varnbook said …": one word that speaks may be a company, too.
    return ranked[0] if ranked[0].is_person or len(ranked[0].words) > 1 else None
