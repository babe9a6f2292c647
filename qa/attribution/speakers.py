"""Speakers: who the source of each attribution is, by coreference with the names and nouns before it."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from index.passages import Span, sentences
from qa.attribution.nominal_coreference import NominalResolver, Resolved
from qa.attribution.pronouns import PRONOUN, PronounResolver, Saying
from qa.attribution.referents import Referent, people
from qa.attribution.role_nouns import ORGANISATION_NOUNS, PERSON_NOUNS, is_role
from qa.attribution.source_phrases import PhraseKind, SourcePhrase, source_phrase, without_owner
from qa.attribution.values import Attribution, Speaker
from qa.language.name_matching import normalized

SENTENCES_BACK = 2
"""Sentences before its own in which the antecedent of "they" or "it" has to speak."""

_CLOSING_QUOTE = re.compile(r"[”\"]\s*$")
_OFFICE = re.compile(r"(?:(?:[A-Z][\w.-]{0,30}|of|the|for|and)\s){1,12}")
"""Regular expression of an office in capitals before a name: "Secretary of State"."""
_ONLY_AN_ARTICLE = re.compile(r"(?:the|an?)\s", re.IGNORECASE)


def resolve_speakers(text: str, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Return the attributions with who their sources are, in the same order.

    Where it is open who is meant, the speaker is None. A source without a name is itself.
    """
    resolver = _Resolver(text, attributions)
    found = [resolver.speaker(n) for n in range(len(attributions))]
    return tuple(
        replace(one, speaker=Speaker(who.name, *who.introduction) if who else None)
        for one, who in zip(attributions, found, strict=True)
    )


