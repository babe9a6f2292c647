from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.conversations import (
    MAX_STORED_QUESTION,
    ConversationNotFound,
    Conversations,
    Outcome,
    new_id,
)
from index.errors import InputError
from tests.store.conftest import RECORDS, new_store
from tests.store.conversing import SAID, begun, said

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)
"""Any text at all: control characters and halves of surrogate pairs too."""

JSON = st.dictionaries(
    ANYTHING,
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | ANYTHING,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANYTHING, inner, max_size=3),
        max_leaves=6,
    ),
    max_size=3,
)


@pytest.fixture(scope="module", params=RECORDS)
def shared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Conversations]:
    """One for the many examples of a property."""
    with new_store(request.param, tmp_path_factory.mktemp("shared")) as store:
        yield store.conversations()


def test_an_id_is_long_and_random() -> None:
    made = {new_id() for _ in range(1000)}
    assert len(made) == 1000
    assert {len(name) for name in made} == {22}


def test_times_are_in_utc(conversations: Conversations) -> None:
    before = datetime.now(UTC)
    name = begun(conversations, "ann", "One?", "Two?")
    conversation = conversations.read("ann", name)
    summary, turns = conversation.summary, conversation.turns
    assert before <= summary.started <= turns[0].asked <= turns[1].asked == summary.changed
    assert summary.changed <= datetime.now(UTC)
    assert summary.changed.utcoffset() == timedelta(0)


@settings(deadline=None)
@given(owner=ANYTHING.filter(bool), question=ANYTHING, outcome=JSON)
def test_anybodys_text_comes_back_unchanged(
    shared: Conversations, owner: str, question: str, outcome: Outcome
) -> None:
    name = new_id()
    shared.append(owner, name, 1, question, outcome)
    shared.append(owner, name, 1, question, outcome)
    [turn] = shared.read(owner, name).turns
    assert (turn.question, turn.outcome) == (question, outcome)
    summary = next(summary for summary in shared.listed(owner) if summary.id == name)
    assert summary.title.encode()
    assert len(summary.title.splitlines()) == 1
    assert 0 < len(summary.title) <= 80


def test_a_huge_question_is_kept_up_to_a_limit(conversations: Conversations) -> None:
    huge = "why " * 2_000_000
    name = begun(conversations, "ann", huge)
    assert conversations.append("ann", name, 1, huge, SAID) == 1
    [turn] = conversations.read("ann", name).turns
    assert turn.question == huge[:MAX_STORED_QUESTION]
    assert len(conversations.listed("ann")[0].title) <= 80


def test_keeping_a_turn_again_changes_nothing(conversations: Conversations) -> None:
    name = begun(conversations, "ann", "One?", "Two?")
    before = conversations.read("ann", name)
    for number, question in enumerate(["One?", "Two?"], start=1):
        assert conversations.append("ann", name, number, question, {"text": "later"}) == number
    assert conversations.read("ann", name) == before


def test_where_two_windows_went_on_both_turns_are_kept(conversations: Conversations) -> None:
    name = begun(conversations, "ann", "One?", "Two?")
    assert conversations.append("ann", name, 2, "Two in another window?", SAID) == 3
    assert conversations.append("ann", name, 9, "Three?", SAID) == 4
    assert conversations.append("ann", name, 0, "Nought?", SAID) == 5
    assert conversations.append("ann", name, 10**30, "Far?", SAID) == 6
    assert [question for _, question in said(conversations, "ann", name)] == [
        *("One?", "Two?", "Two in another window?", "Three?", "Nought?", "Far?")
    ]


def test_a_turn_that_cannot_be_stored_leaves_no_empty_conversation(conversations: Conversations) -> None:
    with pytest.raises(TypeError):
        conversations.append("ann", new_id(), 1, "One?", {"text": object()})
    assert conversations.listed("ann") == []
    begun(conversations, "ann", "One?")
    assert len(conversations.listed("ann")) == 1


def test_only_the_first_turn_begins_a_conversation(conversations: Conversations) -> None:
    with pytest.raises(ConversationNotFound, match=r"not there any more. Begin a new one"):
        conversations.append("ann", new_id(), 2, "Two?", SAID)
    name = begun(conversations, "ann", "One?")
    conversations.delete("ann", name)
    with pytest.raises(ConversationNotFound):
        conversations.append("ann", name, 2, "Two?", SAID)
    assert conversations.listed("ann") == []


