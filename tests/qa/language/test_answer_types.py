import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.language.answer_types import AnswerType, answer_type_of

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When did the mill open?", AnswerType.TIME),
        ("In which year did it open?", AnswerType.TIME),
        ("What day was it?", AnswerType.TIME),
        ("Which exact date is given?", AnswerType.TIME),
        ("How many boats were sunk?", AnswerType.NUMBER),
        ("how  much wool was sold", AnswerType.NUMBER),
        ("How old is the mill?", AnswerType.NUMBER),
        ("What percentage voted?", AnswerType.NUMBER),
        ("Who built it?", AnswerType.NAME),
        ("Where is it?", AnswerType.NAME),
        ("Whose boat is it?", AnswerType.NAME),
        ("Which small country sold wool?", AnswerType.NAME),
        ("WHY did they leave?", AnswerType.REASON),
        ("What did Ada Lind build?", AnswerType.OTHER),
        ("Whenever it rains, what is done?", AnswerType.OTHER),
        ("", AnswerType.OTHER),
    ],
)
def test_question_words_tell_what_is_asked_for(question: str, kind: AnswerType) -> None:
    assert answer_type_of(question) is kind


@given(ANY_TEXT)
def test_any_question_has_a_type(question: str) -> None:
    assert answer_type_of(question) in AnswerType
