from dataclasses import replace
from datetime import UTC, datetime

import pytest

from index import sync
from index.articles import Article
from index.conversations import ConversationNotFound
from index.feedback import Opinion
from tests.ui.fakes_chat import HERALD, SHIPPED, answer_with, cite, new_library, refusal
from ui.chat.notebook import Notebook
from ui.render.turns import Turn

ADA, BOB = "user ada", "user bob"
ANSWERED = Turn(
    "What was shipped?",
    answer_with("What was shipped?", cite(1, HERALD, SHIPPED)),
    threshold=0.25,
    seconds=0.2,
    narrowed=("“North Korea’s shipments”",),
    within=("herald",),
)
REFUSED = Turn("Who won?", refusal("Who won?", HERALD))
FAILED = Turn("?", problem="It failed.")


@pytest.fixture
def notebook() -> Notebook:
    return Notebook(new_library(HERALD))


def test_a_conversation_comes_back_as_it_was(notebook: Notebook) -> None:
    name, _ = notebook.put(ADA, "", [], ANSWERED)
    assert notebook.put(ADA, name, [ANSWERED], REFUSED) == (name, (ANSWERED, REFUSED))
    notebook.put(ADA, name, [ANSWERED, REFUSED], FAILED)
    assert notebook.turns(ADA, name) == (ANSWERED, REFUSED, FAILED)
    assert [heading.title for heading in notebook.headings(ADA)] == ["What was shipped?"]


def test_nobody_else_sees_it_or_can_change_it(notebook: Notebook) -> None:
    name, _ = notebook.put(ADA, "", [], ANSWERED)
    assert notebook.turns(BOB, name) == ()
    assert notebook.headings(BOB) == []
    assert notebook.put(BOB, name, [ANSWERED], REFUSED)[0] != name
    notebook.forget(BOB, name)
    notebook.forget_all(BOB)
    with pytest.raises(ConversationNotFound):
        notebook.judge(BOB, name, 1, Opinion(True, "", datetime.now(UTC)))
    assert notebook.turns(ADA, name) == (ANSWERED,)


def test_one_that_was_deleted_in_another_window_is_begun_anew(notebook: Notebook) -> None:
    name, _ = notebook.put(ADA, "", [], ANSWERED)
    notebook.forget(ADA, name)
    other, turns = notebook.put(ADA, name, [ANSWERED], REFUSED)
    assert other != name
    assert turns == (REFUSED,)
    assert notebook.turns(ADA, other) == (REFUSED,)


def test_of_two_windows_that_go_on_with_one_each_sees_what_the_other_asked(notebook: Notebook) -> None:
    name, _ = notebook.put(ADA, "", [], ANSWERED)
    assert notebook.put(ADA, name, [ANSWERED], REFUSED) == (name, (ANSWERED, REFUSED))
    assert notebook.put(ADA, name, [ANSWERED], FAILED) == (name, (ANSWERED, REFUSED, FAILED))


def test_the_last_turn_is_replaced(notebook: Notebook) -> None:
    name, _ = notebook.put(ADA, "", [], REFUSED)
    notebook.replace_last(ADA, name, [], ANSWERED)
    assert notebook.turns(ADA, name) == (ANSWERED,)


def test_an_opinion_is_kept_and_taken_back(notebook: Notebook) -> None:
    name, _ = notebook.put(ADA, "", [], ANSWERED)
    notebook.judge(ADA, name, 1, Opinion(False, "Too long.", datetime.now(UTC)))
    kept = notebook.turns(ADA, name)[0].opinion
    assert kept and not kept.liked and kept.remark == "Too long."
    notebook.judge(ADA, name, 1, None)
    assert notebook.turns(ADA, name) == (ANSWERED,)


def test_a_quote_whose_article_is_removed_is_shown_and_known_to_be_gone() -> None:
    library = new_library(HERALD)
    notebook = Notebook(library)
    name, _ = notebook.put(ADA, "", [], ANSWERED)
    sync.remove(library, [HERALD.id])
    turn = notebook.turns(ADA, name)[0]
    assert turn.answer and turn.answer.citations[0].quote == SHIPPED
    assert turn.gone == set(turn.answer.citations)


def test_an_edited_article_moves_its_quote() -> None:
    library = new_library(HERALD)
    notebook = Notebook(library)
    name, _ = notebook.put(ADA, "", [], ANSWERED)
    edited = replace(HERALD, text="A new first line.\n\n" + HERALD.text)
    assert sync.add(library, [edited, Article("b", "Another text.", "Another")]) == []
    turn = notebook.turns(ADA, name)[0]
    assert turn.answer and turn.answer.citations[0].quote == SHIPPED and not turn.gone
