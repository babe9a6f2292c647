import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.retrieval.hybrid_search import Hit
from qa.reader.lexical_reader import is_lexical, read_lexically
from tests.fakes import article

TEXTS = {
    "zh": "山谷果园明年5月向游客开放。修路花费了四百万元。园主孙丽说，苹果今年丰收。谁会第一个来？",
    "ja": "谷間の果樹園は来年5月に開園する。道路の整備に四百万円かかった。園主の岡島氏が語った。",
    "ko": "골짜기 과수원은 내년 5월에 문을 연다. 도로 정비에 400만 원이 들었다. 농장주 임세리는 사과를 딴다.",
    "ru": "Сад в долине откроется в мае. Ремонт дороги обошёлся в четыре миллиона. Хозяйка Жук ждёт урожая.",
    "ar": "يفتح بستان الوادي في مايو. وبلغت تكلفة الطريق أربعة ملايين دينار. وقالت صاحبة البستان نورا سعيد.",
}
HITS = [Hit(article(text, id=language, title="-"), 0, len(text), 1.0) for language, text in TEXTS.items()]


def best(question: str) -> tuple[str, float]:
    reading = read_lexically(question, HITS)[0]
    return reading.quote, reading.confidence


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("山谷果园什么时候开放？", "明年5月"),
        ("修路花费了多少钱？", "四百万元"),
        ("园主是谁？", "孙丽"),
        ("果樹園はいつ開園しますか？", "来年5月"),
        ("道路の整備にいくらかかりましたか？", "四百万円"),
        ("園主は誰ですか？", "岡島"),
        ("과수원은 언제 문을 엽니까?", "내년 5월"),
        ("도로 정비 비용은 얼마인가?", "400만"),
        ("농장주는 누구인가?", "임세리"),
        ("Когда откроется сад в долине?", "в мае"),
        ("Сколько стоил ремонт дороги?", "четыре миллиона"),
        ("Кого ждёт хозяйка сада?", "Жук"),
        ("متى يفتح بستان الوادي؟", "مايو"),
        ("كم تكلفة الطريق؟", "أربعة ملايين"),
        ("من هي صاحبة البستان؟", "نورا سعيد"),
    ],
)
def test_the_sentence_that_holds_the_questions_words_answers(question: str, told: str) -> None:
    quote, confidence = best(question)
    assert told in quote
    assert confidence > 0.15


@pytest.mark.parametrize(
    "question",
    [
        "总统什么时候访问邻国？",
        "大学有多少教师？",
        "空港はいつ開港しますか？",
        "작가의 고향은 어디인가?",
        "Кто изобрёл телефон?",
        "متى تبدأ الانتخابات؟",
        "Πότε άνοιξε το θέατρο;",
    ],
)
def test_a_question_whose_words_stand_nowhere_is_not_answered(question: str) -> None:
    assert best(question)[1] < 0.15


@pytest.mark.parametrize(
    ("question", "nearest"),
    [("苹果有多少？", "苹果"), ("Когда хозяйка ждёт урожая?", "урожая"), ("사과는 몇 개인가?", "사과")],
)
def test_a_sentence_without_the_time_or_amount_asked_for_is_less_sure(question: str, nearest: str) -> None:
    readings = {
        nearest in reading.quote: reading.confidence for reading in read_lexically(question, HITS)[::-1]
    }
    assert readings[True] < 0.5


def test_a_question_is_no_answer() -> None:
    asked = next(reading for reading in read_lexically("谁会第一个来？", HITS) if "第一" in reading.quote)
    assert asked.confidence < 0.6


def test_without_passages_or_words_there_is_nothing() -> None:
    assert read_lexically("山谷果园什么时候开放？", []) == []
    assert read_lexically("？！", HITS) == []


@pytest.mark.parametrize(
    ("question", "lexical"),
    [
        ("Who opened the orchard?", False),
        ("Wer öffnete den Garten?", False),
        ("果园？", True),
        ("Кто?", True),
    ],
)
def test_questions_in_latin_letters_are_for_the_network(question: str, lexical: bool) -> None:
    assert is_lexical(question) == lexical


@given(
    question=st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200),
)
@settings(deadline=None, max_examples=40)
def test_any_question_is_read_in_any_text(question: str, text: str) -> None:
    hit = Hit(article(text, id="a"), 0, len(text), 1.0)
    readings = read_lexically(question, [hit, HITS[0]])
    for reading in readings:
        assert reading.article.text[reading.start : reading.end] == reading.quote
        assert reading.quote.strip() == reading.quote != ""
        assert 0 <= reading.confidence <= 1
    assert [one.confidence for one in readings] == sorted((one.confidence for one in readings), reverse=True)
