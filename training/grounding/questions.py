"""Examples made from questions with answers: people's own words for what a sentence says."""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from index.passages import sentences
from index.text.words import content_words
from qa.language.answer_types import AnswerType, answer_type_of
from training.datasets import Row, training_rows
from training.entity_augmentation import another_number
from training.grounding.declaratives import declarative
from training.grounding.example import ClaimExample
from training.hard_negatives.entity_swap import entities_elsewhere, swap_entity
from training.word_prefixes import word_prefixes

DRAWS = {
    "squad2": 4480,
    "squadshifts_new_wiki": 7938,
    "qed": 1355,
    "qamr": 9000,
    "squadshifts_reddit": 1500,
    "squadshifts_amazon_reviews": 800,
}
"""Number of questions of each dataset that are made into claims, at most."""

LONGEST_ANSWER = 70
MOST_EVIDENCE = 420

Form = Callable[[str, str, frozenset[str]], str]
"""How a question and an answer are made into a claim."""


def question_examples(data: Path, share: float, rng: random.Random) -> Iterator[ClaimExample]:
    """Yield the examples made from a share of the questions."""
    for kind, draws in DRAWS.items():
        rows = training_rows(data, kind)
        verbs = base_forms(row["context"] for row in rows)
        by_context: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            by_context[row["context"]].append(row)
        for row in rng.sample(rows, min(int(draws * share), len(rows))):
            yield from _of_row(row, by_context[row["context"]], verbs, rng)


def base_forms(texts: Iterable[str]) -> frozenset[str]:
    """Return the words that often stand after "to", "not" or "would": verbs, nearly all of them."""
    after: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for text in texts:
        words = re.findall(r"[a-z]+", text)
        every.update(words)
        after.update(
            word for before, word in pairwise(words) if before in {"to", "would", "could", "can", "will"}
        )
    return frozenset(
        word
        for word, count in after.items()
        if count >= 2
        and count > 0.12 * every[word]
        and word not in {"the", "a", "an", "be", "not", "their", "his"}
    ) | {"have", "use", "mean", "come", "want", "need", "live", "say", "think", "call", "state"}


def _of_row(
    row: Row, around: Sequence[Row], verbs: frozenset[str], rng: random.Random
) -> Iterator[ClaimExample]:
    context = row["context"]
    parts = sentences(context)
    if not row["answers"]:
        yield from _unanswerable(row, around, parts, verbs, rng)
        return
    answer = min(row["answers"], key=len) if rng.random() < 0.7 else rng.choice(row["answers"])
    place = _place(row, answer)
    if place < 0 or not 0 < len(answer) <= LONGEST_ANSWER:
        return
    number = next((n for n, (start, end) in enumerate(parts) if start <= place < end), None)
    if number is None:
        return
    start, end = parts[number]
    sentence = context[start:end]
    claim = _claim(row["question"], answer, verbs, rng)
    evidence = _with_neighbours(context, parts, number, rng)
    yield ClaimExample(claim, evidence, 1.0, (), "answer")
    elsewhere = [context[a:b] for n, (a, b) in enumerate(parts) if n != number and answer not in context[a:b]]
    wrong = _wrong_answer(row, answer, around, rng)
    if wrong and wrong.casefold() not in sentence.casefold():
        form = _form(rng)
        other = form(row["question"], wrong, verbs)
        spans = _spans(other, wrong)
        yield ClaimExample(other, evidence, 0.0, spans, "answer")
        changed = evidence.replace(answer, wrong)
        if changed != evidence and rng.random() < 0.6:
            yield ClaimExample(other, changed, 1.0, (), "answer")
            yield ClaimExample(claim, changed, 0.0, _spans(claim, answer), "answer")
    elif wrong and (answer_type_of(row["question"]) is not AnswerType.OTHER or rng.random() < 0.25):
        # Both stand in the sentence: which of the two it is has to be read.
        other = _claim(row["question"], wrong, verbs, rng)
        yield ClaimExample(other, sentence, 0.0, _spans(other, wrong), "answer beside")
    chance = rng.random()
    if chance < 0.25 and elsewhere:
        wanted = set(content_words(row["question"]))
        best = max(elsewhere, key=lambda part: (len(wanted & set(content_words(part))), rng.random()))
        yield ClaimExample(claim, best[:MOST_EVIDENCE], 0.0, None, "elsewhere")
    elif chance < 0.5:
        others = entities_elsewhere(context, (0, len(context)), (start, end))
        if swapped := swap_entity(row["question"], others, rng):
            yield ClaimExample(_claim(swapped, answer, verbs, rng), sentence, 0.0, None, "asked")


