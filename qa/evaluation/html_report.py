"""The report of a run as a page to read: figures, plots and misses; it needs nothing from the outside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from qa.evaluation.figures import FIGURES, histogram, reliability, risk_coverage, shown_figures
from qa.evaluation.outcomes import Evaluation, Outcome, Prose
from qa.templates import Templates

FOLDER = Path(__file__).with_name("templates")

FILTERS = {"percent": "{:.0%}".format}

_TEMPLATES = Templates(FOLDER, filters=FILTERS)

_BY_TYPE = (
    "questions",
    "article_hit_at_1",
    "answer_in_first_quote",
    "answer_in_first_three_quotes",
    "share_answered",
    "wrong_among_given",
)
"""Keys of the figures that are shown for each type of question."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A question that went wrong: why, what it is called, and what there is to know of it by name."""

    question: str
    why: str
    label: str
    details: Sequence[tuple[str, str]]


def to_html(evaluation: Evaluation) -> Markup:
    """Return a page that needs nothing from outside itself and shows every text as text."""
    return _TEMPLATES.render("report.html", title="Article QA: evaluation", **_values(evaluation))


def report_sections(evaluation: Evaluation, most_misses: int | None = None) -> Markup:
    """Return what the page is made of, to be shown in another one, with at most `most_misses` misses."""
    return _TEMPLATES.render("sections.html", **_values(evaluation, most_misses))


def _values(evaluation: Evaluation, most_misses: int | None = None) -> dict[str, Any]:
    figures, types, times = evaluation.figures, evaluation.figures_by_type, histogram(evaluation.seconds)
    confidences, right = evaluation.given
    return {
        "figures": [(label, [value]) for label, value in shown_figures(figures)],
        "type_columns": ["Type", *(FIGURES[key].label for key in _BY_TYPE)],
        "types": [(name, [FIGURES[key].show(of[key]) for key in _BY_TYPE]) for name, of in types.items()],
        "bins": reliability(confidences, right),
        "points": risk_coverage(confidences, right, evaluation.asked),
        "times": times,
        "ticks": _ticks(times) if times else (),
        "misses": list(_misses(evaluation.outcomes)),
        "most_misses": most_misses,
    }


def _ticks(times: Sequence[tuple[float, float, int]]) -> tuple[list[tuple[float, str]], ...]:
    """Return the ticks (share, label) of the horizontal and the vertical axis of the histogram of times."""
    longest, most = times[-1][1], max(count for _, _, count in times)
    along = [(share, f"{share * longest:.3g}") for share in (0.0, 0.25, 0.5, 0.75, 1.0)]
    return along, [(count / most, str(count)) for count in sorted({0, most // 2, most})]


def _misses(outcomes: Sequence[Outcome]) -> Iterator[Miss]:
    for outcome in outcomes:
        not_retrieved = outcome.ranked is not None and outcome.rank is None
        reasons = ["No relevant article among the first ten."] if not_retrieved else []
        reasons += [_why_missed(outcome)] if outcome.missed else []
        if reasons:
            question = outcome.question
            label = f"{question.id} · {question.type}"
            yield Miss(question.question, " ".join(reasons), label, _details(outcome))


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
        details += _prose_details(reply.prose) if reply.prose else []
    return details


def _prose_details(prose: Prose) -> list[tuple[str, str]]:
    details = [
        ("Held back", f"{sentence.text} ({sentence.held_back})")
        if sentence.held_back
        else ("Written", sentence.text)
        for sentence in prose.sentences
    ]
    return [*details, ("Trouble", prose.problem)] if prose.problem else details


def _why_missed(outcome: Outcome) -> str:
    if not outcome.question.has_answer:
        return "Answered, though no article answers it."
    if outcome.refused:
        return "Refused, though an article answers it."
    if outcome.right_in_first_three:
        return "The first quote does not answer; a later one does."
    return "None of the first three quotes answers."
