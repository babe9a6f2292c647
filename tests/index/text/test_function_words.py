import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.function_words import strip_function_words


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("果园是什么时候种的？", ["果园", "种", "？"]),
        ("りんごの値段はいくらですか？", ["りんご", "値段", "？"]),
        ("船は何隻ありますか", ["船", "隻"]),
        ("등대는 언제 지어졌습니까?", ["등대", "지어졌", "?"]),
        ("배가 몇 척 있나요?", ["배가", "있나", "?"]),
        ("Когда посадили яблони?", ["посадили", "яблони?"]),
        ("متى زرعت الأشجار؟", ["زرعت", "الأشجار؟"]),
        ("Wann wurde es gebaut – und wer war’s?", "Wann wurde es gebaut – und wer war’s?".split()),
    ],
)
def test_what_a_question_says_of_its_subject_is_left(question: str, left: list[str]) -> None:
    assert strip_function_words(question).split() == left


def test_a_question_of_function_words_alone_stays() -> None:
    assert strip_function_words("什么时候？") == "什么时候？"
    assert strip_function_words("Кто это?") == "Кто это?"


@given(st.text())
def test_any_question_keeps_words_where_it_has_any(question: str) -> None:
    left = strip_function_words(question)
    assert any(map(str.isalnum, left)) == any(map(str.isalnum, question))
