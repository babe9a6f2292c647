"""The report of the quality benchmark: a table, JSON, and a page with plots and every miss."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.quality.results import Judged, Measured, Part
from qa.evaluation.figures import reliability, risk_coverage
from qa.evaluation.html_report import FILTERS, FOLDER, Miss
from qa.templates import Templates

_TEMPLATES = Templates(Path(__file__).parent, FOLDER, filters=FILTERS)

_MET = {True: "yes", False: "NO", None: ""}

Seconds = Mapping[str, float]
"""Seconds that measuring each part took, by its name."""


def to_text(parts: Sequence[Part]) -> str:
    """Return the figures of all parts as a table: what they are to reach first, then what is only told."""
    every = [figure for part in parts for figure in part.figures]
    width = max((len(figure.label) for figure in every), default=0) + 2
    lines = [f"{'':{width + 2}}{'is':>8}  {'to reach':>9}  met"]
    for part in parts:
        lines += ["", part.about, *(f"  {_line(figure, width)}" for figure in _targets_first(part))]
    due = [figure for figure in every if figure.met is not None]
    return "\n".join([*lines, "", f"{sum(figure.met is True for figure in due)} of {len(due)} met"])


def to_json(parts: Sequence[Part], seconds: Seconds, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return figures and every question as plain values."""
    return {
        "settings": dict(settings),
        "parts": {
            part.name: {
                "about": part.about,
                "seconds": seconds[part.name],
                "figures": [figure.to_json() for figure in part.figures],
                "questions": [judged.to_json() for judged in part.judged],
            }
            for part in parts
        },
    }


def to_html(parts: Sequence[Part]) -> str:
    """Return a page that needs nothing from outside itself and shows every text as text."""
    return _TEMPLATES.render(
        "quality.html",
        title="Article QA: quality",
        due=[_row(f"{part.name}: {figure.label}", figure) for part, figure in _due(parts)],
        parts=[_values(part) for part in parts],
    )


def _values(part: Part) -> dict[str, Any]:
    confidences, right = part.given if part.plotted else ((), ())
    return {
        "part": part,
        "figures": [_row(figure.label, figure) for figure in _targets_first(part)],
        "bins": reliability(confidences, right),
        "points": risk_coverage(confidences, right, len(part.judged)),
        "misses": [
            Miss(one.question, one.why, f"{part.name} · {one.id}", list(_details(one))) for one in part.misses
        ],
    }


def _targets_first(part: Part) -> list[Measured]:
    return sorted(part.figures, key=lambda figure: figure.met is None)


def _due(parts: Sequence[Part]) -> Iterator[tuple[Part, Measured]]:
    return ((part, figure) for part in parts for figure in part.figures if figure.met is not None)


def _line(figure: Measured, width: int) -> str:
    return f"{figure.label:{width}}{figure.shown:>8}  {figure.target:>9}  {_MET[figure.met]}".rstrip()


def _row(name: str, figure: Measured) -> tuple[str, list[str]]:
    return name, [figure.shown, figure.target, _MET[figure.met]]


def _details(one: Judged) -> Iterator[tuple[str, str]]:
    for text in one.expected or ("a refusal",):
        yield "Expected", text
    for text in one.quoted or ("nothing",):
        yield "Quoted", text
    if one.marked:
        yield "Marked", one.marked
    if one.confidence is not None:
        yield "Confidence", f"{one.confidence:.2f}"
