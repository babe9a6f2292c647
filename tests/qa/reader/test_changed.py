import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.reader.changed import NEGATED, OPPOSITES, names, of_another, opposite

PASSAGE = "The bridge at Arlen was opened in 1931, before the mill was built."


def chances(tries: int = 40) -> list[random.Random]:
    return [random.Random(seed) for seed in range(tries)]


def test_names_and_numbers_of_a_question_are_found_but_not_how_it_begins() -> None:
    assert names("When did Mary Ann Lind open the bridge of 1931 in Arlen?") == [
        "Mary Ann Lind",
        "1931",
        "Arlen",
    ]
    assert names("Which bridge opened?") == []


def test_another_name_takes_the_place_of_one_and_stands_nowhere_in_the_passage() -> None:
    others = ["Arlen", "Bostan", "1931", "1888"]
    made = {
        of_another("When was the bridge at Arlen opened?", others, PASSAGE, chance) for chance in chances()
    }
    assert made == {"When was the bridge at Bostan opened?"}
    made = {of_another("What was opened in 1931?", others, PASSAGE, chance) for chance in chances()}
    assert made == {"What was opened in 1888?"}


def test_a_number_that_no_other_can_stand_in_for_is_moved() -> None:
    made = [of_another("What was opened in 1931?", [], PASSAGE, chance) for chance in chances()]
    years = {int(question[-5:-1]) for question in made if question}
    assert len(years) > 10
    assert 1931 not in years
    assert all(1900 < year < 1965 for year in years)


def test_without_a_name_or_another_nothing_is_changed() -> None:
    assert of_another("What was opened?", ["Bostan"], PASSAGE, random.Random(1)) is None
    assert of_another("What was opened at Arlen?", ["Arlen", "1888"], PASSAGE, random.Random(1)) is None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What was the first bridge?", "What was the last bridge?"),
        ("Who won the race?", "Who lost the race?"),
        ("Which is the northern one?", "Which is the southern one?"),
    ],
)
def test_a_word_is_turned_into_its_contrary(question: str, expected: str) -> None:
    assert {opposite(question, PASSAGE, chance) for chance in chances()} == {expected}


def test_a_contrary_that_the_passage_says_is_not_asked_for() -> None:
    # "before" is in the passage: asked with it, the question may have an answer.
    assert {opposite("Why after all?", PASSAGE, chance) for chance in chances()} == {None}


def test_some_of_the_other_questions_are_negated() -> None:
    made = [opposite("When did the mill burn?", PASSAGE, chance) for chance in chances(200)]
    assert set(made) == {None, "When didn't the mill burn?"}
    assert 0.2 < sum(question is not None for question in made) / len(made) < 0.4


def test_nothing_is_negated_twice() -> None:
    assert {opposite("Why didn't the mill burn?", PASSAGE, chance) for chance in chances()} == {None}
    assert {opposite("Why didn’t the mill burn?", PASSAGE, chance) for chance in chances()} == {None}


@given(st.text(), st.text(), st.lists(st.text(min_size=1)), st.integers())
def test_whatever_is_changed_is_another_question(
    question: str, passage: str, others: list[str], seed: int
) -> None:
    chance = random.Random(seed)
    for made in (opposite(question, passage, chance), of_another(question, others, passage, chance)):
        assert made is None or made != question


def test_the_lists_are_of_single_words_in_lower_case() -> None:
    for word in [word for pair in OPPOSITES for word in pair] + list(NEGATED):
        assert word.isalpha()
        assert word.islower()
    assert len(set(OPPOSITES)) == len(OPPOSITES)
    assert all(one != other for one, other in OPPOSITES)
