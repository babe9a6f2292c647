from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.conversations import ConversationNotFound, Conversations, new_id
from index.feedback import MAX_STORED_REMARK, Feedback, RatedTurn
from tests.store.conftest import RECORDS, new_store

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.fixture
def name(conversations: Conversations) -> str:
    """A conversation of Ann's, of three turns."""
    return begun(conversations)


@pytest.fixture(scope="module", params=RECORDS)
def shared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Feedback, str]]:
    """One for the many examples of a property, and a conversation in it."""
    with new_store(request.param, tmp_path_factory.mktemp("shared")) as store:
        yield store.feedback(), begun(store.conversations())


def begun(conversations: Conversations) -> str:
    name = new_id()
    for number in (1, 2, 3):
        conversations.append("ann", name, number, f"{number}?", {"text": f"On {number}"})
    return name


def judged(feedback: Feedback) -> list[RatedTurn]:
    return list(feedback.rated_turns())


def test_an_opinion_is_kept_with_its_turn_and_what_came_before(feedback: Feedback, name: str) -> None:
    before = datetime.now(UTC)
    feedback.give("ann", name, 2, liked=True, remark="Just so.")
    [found] = judged(feedback)
    assert (found.turn.number, found.turn.question, found.turn.outcome) == (2, "2?", {"text": "On 2"})
    assert [turn.question for turn in found.earlier] == ["1?"]
    assert (found.opinion.liked, found.opinion.remark) == (True, "Just so.")
    assert before <= found.opinion.given <= datetime.now(UTC)
    assert feedback.given("ann", name) == {2: found.opinion}


def test_giving_it_again_replaces_it(feedback: Feedback, name: str) -> None:
    feedback.give("ann", name, 2, liked=True, remark="Just so.")
    feedback.give("ann", name, 2, liked=False, remark="No, wrong.")
    feedback.give("ann", name, 2, liked=False)
    [found] = judged(feedback)
    assert (found.opinion.liked, found.opinion.remark) == (False, "")


def test_taking_it_back_deletes_it(feedback: Feedback, name: str) -> None:
    feedback.give("ann", name, 1, liked=True)
    feedback.give("ann", name, 2, liked=True)
    feedback.take_back("ann", name, 2)
    feedback.take_back("ann", name, 2)
    feedback.take_back("ann", name, 3)
    assert list(feedback.given("ann", name)) == [1]


@pytest.mark.parametrize(
    ("owner", "turn"), [("bob", 2), ("ann", 4), ("ann", 0), ("ann", -(10**30)), ("ann", 10**30)]
)
def test_a_turn_that_is_not_there_takes_none(feedback: Feedback, name: str, owner: str, turn: int) -> None:
    feedback.give("ann", name, 2, liked=True)
    with pytest.raises(ConversationNotFound, match="Begin a new one"):
        feedback.give(owner, name, turn, liked=False)
    feedback.take_back(owner, name, turn)
    assert feedback.given("bob", name) == {}
    assert [found.opinion.liked for found in judged(feedback)] == [True]


@pytest.mark.parametrize("other", ["", "x", "\ud800" * 22])
def test_an_id_that_is_none_takes_none(feedback: Feedback, other: str) -> None:
    with pytest.raises(ConversationNotFound):
        feedback.give("ann", other, 1, liked=True)
    feedback.take_back("ann", other, 1)
    assert feedback.given("ann", other) == {}


def test_it_goes_with_the_answer_it_is_about(
    feedback: Feedback, conversations: Conversations, name: str
) -> None:
    feedback.give("ann", name, 1, liked=True)
    feedback.give("ann", name, 3, liked=True)
    conversations.replace_last("ann", name, 3, "3, edited?", {"text": "Other"})
    assert list(feedback.given("ann", name)) == [1]


@pytest.mark.parametrize("way", ["one", "all"])
def test_it_goes_with_its_conversation(
    feedback: Feedback, conversations: Conversations, name: str, way: str
) -> None:
    feedback.give("ann", name, 1, liked=True)
    if way == "one":
        conversations.delete("ann", name)
    else:
        conversations.delete_all("ann")
    assert judged(feedback) == []


def test_all_of_it_is_told_in_the_order_it_was_given_and_nobody_is_named(
    feedback: Feedback, conversations: Conversations, name: str
) -> None:
    other = new_id()
    conversations.append("a-secret-owner", other, 1, "Mine?", {"text": "Yes"})
    feedback.give("ann", name, 3, liked=True)
    feedback.give("a-secret-owner", other, 1, liked=False)
    feedback.give("ann", name, 1, liked=False)
    found = judged(feedback)
    assert [(one.turn.question, len(one.earlier)) for one in found] == [("3?", 2), ("Mine?", 0), ("1?", 0)]
    assert len({one.id for one in found}) == 3
    assert [one.id for one in judged(feedback)] == [one.id for one in found]
    assert "secret" not in repr(found)
    assert other not in repr(found)


@settings(deadline=None)
@given(remark=ANYTHING)
def test_anybodys_remark_comes_back_unchanged(shared: tuple[Feedback, str], remark: str) -> None:
    feedback, name = shared
    feedback.give("ann", name, 2, liked=True, remark=remark)
    assert feedback.given("ann", name)[2].remark == remark


def test_a_huge_remark_is_kept_up_to_a_limit(feedback: Feedback, name: str) -> None:
    feedback.give("ann", name, 2, liked=True, remark="so " * 1_000_000)
    assert feedback.given("ann", name)[2].remark == ("so " * 1_000_000)[:MAX_STORED_REMARK]
