from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from index.conversations import ConversationSummary
from qa.answers import Answer, AnswerKind
from tests.ui import fakes_kinds as kinds
from tests.ui.fakes_chat import HERALD, SHIPPED, answer_with, cite, refusal
from tests.ui.render.reading import HOSTILE, Reader, assert_nothing_is_markup
from ui.render.conversation import (
    announcement,
    conversation,
    conversation_list,
    empty_start_page,
    start_page,
)
from ui.render.turns import ChatTurn, stored_filter_labels

ANSWERED = ChatTurn("What was shipped?", answer_with("What was shipped?", cite(1, HERALD, SHIPPED)))
REFUSED = ChatTurn("Who won?", refusal("Who won?", HERALD))

NOON = datetime.now(UTC).replace(hour=12)


def heading(name: str = "a", title: str = "Who won?", turns: int = 1) -> ConversationSummary:
    return ConversationSummary(name, title, NOON - timedelta(days=400), NOON - timedelta(days=400), turns)


def test_the_question_being_answered_stands_last_and_only_a_finished_turn_is_asked_again() -> None:
    read = Reader(conversation([ANSWERED], "Who won?"))
    assert read.text.endswith("Who won?Reading the articles…Reading the articles…")
    assert "Ask again" not in read.text
    assert Reader(conversation([ANSWERED, REFUSED])).text.count("Ask again") == 1


def test_a_screen_reader_hears_the_answer_the_refusal_or_the_error() -> None:
    assert announcement([ANSWERED]) == f"Answer with 1 quote: {SHIPPED}"
    assert announcement([REFUSED]) == "No answer. These articles do not say."
    assert announcement([ChatTurn("?", problem="It failed.")]) == "It failed."
    assert (
        announcement([ChatTurn("Hi", Answer("Hi", "Hi", "Hello!", 0.0, kind=AnswerKind.CONVERSATION))])
        == "Hello!"
    )


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (kinds.SUMMARY, "A summary of 4 quotes: 4 sentences that tell most of it. The ferry"),
        (kinds.TIMELINE, "A timeline with 5 dates: "),
        (kinds.STATEMENTS, "5 quotes of 3 speakers: Maren Oddvik"),
        (kinds.SPEAKERS, "3 speakers with 3 quotes: "),
        (kinds.COMPARISON, "A comparison of 2 sides with 4 quotes: "),
        (kinds.NAMES, "2 names with 2 quotes: "),
        (kinds.DEFINITION, "A definition with 1 quote: "),
        (kinds.SUPPORT, "Where it is said, with 1 place: "),
        (kinds.NO_TIMELINE, "No answer. These articles name no days."),
    ],
    ids=lambda value: value.kind.value if isinstance(value, Answer) else "",
)
def test_a_screen_reader_hears_what_kind_of_answer_has_come(answer: Answer, said: str) -> None:
    assert announcement([ANSWERED, ChatTurn("?", answer)]).startswith(said)


def test_what_goes_on_is_announced_as_what_it_goes_on_from() -> None:
    more = replace(kinds.TIMELINE, kind=AnswerKind.MORE)
    thanked = ChatTurn("Thanks", Answer("Thanks", "Thanks", "Welcome.", 0.0, kind=AnswerKind.CONVERSATION))
    turns = [ChatTurn("?", kinds.TIMELINE), ChatTurn("?", kinds.SUPPORT), thanked, ChatTurn("?", more)]
    assert announcement(turns).startswith("More: A timeline with 5 dates: ")
    assert announcement(
        [ANSWERED, ChatTurn("?", replace(kinds.DEFINITION, kind=AnswerKind.MORE))]
    ).startswith("Answer with 1 quote: ")
    assert announcement(turns[3:]).startswith("Answer with 6 quotes: ")


def test_a_very_long_question_is_repeated_in_part() -> None:
    assert len(Reader(conversation([], "word " * 20_000)).text) < 2100


def test_the_start_tells_what_is_there_and_offers_questions() -> None:
    read = Reader(start_page(1200, {"A": 900, "B": 200, "C": 50, "D": 50}, ["Who won?", HOSTILE]))
    assert "1,200 articles from A, B, C and others." in read.text
    assert read.every("data-question") == ["Who won?", HOSTILE]
    assert "2 articles from A, B." in Reader(start_page(2, {"A": 1, "B": 1}, [])).text
    assert "2 articles from A and others." in Reader(start_page(2, {"A": 1}, [])).text
    assert "1 article. " in Reader(start_page(1, {}, [])).text


def test_an_empty_library_leads_to_adding_and_to_samples_where_there_are_any() -> None:
    assert Reader(empty_start_page(samples=True)).every("data-act") == ["samples"]
    assert Reader(empty_start_page(samples=False)).every("data-act") == []
    assert Reader(empty_start_page(samples=False)).every("data-tab") == ["Articles"]


def test_conversations_are_listed_with_when_they_were_and_the_current_one_marked() -> None:
    now = datetime.now(UTC)
    read = Reader(conversation_list([heading("a"), ConversationSummary("b", "Today?", now, now, 2)], "b"))
    assert read.every("data-conversation") == ["a", "a", "b", "b"]
    assert read.every("aria-current") == ["false", "true"]
    assert "1 question" in read.text and "today, " in read.text and "2 questions" in read.text
    assert str((NOON - timedelta(days=400)).year) in read.text


def test_nothing_is_deleted_without_a_question() -> None:
    read = Reader(conversation_list([heading("a")], ""))
    assert "Delete this conversation?" in read.text and "Delete all your conversations?" in read.text
    assert set(read.every("popovertarget")) <= set(read.every("id"))


def test_a_reader_without_conversations_is_told_what_comes_here() -> None:
    assert "will be listed here" in conversation_list([], "")


def test_a_title_from_anybody_is_shown_and_never_markup() -> None:
    allowed = {"p", "div", "ul", "li", "button", "small"}
    listed = conversation_list([heading(title=HOSTILE)], "")
    assert HOSTILE[:20] in assert_nothing_is_markup(listed, allowed).text


def test_the_filter_of_a_turn_stored_by_an_earlier_version_is_read() -> None:
    assert stored_filter_labels({"filters": ["The Gull"]}) == ("The Gull",)
    assert stored_filter_labels({"narrowed": ["The Gull", "since"]}) == ("The Gull", "since")
    assert stored_filter_labels({"narrowed": []}) == stored_filter_labels({}) == ()
