import random

import pytest

from training.grounding.corruptions import (
    ONE_SIDED,
    TWO_SIDED,
    corrupt,
    generalise,
    harden,
    negate,
    swap_date,
    swap_name,
    swap_number,
    swap_roles,
)

RNG = random.Random(3)


def test_a_name_is_swapped_for_one_of_as_many_words() -> None:
    others = ["Ada Lind", "Turku", "1999"]
    assert swap_name("The mayor Bo Berg left.", others, RNG) == "The mayor Ada Lind left."
    assert swap_name("The mayor left.", others, RNG) is None


@pytest.mark.parametrize("sentence", ["It cost $12.5 million.", "In 1984 it sank.", "The three boats sank."])
def test_another_number_stands_in_its_place(sentence: str) -> None:
    made = [swap_number(sentence, [], RNG) for _ in range(20)]
    assert any(one and one != sentence for one in made)
    assert swap_number("No boat sank.", [], RNG) is None


def test_another_day_or_month_stands_in_its_place() -> None:
    assert swap_date("It sank on Friday.", [], RNG) not in {None, "It sank on Friday."}
    assert swap_date("It may sink.", [], RNG) is None


@pytest.mark.parametrize(
    ("sentence", "negated"),
    [
        ("The bridge isn’t open.", "The bridge is open."),
        ("They can't sail.", "They can sail."),
        ("It never sank.", "It sank."),
        ("The bridge sank.", None),
    ],
)
def test_a_negation_is_taken_out(sentence: str, negated: str | None) -> None:
    assert negate(sentence, [], RNG) == negated


def test_a_negation_is_put_in() -> None:
    made = {negate("The bridge is open.", [], RNG) for _ in range(30)}
    assert made == {"The bridge is not open.", "The bridge isn’t open.", "The bridge is never open."}


def test_two_names_change_places() -> None:
    sentence = "Later Berg beat Lind in Turku."
    assert swap_roles(sentence, [], random.Random(0)) != sentence
    assert swap_roles("Later Berg won.", [], RNG) is None


def test_what_is_left_open_is_stated() -> None:
    assert harden("The bridge reportedly sank.", [], RNG) == "The bridge sank."
    assert harden("It may close.", [], RNG) == "It will close."
    assert generalise("Some boats sank.", [], RNG) == "All boats sank."


@pytest.mark.parametrize("kinds", [TWO_SIDED, ONE_SIDED])
def test_what_nothing_can_be_done_to_stays(kinds: dict) -> None:  # type: ignore[type-arg]
    assert corrupt("boats sank.", [], kinds, RNG) is None


def test_the_kind_of_a_corruption_is_told() -> None:
    assert corrupt("It sank on Friday.", [], TWO_SIDED, RNG)[0] == "date"  # type: ignore[index]
