"""The curves of the scale benchmark as a picture; `python -m benchmarks.scale.chart` draws it anew."""

import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.scale.results import NAMES, Point, Points, from_json
from benchmarks.speed.chart import GREY, SETTINGS, whole_powers

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "benchmarks" / "scale" / "results.json"
PICTURE = ROOT / "docs" / "images" / "scale.png"

STYLES = {"local": ("#1a73d9", "o"), "servers": ("#cf6a12", "s")}
"""Colour and marker of each side, legible on light and on dark pages."""

PANELS: Mapping[str, tuple[str, Callable[[Point], float]]] = {
    "Adding": ("processor ms a passage", lambda point: 1000 * point.processor / point.added),
    "A search": ("milliseconds (p50)", lambda point: point.p50("hybrid")),
    "Common words": ("milliseconds (p50)", lambda point: point.p50("keyword, common words")),
    "Memory": ("MB", lambda point: point.whole_memory),
}
"""Title of each panel, its unit, and the value that it shows."""


def scale_chart(points: Points) -> bytes:
    """Return the curves of all sides as a PNG file."""
    from matplotlib import rc_context

    written = io.BytesIO()
    with rc_context(SETTINGS):
        scale_figure(points).savefig(
            written, format="png", dpi=120, transparent=True, metadata={"Software": None}
        )
    return written.getvalue()


def scale_figure(points: Points) -> "Figure":
    """Return a panel of logarithmic axes for each of `PANELS`, with a legend below."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10.4, 3.0), layout="constrained")
    sides = {side: own for side, own in points.items() if own}
    for place, (title, (unit, value)) in enumerate(PANELS.items(), start=1):
        axes = figure.add_subplot(1, len(PANELS), place)
        axes.set(title=title, xlabel="passages", ylabel=unit)
        _draw(axes, sides, value)
    lines = figure.axes[0].get_lines()
    figure.legend(handles=lines, loc="outside lower center", ncols=len(lines), frameon=False)
    return figure


def _draw(axes: "Axes", sides: Mapping[str, Sequence[Point]], value: Callable[[Point], float]) -> None:
    curves = {side: [(point.passages, value(point)) for point in own] for side, own in sides.items()}
    every = [point for curve in curves.values() for point in curve]
    (left, right), (low, high) = (whole_powers([point[at] for point in every]) for at in (0, 1))
    axes.set(xscale="log", yscale="log", xlim=(left, right), ylim=(low, high))
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter("{x:,g}")
    axes.minorticks_off()
    axes.grid(visible=True)
    axes.spines[["top", "right"]].set_visible(False)
    for side, curve in curves.items():
        colour, marker = STYLES[side]
        axes.plot(*zip(*curve, strict=True), color=colour, marker=marker, markersize=4, label=NAMES[side])
    x, y = next(iter(curves.values()))[0]
    reach = min(right / x, high / y)
    axes.plot([x, x * reach], [y, y * reach], "--", color=GREY, linewidth=1, label="grows as the passages do")


if __name__ == "__main__":
    PICTURE.write_bytes(scale_chart(from_json(RESULTS.read_text(encoding="utf-8"))))
