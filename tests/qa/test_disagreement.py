from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.articles import Article
from qa.disagreement import disagreeing
from qa.reader import Reading
from qa.thresholds import SAME_SENTENCE_SHARE

OPENED = "The old mill on the river was opened by mayor Ann Pier on 5 May 1901 before a large crowd."
WHEN = "When was the old mill opened?"
VISIT = (
    "After the July 2022 visit of former Danish Foreign Minister Eva Holm to Lagos, a fishing treaty came."
)
STAY = "In July 2023, then Foreign Minister Eva Holm of Denmark was in Lagos for a fishing treaty."


def reading(name: str, text: str, answer: str, confidence: float = 0.8) -> Reading:
    article = Article(name, text, name, published=date(2024, 5, 1))
    start = text.index(answer)
    return Reading(article, 0, len(text), confidence, (start, start + len(answer)))


def told(question: str, *readings: Reading) -> list[str]:
    return [side.answer_text for side in disagreeing(question, readings)]


def test_the_same_sentence_with_another_date_contradicts() -> None:
    mine, other = (
        reading("a", OPENED, "5 May 1901"),
        reading("b", OPENED.replace("1901", "1910"), "5 May 1910"),
    )
    assert told(WHEN, mine, other) == ["5 May 1901", "5 May 1910"]


def test_the_value_is_marked_where_the_reader_took_other_words_for_the_answer() -> None:
    mine = reading("a", OPENED, "5 May 1901")
    other = reading("b", OPENED.replace("1901", "1910"), "a large crowd", 0.3)
    assert told(WHEN, mine, other) == ["5 May 1901", "5 May 1910"]


def test_one_sentence_in_two_articles_contradicts_nothing() -> None:
    assert not told(WHEN, reading("a", OPENED, "5 May 1901"), reading("b", OPENED, "1901"))


def test_an_article_does_not_contradict_itself() -> None:
    text = f"{OPENED} {OPENED.replace('1901', '1910')}"
    article = Article("a", text, "a")
    places = [(0, len(OPENED)), (len(OPENED) + 1, len(text))]
    readings = [Reading(article, start, end, 0.8, (start + 51, start + 61)) for start, end in places]
    assert not disagreeing(WHEN, readings)


def test_a_value_that_was_not_asked_for_is_no_disagreement() -> None:
    changed = OPENED.replace("Ann Pier", "Bob Quay")
    assert not told(WHEN, reading("a", OPENED, "5 May 1901"), reading("b", changed, "5 May 1901"))
    who = "Who opened the old mill?"
    assert told(who, reading("a", OPENED, "Ann Pier"), reading("b", changed, "Bob Quay")) == [
        "Ann Pier",
        "Bob Quay",
    ]


def test_a_sentence_that_hardly_answers_contradicts_nothing() -> None:
    sure = reading("c", "The mill was opened in spring.", "spring", 0.9)
    doubtful = [
        reading("a", OPENED, "5 May 1901", 0.9 * SAME_SENTENCE_SHARE / 2),
        reading("b", OPENED.replace("1901", "1910"), "5 May 1910", 0.9 * SAME_SENTENCE_SHARE / 2),
    ]
    assert not told(WHEN, sure, *doubtful)


def test_what_a_short_line_says_is_told_by_the_lines_around_it() -> None:
    table = "Mill. Opened for the public after long works. {} ; Built by the river company."
    readings = []
    for name, day in (("a", "5 May 1901"), ("b", "5 May 1910")):
        article = Article(name, table.format(day), name)
        start = article.text.index(day)
        readings.append(Reading(article, start, start + len(day), 0.8, (start, start + len(day))))
    assert told(WHEN, *readings) == ["5 May 1901", "5 May 1910"]


def test_sentences_in_other_words_contradict_where_they_speak_of_one_event() -> None:
    first, second = reading("a", VISIT, "July 2022", 0.7), reading("b", STAY, "July 2023", 0.5)
    for question in ("When did Eva Holm visit Lagos?", "When was Holm in Lagos?"):
        assert told(question, first, second) == ["July 2022", "July 2023"]


@pytest.mark.parametrize(
    ("text", "answer", "confidence"),
    [
        (STAY, "July 2023", 0.1),
        (STAY.replace("2023", "2022"), "July 2022", 0.7),
        (STAY.replace("July 2023", "2022"), "2022", 0.7),
        (STAY.replace("Lagos", "Accra"), "July 2023", 0.7),
        ("Eva Holm came to Lagos in July 2023.", "July 2023", 0.7),
        (f"{STAY} So she had been in July 2022.", "July 2023", 0.7),
        (STAY, "then", 0.7),
    ],
    ids=["unlikely", "same", "less precise", "elsewhere", "little in common", "both given", "no date"],
)
def test_answers_that_may_both_be_right_do_not_contradict(text: str, answer: str, confidence: float) -> None:
    first, second = reading("a", VISIT, "July 2022", 0.7), reading("b", text, answer, confidence)
    assert not told("When did Eva Holm visit Lagos?", first, second)


def test_a_question_for_several_is_answered_by_several() -> None:
    signed = "In Lagos, {} signed the treaty on fishing with the Foreign Minister, the papers there wrote."
    later = "The papers wrote that the Foreign Minister in Lagos saw how {} signed the treaty on fishing."
    readings = reading("a", signed.format("Ghana"), "Ghana"), reading("b", later.format("Benin"), "Benin")
    assert told("Which country signed it?", *readings) == ["Ghana", "Benin"]
    assert not told("Which countries signed it?", *readings)


def test_a_third_side_contradicts_both_others() -> None:
    days = ("5 May 1901", "5 May 1910", "5 May 1920", "5 May 1930")
    readings = [
        reading(day, OPENED.replace("5 May 1901", day), day, 0.9 - n / 10) for n, day in enumerate(days)
    ]
    assert told(WHEN, *reversed(readings)) == list(days[:3])
    doubled = [*readings[:2], reading("copy", OPENED, "5 May 1901", 0.6)]
    assert told(WHEN, *doubled) == list(days[:2])


@pytest.mark.parametrize("question", ["Why was the old mill opened?", ""])
def test_reasons_and_nothing_have_no_values(question: str) -> None:
    assert not disagreeing(question, [])
    assert not disagreeing("Why?", [reading("a", OPENED, "5 May 1901"), reading("b", VISIT, "July 2022")])


@settings(deadline=None)
@given(
    question=st.text(),
    texts=st.lists(st.text(min_size=1), max_size=4),
    confidence=st.floats(0, 1),
)
def test_anybodys_text_is_compared_and_sides_are_of_other_articles(
    question: str, texts: list[str], confidence: float
) -> None:
    readings = [
        Reading(Article(str(n), text, ""), 0, len(text), confidence, (0, len(text)))
        for n, text in enumerate(texts)
    ]
    sides = disagreeing(question, readings)
    assert len(sides) != 1
    assert len({side.article.id for side in sides}) == len(sides)
