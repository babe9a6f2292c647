"""Questions asked of passages that do not answer them, to be refused."""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence

from index.passages import Span, sentences
from qa.reader.training.lookalikes import Lookalikes
from qa.reader.training.rivals import Rivals
from qa.reader.training.rows import Row
from qa.reader.training.subjects import names, names_beside, of_another
from qa.reader.training.windows import window

Rival = tuple[str, Span]
"""A context that does not answer a question, and the words in it that look most like an answer."""

Hardest = Mapping[str, Sequence[Rival]]
"""By the question's id, hardest first; `qa.reader.training.hardest` finds them."""

Negative = tuple[str, str]
"""A question, and a passage that does not answer it."""


BESIDE = 0.75
"""Of the questions of another subject, so many name one of the same passage, where it has one."""


class Negatives:
    """Makes them of the questions of one kind that have answers."""

    def __init__(self, known: Sequence[Row], hardest: Hardest, *, titled: bool) -> None:
        """Without titles nothing tells which contexts are of one article: the passage itself has to do."""
        self._rivals = Rivals(sorted({row["context"] for row in known})) if titled else None
        self._names = _names_by_title(known) if titled else {}
        self._hardest = hardest if titled else {}
        self.lookalikes = Lookalikes(known)

    def one(self, row: Row, read: Span, answer: Span, chance: random.Random) -> Negative | None:
        """Return one for a question, or by chance none.

        Args:
            read, answer: where in the row's context the passage that answers stands, and its answer.
        """
        question, context = row["question"], row["context"]
        hardest = self._hardest.get(row["id"], ())
        roll = chance.random()
        if roll < 0.14:
            rest = _without_the_sentence(row, read, answer)
            return (question, rest) if rest else None
        if hardest and roll < 0.5:
            rival, tempting = chance.choice(hardest)
            return question, rival[slice(*window(rival, tempting, chance))]
        if self._rivals and roll < 0.28:
            found = self._rivals.best(question, context, row["answers"])
            return (question, found[slice(*window(found, None, chance))]) if found else None
        if 0.5 <= roll < 0.82:
            other = self._of_another(row, read, answer, chance)
            return (other, context[slice(*read)]) if other else None
        if roll >= 0.82:
            instead = self._lookalike_instead(row, read, answer, chance)
            return (question, instead) if instead else None
        return None

    def _of_another(self, row: Row, read: Span, answer: Span, chance: random.Random) -> str | None:
        """Ask of what the passage names elsewhere, or of what only other passages of the article name."""
        question, context = row["question"], row["context"]
        if chance.random() < BESIDE and (
            other := of_another(question, names_beside(context, read, answer), chance)
        ):
            return other
        folded = context.casefold()
        absent = [name for name in self._names.get(row["title"], ()) if name.casefold() not in folded]
        return of_another(question, absent, chance)

    def _lookalike_instead(self, row: Row, read: Span, answer: Span, chance: random.Random) -> str | None:
        """Return the passage with a sentence that looks like the answering one in its place."""
        made = self.lookalikes.of(row, read, answer, chance)
        if not made:
            return None
        (start, end), lookalike = made
        passage = row["context"][read[0] : start] + lookalike + row["context"][end : read[1]]
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
        found[row["title"]] += names(row["question"])
    return found
