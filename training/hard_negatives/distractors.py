"""Adversarial distractors: copies of the answering sentence about another entity, with another answer.

"Seal Rock was designed by Olga Berg" beside "Gull Rock was designed by Tilda Moberg": a network that matches
only the answer type takes either. After AddSent of Jia and Liang, Adversarial Examples for Evaluating Reading
Comprehension Systems, 2017.
"""

import random
import re
from collections import defaultdict
from collections.abc import Sequence

from index.passages import Span, sentences
from index.text.words import content_words, words
from training.datasets import Row
from training.hard_negatives.entity_swap import choose_swap, entities, entities_elsewhere, replace_entity

QUESTION_WORDS = {"who", "whom", "whose", "when", "where", "why", "which", "what", "how"}


class DistractorGenerator:
    """Writes distractors from the questions and answers of one dataset."""

    def __init__(self, known: Sequence[Row]) -> None:
        self._answers: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in known:
            if row["answers"]:
                self._answers[_answer_type(row)].append(row["answers"][0])

    def distractor(self, row: Row, read: Span, answer: Span, rng: random.Random) -> tuple[Span, str] | None:
        """Return the place of the answering sentence in the context, and a distractor for it; or None.

        Args:
            read, answer: where in the row's context the passage that answers stands, and its answer.
        """
        context = row["context"]
        parts = [part for part in sentences(context, *read) if part[1] > answer[0] and part[0] < answer[1]]
        if not parts:
            return None
        start, end = min(parts[0][0], answer[0]), max(parts[-1][1], answer[1])
        before, after = context[start : answer[0]], context[answer[1] : end]
        shared = [
            name
            for name in entities(row["question"])
            if replace_entity(before + after, name, "") != before + after
        ]
        exchanged = choose_swap(shared, row["question"], entities_elsewhere(context, read, answer), rng)
        other = self._other_answer(row, rng)
        if not exchanged or not other:
            return None
        return (start, end), replace_entity(before, *exchanged) + other + replace_entity(after, *exchanged)

    def _other_answer(self, row: Row, rng: random.Random) -> str | None:
        said = {word for answer in row["answers"] for word in content_words(answer)}
        known = self._answers[_answer_type(row)]
        for other in rng.sample(known, min(5, len(known))):
            if said.isdisjoint(content_words(other)):
                return other
        return None


def insert_distractor(
    passage: str, sentence: Span, distractor: str, answer: Span, rng: random.Random
) -> tuple[str, Span]:
    """Insert a distractor beside the answering sentence; return the passage and the answer's place."""
    if rng.random() < 0.5:
        before = f"{passage[: sentence[0]]}{distractor} "
        longer = len(distractor) + 1
        return before + passage[sentence[0] :], (answer[0] + longer, answer[1] + longer)
    return f"{passage[: sentence[1]]} {distractor}{passage[sentence[1] :]}", answer


def _answer_type(row: Row) -> tuple[str, str]:
    """Return what is asked for, "who" or "how many", and the answer's form: "1,902 m" has that of "41 m"."""
    asked = words(row["question"])
    place = next((place for place, word in enumerate(asked) if word in QUESTION_WORDS), 0)
    form = re.sub(r"[^\W\d_]+", lambda word: "A" if word.group()[0].isupper() else "a", row["answers"][0])
    form = re.sub(r"\d[\d,.]*", "0", form)
    return " ".join(asked[place : place + 2 if asked[place : place + 1] == ["how"] else place + 1]), form
