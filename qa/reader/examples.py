"""Examples to train the reader on: questions, passages, the words that answer or that nothing does.

Of `reading/train-*`. A passage is a run of whole sentences, as the index cuts them, so that the reader learns
on what it will read.
"""

import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from index.fulltext import content_words, words
from index.passages import LONGEST_PASSAGE, Span, sentences
from qa.reader.rivals import Rivals

Row = dict[str, Any]

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

LONGEST_WINDOWS = (350, 600, LONGEST_PASSAGE, LONGEST_PASSAGE)
"""Characters; one of them by chance: shorter passages are read too."""

MISSPELT = 0.06
"""Of the questions, so many have a letter wrong."""

HELD_BACK = 5
HELD_BACK_SEED = 1
"""One of so many articles of `squad2` is not trained on, to judge refusals by: the same ones in every run,
because one run goes on from another."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question, a passage (with its article's title or none), and where the answer stands in the passage.

    Attributes:
        answer: (start, end) in `passage`, in characters; None where the passage does not answer.
    """

    question: str
    title: str
    passage: str
    answer: Span | None


def rows(data: Path, name: str) -> list[Row]:
    """Return the rows of one file of `reading/`; exit with a word where it is absent."""
    path = data / "reading" / f"{name}.jsonl.gz"
    if not path.is_file():
        raise SystemExit(f"{path} is absent. Name the folder of the measuring data.")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def held_back(squad: Sequence[Row]) -> set[str]:
    """Return the titles of `squad2` that are kept to judge by."""
    titles = sorted({row["title"] for row in squad})
    random.Random(HELD_BACK_SEED).shuffle(titles)  # noqa: S311
    return set(titles[: len(titles) // HELD_BACK])


def examples(data: Path, seed: int) -> list[Example]:
    """Return everything to train on, in the order to read it; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311
    found: list[Example] = []
    for kind, draws in DRAWS.items():
        known = rows(data, f"train-{kind}")
        if kind == "squad2":
            held = held_back(known)
            known = [row for row in known if row["title"] not in held]
        found += _of_kind(kind, known, draws, chance)
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


def _of_kind(kind: str, known: list[Row], draws: float, chance: random.Random) -> list[Example]:
    rivals = Rivals(sorted({row["context"] for row in known})) if kind in TITLED else None
    names = _names_by_title(known) if kind in TITLED else {}
    found: list[Example] = []
    for _ in range(int(draws)):
        for row in known:
            found += _of_row(kind, row, rivals, names, chance)
    for row in chance.sample(known, int(len(known) * (draws % 1))):
        found += _of_row(kind, row, rivals, names, chance)
    return found


def _of_row(
    kind: str, row: Row, rivals: Rivals | None, names: dict[str, list[str]], chance: random.Random
) -> Iterator[Example]:
    """Yield a row's example and, by chance, one with a passage or question that has no answer."""
    title = row["title"] if kind in TITLED and chance.random() < 0.5 else ""
    question, context = row["question"], row["context"]
    if not row["answers"]:
        window = _window(context, None, chance)
        yield Example(question, title, context[slice(*window)], None)
        return
    place = answer_place(_by_one_person(row, chance) if kind in MANY_SAY else row)
    if place is None:
        return
    start, end = _window(context, place, chance)
    yield Example(question, title, context[start:end], (place[0] - start, place[1] - start))
    roll = chance.random()
    if roll < 0.14:
        rest = _without_the_sentence(row, (start, end), place)
        if rest:
            yield Example(question, title, rest, None)
    elif rivals and roll < 0.28:
        rival = rivals.best(question, context, row["answers"])
        if rival:
            yield Example(question, title, rival[slice(*_window(rival, None, chance))], None)
    elif rivals and roll < 0.52:
        other = _other_subject(question, names.get(row["title"], []), context, chance)
        if other:
            yield Example(other, title, context[start:end], None)


def _window(context: str, place: Span | None, chance: random.Random) -> Span:
    """Return a run of whole sentences, up to a passage's length, that holds `place` somewhere inside."""
    spans = sentences(context)
    if not spans:
        return 0, len(context)
    if place is None:
        first = last = chance.randrange(len(spans))
    else:
        inside = [n for n, (start, end) in enumerate(spans) if end > place[0] and start < place[1]]
        first, last = inside[0], inside[-1]
    longest = chance.choice(LONGEST_WINDOWS)
    while True:
        before = first > 0 and spans[last][1] - spans[first - 1][0] <= longest
        after = last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= longest
        if not before and not after:
            break
        if before and (not after or chance.random() < 0.5):
            first -= 1
        else:
            last += 1
    start, end = spans[first][0], spans[last][1]
    return (min(start, place[0]), max(end, place[1])) if place else (start, end)


def _without_the_sentence(row: Row, window: Span, place: Span) -> str | None:
    """Return the passage without its answering sentence; None where something else repeats the answer."""
    context = row["context"]
    rest = " ".join(
        context[start:end]
        for start, end in sentences(context, *window)
        if end <= place[0] or start >= place[1]
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
