"""What is asked for is told by its words and by the conversation."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answers import Answer, AnswerKind
from qa.intents.intent_classifier import asks_what_articles_say, intent_of
from qa.requests.network import LABELS, RequestReading
from qa.turns import Turn
from tests.cpu_time_limit import cpu_time_limit

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=300)

ASKED_FOR = [
    ("Summarize the article", AnswerKind.SUMMARY),
    ("tl;dr", AnswerKind.SUMMARY),
    ("Could you please summarise the mill inquiry?", AnswerKind.SUMMARY),
    ("may I have a timeline of the sale", AnswerKind.TIMELINE),
    ("bo berg quotes", AnswerKind.STATEMENTS),
    ("please compare the mill and the boat", AnswerKind.COMPARISON),
    ("What is this article about?", AnswerKind.SUMMARY),
    ("What are the main points?", AnswerKind.SUMMARY),
    ("the strike in a nutshell", AnswerKind.SUMMARY),
    ("the mayor's plan in 2000 vs his plan in 2024", AnswerKind.COMPARISON),
    ("Give me a timeline", AnswerKind.TIMELINE),
    ("What happened in 2017?", AnswerKind.TIMELINE),
    ("What happened when?", AnswerKind.TIMELINE),
    ("What did Bo Berg say?", AnswerKind.STATEMENTS),
    ("quotes from Bo Berg", AnswerKind.STATEMENTS),
    ("what do critics say about the mill", AnswerKind.STATEMENTS),
    ("Who is quoted?", AnswerKind.SPEAKERS),
    ("Compare the two", AnswerKind.COMPARISON),
    ("What are the differences between the Gull Times and the Heron Weekly?", AnswerKind.COMPARISON),
    ("Which people are mentioned?", AnswerKind.NAMES),
    ("What does UN stand for?", AnswerKind.DEFINITION),
    ("Who is Bo Berg?", AnswerKind.DEFINITION),
    ("And who’s Karl-Olof O'Dea?", AnswerKind.DEFINITION),
    ("How many articles mention Bo Berg?", AnswerKind.CATALOG),
    ("What period do the articles cover?", AnswerKind.CATALOG),
    ("which years are covered by all my articles", AnswerKind.CATALOG),
    ("What time span do these documents cover?", AnswerKind.CATALOG),
    ("sources?", AnswerKind.CATALOG),
    ("Who wrote this?", AnswerKind.CATALOG),
    ("which article is the newest", AnswerKind.CATALOG),
    ("cheers!", AnswerKind.CONVERSATION),
    ("What can you do?", AnswerKind.CONVERSATION),
]
FACTS = [
    "Who is the mayor of Varn?",
    "When did the war start?",
    "How many ships were sold?",
    "Why did they disagree?",
    "Do the articles agree on the year of the sale?",
    "What happened to the captain?",
    "Who is Bo Berg's brother?",
    "Who wrote the summary of the talks?",
    *("otter swims", "merger approval", "sanctions"),
    "WHO IS PAYING FOR IT?",
    "On which line did the trains stop, and when?",
    "On what terms do Norland and Sudland say they want to trade?",
    "Who wrote the national anthem?",
    "谁是市长？",
    "Когда началась война?",
    "?!",
]


@pytest.mark.parametrize(("question", "kind"), ASKED_FOR)
def test_each_kind_of_request_is_told(question: str, kind: AnswerKind) -> None:
    assert intent_of(question, ()) is kind


@pytest.mark.parametrize("question", FACTS)
def test_a_question_for_a_fact_is_taken_for_one(question: str) -> None:
    assert intent_of(question, ()) is AnswerKind.FACT


def answered(question: str, kind: AnswerKind) -> Turn:
    return Turn(question, Answer(question, question, "“It is so.”", 0.9, kind=kind))


SAID = answered("What did Bo Berg say?", AnswerKind.STATEMENTS)
HAPPENED = answered("What happened in 2017?", AnswerKind.TIMELINE)
SUMMED = answered("Summarize the first article", AnswerKind.SUMMARY)
THANKED = answered("What else?", AnswerKind.MORE)


@pytest.mark.parametrize(
    ("question", "history", "kind"),
    [
        ("And Ada Lind?", [SAID], AnswerKind.STATEMENTS),
        ("and in 2018?", [HAPPENED], AnswerKind.TIMELINE),
        ("and of the other one?", [SUMMED], AnswerKind.SUMMARY),
        ("And Ada Lind?", [SAID, THANKED], AnswerKind.STATEMENTS),
        ("And Ada Lind?", [Turn("What did Bo Berg say?", "“It is so.”")], AnswerKind.STATEMENTS),
        ("And Ada Lind?", [answered("How old is Bo Berg?", AnswerKind.FACT)], AnswerKind.FACT),
        ("And Ada Lind?", [], AnswerKind.FACT),
        ("What else?", [SAID], AnswerKind.MORE),
        ("What else did Bo Berg say?", [SAID], AnswerKind.MORE),
        ("What else did Bo Berg say?", [HAPPENED], AnswerKind.STATEMENTS),
        ("Who said that?", [SAID], AnswerKind.SUPPORT),
        ("Sources?", [SAID], AnswerKind.SUPPORT),
        ("Are you sure?", [SUMMED], AnswerKind.SUPPORT),
        ("Compare the two", [SUMMED], AnswerKind.COMPARISON),
    ],
)
def test_the_conversation_tells_what_a_follow_up_asks_for(
    question: str, history: Sequence[Turn], kind: AnswerKind
) -> None:
    assert intent_of(question, history) is kind


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_asks_for_something(question: str, before: str) -> None:
    assert intent_of(question, [Turn(before, before)]) in AnswerKind


def test_a_long_conversation_of_ellipses_takes_no_time() -> None:
    with cpu_time_limit(2):
        intent_of("And Ada Lind?", [Turn("And Bo Berg?", "No.")] * 500)


def test_a_question_for_what_articles_say_is_no_question_for_what_somebody_says() -> None:
    assert asks_what_articles_say("What does the second article say about tolls?")
    assert asks_what_articles_say("what do both articles say?")
    assert not asks_what_articles_say("What did Bo Berg say about tolls?")
    assert not asks_what_articles_say("What does the article say the mayor did?")


@pytest.mark.parametrize("who", ["the vole", "zorblat", "Ada Lind of Aahus"])
@pytest.mark.parametrize("subject", ["", " about quince jelly", " on the Gorm Treaty of 1412"])
def test_whatever_somebody_is_asked_to_have_said_are_statements(who: str, subject: str) -> None:
    asked = f"What did {who} say{subject}?"
    assert intent_of(asked, ()) is AnswerKind.STATEMENTS


@pytest.mark.parametrize(
    "question",
    [
        "What sank on that day?",
        "Which boats does Norland no longer build, according to Lind?",
        "In May 2019, who opened the bridge?",
        "Who owned the mill, according to the article?",
    ],
)
def test_when_and_by_whose_account_tell_nothing_of_what_is_asked_for(question: str) -> None:
    assert intent_of(question, ()) is AnswerKind.FACT


def test_what_somebody_thinks_are_statements() -> None:
    assert intent_of("What do the bakers at Havnia think?", ()) is AnswerKind.STATEMENTS
    assert intent_of("what did Berg think of the toll", ()) is AnswerKind.STATEMENTS


def test_one_word_is_a_subject_unless_it_surely_asks() -> None:
    assert intent_of("quinces", ()) is AnswerKind.FACT
    assert intent_of("timeline", ()) is AnswerKind.TIMELINE


@pytest.mark.parametrize(("likely", "kind"), [(0.5, AnswerKind.FACT), (0.8, AnswerKind.COMPARISON)])
def test_a_comparison_has_to_be_surer_than_other_kinds(
    monkeypatch: pytest.MonkeyPatch, likely: float, kind: AnswerKind
) -> None:
    probabilities = dict.fromkeys(LABELS, 0.0) | {
        AnswerKind.COMPARISON.value: likely,
        AnswerKind.STATEMENTS.value: 0.2,
    }

    class Network:
        def read(self, request: str) -> RequestReading:
            return RequestReading(request, probabilities, ())

    monkeypatch.setattr("qa.intents.intent_classifier.shipped_network", Network)
    assert intent_of("Berg on Lind leaving the bridge", ()) is kind
