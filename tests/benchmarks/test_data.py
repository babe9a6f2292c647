from pathlib import Path

import pytest

from benchmarks.data import require, rows
from tests.benchmarks.quality.fakes import write


def test_rows_are_read_in_their_order(tmp_path: Path) -> None:
    write(tmp_path, "reading/some", [{"id": "1"}, {"id": "2", "text": "naïve"}])
    assert list(rows(tmp_path, "reading/some")) == [{"id": "1"}, {"id": "2", "text": "naïve"}]


def test_an_absent_set_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"lacks reading/none .*Give the folder"):
        list(rows(tmp_path, "reading/none"))


def test_all_absent_sets_are_named_at_once_and_each_once(tmp_path: Path) -> None:
    write(tmp_path, "there", [])
    with pytest.raises(SystemExit, match=r"lacks a, b \(") as caught:
        require(tmp_path, ["a", "there", "b", "a"])
    assert "\n" not in str(caught.value)
