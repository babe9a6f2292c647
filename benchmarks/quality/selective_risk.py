"""Selective risk and coverage: the share of wrong answers given, and of questions answered, by threshold."""

from benchmarks.quality.results import Measured
from qa.evaluation import Evaluation
from qa.evaluation.figures import coverage_within, risk_coverage
from qa.thresholds import ANSWER_THRESHOLD, STRICT

PERCENT = "{:.1%}"


def selective_risk_figures(
    evaluation: Evaluation, *, default: float | None = None, strict: float | None = None
) -> tuple[Measured, ...]:
    """Return the share of wrong answers and of questions answered, by either setting.

    Args:
        evaluation: a run in which every answer was given.
        default, strict: the largest share of wrong answers that either setting may give.
    """
    found: list[Measured] = []
    for name, threshold, most in (("by default", ANSWER_THRESHOLD, default), ("strictly", STRICT, strict)):
        figures = evaluation.at(threshold).figures
        found += [
            Measured(
                f"wrong among the answers given, {name}",
                _or_none_wrong(figures),
                at_most=most,
                form=PERCENT,
            ),
            Measured(f"questions answered, {name}", figures["share_answered"], form=PERCENT),
        ]
    curve = risk_coverage(*evaluation.given, evaluation.asked)
    found += [
        Measured(
            f"questions that could be answered with {most:.0%} wrong",
            coverage_within(most, curve) if curve else None,
            form=PERCENT,
        )
        for most in (0.05, 0.1, 0.25)
    ]
    return tuple(found)


def _or_none_wrong(figures: dict[str, float | None]) -> float | None:
    """Return the share of wrong answers; where no answer is given, none of them is wrong."""
    return 0.0 if figures["share_answered"] == 0 else figures["wrong_among_given"]
