"""Latency of warm queries: one question after another in a process that stays, on either side."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

from benchmarks.speed.processes import Json

WARM_UP = (
    "What did North Korea reportedly ship to Russia?",
    "Who is the author of the essay?",
    "When did Putin last visit Pyongyang?",
    "What is the INSS?",
)
"""Asked first and not timed: the model and the index are loaded by then. None is asked again."""

PASSAGES = 10
"""Number of passages that one search on our side returns, as `qa search` does by default."""

Ask = Callable[[str, str | None], Sequence[str]]
"""Engine a question on a day (ISO, or None); returns the ids of the articles found, best first."""


def ask_all(ask: Ask, questions: Path, warm: Callable[[], None] = lambda: None) -> Json:
    """Ask every question that `articles.write_questions` wrote once, and time each.

    Args:
        warm: called before the first that is timed.

    Returns:
        Milliseconds of each question; how many have a known article in the library, and of how many of these
        it was found first.
    """
    for question in WARM_UP:
        ask(question, None)
    warm()
    times: list[float] = []
    known = first = 0
    for line in questions.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        start = perf_counter()
        found = ask(row["question"], row["asked"])
        times.append(round((perf_counter() - start) * 1000, 3))
        if row["relevant"]:
            known += 1
            first += bool(found) and found[0] in row["relevant"]
    return {"milliseconds": times, "known": known, "first": first}