class _Resolver:
    def __init__(self, text: str, attributions: Sequence[Attribution]) -> None:
        self._text = text
        self._attributions = attributions
        places = sentences(text)
        self._starts = [start for start, _ in places]
        self._sources = {
            n: (one.source[0][0], one.source[-1][1]) for n, one in enumerate(attributions) if one.source
        }
        self._phrases = {n: source_phrase(text, *place) for n, place in self._sources.items()}
        self._people = people(text, list(self._sources.values()))
        self._by_surname: defaultdict[str, list[Referent]] = defaultdict(list)
        for one in self._people:
            if len(one.words) > 1:
                self._by_surname[one.words[-1]].append(one)
        self._mentions = sorted(
            ((place, one) for one in self._people for place in one.mentions), key=lambda pair: pair[0]
        )
        self._nominals = NominalResolver(text, self._people)
        named = {n: self._named(n) for n in self._sources}
        sayings = [Saying(place, attributions[n].content, named[n]) for n, place in self._sources.items()]
        self._pronouns = PronounResolver(text, places, self._people, sayings).antecedents()
        self._found = dict(named)
        before: list[Resolved] = []
        for n in sorted(self._sources, key=lambda n: self._sources[n]):
            who = self._found[n] = named[n] or self._referent(n, before)
            if who:
                before.append(Resolved(self._sources[n], self._phrases[n], who))

    def speaker(self, n: int) -> Referent | None:
        """Return who says the attribution of this number."""
        if n not in self._sources:
            return self._goes_on(n)
        return self._outer_speaker(n) if self._phrases[n].kind is PhraseKind.FIRST else self._found[n]

    def _named(self, n: int) -> Referent | None:
        """Return the person whose name is the head of a source, or stands beside its role."""
        (start, end), phrase = self._sources[n], self._phrases[n]
        first, last = (bisect_left(self._mentions, place, key=_start_of) for place in (start, end))
        inside = [one for one in self._mentions[first:last] if one[0][1] <= end]
        return self._head_of(phrase, inside) or self._beside_role(start, end, inside)

    def _head_of(self, phrase: SourcePhrase, inside: Sequence[tuple[Span, Referent]]) -> Referent | None:
        """Return who is the head of a source: "former mayor Bo Berg"."""
        for (first, last), who in inside:
            before = self._text[phrase.core[0] : first]
            # "former minister and mayor Bo Berg" is one.
            is_one = not phrase.is_list or (len(inside) == 1 and _holds_role(before))
            if first < phrase.core[1] and not without_owner(self._text[last : phrase.core[1]]) and is_one:
                return None if _ONLY_AN_ARTICLE.fullmatch(before) else who
        core = self._text[slice(*phrase.core)]
        for who in self._by_surname[normalized(core.rpartition(" ")[2])]:
            # A headline's capitals run on: "Bo Berg Backs Mill".
            if core.endswith(who.name) and not phrase.is_list:
                return who
        return None

    def _beside_role(self, start: int, end: int, inside: Sequence[tuple[Span, Referent]]) -> Referent | None:
        """Return who stands beside a role: "Secretary of State Bo Berg", "the mayor of Aahus, Bo Berg"."""
        for (first, last), who in inside:
            before, after = self._text[start:first], self._text[last:end]
            is_last = after.lstrip()[:1] in ("", ",", "(")
            if is_last and _OFFICE.fullmatch(before) and _holds_role(before):
                return who
            opening = source_phrase(self._text, start, first)
            says_role = opening.noun in PERSON_NOUNS and not opening.is_plural and not opening.is_list
            if says_role and before.endswith(", ") and len(who.words) > 1 and not after.strip(" ,"):
                return who
        return None

    def _referent(self, n: int, before: Sequence[Resolved]) -> Referent | None:
        place, phrase = self._sources[n], self._phrases[n]
        match phrase.kind:
            case PhraseKind.PERSONAL:
                pronoun = PRONOUN.search(self._text, *place)
                return self._pronouns.get(pronoun.start()) if pronoun else None
            case PhraseKind.PLURAL | PhraseKind.NEUTER:
                return self._last_speaking(phrase, before)
            case PhraseKind.RELATIVE:
                return self._nominals.relative(place[0], before)
            case PhraseKind.FIRST | PhraseKind.FIRST_PLURAL | PhraseKind.ADDRESSED:
                return None
            case PhraseKind.DEFINITE:
                return self._nominals.definite(phrase, before) or self._nominals.itself(place, phrase)
            case PhraseKind.OTHER:
                return self._nominals.itself(place, phrase)

    def _last_speaking(self, phrase: SourcePhrase, before: Sequence[Resolved]) -> Referent | None:
        """Return who spoke last that "they" or "it" can be, where that is near."""
        sentence = self._sentence(phrase.core[0])
        for one in reversed(before):
            if sentence - self._sentence(one.place[0]) > SENTENCES_BACK:
                return None
            if one.referent.is_person:
                continue
            is_group = one.phrase.is_plural or one.phrase.noun in ORGANISATION_NOUNS
            if is_group if phrase.kind is PhraseKind.PLURAL else not one.phrase.is_plural:
                return one.referent
        return None

    def _outer_speaker(self, n: int) -> Referent | None:
        """Return who says "I": whose words it stands in."""
        start = self._sources[n][0]
        outer = [
            (sum(last - first for first, last in one.content), m)
            for m, one in enumerate(self._attributions)
            if m != n and any(first <= start < last for first, last in one.content)
        ]
        return self._found.get(min(outer)[1]) if outer else None

    def _goes_on(self, n: int) -> Referent | None:
        """Return who goes on in a direct quote without a source: who was quoted before it in the paragraph.

        None where somebody else is named in between, or what was quoted before is no direct quote.
        """
        content = self._attributions[n].content
        if not content or self._text[content[0][0]] not in '“"':
            return None
        start = content[0][0]
        paragraph = self._text.rfind("\n", 0, start) + 1
        quoted = [
            (one.content[-1][1], m)
            for m, one in enumerate(self._attributions)
            if m in self._sources
            and one.content
            and paragraph <= one.content[0][0]
            and one.content[-1][1] <= start
        ]
        if not quoted:
            return None
        last = max(quoted)[1]
        spoken = self._attributions[last].content[-1]
        end = max(spoken[1], self._sources[last][1])
        is_named = any(end < place[0] < start for who in self._people for place in who.mentions)
        return (
            None if is_named or not _CLOSING_QUOTE.search(self._text[slice(*spoken)]) else self._found[last]
        )

    def _sentence(self, place: int) -> int:
        return bisect_right(self._starts, place) - 1


def _start_of(mention: tuple[Span, Referent]) -> int:
    return mention[0][0]


def _holds_role(words: str) -> bool:
    return any(is_role(word.lower().rstrip(".")) for word in words.split())
