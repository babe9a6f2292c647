import pytest

from qa.answers import REFUSAL
from qa.conversation.dialogue_state import DialogueState, joined
from tests.qa.conversation.scorers import standalone


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
