from dataclasses import replace
from datetime import UTC, datetime

import pytest

from index import ingest
from index.articles import Article
from index.conversations import ConversationNotFound
from index.feedback import Opinion
from tests.ui.fakes_chat import HERALD, SHIPPED, answer_with, cite, new_library, refusal
from ui.chat.history import ChatHistory
from ui.render.turns import ChatTurn

ADA, BOB = "user ada", "user bob"
ANSWERED = ChatTurn(
    "What was shipped?",
    answer_with("What was shipped?", cite(1, HERALD, SHIPPED)),
    threshold=0.25,
    seconds=0.2,
    filter_labels=("“North Korea’s shipments”",),
    only_articles=("herald",),
)
REFUSED = ChatTurn("Who won?", refusal("Who won?", HERALD))
FAILED = ChatTurn("?", problem="It failed.")


@pytest.fixture
def history() -> ChatHistory:
    return ChatHistory(new_library(HERALD))


def test_a_conversation_comes_back_as_it_was(history: ChatHistory) -> None:
    name, _ = history.put(ADA, "", [], ANSWERED)
    assert history.put(ADA, name, [ANSWERED], REFUSED) == (name, (ANSWERED, REFUSED))
    history.put(ADA, name, [ANSWERED, REFUSED], FAILED)
    assert history.turns(ADA, name) == (ANSWERED, REFUSED, FAILED)
    assert [summary.title for summary in history.summaries(ADA)] == ["What was shipped?"]


def test_nobody_else_sees_it_or_can_change_it(history: ChatHistory) -> None:
    name, _ = history.put(ADA, "", [], ANSWERED)
    assert history.turns(BOB, name) == ()
    assert history.summaries(BOB) == []
    assert history.put(BOB, name, [ANSWERED], REFUSED)[0] != name
    history.forget(BOB, name)
    history.forget_all(BOB)
    with pytest.raises(ConversationNotFound):
        history.judge(BOB, name, 1, Opinion(True, "", datetime.now(UTC)))
    assert history.turns(ADA, name) == (ANSWERED,)


def test_one_that_was_deleted_in_another_window_is_begun_anew(history: ChatHistory) -> None:
    name, _ = history.put(ADA, "", [], ANSWERED)
    history.forget(ADA, name)
    other, turns = history.put(ADA, name, [ANSWERED], REFUSED)
    assert other != name
    assert turns == (REFUSED,)
    assert history.turns(ADA, other) == (REFUSED,)


def test_of_two_windows_that_go_on_with_one_each_sees_what_the_other_asked(history: ChatHistory) -> None:
    name, _ = history.put(ADA, "", [], ANSWERED)
    assert history.put(ADA, name, [ANSWERED], REFUSED) == (name, (ANSWERED, REFUSED))
    assert history.put(ADA, name, [ANSWERED], FAILED) == (name, (ANSWERED, REFUSED, FAILED))


def test_the_last_turn_is_replaced(history: ChatHistory) -> None:
    name, _ = history.put(ADA, "", [], REFUSED)
    history.replace_last(ADA, name, [], ANSWERED)
    assert history.turns(ADA, name) == (ANSWERED,)


def test_an_opinion_is_kept_and_taken_back(history: ChatHistory) -> None:
    name, _ = history.put(ADA, "", [], ANSWERED)
    history.judge(ADA, name, 1, Opinion(False, "Too long.", datetime.now(UTC)))
    kept = history.turns(ADA, name)[0].opinion
    assert kept and not kept.liked and kept.remark == "Too long."
    history.judge(ADA, name, 1, None)
    assert history.turns(ADA, name) == (ANSWERED,)


def test_a_quote_whose_article_is_removed_is_shown_and_known_to_be_gone() -> None:
    library = new_library(HERALD)
    history = ChatHistory(library)
    name, _ = history.put(ADA, "", [], ANSWERED)
    ingest.remove(library, [HERALD.id])
    turn = history.turns(ADA, name)[0]
    assert turn.answer and turn.answer.citations[0].quote == SHIPPED
    assert turn.gone == set(turn.answer.citations)


def test_an_edited_article_moves_its_quote() -> None:
    library = new_library(HERALD)
    history = ChatHistory(library)
    name, _ = history.put(ADA, "", [], ANSWERED)
    edited = replace(HERALD, text="A new first line.\n\n" + HERALD.text)
    assert ingest.add(library, [edited, Article("b", "Another text.", "Another")]) == []
    turn = history.turns(ADA, name)[0]
    assert turn.answer and turn.answer.citations[0].quote == SHIPPED and not turn.gone
