import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.store.postgres.terms import (
    MAX_TERMS_LENGTH,
    last_terms,
    passage_terms,
    stored_terms,
    term_queries,
)
from index.text.scripts import Phrase, analyse
from tests.store.memory_full_text import _count, tokens

WORDS = st.text(
    st.sampled_from("aAbé ,.-'\0\n한국т ") | st.characters(exclude_categories=["Cs"]), max_size=40
)
FEW = st.lists(st.sampled_from(["tea", "teas", "price", "again"]), min_size=1, max_size=9).map(" ".join)


@given(WORDS, WORDS)
def test_terms_are_those_of_fts5_in_order(title: str, text: str) -> None:
    [[stored]] = stored_terms([(title, [text])])
    found = passage_terms(stored.text)
    assert tuple(found.title.split()) == tokens(title)
    assert tuple(found.text.split()) == tokens(text)
    assert found.length == stored.length == len(tokens(title)) + len(tokens(text))
    assert stored.different == {*tokens(title), *tokens(text)}


@given(FEW, FEW, st.booleans())
@example("tea tea tea", "tea tea", True)
def test_a_phrase_is_counted_wherever_it_stands(text: str, words: str, is_prefix: bool) -> None:
    phrase = Phrase(words[:-1] if is_prefix else words, is_prefix)
    [[stored]] = stored_terms([("", [text])])
    for query in term_queries([phrase]):
        assert query.counter()(passage_terms(stored.text).text) == _count(phrase, tokens(text))


@given(WORDS, WORDS)
def test_a_text_has_the_place_of_its_phrases_and_no_other(text: str, words: str) -> None:
    [[stored]] = stored_terms([("", [text])])
    for query in term_queries([Phrase(analyse(words))]):
        assert (query.place in stored.text) == (_count(Phrase(words), tokens(text)) > 0)


def test_no_phrase_goes_on_from_the_title_into_the_text() -> None:
    [[stored]] = stored_terms([("Lakes", ["froze over"])])
    [query] = term_queries([Phrase("lakes froze")])
    assert query.place not in stored.text


def test_a_phrase_without_a_term_is_left_out() -> None:
    assert term_queries([Phrase("--"), Phrase(""), Phrase("\0")]) == []


@pytest.mark.parametrize("word", ["x" * 3000, "한" * 3000])
def test_a_term_is_cut_alike_in_texts_and_queries(word: str) -> None:
    [[stored]] = stored_terms([("", [f"a {word} b"])])
    [query] = term_queries([Phrase(analyse(word).split()[0])])
    assert query.place in stored.text
    assert query.whole == query.terms[0]
    assert len(query.whole) <= 500


def test_a_huge_title_is_indexed_by_its_beginning() -> None:
    [[stored]] = stored_terms([(" ".join(f"word{number}" for number in range(200_000)), ["Tea."])])
    assert len(stored.text) < MAX_TERMS_LENGTH + 100
    assert " word0 " in stored.text
    assert stored.text.endswith(" tea ")


def test_a_word_is_told_by_its_last_term() -> None:
    assert last_terms(["cities", "Naïve", "", "--", "don't"]) == ["citi", "naiv", "", "", "t"]
