"""Results of the speed benchmark: figures beside their targets and the other side's, with all runs."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log
from statistics import median
from typing import Any

from benchmarks.quality.results import Measured
from benchmarks.speed.processes import Json


@dataclass(frozen=True, slots=True)
class Runs:
    """One figure, measured several times."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return median(self.values)

    def to_json(self) -> Json:
        """Return the runs as plain values for JSON."""
        return {
            "median": self.median,
            "least": min(self.values),
            "most": max(self.values),
            "runs": list(self.values),
        }


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        figure: the median, with what it is to reach.
        runs: what it is the median of; none where it was measured once, or made of two others.
        beside: the same of the other side, or more about it.
    """

    figure: Measured
    runs: Runs | None = None
    beside: str = ""

    @property
    def spread(self) -> str:
        """The least and the most of several runs, as a person reads them."""
        if self.runs is None or len(self.runs.values) < 2:
            return ""
        return " – ".join(_bare(self.figure.form, bound(self.runs.values)) for bound in (min, max))

    def to_json(self) -> Json:
        """Return the line as plain values for JSON."""
        runs = self.runs.to_json() if self.runs else None
        return {**self.figure.to_json(), "shown": self.figure.shown, "of": runs, "beside": self.beside}


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of the measuring came to.

    Attributes:
        about: what was measured on, and how.
        raw: every run.
        points: of the growth curves, by side.
    """

    about: str
    rows: tuple[Row, ...]
    raw: Json = field(default_factory=dict)
    points: Mapping[str, Sequence["Point"]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Point:
    """One side at one number of articles: seconds to add all, median milliseconds to search and answer."""

    articles: int
    adding: float
    search: float
    answer: float | None = None

    def to_json(self) -> Json:
        """Return the point as plain values for JSON."""
        return {
            "articles": self.articles,
            "adding_seconds": self.adding,
            "search_ms": self.search,
            "answer_ms": self.answer,
        }

    @classmethod
    def from_json(cls, values: Json) -> "Point":
        """Return the point that `to_json` made the values of."""
        return cls(values["articles"], values["adding_seconds"], values["search_ms"], values["answer_ms"])


def several(
    label: str,
    values: Sequence[float],
    form: str = "{:.2f}",
    *,
    at_least: float | None = None,
    at_most: float | None = None,
    beside: str = "",
) -> Row:
    """Return the line of the median of several runs."""
    runs = Runs(tuple(values))
    return Row(Measured(label, runs.median, at_least, at_most, form), runs, beside)


def once(
    label: str,
    value: float | None,
    form: str = "{:.2f}",
    *,
    at_least: float | None = None,
    at_most: float | None = None,
    beside: str = "",
) -> Row:
    """Return the line of a figure that is no median."""
    return Row(Measured(label, value, at_least, at_most, form), None, beside)


def ratio(more: Sequence[float], less: Sequence[float]) -> float:
    """Return how many times the median of the one is that of the other."""
    return median(more) / median(less)


def exponent(points: Sequence[tuple[float, float]]) -> float | None:
    """Return the power of x that y grows with, by least squares on logarithms; None for fewer than two x.

    1 is linear, less is sub-linear, 0 is no growth.
    """
    logs = [(log(x), log(y)) for x, y in points]
    middle = sum(x for x, _ in logs) / len(logs) if logs else 0.0
    spread = sum((x - middle) ** 2 for x, _ in logs)
    if not spread:
        return None
    return sum((x - middle) * y for x, y in logs) / spread


def tenfold(power: float | None) -> str:
    """Say how many times as long something takes with ten times the articles."""
    return "" if power is None else f"(ten times the articles: {exp(power * log(10)):.1f} × the time)"


def beside(values: Sequence[float], form: str) -> str:
    """Return the median of the other side's runs, and the least and the most; empty where it has none."""
    if not values:
        return ""
    row = several("", values, form)
    return f"{row.figure.shown} ({row.spread})" if row.spread else row.figure.shown


def to_text(parts: Mapping[str, Part]) -> str:
    """Return the figures of all parts as a table to read."""
    every = [row for part in parts.values() for row in part.rows]
    width = max((len(row.figure.label) for row in every), default=0) + 2
    lines = [f"{'':{width}}{'is':>12}  {'least – most':^21}  {'to reach':>12}  {'met':<4} the tutorial's"]
    for part in parts.values():
        lines += ["", part.about, *(_line(row, width) for row in part.rows)]
    due = [row for row in every if row.figure.met is not None]
    return "\n".join([*lines, "", f"{sum(row.figure.met is True for row in due)} of {len(due)} met"])


def to_json(parts: Mapping[str, Part], machine: Json, settings: Json) -> str:
    """Return all figures and runs as JSON, with a list of numbers on a line of its own."""
    whole = {
        "machine": machine,
        "settings": settings,
        "parts": {
            name: {
                "about": part.about,
                "figures": [row.to_json() for row in part.rows],
                "growth": {
                    side: [point.to_json() for point in points] for side, points in part.points.items()
                },
                "raw": part.raw,
            }
            for name, part in parts.items()
        },
    }
    return compact(json.dumps(_rounded(whole), ensure_ascii=False, indent=1)) + "\n"


def compact(written: str) -> str:
    """Put each list of nothing but numbers on one line."""
    return re.sub(r"\[[\s\d.,eE+-]*\]", lambda found: re.sub(r"\s+", " ", found[0]), written)


def _rounded(value: Any) -> Any:
    """Round all numbers to what a clock can tell."""
    match value:
        case float():
            return float(f"{value:.5g}")
        case dict():
            return {name: _rounded(one) for name, one in value.items()}
        case list():
            return [_rounded(one) for one in value]
        case _:
            return value


def _line(row: Row, width: int) -> str:
    figure = row.figure
    met = {True: "yes", False: "NO", None: ""}[figure.met]
    measured = f"{figure.label:{width}}{figure.shown:>12}  {row.spread:^21}"
    return f"{measured}  {figure.target:>12}  {met:<4} {row.beside}".rstrip()


def _bare(form: str, value: float) -> str:
    """Show a value without its unit."""
    return form[: form.index("}") + 1].format(value)
