import pytest

from index.articles import Article
from index.errors import QuestionError
from qa import conversation
from qa.answers import Answer, Citation
from qa.turns import Turn, as_turns

MILL = Article("mill", "The mill was sold to Ada Lind. It has a wheel of oak.", "A mill")
SOLD = Answer("q", "q", "“…” [1]", 0.9, (Citation(1, MILL, 0, 30),))
REFUSED = Answer("q", "q", "Ann Pier knows nothing of it.", 0.1)


def test_pairs_become_turns_once_and_turns_stay_as_they_are() -> None:
    turn = Turn("Who bought the mill?", SOLD)
    assert as_turns([turn, ("Why?", "For hay."), ["How?", "So."]]) == (
        turn,
        Turn("Why?", "For hay."),
        Turn("How?", "So."),
    )
    assert (turn.text, Turn("Why?", "For hay.").text) == ("“…” [1]", "For hay.")


BROKEN: list[object] = [Turn("Why?", None), Turn(None, "So.")]  # type: ignore[arg-type]


@pytest.mark.parametrize("given", ["ab", ("Why?",), ("Why?", 3), None, ("a", "b", "c"), SOLD, *BROKEN])
def test_what_is_neither_turn_nor_pair_is_an_error_that_says_what_to_give(given: object) -> None:
    with pytest.raises(QuestionError, match=r"Give \(question, answer text\) pairs, or values of qa.Turn."):
        as_turns([given])


@pytest.mark.parametrize("history", [None, 5])
def test_what_is_no_list_is_an_error_that_says_what_to_give(history: object) -> None:
    with pytest.raises(QuestionError, match=r"is no list. Give a list of \(question, answer text\) pairs"):
        as_turns(history)


def test_a_follow_up_leans_on_what_was_quoted_not_on_what_was_printed() -> None:
    history = [Turn("Who bought the mill?", SOLD)]
    completed = conversation.standalone("Where does she live?", history)
    assert completed.startswith("Where does Ada Lind live?")
    assert "Ann Pier" not in completed


def test_a_refusal_tells_nothing_whatever_its_words() -> None:
    history = [Turn("Who bought the mill?", REFUSED)]
    assert "Ann Pier" not in conversation.standalone("Where does she live?", history)
