"""Intent classification: requests taken for what they ask for, and facts taken for something else."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.quality.bench import Bench
from benchmarks.quality.results import Judged, Measured, Part
from qa.answers import AnswerKind
from qa.evaluation.figures import share
from qa.intents.intent_classifier import intent_of
from qa.turns import as_turns
from training.intents.examples import OTHER_THAN_FACT, judged_titles

REQUESTS = Path(__file__).parent / "intents.jsonl"
"""Requests of every kind, written before the wordings that the head is trained on and left out of them."""


def intents(bench: Bench) -> Part:
    """Measure the intent classifier."""
    asked = [json.loads(line) for line in REQUESTS.read_text(encoding="utf-8").splitlines()]
    judged = [_judged(row) for row in asked]
    by_kind = [
        Measured(
            f"requests right: {kind.value}",
            share([one.right for one, row in zip(judged, asked, strict=True) if row["kind"] == kind.value]),
        )
        for kind in AnswerKind
    ]
    squad = bench.rows("reading/train-squad2")
    held = judged_titles(squad)
    facts = {
        "xquad": bench.rows("reading/dev-xquad"),
        "news": bench.rows("news/questions"),
        "squad2": [row for row in squad if row["title"] in held],
    }
    taken = {
        name: [_judged_fact(row["question"]) for row in bench.sampled_rows(rows)]
        for name, rows in facts.items()
    }
    return Part(
        "intents",
        f"intents: {len(asked)} requests of every kind; questions for a fact of xquad, news and the half of "
        "squad2 that is not trained on: all, and those whose words cannot ask for something else.",
        (
            Measured("requests right", share([one.right for one in judged]), at_least=0.95),
            *(
                Measured(f"{name}: facts taken for another", _mistaken(_surely_facts(every)), at_most=0.01)
                for name, every in taken.items()
            ),
            *(
                Measured(f"{name}: questions taken for another", _mistaken(every))
                for name, every in taken.items()
            ),
            *by_kind,
        ),
        (*judged, *(one for every in taken.values() for one in every if not one.right)),
    )


def _judged(row: dict[str, str]) -> Judged:
    history = as_turns([tuple(turn) for turn in row.get("history", ())])
    kind = intent_of(row["question"], history).value
    why = "" if kind == row["kind"] else f"Taken for {kind}."
    return Judged(row["question"], row["question"], (row["kind"],), (kind,), kind == row["kind"], why)


def _judged_fact(question: str) -> Judged:
    return _judged({"question": " ".join(question.split()), "kind": AnswerKind.FACT.value})


def _surely_facts(judged: Iterable[Judged]) -> list[Judged]:
    return [one for one in judged if not OTHER_THAN_FACT.search(one.question)]


def _mistaken(judged: Sequence[Judged]) -> float | None:
    return share([not one.right for one in judged])
