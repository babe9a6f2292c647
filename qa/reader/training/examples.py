"""Examples to train the reader on: questions, passages, the words that answer or that nothing does.

Of `reading/train-*`. A passage is a run of whole sentences, as the index cuts them, so that the reader learns
on what it will read.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from index.passages import Span
from index.retrieval.keyword_search import content_words, words
from qa.reader.training.example import Example
from qa.reader.training.lookalikes import with_lookalike
from qa.reader.training.negatives import Hardest, Negatives
from qa.reader.training.renaming import Renaming
from qa.reader.training.rows import Row, trained_on
from qa.reader.training.windows import window

DRAWS = {
    "squad2": 4.0,
    "squadshifts_new_wiki": 4.0,
    "squadshifts_reddit": 2.0,
    "squadshifts_amazon_reviews": 1.0,
    "policyqa": 0.2,
    "qed": 2.0,
    "qamr": 0.2,
}
"""How often a question of each kind is read in all: encyclopedias and searchers' questions, whose answers are
names, dates and clauses as in articles, more than reviews and policies; QAMR's many near-equal ones less."""

MANY_SAY = {"squad2", "squadshifts_new_wiki", "squadshifts_reddit", "squadshifts_amazon_reviews"}
"""Kinds whose questions were answered by several people each: whoever's answer is taken, each time anew."""

TITLED = {"squad2", "squadshifts_new_wiki", "qed"}
"""Kinds whose titles are those of articles."""

MISSPELT = 0.06
"""Of the questions, so many have a letter wrong."""

RENAMED = 0.4
"""Of the examples, so many have other names."""

BESIDE_A_LOOKALIKE = 0.25
"""Of the answering sentences, so many stand beside one that looks like them, where one can be made."""


def examples(data: Path, seed: int, hardest: Hardest | None = None) -> list[Example]:
    """Return everything to train on, in the order to read it; the same for the same seed.

    Args:
        hardest: contexts that look as if they answered a question, by its id; else what a search finds.
    """
    chance = random.Random(seed)  # noqa: S311
    found: list[Example] = []
    known = {kind: trained_on(data, kind) for kind in DRAWS}
    for kind, draws in DRAWS.items():
        found += _of_kind(kind, known[kind], draws, hardest or {}, chance)
    renaming = Renaming(sorted({row["context"] for some in known.values() for row in some}))
    found = [renaming.renamed(example, chance) if chance.random() < RENAMED else example for example in found]
    found = [_misspelt(example, chance) if chance.random() < MISSPELT else example for example in found]
    chance.shuffle(found)
    return found


def _misspelt(example: Example, chance: random.Random) -> Example:
    """Swap, drop or double letters of the question, as hurried people do: one, and one more every 40."""
    letters = list(example.question)
    for _ in range(1 + len(letters) // 40):
        place = chance.randrange(1, max(2, len(letters) - 1))
        if place + 1 < len(letters) and letters[place].isalpha() and letters[place + 1].isalpha():
            roll = chance.random()
            if roll < 0.4:
                letters[place], letters[place + 1] = letters[place + 1], letters[place]
            elif roll < 0.7:
                del letters[place]
            else:
                letters.insert(place, letters[place])
    return replace(example, question="".join(letters))


def _by_one_person(row: Row, chance: random.Random) -> Row:
    """Return the row with one of its answers, by chance: those that more people gave are likelier."""
    one = chance.randrange(len(row["answers"]))
    starts = row.get("answer_starts")
    return row | {
        "answers": [row["answers"][one]],
        "answer_starts": [starts[one]] if starts else None,
    }


def answer_place(row: Row) -> Span | None:
    """Return where a row's answer stands in its context: the one most people gave, of those the longest.

    The longest, because a whole clause or list says more than a word of it.
    """
    context, answers = row["context"], row["answers"]
    starts = row.get("answer_starts") or [None] * len(answers)
    best = sorted(
        zip(answers, starts, strict=True), key=lambda given: (-answers.count(given[0]), -len(given[0]))
    )
    for text, start in best:
        if start is not None and context[start : start + len(text)] == text:
            return start, start + len(text)
    for text, _ in best:
        inside = rf"{re.escape(text)}"
        whole = rf"(?<!\w){inside}(?!\w)"
        places = [match.start() for match in re.finditer(whole, context, re.IGNORECASE)] or [
            match.start() for match in re.finditer(inside, context, re.IGNORECASE)
        ]
        if text and places:
            start = max(places, key=lambda place: _shared(row["question"], context, place))
            return start, start + len(text)
    return None


def _shared(question: str, context: str, place: int) -> int:
    """Count the question's words around a place: of several, the answer stands where they are."""
    around = set(words(context[max(0, place - 150) : place + 150]))
    return len(around & set(content_words(question)))


def _of_kind(
    kind: str, known: list[Row], draws: float, hardest: Hardest, chance: random.Random
) -> list[Example]:
    negatives = Negatives(known, hardest, titled=kind in TITLED)
    found: list[Example] = []
    for _ in range(int(draws)):
        for row in known:
            found += _of_row(kind, row, negatives, chance)
    for row in chance.sample(known, int(len(known) * (draws % 1))):
        found += _of_row(kind, row, negatives, chance)
    return found


def _of_row(kind: str, row: Row, negatives: Negatives, chance: random.Random) -> Iterator[Example]:
    """Yield a row's example and, by chance, one with a passage or question that has no answer."""
    title = row["title"] if kind in TITLED and chance.random() < 0.5 else ""
    question, context = row["question"], row["context"]
    if not row["answers"]:
        yield Example(question, title, context[slice(*window(context, None, chance))], None)
        return
    place = answer_place(_by_one_person(row, chance) if kind in MANY_SAY else row)
    if place is None:
        return
    start, end = window(context, place, chance)
    passage, answer = context[start:end], (place[0] - start, place[1] - start)
    lookalike = (
        negatives.lookalikes.of(row, (start, end), place, chance)
        if chance.random() < BESIDE_A_LOOKALIKE
        else None
    )
    if lookalike:
        (first, last), other = lookalike
        sentence = first - start, last - start
        yield Example(question, title, *with_lookalike(passage, sentence, other, answer, chance))
    else:
        yield Example(question, title, passage, answer)
    if negative := negatives.one(row, (start, end), place, chance):
        yield Example(negative[0], title, negative[1], None)
