import random
from difflib import SequenceMatcher

from hypothesis import given
from hypothesis import strategies as st

from training.intents.noise import misspelt, noisy


def test_the_same_seed_makes_the_same_noise() -> None:
    first, again = ([noisy("Who is quoted?", random.Random(n)) for n in range(50)] for _ in range(2))
    assert first == again
    assert len(set(first)) > 5


def test_a_misspelling_changes_a_letter_or_two_of_a_long_word() -> None:
    for seed in range(50):
        made = misspelt("who is quoted", random.Random(seed))
        assert made.startswith("who is ")
        assert SequenceMatcher(None, made, "who is quoted").ratio() > 0.8
    assert misspelt("who is he", random.Random(1)) == "who is he"


@given(st.text(max_size=60), st.integers())
def test_any_wording_can_be_made_noisy(wording: str, seed: int) -> None:
    assert noisy(f"a{wording}", random.Random(seed))
