"""Points that were measured, their growth, and the table of them."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median, quantiles

from benchmarks.speed.processes import Json
from benchmarks.speed.results import compact, exponent

NAMES = {"local": "SQLite + Chroma in a folder", "servers": "PostgreSQL + two Chroma servers"}


@dataclass(frozen=True, slots=True)
class Point:
    """One side at one size.

    Attributes:
        passages: the number of passages that the library holds.
        added: how many of them were added since the point before.
        adding: seconds that this took, by part: record, full text, index.
        processor: seconds of processor time of all processes while adding.
        searches: times of each kind of search in milliseconds.
        recall: recall of the ten nearest passages against an exact search.
        memory: MB of each process after the searches; the one that asked is `searching`, the one that
            added is `adding`.
        disk: MB of the record and of the index.
        load: how many processes wanted a processor in the last minute of the adding and of the searching.
    """

    passages: int
    added: int
    adding: dict[str, float]
    processor: float
    searches: dict[str, list[float]]
    recall: float
    memory: dict[str, float]
    disk: dict[str, float]
    load: tuple[float, float]

    @property
    def rate(self) -> float:
        """Passages added in a second, in all."""
        return self.added / sum(self.adding.values())

    def p50(self, search: str) -> float:
        """Return the median time of a kind of search in milliseconds."""
        return median(self.searches[search])

    def p95(self, search: str) -> float:
        """Return the time in milliseconds that 95 of 100 searches of a kind stay under."""
        return quantiles(self.searches[search], n=20, method="inclusive")[-1]

    @property
    def whole_memory(self) -> float:
        """MB of all processes that are needed to search."""
        return sum(value for name, value in self.memory.items() if name != "adding")

    def to_json(self) -> Json:
        """Return the point as plain values for JSON."""
        return {**asdict(self), "passages_per_second": self.rate}

    @classmethod
    def from_json(cls, values: Json) -> "Point":
        """Return the point that `to_json` made the values of."""
        kept = {name: value for name, value in values.items() if name != "passages_per_second"}
        return cls(**{**kept, "load": tuple(kept["load"])})


Points = Mapping[str, Sequence[Point]]

ROWS: dict[str, tuple[Callable[[Point], float], str]] = {
    "added in a second, passages": (lambda point: point.rate, "{:,.0f}"),
    "ms a passage: record": (lambda point: _each(point, "record"), "{:.2f}"),
    "ms a passage: full text": (lambda point: _each(point, "full text"), "{:.2f}"),
    "ms a passage: index": (lambda point: _each(point, "index"), "{:.2f}"),
    "ms a passage: processor time": (lambda point: 1000 * point.processor / point.added, "{:.2f}"),
    "recall of the ten nearest": (lambda point: point.recall, "{:.3f}"),
    "memory of all processes, MB": (lambda point: point.whole_memory, "{:,.0f}"),
    "record on the disk, MB": (lambda point: point.disk["record"], "{:,.0f}"),
    "index on the disk, MB": (lambda point: point.disk["index"], "{:,.0f}"),
    "load of the machine": (lambda point: point.load[0], "{:.0f}"),
}
"""Label of each row of the table, what it shows of a point, and how."""


def to_markdown(points: Points) -> str:
    """Return a table of all points, each side's beside the other's, with the slopes."""
    return "\n\n".join(_table(NAMES[side], own) for side, own in points.items() if own)


def slope(points: Sequence[Point], value: Callable[[Point], float]) -> float | None:
    """Return the power of the number of passages that a value grows with; None for fewer than two points."""
    return exponent([(point.passages, value(point)) for point in points if value(point) > 0])


def to_json(points: Points, machine: Json) -> str:
    """Return all points and slopes as JSON."""
    whole = {
        "machine": machine,
        "sides": {side: [point.to_json() for point in own] for side, own in points.items()},
        "slopes": {side: slopes(own) for side, own in points.items()},
    }
    rounded = json.loads(json.dumps(whole), parse_float=lambda text: float(f"{float(text):.4g}"))
    return compact(json.dumps(rounded, ensure_ascii=False, indent=1)) + "\n"


def from_json(text: str) -> dict[str, list[Point]]:
    """Return the points that `to_json` wrote."""
    return {side: [Point.from_json(one) for one in own] for side, own in json.loads(text)["sides"].items()}


def slopes(points: Sequence[Point]) -> dict[str, float | None]:
    """Return the slope of each kind of search, of adding a passage, of memory and disk."""
    if not points:
        return {}
    found = {name: slope(points, lambda point, name=name: point.p50(name)) for name in points[0].searches}  # type: ignore[misc]
    return {
        **found,
        "seconds a passage": slope(points, lambda point: 1 / point.rate),
        "memory": slope(points, lambda point: point.whole_memory),
        "disk": slope(points, lambda point: sum(point.disk.values())),
    }


def _each(point: Point, part: str) -> float:
    return 1000 * point.adding[part] / point.added


def _table(title: str, points: Sequence[Point]) -> str:
    heads = [f"{point.passages:,}" for point in points]
    lines = [f"| {title} | {' | '.join(heads)} | slope |", f"|---|{'---:|' * (len(heads) + 1)}"]
    for label, (value, form) in ROWS.items():
        shown = [form.format(value(point)) for point in points]
        lines.append(_line(label, shown, slope(points, value)))
    for name in points[0].searches:
        shown = [f"{point.p50(name):.1f} / {point.p95(name):.1f}" for point in points]
        lines.append(_line(f"{name}, ms (p50 / p95)", shown, slope(points, _p50_of(name))))
    return "\n".join(lines)


def _p50_of(name: str) -> Callable[[Point], float]:
    return lambda point: point.p50(name)


def _line(label: str, shown: Sequence[str], power: float | None) -> str:
    return f"| {label} | {' | '.join(shown)} | {'' if power is None else f'{power:.2f}'} |"
