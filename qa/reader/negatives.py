"""Questions asked of passages that do not answer them, to be refused."""

import random
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from index.passages import Span, sentences
from qa.reader.rivals import Rivals
from qa.reader.rows import Row
from qa.reader.windows import window

Rival = tuple[str, Span]
"""A context that does not answer a question, and the words in it that look most like an answer."""

Hardest = Mapping[str, Sequence[Rival]]
"""By the question's id, hardest first; `qa.reader.hardest` finds them."""

Negative = tuple[str, str]
"""A question, and a passage that does not answer it."""


class Negatives:
    """Makes them of the questions of one kind that have answers."""

    def __init__(self, known: Sequence[Row], hardest: Hardest, *, titled: bool) -> None:
        """Without titles nothing tells which contexts and names are of one article: only sentences go."""
        self._rivals = Rivals(sorted({row["context"] for row in known})) if titled else None
        self._names = _names_by_title(known) if titled else {}
        self._hardest = hardest if titled else {}

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
        if self._names and 0.5 <= roll < 0.72:
            other = _other_subject(question, self._names[row["title"]], context, chance)
            return (other, context[slice(*read)]) if other else None
        return None


def _without_the_sentence(row: Row, read: Span, place: Span) -> str | None:
    """Return the passage without its answering sentence; None where something else repeats the answer."""
    context = row["context"]
    rest = " ".join(
        context[start:end] for start, end in sentences(context, *read) if end <= place[0] or start >= place[1]
    )
    repeated = any(answer.casefold() in rest.casefold() for answer in row["answers"])
    return rest if len(rest) > 100 and not repeated else None


def _names(text: str) -> list[str]:
    """Return the names and numbers in a question: capitalised runs that do not begin it, and digits."""
    return re.findall(r"(?<=\s)(?:[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*|\d[\d,.]*\d|\d)", text)


def _names_by_title(known: Sequence[Row]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in known:
        found[row["title"]] += _names(row["question"])
    return found


def _other_subject(question: str, others: Sequence[str], context: str, chance: random.Random) -> str | None:
    """Ask the question of another name or number of the same article that the passage does not hold."""
    own = _names(question)
    if not own:
        return None
    name = chance.choice(own)
    likely = [
        other
        for other in others
        if other[0].isdigit() == name[0].isdigit() and other.casefold() not in (context + question).casefold()
    ]
    return question.replace(name, chance.choice(likely)) if likely else None
