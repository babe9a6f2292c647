"""What a run is turned into: JSON to keep, a comparison with an earlier run, a page to read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import InputError
from qa.evaluation.figures import FIGURES
from qa.evaluation.outcomes import Evaluation, Outcome
from qa.evaluation.page import confidence, miss, page, row, section, table, times

SMALLEST_FALL = 0.001
"""Smaller differences are rounding, not a fall."""

_BY_TYPE = (
    "questions",
    "article_hit_at_1",
    "answer_in_first_quote",
    "answer_in_first_three_quotes",
    "share_answered",
    "wrong_among_given",
)


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


def to_html(evaluation: Evaluation) -> str:
    """Return a page that needs nothing from outside itself and shows every text as text."""
    return page("Article QA: evaluation", sections(evaluation))


def sections(evaluation: Evaluation, most_misses: int | None = None) -> list[str]:
    """Return what the report's page is made of, as HTML: figures, plots and misses, at most so many."""
    missed = [entry for outcome in evaluation.outcomes for entry in _miss(outcome)]
    shown = missed[:most_misses]
    rows = [row(FIGURES[key].label, [FIGURES[key].show(value)]) for key, value in evaluation.figures.items()]
    return [
        section("figures", table([], rows)),
        section("types", "<h2>By type of question</h2>", _types_table(evaluation)),
        section(
            "confidence",
            "<h2>Does confidence mean what it says?</h2>",
            confidence(*evaluation.given, evaluation.asked),
        ),
        section("times", "<h2>How long does an answer take?</h2>", times(evaluation.seconds)),
        section(
            "misses",
            f"<h2>Misses ({len(missed)})</h2>",
            *(shown or ["<p>None.</p>"]),
            *([f"<p>The first {len(shown)} are shown.</p>"] if len(shown) < len(missed) else []),
        ),
    ]


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
    }


def _types_table(evaluation: Evaluation) -> str:
    rows = [
        row(name, [FIGURES[key].show(figures[key]) for key in _BY_TYPE])
        for name, figures in evaluation.figures_by_type.items()
    ]
    return table(["Type", *(FIGURES[key].label for key in _BY_TYPE)], rows)


def _miss(outcome: Outcome) -> list[str]:
    """Return the entry of a question that went wrong; nothing for any other."""
    reasons = []
    if outcome.ranked is not None and outcome.rank is None:
        reasons.append("No relevant article among the first ten.")
    if outcome.missed:
        reasons.append(_why_missed(outcome))
    if not reasons:
        return []
    question = outcome.question
    label = f"{question.id} · {question.type}"
    return [miss(question.question, " ".join(reasons), label, _details(outcome))]


def _details(outcome: Outcome) -> list[tuple[str, str]]:
    question, reply = outcome.question, outcome.reply
    details = [("Before", f"{asked} → {answered}") for asked, answered in question.history]
    if question.answers is not None:
        details += [("Expected", text) for text in question.answers or ("a refusal",)]
    details += [("In article", article_id) for article_id in question.relevant]
    if reply:
        details += [("Quoted", quote) for quote in reply.quotes]
        details += [("Marked", reply.marked)] if reply.marked else []
        details += [("Confidence", f"{reply.confidence:.2f}")]
    return details


def _why_missed(outcome: Outcome) -> str:
    if not outcome.question.has_answer:
        return "Answered, though no article answers it."
    if outcome.refused:
        return "Refused, though an article answers it."
    if outcome.right_in_first_three:
        return "The first quote does not answer; a later one does."
    return "None of the first three quotes answers."
