"""The report of a run as JSON, and the comparison of its figures with those of an earlier run."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from index.errors import InputError
from qa.evaluation.figures import FIGURES
from qa.evaluation.outcomes import Evaluation, Outcome

SMALLEST_FALL = 0.001
"""Least difference that is a fall of a figure, and not rounding."""


@dataclass(frozen=True, slots=True)
class Fall:
    """A figure of quality that is worse than in the baseline."""

    key: str
    before: float
    now: float | None

    def __str__(self) -> str:
        figure = FIGURES[self.key]
        return f"{figure.label}: {figure.show(self.before)} before, {figure.show(self.now)} now"


def to_json(evaluation: Evaluation) -> dict[str, Any]:
    """Return the figures, overall and by type, and the outcome of every question, as plain values."""
    return {
        "figures": evaluation.figures,
        "types": evaluation.figures_by_type,
        "outcomes": [_outcome_to_json(outcome) for outcome in evaluation.outcomes],
    }


def compare(figures: Mapping[str, float | None], baseline: Mapping[str, float | None]) -> list[Fall]:
    """List the figures of quality that fell; times and counts are not compared.

    A figure that the baseline lacks is passed over; one that can no longer be computed counts as 0.
    """
    falls = []
    for key, figure in FIGURES.items():
        before, now = baseline.get(key), figures.get(key)
        if figure.higher_is_better is None or before is None:
            continue
        change = (now or 0.0) - before
        if (-change if figure.higher_is_better else change) >= SMALLEST_FALL:
            falls.append(Fall(key, before, now))
    return falls


def load_baseline(path: Path) -> dict[str, float | None]:
    """Read the figures of an earlier run from a file that holds `to_json`.

    Raises:
        InputError: if the file is missing or is no such file.
    """
    mend = "Name a file that `qa eval QUESTIONS --json FILE` wrote."
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise InputError(f"No baseline at {path}. {mend}") from error
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(f"{path}: cannot be read as JSON. {mend}") from error
    figures = report.get("figures") if isinstance(report, dict) else None
    if not isinstance(figures, dict) or not all(_is_value(value) for value in figures.values()):
        raise InputError(f"{path}: holds no figures. {mend}")
    compared = [key for key, figure in FIGURES.items() if figure.higher_is_better is not None]
    if all(figures.get(key) is None for key in compared):
        raise InputError(f"{path}: holds no figure that could be compared. {mend}")
    return figures


def _is_value(value: object) -> bool:
    if value is None:
        return True
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e9


def _outcome_to_json(outcome: Outcome) -> dict[str, Any]:
    question, reply = outcome.question, outcome.reply
    return {
        "id": question.id,
        "type": question.type,
        "question": question.question,
        "history": [list(turn) for turn in question.history],
        "asked": question.asked.isoformat() if question.asked else None,
        "articles": list(question.articles) if question.articles is not None else None,
        "answers": list(question.answers) if question.answers is not None else None,
        "relevant": dict(question.relevant),
        "ranked": list(outcome.ranked) if outcome.ranked is not None else None,
        "rank": outcome.rank,
        "refused": outcome.refused if reply else None,
        "right_in_first": outcome.right_in_first if reply else None,
        "right_in_first_three": outcome.right_in_first_three if reply else None,
        "missed": outcome.missed if reply else None,
        "confidence": reply.confidence if reply else None,
        "text": reply.text if reply else None,
        "quotes": list(reply.quotes) if reply else None,
        "exact": list(reply.exact) if reply else None,
        "marked": reply.marked if reply else None,
        "disagreements": [list(quotes) for quotes in reply.disagreements] if reply else None,
        "seconds": reply.seconds if reply else None,
        "prose": asdict(reply.prose) if reply and reply.prose else None,
    }
