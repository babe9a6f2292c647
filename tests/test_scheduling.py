"""Which tests run in the same process of several."""

from pathlib import Path

import pytest

from tests.scheduling import GROUPS, group

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("place", [place for places in GROUPS.values() for place in places])
def test_what_a_group_names_is_there(place: str) -> None:
    assert (ROOT / place).exists()


def test_tests_of_a_file_stay_together_whatever_their_parameters() -> None:
    file = "tests/test_house.py"
    assert {group(f"{file}::test_it{end}") for end in ("", "[1]", "[a::b@c]", "[tests/store/]")} == {file}


def test_tests_that_share_what_is_dear_stay_together() -> None:
    trained = "tests/training/test_export.py::test_it", "tests/qa/reader/test_model.py::test_it"
    answered = "tests/qa/test_assistant.py::test_it", "tests/test_quality.py::test_it"
    assert len(set(map(group, trained))) == len(set(map(group, answered))) == 1
    assert group(trained[0]) != group(answered[0])
