import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.entity_augmentation import EntityReplacer
from training.example import Example

CONTEXT = """\
In May, Moberg left Norway for Berlin, and Berg left Sweden for Paris, as the university of Oslo asked.
The people of Oslo knew Moberg, and knew Berg. People from Norway, Sweden, Berlin, Paris came in May of 1902.
The University of Oslo, the University of Paris, and the university of Berlin knew that Moberg and Berg
had left in May for Norway or for Sweden."""
EXAMPLE = Example(
    "When did Moberg leave Norway?",
    "Moberg",
    "In May 1871, Moberg left Norway for Berlin with 41 others. Berg had left in 1,902 ships.",
    (3, 11),
)
PIECES = st.sampled_from(
    [
        *"Moberg Berg Norway Sweden Berlin Paris Oslo May 1871 41 1,902 3.5 Norwegian norway Z 2x".split(),
        ".",
        "-",
        "é",
    ]
)
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", ", "]))).map(
    lambda pieces: "".join(piece + blank for piece, blank in pieces)
)


@pytest.fixture(scope="module")
def replacer() -> EntityReplacer:
    return EntityReplacer([CONTEXT])


def seeds() -> list[random.Random]:
    return [random.Random(seed) for seed in range(30)]


def test_a_name_is_another_one_wherever_it_stands(replacer: EntityReplacer) -> None:
    made = [replacer.replaced(EXAMPLE, rng) for rng in seeds()]
    changed = [example for example in made if "Moberg" not in example.question]
    assert len(changed) > 10
    for example in changed:
        assert example.title in example.question
        assert example.title in example.passage
        assert "Moberg" not in example.passage


def test_the_answer_stays_the_same_words_but_for_names_and_numbers(replacer: EntityReplacer) -> None:
    made = [replacer.replaced(EXAMPLE, rng) for rng in seeds()]
    answers = {example.passage[slice(*example.answer)] for example in made if example.answer}
    assert len(answers) > 5
    assert all(re.fullmatch(r"May 18\d\d", answer) for answer in answers)


def test_months_and_words_that_are_no_names_stay(replacer: EntityReplacer) -> None:
    text = "In May the University asked people."
    assert {replacer.replaced(Example(text, "", text, None), rng).passage for rng in seeds()} == {text}


def test_two_things_do_not_become_one(replacer: EntityReplacer) -> None:
    for rng in seeds():
        example = replacer.replaced(EXAMPLE, rng)
        found = [
            re.search(pattern, example.passage) for pattern in (r", (\w+) left (\w+)", r"(\w+) had left")
        ]
        names = [name for match in found if match for name in match.groups()]
        assert len({*names}) == 3, example


def test_an_answer_that_ends_inside_a_name_leaves_all_as_it_is(replacer: EntityReplacer) -> None:
    cut = Example("Who?", "", "It was Moberg.", (7, 9))
    assert {replacer.replaced(cut, rng) for rng in seeds()} == {cut}


@given(parts=st.tuples(TEXTS, TEXTS, TEXTS), question=TEXTS, seed=st.integers(0, 1000))
def test_what_is_no_name_and_no_number_stays_in_its_order(
    replacer: EntityReplacer, parts: tuple[str, str, str], question: str, seed: int
) -> None:
    before, answer, after = parts
    example = Example(question, "", before + answer + after, (len(before), len(before + answer)))
    made = replacer.replaced(example, random.Random(seed))
    assert made.answer is not None
    start, end = made.answer
    assert 0 <= start <= end <= len(made.passage)
    assert _rest(made.question) == _rest(question)
    assert _rest(made.passage) == _rest(example.passage)
    assert _rest(made.passage[start:end]) == _rest(answer)


def _rest(text: str) -> list[str]:
    """Return what stands between the words with a capital and the digits."""
    return re.split(r"[A-Z]\w+|\d", text)


def test_without_contexts_only_numbers_change() -> None:
    made = [EntityReplacer([]).replaced(EXAMPLE, rng) for rng in seeds()]
    assert {example.question for example in made} == {EXAMPLE.question}
    assert {re.sub(r"\d", "0", example.passage) for example in made} == {re.sub(r"\d", "0", EXAMPLE.passage)}
    assert len({example.passage for example in made}) > 5
