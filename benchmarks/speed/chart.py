"""The growth curves as an SVG picture: nothing but numbers goes in, so there is nothing to escape."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from benchmarks.speed.results import Point

WIDTH, HEIGHT = 300, 280
LEFT, RIGHT, TOP, BOTTOM = 58, 28, 34, 44
HEAD = 34
"""Points: of one panel, of what stands around its axes, and of the line above the panels."""

_STYLE = """
.paper{fill:#ffffff} text{fill:#24292f;font:12px system-ui,sans-serif} .title{font-weight:600}
.grid{stroke:#d0d7de} .linear{stroke:#8c959f;stroke-dasharray:4 4}
.ours{stroke:#0b62c4;fill:#0b62c4} .tutorial{stroke:#bc4c00;fill:#bc4c00}
polyline{fill:none!important;stroke-width:2}
@media (prefers-color-scheme:dark){.paper{fill:#0d1117} text{fill:#e6edf3} .grid{stroke:#30363d}
.linear{stroke:#7d8590} .ours{stroke:#58a6ff;fill:#58a6ff} .tutorial{stroke:#f0883e;fill:#f0883e}}
"""

NAMES = {"ours": "Article QA", "tutorial": "LangChain tutorial"}

Curve = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Panel:
    """One pair of logarithmic axes with the curves of both sides, by name."""

    title: str
    unit: str
    curves: Mapping[str, Curve]


@dataclass(frozen=True, slots=True)
class Axis:
    """A logarithmic axis over whole powers of ten, from `low` to `high`, drawn from `start` to `end`."""

    low: int
    high: int
    start: float
    end: float

    @classmethod
    def over(cls, values: Sequence[float], start: float, end: float) -> "Axis":
        """Return the axis that holds all values, which are above nought."""
        low, high = floor(log10(min(values))), ceil(log10(max(values)))
        return cls(low, max(high, low + 1), start, end)

    @property
    def ticks(self) -> list[float]:
        """The powers of ten."""
        return [10.0**power for power in range(self.low, self.high + 1)]

    def at(self, value: float) -> float:
        """Return where a value stands."""
        return self.start + (log10(value) - self.low) / (self.high - self.low) * (self.end - self.start)


def growth_chart(points: Mapping[str, Sequence[Point]]) -> str:
    """Draw adding, search and answer time against the number of articles, on logarithmic axes.

    Args:
        points: of each side, `ours` and `tutorial`; a side without any is left out.

    Returns:
        A whole SVG file, for light and dark pages.
    """
    panels = [
        Panel("Adding", "seconds", _curves(points, "adding")),
        Panel("A search", "milliseconds", _curves(points, "search")),
        Panel("An answer", "milliseconds", _curves(points, "answer")),
    ]
    drawn = [_panel(panel, place * WIDTH) for place, panel in enumerate(p for p in panels if p.curves)]
    width, height = max(1, len(drawn)) * WIDTH, HEIGHT + HEAD
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-label="Time against the number of articles">'
        f"<style>{_STYLE}</style>"
        f'<rect class="paper" width="{width}" height="{height}"/>{_legend(points)}{"".join(drawn)}</svg>\n'
    )


def _curves(points: Mapping[str, Sequence[Point]], name: str) -> dict[str, Curve]:
    curves = {
        side: sorted((point.articles, value) for point in own if (value := getattr(point, name)))
        for side, own in points.items()
    }
    return {side: curve for side, curve in curves.items() if curve}


def _legend(points: Mapping[str, Sequence[Point]]) -> str:
    """Draw what the colours mean."""
    parts, left = [], LEFT
    for side in (side for side, own in points.items() if own):
        parts += [
            f'<circle class="{side}" cx="{left}" cy="18" r="5"/>',
            f'<text x="{left + 10}" y="22">{NAMES[side]}</text>',
        ]
        left += 40 + 7 * len(NAMES[side])
    parts += [
        f'<line class="linear" x1="{left}" y1="18" x2="{left + 24}" y2="18"/>',
        f'<text x="{left + 30}" y="22">grows as the articles do</text>',
    ]
    return "".join(parts)


def _panel(panel: Panel, left: float) -> str:
    every = [point for curve in panel.curves.values() for point in curve]
    across = Axis.over([x for x, _ in every], left + LEFT, left + WIDTH - RIGHT)
    up = Axis.over([y for _, y in every], HEAD + HEIGHT - BOTTOM, HEAD + TOP)
    middle = (across.start + across.end) / 2
    parts = [f'<text class="title" x="{middle}" y="{HEAD + 20}" text-anchor="middle">{panel.title}</text>']
    parts += [*_grid(across, up), _linear(next(iter(panel.curves.values())), across, up)]
    for side, curve in panel.curves.items():
        parts += _drawn(side, curve, panel.unit, across, up)
    parts += [
        f'<text x="{middle}" y="{HEAD + HEIGHT - 6}" text-anchor="middle">articles</text>',
        f'<text transform="translate({left + 14} {(up.start + up.end) / 2}) rotate(-90)" '
        f'text-anchor="middle">{panel.unit}</text>',
    ]
    return "".join(parts)


def _grid(across: Axis, up: Axis) -> list[str]:
    lines = [
        f'<path class="grid" d="M{across.start},{up.at(tick):.1f}H{across.end}"/>'
        f'<text x="{across.start - 6}" y="{up.at(tick) + 4:.1f}" text-anchor="end">{tick:,g}</text>'
        for tick in up.ticks
    ]
    return lines + [
        f'<path class="grid" d="M{across.at(tick):.1f},{up.start}V{up.end}"/>'
        f'<text x="{across.at(tick):.1f}" y="{up.start + 16}" text-anchor="middle">{tick:,g}</text>'
        for tick in across.ticks
    ]


def _linear(curve: Curve, across: Axis, up: Axis) -> str:
    """Draw what would grow as the articles do, from a curve's first point to the edge of the panel."""
    x, y = curve[0]
    reach = min(10.0**across.high / x, 10.0**up.high / y)
    return (
        f'<line class="linear" x1="{across.at(x):.1f}" y1="{up.at(y):.1f}" '
        f'x2="{across.at(x * reach):.1f}" y2="{up.at(y * reach):.1f}"/>'
    )


def _drawn(side: str, curve: Curve, unit: str, across: Axis, up: Axis) -> list[str]:
    path = " ".join(f"{across.at(x):.1f},{up.at(y):.1f}" for x, y in curve)
    return [f'<polyline class="{side}" points="{path}"/>'] + [
        f'<circle class="{side}" cx="{across.at(x):.1f}" cy="{up.at(y):.1f}" r="4">'
        f"<title>{x:,g} articles: {y:,.1f} {unit}</title></circle>"
        for x, y in curve
    ]