def _unanswerable(
    row: Row,
    around: Sequence[Row],
    parts: Sequence[tuple[int, int]],
    verbs: frozenset[str],
    rng: random.Random,
) -> Iterator[ClaimExample]:
    """Yield a question without an answer with that of the question in the context that is most like it."""
    wanted = set(content_words(row["question"]))
    answered = [other for other in around if other["answers"]]
    if not answered:
        return
    near = max(answered, key=lambda other: len(wanted & set(content_words(other["question"]))))
    answer = min(near["answers"], key=len)
    place = _place(near, answer)
    number = next((n for n, (start, end) in enumerate(parts) if start <= place < end), None)
    if number is None or len(answer) > LONGEST_ANSWER:
        return
    evidence = _with_neighbours(row["context"], parts, number, rng)
    yield ClaimExample(_claim(row["question"], answer, verbs, rng), evidence, 0.0, None, "unanswerable")
    yield ClaimExample(_claim(near["question"], answer, verbs, rng), evidence, 1.0, (), "unanswerable")


def _place(row: Row, answer: str) -> int:
    starts = row.get("answer_starts")
    if starts:
        return int(starts[row["answers"].index(answer)])
    return int(row["context"].find(answer))


def _form(rng: random.Random) -> Form:
    return declarative if rng.random() < 0.75 else _raw


def _raw(question: str, answer: str, _verbs: frozenset[str]) -> str:
    return f"{question.strip().rstrip('?').strip()}? {answer}"


def _claim(question: str, answer: str, verbs: frozenset[str], rng: random.Random) -> str:
    return _form(rng)(question, answer, verbs)


def _spans(claim: str, part: str) -> tuple[tuple[int, int], ...] | None:
    part = part.strip().rstrip(".,;")
    place = claim.casefold().find(part.casefold())
    return ((place, place + len(part)),) if place >= 0 and part else None


def _wrong_answer(row: Row, answer: str, around: Sequence[Row], rng: random.Random) -> str | None:
    """Return another answer of the same type: of the same context, or another number."""
    kind = answer_type_of(row["question"])
    known = word_prefixes(" ".join(row["answers"]))
    numeric = any(letter.isdigit() for letter in answer)
    fitting: list[str] = sorted(
        {
            one
            for other in around
            for one in other["answers"]
            if len(one) <= LONGEST_ANSWER
            and not word_prefixes(one) & known
            and any(letter.isdigit() for letter in one) == numeric
            and (answer_type_of(other["question"]) is kind or kind is AnswerType.OTHER)
            and one[:1].isupper() == answer[:1].isupper()
        }
    )
    if fitting and rng.random() < 0.8:
        return rng.choice(fitting)
    if not numeric:
        return rng.choice(fitting) if fitting else None
    changed = re.sub(r"\d[\d,.]*\d|\d", lambda found: another_number(found.group(), rng), answer)
    return changed if changed != answer else None


def _with_neighbours(context: str, parts: Sequence[tuple[int, int]], number: int, rng: random.Random) -> str:
    first = number - 1 if number and rng.random() < 0.35 else number
    last = number + 1 if number + 1 < len(parts) and rng.random() < 0.2 else number
    whole = context[parts[first][0] : parts[last][1]]
    return whole if len(whole) <= MOST_EVIDENCE else context[slice(*parts[number])]
