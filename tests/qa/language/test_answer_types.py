import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.retrieval.keyword_search import words
from qa.language.answer_types import Kind, covered, forms_among, kind_asked, same_word

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When did the mill open?", Kind.TIME),
        ("In which year did it open?", Kind.TIME),
        ("What day was it?", Kind.TIME),
        ("Which exact date is given?", Kind.TIME),
        ("How many boats were sunk?", Kind.NUMBER),
        ("how  much wool was sold", Kind.NUMBER),
        ("How old is the mill?", Kind.NUMBER),
        ("What percentage voted?", Kind.NUMBER),
        ("Who built it?", Kind.NAME),
        ("Where is it?", Kind.NAME),
        ("Whose boat is it?", Kind.NAME),
        ("Which small country sold wool?", Kind.NAME),
        ("WHY did they leave?", Kind.REASON),
        ("What did Ada Lind build?", Kind.OTHER),
        ("Whenever it rains, what is done?", Kind.OTHER),
        ("", Kind.OTHER),
    ],
)
def test_question_words_tell_what_is_asked_for(question: str, kind: Kind) -> None:
    assert kind_asked(question) is kind


@pytest.mark.parametrize(
    ("first", "second"),
    [("ship", "shipped"), ("ships", "ship"), ("weapon", "weapons"), ("arrive", "arrival"), ("mill", "mill")],
)
def test_forms_of_a_word_are_one(first: str, second: str) -> None:
    assert same_word(first, second)
    assert same_word(second, first)


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
    assert not same_word(first, second)
    assert not same_word(second, first)


def test_every_word_asked_is_looked_for() -> None:
    present = ["the", "boats", "shipped", "1902"]
    assert covered(["boat", "ship", "1902", "wool"], present) == [True, True, True, False]
    assert covered([], present) == []
    assert covered(["boat"], []) == [False]


@given(first=ANY_TEXT, second=ANY_TEXT)
def test_any_text_can_be_looked_at(first: str, second: str) -> None:
    assert kind_asked(first) in Kind
    found = covered(words(first), words(second))
    assert len(found) == len(words(first))
    assert all(covered(words(first), words(first)))


@given(first=ANY_TEXT, second=ANY_TEXT)
def test_being_forms_of_one_word_goes_both_ways(first: str, second: str) -> None:
    assert same_word(first, second) == same_word(second, first)


@given(first=st.lists(ANY_TEXT), second=st.lists(ANY_TEXT))
def test_the_forms_of_words_are_all_found_among_others(first: list[str], second: list[str]) -> None:
    expected = {word: {other for other in second if same_word(word, other)} for word in first}
    assert forms_among(first, second) == expected


def test_a_shipment_is_found_by_the_word_it_is_made_of() -> None:
    found = forms_among(["ship", "tea"], ["shipped", "ships", "shop", "tea", "teas"])
    assert found == {"ship": {"shipped", "ships"}, "tea": {"tea"}}
