import random

import pytest

from training.hard_negatives.entity_swap import entities, entities_elsewhere, replace_entity, swap_entity

PASSAGE = (
    "The tower of Gull Rock was designed by Tilda Moberg in 1871. "
    "Seal Rock got its tower in 1902, from Olga Berg’s workshop. "
    "Both stand on granite."
)
WHOLE = 0, len(PASSAGE)
TILDA = PASSAGE.index("Tilda"), PASSAGE.index(" in 1871")


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Who designed the tower of Gull Rock?", ["Gull Rock"]),
        ("Was it built before Olga Berg's death, in 1,902 days?", ["Olga Berg", "1,902"]),
        ("1871 saw the Queens-Midtown Tunnel.", ["1871", "Queens-Midtown Tunnel"]),
        ("Granite is hard.", []),
        ("", []),
    ],
)
def test_names_and_numbers_are_found_but_not_the_capital_that_begins_a_sentence(
    sentence: str, found: list[str]
) -> None:
    assert entities(sentence) == found


def test_names_beside_the_answer_stand_in_other_sentences_only() -> None:
    # A first word's capital says nothing: what is left of Seal Rock at a sentence's start is not taken.
    assert entities_elsewhere(PASSAGE, WHOLE, TILDA) == ["1902", "Olga Berg"]


def test_what_is_outside_the_passage_read_is_not_taken() -> None:
    assert entities_elsewhere(PASSAGE, (0, PASSAGE.index(" Seal")), TILDA) == []


def asked(question: str, others: list[str]) -> set[str | None]:
    return {swap_entity(question, others, random.Random(seed)) for seed in range(30)}


def test_a_name_takes_the_place_of_a_name_and_a_number_that_of_a_number() -> None:
    assert asked("Who designed the tower of Gull Rock in 1871?", ["1902", "Seal Rock"]) == {
        "Who designed the tower of Seal Rock in 1871?",
        "Who designed the tower of Gull Rock in 1902?",
    }


@pytest.mark.parametrize("same", ["Gull Rock", "Gull", "Gull Rock Point", "Güll Rocks", "Rock"])
def test_another_form_of_the_same_name_is_no_other(same: str) -> None:
    assert asked("Who designed the tower of Gull Rock?", [same]) == {None}


def test_two_names_may_share_a_word() -> None:
    assert asked("What did North Hook ship?", ["South Hook"]) == {"What did South Hook ship?"}


def test_a_question_without_names_stays_without() -> None:
    assert asked("Who designed the tower?", ["Seal Rock"]) == {None}


def test_a_name_is_put_in_another_ones_place_where_it_is_no_part_of_a_word() -> None:
    assert (
        replace_entity("Of Gull, of Gulls and of Gull.", "Gull", "Seal") == "Of Seal, of Gulls and of Seal."
    )
