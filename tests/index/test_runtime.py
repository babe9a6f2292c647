from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import runtime
from index.runtime import longest_first


@given(st.lists(st.text(max_size=9)))
def test_what_is_made_comes_in_the_order_of_the_items(items: list[str]) -> None:
    assert longest_first(str.upper, items, len) == [item.upper() for item in items]


def test_the_longest_is_begun_first(monkeypatch: pytest.MonkeyPatch) -> None:
    with ThreadPoolExecutor(1) as one_after_another:
        monkeypatch.setattr(runtime, "side_by_side", lambda: one_after_another)
        begun: list[str] = []
        longest_first(begun.append, ["a", "a long one", "longer"], len)
    assert begun == ["a long one", "longer", "a"]


@pytest.mark.parametrize("work", [lambda _: 1 / 0, int])
def test_what_goes_wrong_is_raised(work: Callable[[str], object]) -> None:
    with pytest.raises((ZeroDivisionError, ValueError)):
        longest_first(work, ["a", "b"], len)
