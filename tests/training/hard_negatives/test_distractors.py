import random
from typing import Any

import pytest

from training.datasets import Row
from training.hard_negatives.distractors import DistractorGenerator, insert_distractor

GULL_ROCK = (
    "The light on Gull Rock was designed by Tilda Moberg in 1871. It is 41 m high, that of Hook Bay 39 m."
)
WHOLE = 0, len(GULL_ROCK)
SENTENCE = 0, GULL_ROCK.index(" It is")
TILDA = GULL_ROCK.index("Tilda"), GULL_ROCK.index(" in 1871")
QUESTION = "Who designed the light on Gull Rock?"


def row(question: str, context: str, answer: str) -> Row:
    return {"id": question, "title": "", "question": question, "context": context, "answers": [answer]}


ASKED = row(QUESTION, GULL_ROCK, "Tilda Moberg")
OTHERS = [
    row("Who was she?", "", "a keeper"),
    row("Who came in 1902?", "", "Olga Berg"),
    row("And who was her teacher?", "", "Tilda Holm"),
    row("When did Jan Moe come?", "", "in 1902"),
    row("What was the name of the ship?", "", "Jan Moe"),
]


def made(asked: Row = ASKED, others: list[Row] = OTHERS, answer: Any = TILDA) -> set[Any]:
    distractors = DistractorGenerator([asked, *others])
    return {distractors.distractor(asked, WHOLE, answer, random.Random(seed)) for seed in range(40)}


def test_it_is_of_another_thing_and_gives_what_another_question_asks_for() -> None:
    assert made() == {(SENTENCE, "The light on Hook Bay was designed by Olga Berg in 1871.")}


def test_an_answer_of_another_form_or_to_another_kind_of_question_is_not_given() -> None:
    assert made(others=[other for other in OTHERS if other["answers"] != ["Olga Berg"]]) == {None}


@pytest.mark.parametrize("question", ["Who designed the light?", "Who designed it on Seal Rock?"])
def test_without_a_name_that_question_and_sentence_share_there_is_none(question: str) -> None:
    assert made(row(question, GULL_ROCK, "Tilda Moberg")) == {None}


def test_how_many_is_asked_otherwise_than_how_high() -> None:
    answer = GULL_ROCK.index("41"), GULL_ROCK.index(" m high")
    asked = row("How high is the light, built in 39?", GULL_ROCK, "41")
    others = [row("How many came?", "", "7"), row("How high is it?", "", "1,902")]
    [found] = made(asked, others, answer)
    assert found[1] == "It is 1,902 m high, that of Hook Bay 1871 m."


@pytest.mark.parametrize("seed", range(8))
def test_beside_the_answering_sentence_the_answer_is_found_where_it_stands(seed: int) -> None:
    distractor = "The light on Hook Bay was designed by Olga Berg."
    passage, (start, end) = insert_distractor(GULL_ROCK, SENTENCE, distractor, TILDA, random.Random(seed))
    assert passage[start:end] == "Tilda Moberg"
    first, second = GULL_ROCK[: SENTENCE[1]], GULL_ROCK[SENTENCE[1] :]
    assert passage in {f"{distractor} {GULL_ROCK}", f"{first} {distractor}{second}"}
