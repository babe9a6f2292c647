"""Measures answers to the fixed question set, and says which of them changed since the committed baseline.

`python -m tests.quality` writes the baseline anew.
"""

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from typing_extensions import override

from index import ingest
from index.embedding.embedder import Embedder
from index.embedding.packaged_embedder import PackagedEmbedder
from index.filters import NO_FILTER, SearchFilter
from index.library import Library
from index.loaders import find_files, load_file
from qa.answers import Answer
from qa.assistant import Assistant
from qa.evaluation import FIGURES, Evaluation, Outcome, evaluate, load_questions
from qa.reader import SpanReader
from qa.turns import Turn

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"
BASELINE = HERE / "baseline.json"
QUESTIONS = load_questions(HERE / "questions.jsonl")

MAY_FALL = {
    "answer_in_first_quote": 0.02,
    "answer_in_first_three_quotes": 0.02,
    "refusal_auroc": 0.02,
    "exact_quote_rate": 0.0,
}
"""How far each guarded figure may lie under its baseline: processors differ in a question or two."""

MOVED = 0.15
"""A change of confidence from which on a question is named."""

RENEW = "Where that is meant, renew the baseline: python -m tests.quality"

Baseline = Mapping[str, Any]


class Recorder(Assistant):
    """An assistant under measurement, whose answers are kept in the order of the questions."""

    def __init__(self, library: Library) -> None:
        super().__init__(library, SpanReader())
        self.answers: list[Answer] = []

    @override
    def answer(
        self,
        question: str,
        history: Sequence[Turn] = (),
        filters: SearchFilter = NO_FILTER,
        asked: date | None = None,
        threshold: float | None = None,
        *,
        written: bool = True,
    ) -> Answer:
        answer = super().answer(question, history, filters, asked, threshold, written=written)
        self.answers.append(answer)
        return answer


def make_library(folder: Path, embedder: Embedder) -> None:
    """Make a library of the sample articles."""
    with Library.open(folder, embedder, create=True) as library:
        articles = [article for file in find_files(SEEDS) for article in load_file(file)]
        assert not ingest.add(library, articles)


def measure(assistant: Assistant) -> tuple[Evaluation, list[Answer]]:
    """Ask every question once; return what it comes to, and the answers."""
    recorder = Recorder(assistant.library)
    texts = {article.id: article.text for article in assistant.library.record.articles()}
    return evaluate(QUESTIONS, recorder, texts=texts), recorder.answers


def to_baseline(evaluation: Evaluation) -> Baseline:
    """Return what is committed: the guarded figures, and how each question came out."""
    return {
        "figures": {key: round(evaluation.figures[key] or 0.0, 4) for key in MAY_FALL},
        "outcomes": {outcome.question.id: _came_out(outcome) for outcome in evaluation.outcomes},
    }


def falls(evaluation: Evaluation, baseline: Baseline) -> list[str]:
    """Say what fell further than it may, and which questions changed; nothing where no figure did."""
    now = to_baseline(evaluation)
    fell = [
        f"{FIGURES[key].label}: {FIGURES[key].show(before)} in the baseline, "
        f"{FIGURES[key].show(now['figures'][key])} now"
        for key, before in baseline["figures"].items()
        if now["figures"][key] < before - MAY_FALL[key] - 1e-9
    ]
    return [*fell, *_changes(evaluation, baseline), RENEW] if fell else []


def _changes(evaluation: Evaluation, baseline: Baseline) -> Iterator[str]:
    """Yield a line for each question that came out otherwise, or is far more or less sure."""
    for outcome in evaluation.outcomes:
        question, new = outcome.question, _came_out(outcome)
        old = baseline["outcomes"].get(question.id, {"came_out": "not asked", "confidence": 0.0})
        moved = abs(new["confidence"] - old["confidence"])
        if new["came_out"] != old["came_out"] or moved > MOVED:
            yield f"{question.id} ({question.question}) was {_told(old)}, is {_told(new)}"


def _told(one: Mapping[str, Any]) -> str:
    return f"{one['came_out']} ({one['confidence']:.0%} sure)"


def _came_out(outcome: Outcome) -> dict[str, Any]:
    """Return how a question came out, and how sure the answer was."""
    assert outcome.reply
    if not all(outcome.reply.exact):
        said = "inexact"
    elif outcome.refused:
        said = "refused"
    elif outcome.right_in_first:
        said = "right in the first quote"
    else:
        said = "right in the first three" if outcome.right_in_first_three else "wrong"
    return {"came_out": said, "confidence": round(outcome.reply.confidence, 2)}


def _write(baseline: Baseline) -> None:
    """Write the baseline, each question on a line of its own: a change shows which came out otherwise."""
    rows = ",\n".join(
        f"  {json.dumps(name)}: {json.dumps(came_out)}" for name, came_out in baseline["outcomes"].items()
    )
    figures = json.dumps(baseline["figures"], indent=1).replace("\n", "\n ")
    text = f'{{\n "figures": {figures},\n "outcomes": {{\n{rows}\n }}\n}}\n'
    BASELINE.write_text(text, encoding="utf-8")


def main() -> None:
    """Measure, and write the baseline."""
    embedder = PackagedEmbedder()
    with tempfile.TemporaryDirectory(prefix="article-qa-") as folder:
        make_library(Path(folder), embedder)
        with Assistant.open(folder, embedder=embedder) as assistant:
            evaluation, _ = measure(assistant)
    _write(to_baseline(evaluation))


if __name__ == "__main__":
    main()
