"""Sampling of hard negatives: questions with passages that do not answer them, to be refused."""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence

from index.passages import Span, sentences
from training.datasets import Row
from training.hard_negatives.bm25_mined import Bm25Miner
from training.hard_negatives.distractors import DistractorGenerator
from training.hard_negatives.entity_swap import entities, entities_elsewhere, swap_entity
from training.windows import window

MinedNegative = tuple[str, Span]
"""A context that does not answer a question, and the span in it that the reader was surest of."""

MinedNegatives = Mapping[str, Sequence[MinedNegative]]
"""Mined negatives by question id, hardest first, as `training.hard_negatives.reader_mined` writes them."""

Negative = tuple[str, str]
"""A question, and a passage that does not answer it."""

SWAP_WITHIN_PASSAGE = 0.75
"""Share of entity swaps whose new entity stands in the same passage, where the passage has one."""


class NegativeSampler:
    """Draws hard negatives for the answerable questions of one dataset."""

    def __init__(self, known: Sequence[Row], mined: MinedNegatives, *, titled: bool) -> None:
        """Take the rows, and what was mined; without titles only the passage itself makes negatives."""
        self._bm25 = Bm25Miner(sorted({row["context"] for row in known})) if titled else None
        self._names = _names_by_title(known) if titled else {}
        self._mined = mined if titled else {}
        self.distractors = DistractorGenerator(known)

    def sample(self, row: Row, read: Span, answer: Span, rng: random.Random) -> Negative | None:
        """Return one hard negative for a question, or by chance none.

        Args:
            read, answer: where in the row's context the passage that answers stands, and its answer.
        """
        question, context = row["question"], row["context"]
        mined = self._mined.get(row["id"], ())
        roll = rng.random()
        if roll < 0.14:
            rest = _without_the_sentence(row, read, answer)
            return (question, rest) if rest else None
        if mined and roll < 0.5:
            context, tempting = rng.choice(mined)
            return question, context[slice(*window(context, tempting, rng))]
        if self._bm25 and roll < 0.28:
            found = self._bm25.hardest(question, context, row["answers"])
            return (question, found[slice(*window(found, None, rng))]) if found else None
        if 0.5 <= roll < 0.82:
            other = self._swapped_question(row, read, answer, rng)
            return (other, context[slice(*read)]) if other else None
        if roll >= 0.82:
            instead = self._distractor_in_its_place(row, read, answer, rng)
            return (question, instead) if instead else None
        return None

    def _swapped_question(self, row: Row, read: Span, answer: Span, rng: random.Random) -> str | None:
        """Return the question about an entity elsewhere in the passage, or only elsewhere in the article."""
        question, context = row["question"], row["context"]
        if rng.random() < SWAP_WITHIN_PASSAGE and (
            other := swap_entity(question, entities_elsewhere(context, read, answer), rng)
        ):
            return other
        folded = context.casefold()
        absent = [name for name in self._names.get(row["title"], ()) if name.casefold() not in folded]
        return swap_entity(question, absent, rng)

    def _distractor_in_its_place(self, row: Row, read: Span, answer: Span, rng: random.Random) -> str | None:
        """Return the passage with a distractor in the place of the answering sentence."""
        made = self.distractors.distractor(row, read, answer, rng)
        if not made:
            return None
        (start, end), distractor = made
        passage = row["context"][read[0] : start] + distractor + row["context"][end : read[1]]
        return None if _holds_one(passage, row["answers"]) else passage


def _holds_one(text: str, answers: Sequence[str]) -> bool:
    folded = text.casefold()
    return any(answer.casefold() in folded for answer in answers)


def _without_the_sentence(row: Row, read: Span, place: Span) -> str | None:
    """Return the passage without its answering sentence; None where something else repeats the answer."""
    context = row["context"]
    rest = " ".join(
        context[start:end] for start, end in sentences(context, *read) if end <= place[0] or start >= place[1]
    )
    return rest if len(rest) > 100 and not _holds_one(rest, row["answers"]) else None


def _names_by_title(known: Sequence[Row]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in known:
        found[row["title"]] += entities(row["question"])
    return found
