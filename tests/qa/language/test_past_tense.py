import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.past_tense import IRREGULAR_PAST, PAST

_PAST = re.compile(rf"\b{PAST}\b")


@pytest.mark.parametrize(
    "sentence",
    [
        "The mill burned down.",
        "The mill burnt down.",
        "Lind sent the letter.",
        "The sails were torn.",
        "The council rebuilt it.",
        "Berg beat Lind by a vote.",
        "The firm shut the mill.",
        "The tide swept it away.",
        "It has gone.",
        "She didn’t come.",
    ],
)
def test_a_past_tense_is_found_whatever_its_form(sentence: str) -> None:
    assert _PAST.search(sentence)


@pytest.mark.parametrize(
    "words",
    [
        "a hundred miners indeed need the seed",
        "a way to beat the heat, to cut the tax and to put it off",
        "the cut, a hit and the spread of the moth",
        "the United States",
        "they send it and they burn",
        "Indeed, it is late.",
        "Need they go?",
        "It is a bit windy.",
        "They bore us.",
    ],
)
def test_words_that_only_look_like_a_past_tense_are_none(words: str) -> None:
    assert not _PAST.search(words)


@given(st.text(st.characters(categories=["Ll"]), min_size=2, max_size=12))
def test_every_word_in_ed_but_those_of_its_list_is_a_past_tense(stem: str) -> None:
    word = f"zz{stem}ed"
    assert re.fullmatch(PAST, word)
    assert not re.fullmatch(IRREGULAR_PAST, word)
