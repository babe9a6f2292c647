"""Examples made from sentences of articles, by paraphrase, corruption and retrieval."""

import gzip
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.passages import sentences
from index.text.words import content_words
from training.grounding.corruptions import ONE_SIDED, TWO_SIDED, corrupt
from training.grounding.example import ClaimExample, changed_spans, counterfactuals
from training.grounding.paraphrases import paraphrase
from training.hard_negatives.entity_swap import entities

SHORTEST, LONGEST = 40, 230
"""Lengths in characters of a sentence that is a claim."""

MOST_EVIDENCE = 420
"""Length in characters of the evidence around a sentence, at most."""

_PERSON = re.compile(r"\b[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z]+\b")
_PRONOUN = re.compile(r"^(?:He|She)\b")


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text that claims are made from, as its sentences, with its title."""

    title: str
    sentences: tuple[str, ...]


def read_texts(files: Sequence[Path]) -> list[SourceText]:
    """Return the articles of JSONL files."""
    found = []
    for file in files:
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                text = row["text"]
                parts = [" ".join(text[start:end].split()) for start, end in sentences(text)]
                found.append(SourceText(row.get("title", ""), tuple(parts)))
    return found


def article_examples(
    texts: Sequence[SourceText], per_text: int, rng: random.Random
) -> Iterator[ClaimExample]:
    """Yield the examples made from some sentences of each text."""
    for text in texts:
        fitting = [place for place, part in enumerate(text.sentences) if _is_claim(part)]
        for place in rng.sample(fitting, min(per_text, len(fitting))):
            yield from _of_sentence(text, place, rng)
        yield from _of_title(text, rng)


def _is_claim(sentence: str) -> bool:
    return (
        SHORTEST <= len(sentence) <= LONGEST
        and sentence[-1] == "."
        and sentence[0].isupper()
        and sentence.count("“") == sentence.count("”")
        and not sentence.count('"') % 2
    )


def _of_sentence(text: SourceText, place: int, rng: random.Random) -> Iterator[ClaimExample]:
    sentence = text.sentences[place]
    others = _entities_around(text, place)
    chance = rng.random()
    if chance < 0.16 and (found := corrupt(sentence, others, ONE_SIDED, rng)):
        yield from _one_sided(text, place, *found, rng)
        return
    if chance < 0.30:
        yield from _joined(text, place, rng)
        return
    if chance < 0.44:
        yield from _near_sentence(text, place, rng)
        return
    if chance < 0.50 and (resolved := _resolved(text, place)):
        evidence = f"{text.sentences[place - 1]} {sentence}"
        yield ClaimExample(paraphrase(resolved, rng), evidence, 1.0, (), "pronoun")
        wrong = corrupt(resolved, others, TWO_SIDED, rng)
        if wrong:
            yield _corrupted(resolved, wrong[1], evidence, wrong[0], rng)
        return
    if found := corrupt(sentence, others, TWO_SIDED, rng):
        kind, changed = found
        claims = _both(sentence, changed, rng)
        both = _evidence(text, place, sentence, rng), _evidence(text, place, changed, rng)
        made = counterfactuals(claims, both, kind) if claims[0] != claims[1] else []
        # A claim and an evidence each: nothing is told by either alone.
        yield from made if rng.random() < 0.35 else rng.choice((made[:2] + made[3:], made[::3] + made[1:2]))


def _both(sentence: str, changed: str, rng: random.Random) -> tuple[str, str]:
    """Return both sentences in the same paraphrase."""
    seed = rng.random()
    return paraphrase(sentence, random.Random(seed)), paraphrase(changed, random.Random(seed))  # noqa: S311


def _corrupted(sentence: str, changed: str, evidence: str, kind: str, rng: random.Random) -> ClaimExample:
    right, wrong = _both(sentence, changed, rng)
    spans = changed_spans(wrong, right)
    return (
        ClaimExample(wrong, evidence, 0.0, spans, kind)
        if spans
        else ClaimExample(right, evidence, 1.0, (), kind)
    )


def _one_sided(
    text: SourceText, place: int, kind: str, stronger: str, rng: random.Random
) -> Iterator[ClaimExample]:
    sentence = text.sentences[place]
    weak, strong = _both(sentence, stronger, rng)
    yield _corrupted(sentence, stronger, _evidence(text, place, sentence, rng), kind, rng)
    yield ClaimExample(weak, _evidence(text, place, sentence, rng), 1.0, (), kind)
    yield ClaimExample(strong, _evidence(text, place, stronger, rng), 1.0, (), kind)


def _joined(text: SourceText, place: int, rng: random.Random) -> Iterator[ClaimExample]:
    """Yield claims that join two sentences: half supported, an invented cause, and both supported."""
    far = [
        number
        for number, part in enumerate(text.sentences)
        if abs(number - place) > 1 and _is_claim(part) and len(part) < 150
    ]
    if not far:
        return
    one = paraphrase(text.sentences[place], rng).rstrip(".")
    second = paraphrase(text.sentences[rng.choice(far)], rng).rstrip(".")
    other = second[0].lower() + second[1:] if not second[:40].istitle() else second
    evidence = _evidence(text, place, text.sentences[place], rng)
    link = rng.choice((" and ", ", and ", ", while ", ". "))
    claim = f"{one}{link}{second if link == '. ' else other}."
    start = len(one)
    yield ClaimExample(claim, evidence, 0.0, ((start, len(claim)),), "half")
    both = f"{evidence} {second}." if rng.random() < 0.5 else f"{second}. {evidence}"
    yield ClaimExample(claim, both, 1.0, (), "half")
    why = rng.choice(
        (" because ", " after ", ", so ", ", which led to the fact that ", " due to the fact that ")
    )
    caused = f"{one}{why}{other}."
    word = (len(one), len(one) + len(why))
    yield ClaimExample(caused, both, 0.0, (word,), "cause")
    if rng.random() < 0.6:
        yield ClaimExample(caused, caused, 1.0, (), "cause")


def _near_sentence(text: SourceText, place: int, rng: random.Random) -> Iterator[ClaimExample]:
    """Yield a claim against the sentences of its text that share most words with it."""
    sentence = text.sentences[place]
    wanted = set(content_words(sentence))
    others = [
        (len(wanted & set(content_words(part))), number)
        for number, part in enumerate(text.sentences)
        if number != place and part != sentence
    ]
    best = [text.sentences[number] for _, number in sorted(others, reverse=True)[:2]]
    if not best:
        return
    claim = paraphrase(sentence, rng)
    yield ClaimExample(claim, " ".join(best)[:MOST_EVIDENCE], 0.0, None, "other")
    yield ClaimExample(claim, _evidence(text, place, sentence, rng), 1.0, (), "other")


def _of_title(text: SourceText, rng: random.Random) -> Iterator[ClaimExample]:
    """Yield the headline, where the lead has nearly all of its words, against the lead."""
    lead = " ".join(text.sentences[:3])[:MOST_EVIDENCE]
    title = re.sub(r"\s*[|:–-]\s*[^|:–-]{1,30}$", "", text.title)
    asked = set(content_words(title))
    if len(asked) < 4 or len(asked & set(content_words(lead))) < 0.7 * len(asked) or title.endswith("?"):
        return
    if text.sentences and title in text.sentences[0]:
        lead = " ".join(text.sentences[1:4])[:MOST_EVIDENCE]
    yield ClaimExample(title, lead, 1.0, (), "title")
    if found := corrupt(title, _entities_around(text, 0), TWO_SIDED, rng):
        spans = changed_spans(found[1], title)
        yield ClaimExample(found[1], lead, 0.0, spans, "title")


def _resolved(text: SourceText, place: int) -> str | None:
    """Return a sentence that opens with a pronoun with the one person before it in its place."""
    if not place or not _PRONOUN.match(text.sentences[place]):
        return None
    people = set(_PERSON.findall(text.sentences[place - 1]))
    return _PRONOUN.sub(people.pop(), text.sentences[place]) if len(people) == 1 else None


def _entities_around(text: SourceText, place: int) -> list[str]:
    around = text.sentences[max(0, place - 12) : place + 13]
    return sorted({name for part in around for name in entities(part)})


def _evidence(text: SourceText, place: int, sentence: str, rng: random.Random) -> str:
    """Return a sentence, half the time with sentences around it."""
    parts = [sentence]
    if rng.random() < 0.35 and place:
        parts.insert(0, text.sentences[place - 1])
    if rng.random() < 0.25 and place + 1 < len(text.sentences):
        parts.append(text.sentences[place + 1])
    whole = " ".join(parts)
    return whole if len(whole) <= MOST_EVIDENCE else sentence
