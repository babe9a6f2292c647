from hypothesis import given
from hypothesis import strategies as st

from qa.language_model.tokens import count_tokens

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=80)


def test_a_plain_sentence_has_about_as_many_tokens_as_words() -> None:
    assert 8 <= count_tokens("Bo Berg has been the mayor of Aahus since spring.") <= 20


def test_nothing_has_none() -> None:
    assert count_tokens("") == 0


def test_what_the_vocabulary_does_not_know_is_counted_by_the_byte() -> None:
    assert count_tokens("\U000e0041" * 10) >= 40
    assert count_tokens("🛷" * 5) >= 5


def test_a_digit_may_be_a_token() -> None:
    assert count_tokens("20240619") >= 8


def test_what_other_vocabularies_cut_into_pieces_counts_more() -> None:
    assert count_tokens("THE MAYOR SAID NO") > count_tokens("the mayor said no")
    assert count_tokens("déjà été élu") > count_tokens("deja ete elu")


def test_a_page_is_counted_to_its_end() -> None:
    assert count_tokens("The lake froze. " * 2_000) >= 8_000


@given(ANYTHING, ANYTHING)
def test_anybodys_text_is_counted_and_more_text_has_no_fewer(first: str, second: str) -> None:
    assert 0 <= count_tokens(first) <= count_tokens(f"{first}\n{second}") + 2
