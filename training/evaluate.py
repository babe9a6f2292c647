"""Evaluate a reader: `python -m training.evaluate DATA_FOLDER [WEIGHTS_FOLDER]`.

Each question is read with its own context, cut into passages as the index cuts them. The figures are written
into the weights' model card.
"""

import argparse
import json
from pathlib import Path

from index.passages import MAX_PASSAGE_LENGTH, Span, sentences
from qa.evaluation.figures import area_under_roc, exact_match, mean, token_f1
from qa.reader.excerpts import Excerpt
from qa.reader.model import SHIPPED, ReaderModel
from qa.reader.second_pass import SECOND_PASS_SPANS, read_twice
from training.datasets import Row, held_out_titles, rows
from training.model_card import add_to_card


def evaluate(data: Path, model: ReaderModel, *, every: int = 1) -> dict[str, float]:
    """Return exact match and F1 on `dev-xquad` and the AUROC of "has an answer" on the held-out articles.

    Args:
        every: the stride through the questions; 1 evaluates on all.
    """
    read = [(best_answer(model, row)[0], row["answers"]) for row in rows(data, "dev-xquad")[::every]]
    squad = rows(data, "train-squad2")
    held = held_out_titles(squad)
    kept = [row for row in squad if row["title"] in held][::every]
    sure = [best_answer(model, row)[1] for row in kept]
    return {
        "xquad_exact_match": mean([exact_match(words, answers) for words, answers in read]) or 0.0,
        "xquad_f1": mean([token_f1(words, answers) for words, answers in read]) or 0.0,
        "squad2_held_out_auroc": area_under_roc(sure, [bool(row["answers"]) for row in kept]) or 0.0,
    }


def best_answer(model: ReaderModel, row: Row) -> tuple[str, float]:
    """Return the best answer span's text in a row's context, and its margin over both passes."""
    context = row["context"]
    places = pack_passages(context)
    passages = [Excerpt.whole(row["title"], context[slice(*place)]) for place in places]
    found = [
        (
            span.margin if span.second_pass_margin is None else (span.margin + span.second_pass_margin) / 2,
            passages[number].text[span.start : span.end],
        )
        for number, span in read_twice(model, row["question"], passages)
    ]
    margin, words = max(found[:SECOND_PASS_SPANS])
    return words, margin


def pack_passages(text: str) -> list[Span]:
    """Cut a text into passages: runs of whole sentences of up to a passage's length."""
    runs: list[Span] = []
    for start, end in sentences(text):
        if runs and end - runs[-1][0] <= MAX_PASSAGE_LENGTH:
            runs[-1] = runs[-1][0], end
        else:
            runs.append((start, end))
    return runs


def main() -> None:
    """Evaluate, print the figures and write them into the model card."""
    parser = argparse.ArgumentParser(prog="python -m training.evaluate", description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("weights", type=Path, nargs="?", default=SHIPPED)
    parser.add_argument("--every", type=int, default=1, help="evaluate on every n-th question only")
    given = parser.parse_args()
    figures = evaluate(given.data, ReaderModel(given.weights), every=given.every)
    print(json.dumps(figures, indent=1))  # noqa: T201
    if given.every == 1:
        add_to_card(given.weights, {"figures": figures})


if __name__ == "__main__":
    main()
