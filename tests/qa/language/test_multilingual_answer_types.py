import pytest

from qa.language.answer_types import AnswerType
from qa.language.multilingual_answer_types import answer_type_of, counted_noun, holds_measure, holds_type


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("果园什么时候开放？", AnswerType.TIME),
        ("花了多少钱？", AnswerType.NUMBER),
        ("為什麼關閉？", AnswerType.REASON),
        ("誰が来ますか？", AnswerType.NAME),
        ("何年に開園しましたか？", AnswerType.TIME),
        ("언제 열리나요?", AnswerType.TIME),
        ("몇 명이 왔나요?", AnswerType.NUMBER),
        ("Сколько стоит билет?", AnswerType.NUMBER),
        ("Почему закрыли сад?", AnswerType.REASON),
        ("كم عدد الزوار؟", AnswerType.NUMBER),
        ("من هو المالك؟", AnswerType.NAME),
        ("أين يقع البستان؟", AnswerType.OTHER),
        ("Where is it?", AnswerType.OTHER),
        ("多少？ (什么时候开放？)", AnswerType.NUMBER),
    ],
)
def test_question_words_tell_what_is_asked_for(question: str, kind: AnswerType) -> None:
    assert answer_type_of(question) is kind


@pytest.mark.parametrize(
    ("kind", "sentence", "told"),
    [
        (AnswerType.TIME, "果园将于明年春天开放。", True),
        (AnswerType.TIME, "果园很大。", False),
        (AnswerType.TIME, "Сад откроют в октябре.", True),
        (AnswerType.TIME, "Сад откроют.", False),
        (AnswerType.TIME, "يفتح البستان يوم الخميس.", True),
        (AnswerType.NUMBER, "来了三百名游客。", True),
        (AnswerType.NUMBER, "果园2024年9月3日周五开放。", False),
        (AnswerType.NUMBER, "관람객 서른 명이 왔다.", True),
        (AnswerType.NUMBER, "관람객이 왔다.", False),
        (AnswerType.NUMBER, "Пришли семеро детей и сорок взрослых.", True),
        (AnswerType.NUMBER, "Пришли дети.", False),
        (AnswerType.NUMBER, "حضر عشرون زائرا.", True),
        (AnswerType.NUMBER, "حضر الزوار.", False),
        (AnswerType.REASON, "大雪のため休園した。", True),
        (AnswerType.OTHER, "果园很大。", None),
        (AnswerType.NAME, "果园很大。", None),
    ],
)
def test_a_sentence_tells_a_time_an_amount_or_a_reason(
    kind: AnswerType, sentence: str, told: bool | None
) -> None:
    assert holds_type(kind, sentence) is told


@pytest.mark.parametrize(
    ("question", "sentence", "told"),
    [
        ("围墙有多长？", "围墙长三百米。", True),
        ("围墙有多长？", "围墙花了三百元。", False),
        ("围墙花了多少钱？", "围墙花了三百元。", True),
        ("苹果有多重？", "苹果有两箱。", False),
        ("有多少箱苹果？", "苹果有两箱。", True),
    ],
)
def test_a_measure_is_told_in_its_units(question: str, sentence: str, told: bool) -> None:
    assert holds_measure(question, sentence) is told


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("有多少游客来了？", "游客"),
        ("何メートルですか？", "メートル"),
        ("배가 몇 척인가?", "척"),
        ("Сколько яблонь посадили?", "яблонь"),
        ("Сколько стоит билет?", ""),
        ("كم عدد الزوار؟", "الزوار"),
        ("Кто пришёл?", ""),
    ],
)
def test_what_is_counted_stands_after_how_many(question: str, what: str) -> None:
    assert counted_noun(question) == what
