import pytest

from qa.answers import REFUSAL
from qa.conversation.dialogue_state import DialogueState, is_heading, joined
from qa.turns import Turn
from tests.qa.conversation.pairs import standalone


@pytest.mark.parametrize("text", ["Ada Lind", "Boats and sheds (1902-1910)", "The Old Mill: a history"])
def test_a_heading_is_neither_question_nor_sentence(text: str) -> None:
    assert is_heading(text)


@pytest.mark.parametrize(
    "text",
    ["", "Who won?", "who won", "He won.", "“Boats” [1]", "Boats!", "a " * 13, "a" * 200, "and Ada Lind"],
)
def test_anything_else_is_no_heading(text: str) -> None:
    assert not is_heading(text)


def test_only_the_first_turn_may_be_a_heading() -> None:
    headed = DialogueState().after(Turn("Ada Lind", "Boats"), "Ada Lind", {})
    assert (headed.title, headed.aspect, headed.typed) == ("Ada Lind", "Boats", "")
    assert headed.after(Turn("Bo Berg", "Sheds"), "Bo Berg", {}).title == "Ada Lind"


@pytest.mark.parametrize(
    ("answer", "phrase"),
    [
        ("“a small  red boat” [1]", "a small red boat"),
        ("I don't know.", ""),
        ("Yes.", ""),
        (REFUSAL, ""),
        ("", ""),
        ("one two three four five six seven eight nine", ""),
        ("a" * 200, ""),
    ],
)
def test_a_short_answer_may_stand_for_the_thing(answer: str, phrase: str) -> None:
    assert DialogueState(answer=answer).short_answer() == phrase


def test_a_refusal_tells_nothing_to_point_at() -> None:
    history = [("Who did Ada Lind meet in Turku?", REFUSAL)]
    assert standalone("Why is that?", history) == "Why is that? (Who did Ada Lind meet in Turku?)"


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Did Ada Lind and the Berg family meet?", "Ada Lind and the Berg"),
        ("Ada Lind, Bo Berg and Turku", "Bo Berg and Turku"),
        ("Ada Lind met Bo Berg", ""),
        ("", ""),
    ],
)
def test_two_names_may_be_joined(text: str, pair: str) -> None:
    assert joined(text) == pair
