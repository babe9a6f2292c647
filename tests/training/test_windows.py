import random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.passages import MAX_PASSAGE_LENGTH, sentences
from training import windows
from training.windows import LONGEST_WINDOWS, window

CONTEXT = " ".join(f"Keeper {number} of the lighthouse left in {1900 + number}." for number in range(60))


@example(seed=0, start=CONTEXT.index(" Keeper 1 "), length=1)
@given(seed=st.integers(), start=st.integers(0, len(CONTEXT) - 1), length=st.integers(1, 80))
def test_a_window_holds_its_place_in_whole_sentences(seed: int, start: int, length: int) -> None:
    place = start, min(len(CONTEXT), start + length)
    first, last = window(CONTEXT, place, random.Random(seed))
    assert first <= place[0] < place[1] <= last
    assert last - first <= MAX_PASSAGE_LENGTH
    starts, ends = zip(*sentences(CONTEXT), strict=True)
    assert first in {*starts, place[0]}
    assert last in {*ends, place[1]}


@pytest.mark.parametrize("longest", sorted(set(LONGEST_WINDOWS)))
def test_a_window_is_as_long_as_was_rolled(longest: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "LONGEST_WINDOWS", (longest,))
    place = CONTEXT.index("Keeper 30"), CONTEXT.index("Keeper 30") + 9
    first, last = window(CONTEXT, place, random.Random(1))
    one = len("Keeper 30 of the lighthouse left in 1930.")
    assert one <= last - first <= max(longest, one)
    assert longest == 1 or last - first > longest - 2 * one


def test_without_a_place_it_lies_anywhere() -> None:
    rng = random.Random(1)
    starts = [window(CONTEXT, None, rng)[0] for _ in range(200)]
    assert min(starts) < 300
    assert max(starts) > len(CONTEXT) - 900


def test_a_context_without_sentences_is_read_whole() -> None:
    assert window("", None, random.Random(1)) == (0, 0)