@pytest.mark.parametrize(
    "name", ["", "a", "x" * 21, "x" * 23, "ä" * 22, "\ud800" * 22, "x" * 21 + "\n", "%" * 22]
)
def test_what_is_no_id_is_no_conversation(conversations: Conversations, name: str) -> None:
    with pytest.raises(ConversationNotFound):
        conversations.append("ann", name, 1, "One?", SAID)
    with pytest.raises(ConversationNotFound):
        conversations.read("ann", name)
    with pytest.raises(ConversationNotFound):
        conversations.replace_last("ann", name, 1, "One?", SAID)
    conversations.delete("ann", name)
    assert conversations.listed("ann") == []


@pytest.mark.parametrize("other", ["bob", "Ann", "ann ", "an", "\ud800", "?", "ann\0"])
def test_anothers_conversation_is_not_there(conversations: Conversations, other: str) -> None:
    name = begun(conversations, "ann", "One?", "Two?")
    before = conversations.read("ann", name)
    for attempt in (
        lambda: conversations.read(other, name),
        lambda: conversations.append(other, name, 1, "Mine?", SAID),
        lambda: conversations.append(other, name, 3, "Mine?", SAID),
        lambda: conversations.replace_last(other, name, 2, "Mine?", SAID),
    ):
        with pytest.raises(ConversationNotFound):
            attempt()
    conversations.delete(other, name)
    assert conversations.delete_all(other) == 0
    assert conversations.listed(other) == []
    assert conversations.read("ann", name) == before


def test_nobody_owns_nothing(conversations: Conversations) -> None:
    with pytest.raises(ValueError, match="needs an owner"):
        conversations.listed("")


def test_the_conversation_changed_last_is_listed_first(conversations: Conversations) -> None:
    first = begun(conversations, "ann", "First?")
    second = begun(conversations, "ann", "Second?")
    begun(conversations, "bob", "Elsewhere?")
    assert [summary.id for summary in conversations.listed("ann")] == [second, first]
    conversations.append("ann", first, 2, "More?", SAID)
    assert [(summary.id, summary.turns) for summary in conversations.listed("ann")] == [
        (first, 2),
        (second, 1),
    ]


def test_the_last_turn_is_replaced(conversations: Conversations) -> None:
    name = begun(conversations, "ann", "One?", "Two?")
    for _ in range(2):  # a retry does no harm
        conversations.replace_last("ann", name, 2, "Two, edited?", SAID)
        assert said(conversations, "ann", name) == [(1, "One?"), (2, "Two, edited?")]
    assert conversations.read("ann", name).turns[1].outcome == SAID
    assert conversations.listed("ann")[0].title == "One?"


def test_editing_the_only_question_changes_the_title(conversations: Conversations) -> None:
    name = begun(conversations, "ann", "One?")
    conversations.replace_last("ann", name, 1, "Another?", SAID)
    assert conversations.listed("ann")[0].title == "Another?"


@pytest.mark.parametrize("number", [-1, 0, 1, 3, 10**30])
def test_only_the_last_turn_can_be_replaced(conversations: Conversations, number: int) -> None:
    name = begun(conversations, "ann", "One?", "Two?")
    with pytest.raises(InputError, match=r"went on in another window. Reload the page"):
        conversations.replace_last("ann", name, number, "Edited?", SAID)
    assert said(conversations, "ann", name) == [(1, "One?"), (2, "Two?")]


def test_one_is_deleted_or_all(conversations: Conversations) -> None:
    names = [begun(conversations, "ann", f"{number}?", "And?") for number in range(3)]
    kept = begun(conversations, "bob", "Mine?")
    conversations.delete("ann", names[1])
    conversations.delete("ann", names[1])
    assert {summary.id for summary in conversations.listed("ann")} == {names[0], names[2]}
    assert conversations.delete_all("ann") == 2
    assert conversations.listed("ann") == []
    assert said(conversations, "bob", kept) == [(1, "Mine?")]
