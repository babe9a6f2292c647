import re
import sqlite3
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store.sqlite.full_text import _fts5 as fts5
from index.text.scripts import analyse, bigrams, is_mainly_non_latin, non_latin_share, phrase_query, terms

LATIN = st.characters(min_codepoint=1, max_codepoint=0x24F)
ANY = st.characters(exclude_categories=["Cs"])


def found(text: str, words: str) -> bool:
    """Whether a full text like the library's finds words in a text."""
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute("CREATE VIRTUAL TABLE texts USING fts5 (text, tokenize='porter unicode61')")
        memory.execute("INSERT INTO texts VALUES (?)", (analyse(text),))
        return bool(
            memory.execute("SELECT 1 FROM texts WHERE texts MATCH ?", (fts5(phrase_query(words)),)).fetchall()
        )


@given(st.text(LATIN))
def test_texts_in_latin_letters_stay_as_they_are(text: str) -> None:
    assert analyse(text) == text


def test_runs_are_cut_into_pairs_and_their_last_character() -> None:
    assert analyse("山頂花園開了").split() == ["山頂", "頂花", "花園", "園開", "開了", "了"]
    assert analyse("雨").split() == ["雨"]
    assert analyse("10月の祭り").split() == ["10", "月", "の", "祭", "り"]
    assert analyse("나무를 심다").split() == ["나무", "무를", "를", "심다", "다"]
    assert analyse("Кошки, кошкам!").split() == ["кошк", ",", "кошк", "!"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("南山茶园今年丰收。", "茶园"),
        ("南山茶园今年丰收。", "园"),
        ("南山茶园今年丰收。", "山茶园今"),
        ("古い灯りの街です", "灯りの街"),
        ("コーヒー豆の値段", "ヒー豆"),
        ("나무를 심었다", "나무"),
        ("나무를 심었다", "를"),
        ("Реки замёрзли", "река"),
        ("Детей привезли", "дети"),
        ("Ёлка горела", "елки"),
        ("الحدائق والبساتين", "حدائق"),
        ("أُغلِقَتِ الحديقةُ", "الحديقه"),
        ("Rivers rose", "river"),
    ],
)
def test_words_are_found_where_they_stand(text: str, words: str) -> None:
    assert found(text, words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("南山茶园今年丰收。", "茶山"),
        ("南山，茶园", "山茶"),
        ("나무를 심었다", "무나"),
        ("Реки замёрзли", "рейс"),
        ("الحدائق", "الحريق"),
    ],
)
def test_other_words_are_not_found(text: str, words: str) -> None:
    assert not found(text, words)


@given(st.text(ANY, min_size=1), st.data())
def test_any_part_of_a_run_is_found_in_it(text: str, data: st.DataObject) -> None:
    whole = f"{text} 紙の山が高くなる나무심기"
    run = data.draw(st.sampled_from(re.findall("[\u4e00-\u9fff]+|[\uac00-\ud7a3]+|[\u3041-\u3096]+", whole)))
    start = data.draw(st.integers(0, len(run) - 1))
    assert found(whole, run[start : data.draw(st.integers(start + 1, len(run)))])


@given(st.text(ANY))
def test_any_text_has_terms_without_blanks(text: str) -> None:
    for term, paired in terms(text):
        assert term
        assert not re.search(r"\s", term)
        assert not paired or bigrams(term)
    assert 0 <= non_latin_share(text) <= 1


@pytest.mark.parametrize(
    ("text", "mostly"),
    [
        ("Who wrote it?", False),
        ("What does 茶园 mean?", False),
        ("Чем известен Jan Wolff?", True),
        ("谁是Jan Wolff的经纪人？", True),
        ("2024?!", False),
        ("", False),
        ("Quién ganó el año pasado", False),
        ("متى؟", True),
    ],
)
def test_a_text_is_in_the_script_of_most_of_its_words(text: str, mostly: bool) -> None:
    assert is_mainly_non_latin(text) == mostly
