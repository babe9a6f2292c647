"""What somebody said: the sentences of the passages found in which a person speaks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.passages import Span, sentences
from index.retrieval.hybrid_search import Hit
from qa.language.name_roles import likely_people
from qa.reader import Reading
from qa.thresholds import STATEMENT_CONFIDENCE

_ASKS = re.compile(
    r"\W*(?:and |so |but )?what (?:all |else )?(?:did|does|do|has|have) (?P<who>\S.{0,60}?) "
    r"(?:say|says|said|tell|told|state|stated|claim|claimed|declare|declared|announce|announced|comment|commented|"
    r"remark|remarked|argue|argued|think)(?: (?:about it|there|then|publicly|so far))?\W*",
    re.IGNORECASE,
)
_SPEAKS = (
    r"(?:said|says|told|tells|added|adds|stated|states|declared|declares|announced|announces|claimed|claims|"
    r"noted|notes|argued|argues|warned|warns|explained|explains|insisted|insists|promised|promises|called|calls|"
    r"wrote|writes|remarked|replied|admitted|admits|denied|denies|stressed|urged|demanded|asked|commented|"
    r"complained|predicted|confirmed|suggested|thinks|thought|believes)"
)
_ANOTHER_SUBJECT = re.compile(
    r"\b(?:while|when|before|after|as|but|where|because|than|that|to|and|met|with)\s+"
    r"(?:[a-z]+\s+){0,2}[^\W\d_a-z]"
    r"|(?<!\bof)(?<!\bfrom)(?<!\bfor)(?<!\bin)(?<!\bat)\s[^\W\d_a-z][\w’'-]*\s$"
)
"""Between a name and a verb: somebody else does what the verb says."""
_PRONOUN_SPEAKS = re.compile(
    rf"[“\"'‘]?(?:He|She|They)\s+(?:\w+\s+){{0,2}}?{_SPEAKS}\b"
    rf"|.{{0,300}}[”\"’'],?\s+(?:he|she)\s+{_SPEAKS}\b"
)
_NOBODY = frozenset("he she they it you i we this that everyone everybody anyone somebody".split())


def person_asked(question: str) -> str:
    """Return whose words a question asks for without saying on what, or ""."""
    asked = _ASKS.fullmatch(" ".join(question.split()))
    who = re.sub(r"^(?:the|mr|mrs|ms|dr)\.? ", "", asked["who"], flags=re.IGNORECASE) if asked else ""
    return "" if who.lower() in _NOBODY else who


def with_statements(question: str, readings: Sequence[Reading], hits: Sequence[Hit]) -> list[Reading]:
    """Return the readings, where it is asked what somebody said with all that, each as sure as the best."""
    who = person_asked(question)
    places = {(hit.article.id, *place): hit for hit in hits for place in _spoken_by(who, hit)} if who else {}
    if not places:
        return list(readings)
    known = {reading.key: reading for reading in readings}
    own = {place: known[place].confidence if place in known else 0.0 for place in places}
    sure = max(STATEMENT_CONFIDENCE, *own.values())
    said = [
        replace(known.get(place) or Reading(places[place].article, *place[1:], sure), confidence=sure)
        for place in sorted(places, key=lambda place: -own[place])
    ]
    others = [
        reading
        for place, reading in known.items()
        if place not in places and reading.confidence >= STATEMENT_CONFIDENCE
    ]
    return sorted([*said, *others], key=lambda reading: -reading.confidence)


def _spoken_by(who: str, hit: Hit) -> Iterator[Span]:
    """Yield the places of the sentences in which somebody speaks, or is said to have spoken before."""
    parts = who.split()
    name = re.escape(parts[-1])
    # What is told of a country's government is told of the country; what a person's deputy said is not.
    owner = "(?:[’']s)?" if len(parts) == 1 else "(?![’']s)"
    speaks = re.compile(
        rf"\b{name}{owner}\b(?P<between>[^.?!“”\"]{{0,80}}?)\b{_SPEAKS}\b"
        rf"|\b(?:{_SPEAKS},?|according to)\s+(?:[\w’'-]+,?\s+){{0,7}}?{name}\b",
        re.IGNORECASE,
    )
    text, speaks_on = hit.article.text, False
    for start, end in sentences(text, hit.start, hit.end):
        sentence = text[start:end]
        found = next((match for match in speaks.finditer(sentence) if _is_subject(match)), None)
        if found or (speaks_on and _PRONOUN_SPEAKS.match(sentence)):
            yield start, end
            speaks_on = True
        else:
            named = likely_people(sentence)
            speaks_on = len(named) == 1 and parts[-1].lower() in named[0].lower().split()


def _is_subject(match: re.Match[str]) -> bool:
    return not _ANOTHER_SUBJECT.search(match["between"] or "")
