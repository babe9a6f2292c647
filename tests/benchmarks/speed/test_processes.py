import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.speed.processes import OFFLINE, ChildFailed, Ran, environment, in_turn, run, told_in


def test_a_process_is_timed_weighed_and_heard() -> None:
    held = "import time; held = bytearray(b'x' * 150_000_000); time.sleep(0.2)"
    ran = run("-c", held + "; print('hello'); print('{\"a\": 1}')")
    assert ran.seconds >= 0.2
    assert ran.peak > 150
    assert ran.told == {"a": 1}


def test_a_process_that_fails_tells_why() -> None:
    with pytest.raises(ChildFailed, match=r"(?s)status 3.*the reason"):
        run("-c", "import sys; sys.stderr.write('the reason'); sys.exit(3)")


def test_sides_run_in_turn_and_warm_up_is_not_counted() -> None:
    order: list[str] = []

    def side(name: str) -> Ran:
        order.append(name)
        return Ran(float(len(order)), 1.0, {})

    runs = in_turn({"a": lambda: side("a"), "b": lambda: side("b")}, 2, warm_up=True)
    assert "".join(order) == "ab" + "abab"
    assert [ran.seconds for ran in runs["a"]] == [3.0, 5.0]
    assert [ran.seconds for ran in runs["b"]] == [4.0, 6.0]


def test_both_sides_are_offline_and_take_no_settings_of_this_project(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_EMBEDDER", "another")
    monkeypatch.setenv("OMP_NUM_THREADS", "3")
    given_to_both = environment()
    assert "QA_EMBEDDER" not in given_to_both
    assert given_to_both["OMP_NUM_THREADS"] == "3"
    assert OFFLINE.items() <= given_to_both.items()


def test_a_run_keeps_what_was_told() -> None:
    assert Ran(1.23456, 100.04, {"articles": 2}).to_json() == {
        "process_seconds": 1.2346,
        "peak_mb": 100.0,
        "articles": 2,
    }


@given(st.text(), st.dictionaries(st.text(), st.integers()))
def test_the_last_line_is_what_is_told(before: str, told: dict[str, int]) -> None:
    assert told_in(f"{before}\n{json.dumps(told)}\n") == told


@given(st.text())
def test_other_last_lines_tell_nothing(printed: str) -> None:
    assert isinstance(told_in(printed), dict)
    assert told_in(printed + "\nanswer: 3") == told_in("[1]") == {}
