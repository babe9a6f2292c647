"""The plots of the report as inline SVG: nothing but numbers goes in, so there is nothing to escape."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

_WIDTH, _HEIGHT = 380, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 18, 12, 44
_SHARES = tuple((share, f"{share:.0%}") for share in (0.0, 0.25, 0.5, 0.75, 1.0))
"""Where the ticks of an axis are, in [0, 1] along it, and what stands there."""


@dataclass(frozen=True, slots=True)
class _Axis:
    name: str
    ticks: Sequence[tuple[float, str]] = _SHARES


def reliability_chart(rows: Sequence[tuple[int, float, float]]) -> str:
    """Plot the share right against the mean confidence of each bin; a larger dot holds more answers.

    Args:
        rows: (answers, mean confidence, share right) of each bin, as `figures.reliability` returns them.
    """
    most = max((size for size, _, _ in rows), default=1)
    dots = [
        f'<circle class="dot" cx="{_x(sure):.1f}" cy="{_y(right):.1f}" r="{4 + 8 * sqrt(size / most):.1f}">'
        f"<title>{size} answers: confidence {sure:.2f}, right {right:.0%}</title></circle>"
        for size, sure, right in rows
    ]
    ideal = f'<line class="ideal" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>'
    return _chart("Share right by confidence", _Axis("confidence"), _Axis("share right"), [ideal, *dots])


def risk_coverage_chart(points: Sequence[tuple[float, float]]) -> str:
    """Plot the share of wrong answers against the share of questions answered.

    Args:
        points: (coverage, risk), coverage rising, as `figures.risk_coverage` returns them.
    """
    path = " ".join(f"{_x(coverage):.1f},{_y(risk):.1f}" for coverage, risk in points)
    dots = [
        f'<circle class="dot" cx="{_x(coverage):.1f}" cy="{_y(risk):.1f}" r="3">'
        f"<title>{coverage:.0%} answered: {risk:.1%} wrong</title></circle>"
        for coverage, risk in points
    ]
    curve = [f'<polyline class="curve" points="{path}"/>', *dots]
    return _chart(
        "Share wrong by share answered", _Axis("share of questions answered"), _Axis("share wrong"), curve
    )


def time_histogram_chart(rows: Sequence[tuple[float, float, int]]) -> str:
    """Plot how many answers took how long.

    Args:
        rows: (from, to, answers) of each bin in seconds, as `figures.histogram` returns them; at least one.
    """
    longest, most = rows[-1][1], max(count for _, _, count in rows)
    bars = [
        f'<rect class="bar" x="{_x(start / longest) + 1:.1f}" y="{_y(count / most):.1f}" '
        f'width="{_x(end / longest) - _x(start / longest) - 2:.1f}" '
        f'height="{_y(0) - _y(count / most):.1f}">'
        f"<title>{count} answers in {start:g} to {end:g} seconds</title></rect>"
        for start, end, count in rows
    ]
    seconds = _Axis("seconds for an answer", [(share, f"{share * longest:.3g}") for share, _ in _SHARES])
    answers = _Axis("answers", [(count / most, str(count)) for count in sorted({0, most // 2, most})])
    return _chart("Answers by time taken", seconds, answers, bars)


def _x(share: float) -> float:
    return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)


def _y(share: float) -> float:
    return _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM)


def _chart(name: str, along: _Axis, up: _Axis, marks: Sequence[str]) -> str:
    middle = (_TOP + _HEIGHT - _BOTTOM) / 2
    parts = [f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{name}">']
    for tick, label in up.ticks:
        parts += [
            f'<line class="grid" x1="{_x(0)}" y1="{_y(tick)}" x2="{_x(1)}" y2="{_y(tick)}"/>',
            f'<text x="{_LEFT - 6}" y="{_y(tick) + 4}" text-anchor="end">{label}</text>',
        ]
    parts += [
        f'<text x="{_x(tick)}" y="{_HEIGHT - _BOTTOM + 16}" text-anchor="middle">{label}</text>'
        for tick, label in along.ticks
    ]
    parts += marks
    parts += [
        f'<text x="{(_x(0) + _x(1)) / 2}" y="{_HEIGHT - 8}" text-anchor="middle">{along.name}</text>',
        f'<text transform="translate(12 {middle}) rotate(-90)" text-anchor="middle">{up.name}</text>',
        "</svg>",
    ]
    return "".join(parts)
