"""Sentences that look like the answering one and are of something else, beside it or in its place.

"Seal Rock was designed by Olga Berg" beside "Gull Rock was designed by Tilda Moberg": who reads only what
kind of words is asked for takes either. After Jia and Liang, Adversarial Examples for Evaluating Reading
Comprehension Systems, 2017.
"""

import random
import re
from collections import defaultdict
from collections.abc import Sequence

from index.passages import Span, sentences
from index.retrieval.keyword_search import content_words, words
from qa.reader.training.rows import Row
from qa.reader.training.subjects import another, names, names_beside, put

ASK = {"who", "whom", "whose", "when", "where", "why", "which", "what", "how"}


class Lookalikes:
    """Makes them of the questions of one kind."""

    def __init__(self, known: Sequence[Row]) -> None:
        self._answers: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in known:
            if row["answers"]:
                self._answers[_kind(row)].append(row["answers"][0])

    def of(self, row: Row, read: Span, answer: Span, chance: random.Random) -> tuple[Span, str] | None:
        """Return where in the context the answering sentence stands, and one that looks like it; or None.

        Args:
            read, answer: where in the row's context the passage that answers stands, and its answer.
        """
        context = row["context"]
        parts = [part for part in sentences(context, *read) if part[1] > answer[0] and part[0] < answer[1]]
        if not parts:
            return None
        start, end = min(parts[0][0], answer[0]), max(parts[-1][1], answer[1])
        before, after = context[start : answer[0]], context[answer[1] : end]
        shared = [name for name in names(row["question"]) if put(before + after, name, "") != before + after]
        exchanged = another(shared, row["question"], names_beside(context, read, answer), chance)
        other = self._other_answer(row, chance)
        if not exchanged or not other:
            return None
        return (start, end), put(before, *exchanged) + other + put(after, *exchanged)

    def _other_answer(self, row: Row, chance: random.Random) -> str | None:
        said = {word for answer in row["answers"] for word in content_words(answer)}
        known = self._answers[_kind(row)]
        for other in chance.sample(known, min(5, len(known))):
            if said.isdisjoint(content_words(other)):
                return other
        return None


def with_lookalike(
    passage: str, sentence: Span, lookalike: str, answer: Span, chance: random.Random
) -> tuple[str, Span]:
    """Put a sentence before or behind the answering one; return the passage and the answer's place."""
    if chance.random() < 0.5:
        before = f"{passage[: sentence[0]]}{lookalike} "
        longer = len(lookalike) + 1
        return before + passage[sentence[0] :], (answer[0] + longer, answer[1] + longer)
    return f"{passage[: sentence[1]]} {lookalike}{passage[sentence[1] :]}", answer


def _kind(row: Row) -> tuple[str, str]:
    """Return what is asked for, "who" or "how many", and the answer's form: "1,902 m" has that of "41 m"."""
    asked = words(row["question"])
    place = next((place for place, word in enumerate(asked) if word in ASK), 0)
    form = re.sub(r"[^\W\d_]+", lambda word: "A" if word.group()[0].isupper() else "a", row["answers"][0])
    form = re.sub(r"\d[\d,.]*", "0", form)
    return " ".join(asked[place : place + 2 if asked[place : place + 1] == ["how"] else place + 1]), form
