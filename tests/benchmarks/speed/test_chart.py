from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.speed.chart import Axis, growth_chart
from benchmarks.speed.results import Point

SVG = "{http://www.w3.org/2000/svg}"
OURS = [Point(250, 25.0, 4.0, 90.0), Point(2500, 250.0, 6.0, 95.0), Point(25000, 2600.0, 12.0, 110.0)]
THEIRS = [Point(250, 99.0, 9.0)]


def told(svg: str) -> list[str]:
    return [title.text or "" for title in ElementTree.fromstring(svg).iter(f"{SVG}title")]


def test_every_point_of_both_sides_is_drawn() -> None:
    svg = growth_chart({"ours": OURS, "tutorial": THEIRS})
    assert len(told(svg)) == 3 * 3 + 2
    for words in (
        "25,000 articles: 2,600.0 seconds",
        "250 articles: 9.0 milliseconds",
        "2,500 articles: 95.0 milliseconds",
    ):
        assert words in told(svg)
    assert "LangChain tutorial" in svg and "prefers-color-scheme:dark" in svg


def test_a_side_or_a_panel_without_points_is_left_out() -> None:
    svg = growth_chart({"ours": [Point(250, 25.0, 4.0)], "tutorial": []})
    assert "An answer" not in svg and "LangChain" not in svg
    assert len(told(svg)) == 2


def test_the_picture_asks_nothing_of_the_outside() -> None:
    svg = growth_chart({"ours": OURS})
    assert "href" not in svg and svg.count("://") == 1, "only the name of the format"


@given(st.lists(st.floats(min_value=1e-3, max_value=1e9), min_size=1))
def test_every_value_stands_on_its_axis_in_order(values: list[float]) -> None:
    axis = Axis.over(values, 100.0, 20.0)
    places = [axis.at(value) for value in sorted(values)]
    assert places == sorted(places, reverse=True)
    assert all(20.0 - 1e-6 <= place <= 100.0 + 1e-6 for place in places)
    assert axis.at(axis.ticks[0]) == pytest.approx(100.0) and axis.at(axis.ticks[-1]) == pytest.approx(20.0)
