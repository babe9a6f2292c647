import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.speed.results import (
    Part,
    Point,
    beside,
    compact,
    exponent,
    once,
    ratio,
    several,
    tenfold,
    to_json,
    to_text,
)

PARTS = {
    "cold": Part(
        "whole processes",
        (
            several("qa ask", [1.0, 3.0, 1.2], "{:.2f} s", at_most=1.4, beside="8.00 s"),
            once("times as fast", 4.2, "{:.1f} ×", at_least=5.0),
            once("told only", 7.0, "{:.0f}"),
        ),
        {"qa ask": [{"process_seconds": 1.23456789, "milliseconds": [1.0, 2.5]}]},
    ),
    "growth": Part("growth", (), points={"ours": [Point(250, 25.0, 4.0, 90.0), Point(2500, 250.0, 6.0)]}),
}


def test_the_table_shows_median_spread_aim_and_the_other_side() -> None:
    lines = to_text(PARTS).splitlines()
    rows = {line[:15].strip(): line.split() for line in lines}
    assert rows["qa ask"][2:] == ["1.20", "s", "1.00", "–", "3.00", "≤", "1.40", "s", "yes", "8.00", "s"]
    assert rows["times as fast"][3:] == ["4.2", "×", "≥", "5.0", "×", "NO"]
    assert rows["told only"][2:] == ["7"]
    assert lines[-1] == "1 of 2 met"


def test_json_holds_every_run_and_every_point() -> None:
    written = json.loads(to_json(PARTS, {"cores": 2}, {"repeat": 3}))
    cold = written["parts"]["cold"]
    assert cold["figures"][0]["of"] == {"median": 1.2, "least": 1.0, "most": 3.0, "runs": [1.0, 3.0, 1.2]}
    assert cold["figures"][0]["met"] is True and cold["figures"][1]["met"] is False
    assert cold["raw"]["qa ask"][0] == {"process_seconds": 1.2346, "milliseconds": [1.0, 2.5]}
    assert [point["articles"] for point in written["parts"]["growth"]["growth"]["ours"]] == [250, 2500]
    assert written["machine"] == {"cores": 2} and written["settings"] == {"repeat": 3}


@given(
    st.recursive(
        st.integers() | st.floats(allow_nan=False) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_json_says_the_same_when_numbers_share_a_line(value: object) -> None:
    written = json.dumps([value], indent=1)
    assert json.loads(compact(written)) == json.loads(written)


def test_lists_of_numbers_share_a_line() -> None:
    assert (
        compact(json.dumps({"a": [1, 2.5, -3e-05]}, indent=1)).splitlines()[1] == ' "a": [ 1, 2.5, -3e-05 ]'
    )


def test_a_ratio_is_of_medians() -> None:
    assert ratio([10.0, 30.0, 20.0], [5.0, 4.0, 100.0]) == 4.0


@given(st.floats(min_value=-1, max_value=3), st.floats(min_value=0.01, max_value=100))
def test_the_power_of_growth_is_found(power: float, factor: float) -> None:
    points = [(x, factor * x**power) for x in (250.0, 2500.0, 25000.0)]
    assert exponent(points) == pytest.approx(power, abs=1e-6)


def test_one_size_tells_no_growth() -> None:
    assert exponent([]) is None
    assert exponent([(250.0, 3.0), (250.0, 4.0)]) is None
    assert tenfold(None) == ""
    assert "10.0 ×" in tenfold(1.0)


def test_what_stands_beside_is_a_median_with_its_spread() -> None:
    assert beside([], "{:.1f} s") == ""
    assert beside([2.0], "{:.1f} s") == "2.0 s"
    assert beside([2.0, 9.0, 3.0], "{:.1f} s") == "3.0 s (2.0 – 9.0)"
