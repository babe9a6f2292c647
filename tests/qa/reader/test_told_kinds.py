import pytest

from qa.language.answer_types import Kind
from qa.reader.told_kinds import counted, kind_asked, tells, tells_measure


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("果园什么时候开放？", Kind.TIME),
        ("花了多少钱？", Kind.NUMBER),
        ("為什麼關閉？", Kind.REASON),
        ("誰が来ますか？", Kind.NAME),
        ("何年に開園しましたか？", Kind.TIME),
        ("언제 열리나요?", Kind.TIME),
        ("몇 명이 왔나요?", Kind.NUMBER),
        ("Сколько стоит билет?", Kind.NUMBER),
        ("Почему закрыли сад?", Kind.REASON),
        ("كم عدد الزوار؟", Kind.NUMBER),
        ("من هو المالك؟", Kind.NAME),
        ("أين يقع البستان؟", Kind.OTHER),
        ("Where is it?", Kind.OTHER),
        ("多少？ (什么时候开放？)", Kind.NUMBER),
    ],
)
def test_question_words_tell_what_is_asked_for(question: str, kind: Kind) -> None:
    assert kind_asked(question) is kind


@pytest.mark.parametrize(
    ("kind", "sentence", "told"),
    [
        (Kind.TIME, "果园将于明年春天开放。", True),
        (Kind.TIME, "果园很大。", False),
        (Kind.TIME, "Сад откроют в октябре.", True),
        (Kind.TIME, "Сад откроют.", False),
        (Kind.TIME, "يفتح البستان يوم الخميس.", True),
        (Kind.NUMBER, "来了三百名游客。", True),
        (Kind.NUMBER, "果园2024年9月3日周五开放。", False),
        (Kind.NUMBER, "관람객 서른 명이 왔다.", True),
        (Kind.NUMBER, "관람객이 왔다.", False),
        (Kind.NUMBER, "Пришли семеро детей и сорок взрослых.", True),
        (Kind.NUMBER, "Пришли дети.", False),
        (Kind.NUMBER, "حضر عشرون زائرا.", True),
        (Kind.NUMBER, "حضر الزوار.", False),
        (Kind.REASON, "大雪のため休園した。", True),
        (Kind.OTHER, "果园很大。", None),
        (Kind.NAME, "果园很大。", None),
    ],
)
def test_a_sentence_tells_a_time_an_amount_or_a_reason(kind: Kind, sentence: str, told: bool | None) -> None:
    assert tells(kind, sentence) is told


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
    assert tells_measure(question, sentence) is told


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
    assert counted(question) == what
