"""Training examples made from `reading/train-*`: questions, passages and answer spans, or none.

A passage is a run of whole sentences, as the index cuts them, so that the reader is trained on what it will
read.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from index.passages import Span
from index.text.words import content_words, words
from training.datasets import TITLED, Row, training_rows
from training.entity_augmentation import EntityReplacer
from training.example import Example
from training.hard_negatives.distractors import insert_distractor
from training.hard_negatives.sampler import MinedNegatives, NegativeSampler
from training.windows import window

EPOCHS_PER_DATASET = {
    "squad2": 4.0,
    "squadshifts_new_wiki": 4.0,
    "squadshifts_reddit": 2.0,
    "squadshifts_amazon_reviews": 1.0,
    "policyqa": 0.2,
    "qed": 2.0,
    "qamr": 0.2,
}
"""Number of times that the questions of each dataset are read in all: encyclopedias and searchers' questions,
whose answers are names, dates and clauses as in articles, more than reviews and policies; QAMR's near-equal
ones less."""

MULTIPLY_ANNOTATED = {"squad2", "squadshifts_new_wiki", "squadshifts_reddit", "squadshifts_amazon_reviews"}
"""Datasets whose questions were answered by several annotators: one of their answers is drawn each time."""

MISSPELLING_SHARE = 0.06
"""Share of questions that get a misspelling."""

ENTITY_REPLACEMENT_SHARE = 0.4
"""Share of examples whose entities are replaced."""

DISTRACTOR_SHARE = 0.25
"""Share of answering sentences that get a distractor beside them, where one can be made."""


def examples(data: Path, seed: int, mined: MinedNegatives | None = None) -> list[Example]:
    """Return everything to train on, in the order to read it; the same for the same seed.

    Args:
        mined: hard negatives that the reader mined, by question id; else BM25 mines them.
    """
    rng = random.Random(seed)  # noqa: S311
    found: list[Example] = []
    known = {kind: training_rows(data, kind) for kind in EPOCHS_PER_DATASET}
    for kind, draws in EPOCHS_PER_DATASET.items():
        found += _of_kind(kind, known[kind], draws, mined or {}, rng)
    replacer = EntityReplacer(sorted({row["context"] for some in known.values() for row in some}))
    found = [
        replacer.replaced(example, rng) if rng.random() < ENTITY_REPLACEMENT_SHARE else example
        for example in found
    ]
    found = [_misspelled(example, rng) if rng.random() < MISSPELLING_SHARE else example for example in found]
    rng.shuffle(found)
    return found


def _misspelled(example: Example, rng: random.Random) -> Example:
    """Swap, drop or double letters of the question, as hurried people do: one, and one more every 40."""
    letters = list(example.question)
    for _ in range(1 + len(letters) // 40):
        place = rng.randrange(1, max(2, len(letters) - 1))
        if place + 1 < len(letters) and letters[place].isalpha() and letters[place + 1].isalpha():
            roll = rng.random()
            if roll < 0.4:
                letters[place], letters[place + 1] = letters[place + 1], letters[place]
            elif roll < 0.7:
                del letters[place]
            else:
                letters.insert(place, letters[place])
    return replace(example, question="".join(letters))


def _one_annotation(row: Row, rng: random.Random) -> Row:
    """Return the row with one of its answers, drawn at random: those that more people gave are likelier."""
    one = rng.randrange(len(row["answers"]))
    starts = row.get("answer_starts")
    return row | {
        "answers": [row["answers"][one]],
        "answer_starts": [starts[one]] if starts else None,
    }


def answer_span(row: Row) -> Span | None:
    """Return the span of a row's answer in its context: the most frequent one, of those the longest.

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
    """Return the number of the question's words around an occurrence of the answer."""
    around = set(words(context[max(0, place - 150) : place + 150]))
    return len(around & set(content_words(question)))


def _of_kind(
    kind: str, known: list[Row], draws: float, mined: MinedNegatives, rng: random.Random
) -> list[Example]:
    negatives = NegativeSampler(known, mined, titled=kind in TITLED)
    found: list[Example] = []
    for _ in range(int(draws)):
        for row in known:
            found += _of_row(kind, row, negatives, rng)
    for row in rng.sample(known, int(len(known) * (draws % 1))):
        found += _of_row(kind, row, negatives, rng)
    return found


def _of_row(kind: str, row: Row, negatives: NegativeSampler, rng: random.Random) -> Iterator[Example]:
    """Yield a row's example and, by chance, one with a passage or question that has no answer."""
    title = row["title"] if kind in TITLED and rng.random() < 0.5 else ""
    question, context = row["question"], row["context"]
    if not row["answers"]:
        yield Example(question, title, context[slice(*window(context, None, rng))], None)
        return
    place = answer_span(_one_annotation(row, rng) if kind in MULTIPLY_ANNOTATED else row)
    if place is None:
        return
    start, end = window(context, place, rng)
    passage, answer = context[start:end], (place[0] - start, place[1] - start)
    distractor = (
        negatives.distractors.distractor(row, (start, end), place, rng)
        if rng.random() < DISTRACTOR_SHARE
        else None
    )
    if distractor:
        (first, last), other = distractor
        sentence = first - start, last - start
        yield Example(question, title, *insert_distractor(passage, sentence, other, answer, rng))
    else:
        yield Example(question, title, passage, answer)
    if negative := negatives.sample(row, (start, end), place, rng):
        yield Example(negative[0], title, negative[1], None)
