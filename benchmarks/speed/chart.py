"""The growth curves as an SVG picture; `python -m benchmarks.speed.chart` draws it from the kept results."""

import io
import json
import re
from collections.abc import Mapping, Sequence
from math import ceil, floor, log10
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.speed.results import Point

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "benchmarks" / "results.json"
PICTURE = ROOT / "docs" / "images" / "growth.svg"

SIDES = {"ours": ("Article QA", "#1a73d9", "o"), "tutorial": ("LangChain tutorial", "#cf6a12", "s")}
"""Name, colour and marker of each side. Their colours, and `GREY`, have a contrast of at least 3.6 with white
and with #0d1117, so that the same picture is legible on light and on dark pages."""

GREY = "#6e7781"

PANELS = (
    ("Adding", "seconds", "adding"),
    ("A search", "milliseconds", "search"),
    ("An answer", "milliseconds", "answer"),
)
"""Title, unit and attribute of `Point` of each panel."""

SETTINGS: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "growth",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 9,
    "text.color": GREY,
    "axes.edgecolor": GREY,
    "axes.labelcolor": GREY,
    "axes.titlesize": 10,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "grid.color": GREY,
    "grid.alpha": 0.3,
}
"""Settings of matplotlib: text stays text, and the same points give the same file."""


def growth_chart(points: Mapping[str, Sequence[Point]]) -> str:
    """Return adding, search and answer time against the number of articles, as an SVG file.

    Args:
        points: the points of each side, `ours` and `tutorial`; a side without any is left out.
    """
    from matplotlib import rc_context

    written = io.StringIO()
    nothing_told = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    with rc_context(SETTINGS):
        growth_figure(points).savefig(written, format="svg", transparent=True, metadata=nothing_told)
    return re.sub(r"\s*\n\s*", "\n", written.getvalue())


def growth_figure(points: Mapping[str, Sequence[Point]]) -> "Figure":
    """Return a panel of logarithmic axes for each of `PANELS` that has points, with a legend below."""
    from matplotlib.figure import Figure

    panels = [(title, unit, _curves(points, name)) for title, unit, name in PANELS]
    panels = [panel for panel in panels if panel[-1]]
    figure = Figure(figsize=(3.0 * max(1, len(panels)), 3.0), layout="constrained")
    for place, (title, unit, curves) in enumerate(panels, start=1):
        axes = figure.add_subplot(1, len(panels), place)
        axes.set(title=title, xlabel="articles", ylabel=unit)
        _draw(axes, curves)
    if figure.axes:
        lines = figure.axes[0].get_lines()
        figure.legend(handles=lines, loc="outside lower center", ncols=len(lines), frameon=False)
    return figure


def _curves(points: Mapping[str, Sequence[Point]], name: str) -> dict[str, list[tuple[float, float]]]:
    curves = {
        side: sorted((float(point.articles), value) for point in own if (value := getattr(point, name)))
        for side, own in points.items()
    }
    return {side: curve for side, curve in curves.items() if curve}


def _draw(axes: "Axes", curves: Mapping[str, Sequence[tuple[float, float]]]) -> None:
    """Draw the curves, and what would grow as the articles do from the first point of the first of them."""
    every = [point for curve in curves.values() for point in curve]
    (left, right), (low, high) = (whole_powers([point[at] for point in every]) for at in (0, 1))
    axes.set(xscale="log", yscale="log", xlim=(left, right), ylim=(low, high))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter("{x:,g}")
    axes.minorticks_off()
    axes.grid(visible=True)
    axes.spines[["top", "right"]].set_visible(False)
    for side, curve in curves.items():
        name, colour, marker = SIDES[side]
        axes.plot(*zip(*curve, strict=True), color=colour, marker=marker, markersize=4, label=name)
    x, y = next(iter(curves.values()))[0]
    reach = min(right / x, high / y)
    axes.plot([x, x * reach], [y, y * reach], "--", color=GREY, linewidth=1, label="grows as the articles do")


def whole_powers(values: Sequence[float]) -> tuple[float, float]:
    """Return the limits of an axis: the whole powers of ten around all values, which are above 0."""
    low, high = floor(log10(min(values))), ceil(log10(max(values)))
    return 10.0**low, 10.0 ** max(high, low + 1)


def kept_points(results: Path) -> dict[str, list[Point]]:
    """Return the points of each side from a file of results that `python -m benchmarks.speed` wrote."""
    growth = json.loads(results.read_text(encoding="utf-8"))["parts"]["growth"]["growth"]
    return {side: [Point.from_json(point) for point in own] for side, own in growth.items()}


if __name__ == "__main__":
    PICTURE.write_text(growth_chart(kept_points(RESULTS)), encoding="utf-8")
