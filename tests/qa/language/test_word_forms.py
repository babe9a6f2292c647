import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.words import words
from qa.language.word_forms import covered_terms, inflections, same_stem

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("first", "second"),
    [("ship", "shipped"), ("ships", "ship"), ("weapon", "weapons"), ("arrive", "arrival"), ("mill", "mill")],
)
def test_forms_of_a_word_are_one(first: str, second: str) -> None:
    assert same_stem(first, second)
    assert same_stem(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("war", "ward"),
        ("mill", "milk"),
        ("north", "south"),
        ("inter", "international"),
        ("10000", "10001"),
        ("2017", "20171"),
        ("12345", "12346"),
    ],
)
def test_other_words_and_other_numbers_are_not(first: str, second: str) -> None:
    assert not same_stem(first, second)
    assert not same_stem(second, first)


def test_every_word_asked_is_looked_for() -> None:
    present = ["the", "boats", "shipped", "1902"]
    assert covered_terms(["boat", "ship", "1902", "wool"], present) == [True, True, True, False]
    assert covered_terms([], present) == []
    assert covered_terms(["boat"], []) == [False]


@given(first=ANY_TEXT, second=ANY_TEXT)
def test_any_text_can_be_looked_at(first: str, second: str) -> None:
    found = covered_terms(words(first), words(second))
    assert len(found) == len(words(first))
    assert all(covered_terms(words(first), words(first)))


@given(first=ANY_TEXT, second=ANY_TEXT)
def test_being_forms_of_one_word_goes_both_ways(first: str, second: str) -> None:
    assert same_stem(first, second) == same_stem(second, first)


@given(first=st.lists(ANY_TEXT), second=st.lists(ANY_TEXT))
def test_the_forms_of_words_are_all_found_among_others(first: list[str], second: list[str]) -> None:
    expected = {word: {other for other in second if same_stem(word, other)} for word in first}
    assert inflections(first, second) == expected


def test_a_shipment_is_found_by_the_word_it_is_made_of() -> None:
    found = inflections(["ship", "tea"], ["shipped", "ships", "shop", "tea", "teas"])
    assert found == {"ship": {"shipped", "ships"}, "tea": {"tea"}}


@pytest.mark.parametrize(
    ("first", "second", "are_forms"),
    [
        ("removal", "removed", True),
        ("election", "elected", True),
        ("proposals", "proposing", True),
        ("over", "overdue", False),
        ("under", "underway", False),
        ("special", "species", False),
    ],
)
def test_a_verb_and_its_noun_are_forms_of_one_and_prepositions_of_none(
    first: str, second: str, are_forms: bool
) -> None:
    assert same_stem(first, second) is are_forms
    assert same_stem(second, first) is are_forms
