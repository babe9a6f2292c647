import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.speed.chart import PICTURE, RESULTS, growth_chart, growth_figure, kept_points, whole_powers
from benchmarks.speed.results import Point

OURS = [Point(250, 25.0, 4.0, 90.0), Point(2500, 250.0, 6.0, 95.0), Point(25000, 2600.0, 12.0, 110.0)]
THEIRS = [Point(250, 99.0, 9.0)]


def drawn(points: dict[str, list[Point]]) -> dict[str, dict[str, list[tuple[float, float]]]]:
    """Return the points of each line by its label, by the title of its panel."""
    return {
        axes.get_title(): {
            str(line.get_label()): [(x, y) for x, y in np.asarray(line.get_xydata()).tolist()]
            for line in axes.get_lines()
        }
        for axes in growth_figure(points).axes
    }


def test_every_point_of_both_sides_is_drawn() -> None:
    panels = drawn({"ours": OURS, "tutorial": THEIRS})
    assert list(panels) == ["Adding", "A search", "An answer"]
    assert panels["Adding"]["Article QA"] == [(250, 25.0), (2500, 250.0), (25000, 2600.0)]
    assert panels["A search"]["LangChain tutorial"] == [(250, 9.0)]
    assert set(panels["An answer"]) == {"Article QA", "grows as the articles do"}


def test_what_grows_as_the_articles_do_begins_at_the_first_point_and_ends_at_the_edge() -> None:
    assert drawn({"ours": OURS})["Adding"]["grows as the articles do"] == [(250, 25.0), (100_000, 10_000.0)]


def test_a_side_or_a_panel_without_points_is_left_out() -> None:
    panels = drawn({"ours": [Point(250, 25.0, 4.0)], "tutorial": []})
    assert list(panels) == ["Adding", "A search"]
    assert "LangChain tutorial" not in panels["Adding"]


def test_the_picture_says_what_is_what_in_text_and_asks_nothing_of_the_outside() -> None:
    svg = growth_chart({"ours": OURS, "tutorial": THEIRS})
    said = set(ElementTree.fromstring(svg).itertext())
    assert {"Article QA", "LangChain tutorial", "grows as the articles do", "25,000"} - said <= {"25,000"}
    assert all(link.startswith("#") for link in re.findall(r'href="(.*?)"', svg))
    assert all(link.startswith("#") for link in re.findall(r"url\((.*?)\)", svg))


def test_the_picture_that_is_shown_is_drawn_from_the_results_that_are_kept() -> None:
    shown = set(ElementTree.fromstring(PICTURE.read_text(encoding="utf-8")).itertext())
    again = set(ElementTree.fromstring(growth_chart(kept_points(RESULTS))).itertext())
    assert shown == again


def test_kept_points_are_those_that_were_measured(tmp_path: Path) -> None:
    assert Point.from_json(OURS[0].to_json()) == OURS[0]
    assert set(kept_points(RESULTS)) == {"ours", "tutorial"}


@given(st.lists(st.floats(min_value=1e-3, max_value=1e9), min_size=1))
def test_an_axis_holds_all_values_between_two_powers_of_ten(values: list[float]) -> None:
    low, high = whole_powers(values)
    assert low <= min(values) * (1 + 1e-9) and max(values) <= high * (1 + 1e-9)
    assert high >= 9.99 * low
    assert low == pytest.approx(10.0 ** round(__import__("math").log10(low)))
