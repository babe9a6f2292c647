import random

import pytest

from training.grounding import paraphrases
from training.grounding.paraphrases import pairs, paraphrase


def all_of(sentence: str) -> set[str]:
    return {paraphrase(sentence, random.Random(seed)) for seed in range(60)}


@pytest.mark.parametrize(
    ("sentence", "other"),
    [
        ("On Friday, the old bridge was closed.", "The old bridge was closed on Friday."),
        ("However, the bridge is shut.", "The bridge is shut."),
        ("Bo Berg, the mayor of Aahus, left for Havnia.", "Bo Berg left for Havnia."),
        ("Bo Berg said that the bridge stays shut.", "According to Bo Berg, the bridge stays shut."),
        ("“The bridge stays shut,” said Bo Berg.", "Bo Berg said that the bridge stays shut."),
        ("The ferry carried 7 sailors.", "The ferry carried seven sailors."),
        ("The bridge isn’t open.", "The bridge is not open."),
        ("The boats were purchased.", "The boats were bought."),
    ],
)  # fmt: skip
def test_a_paraphrase_says_the_same(sentence: str, other: str) -> None:
    assert other.casefold() in {made.casefold() for made in all_of(sentence)}


def test_who_speaks_in_the_first_person_is_quoted() -> None:
    for made in all_of("“We are closing the bridge for good,” said Bo Berg."):
        assert "“We are closing" in made


def test_numbers_and_names_stay() -> None:
    for made in all_of("In 2024, Bo Berg (a sailor) crossed 340 miles of the Baltic."):
        assert "Bo Berg" in made
        assert "340 miles" in made


def test_pairs_are_read_over_line_ends() -> None:
    assert pairs("big/large,\n   pass away/die") == (("big", "large"), ("pass away", "die"))
    assert all(len(pair) == 2 and all(pair) for pair in paraphrases.SYNONYMS)
