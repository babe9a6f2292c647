import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.small_talk import LONGEST, Talk, small_talk, without_opening_talk, without_small_talk
from qa.turns import Turn


@pytest.mark.parametrize(
    ("said", "talk"),
    [
        ("Thanks!", Talk.THANKS),
        ("Great, thank you so much for your help :)", Talk.THANKS),
        ("no, thanks", Talk.THANKS),
        ("Merci beaucoup", Talk.THANKS),
        ("ok great", Talk.AGREEMENT),
        ("That’s very interesting!", Talk.AGREEMENT),
        ("👍", Talk.AGREEMENT),
        ("HELLO", Talk.GREETING),
        ("hi there, how are you?", Talk.GREETING),
        ("Thanks, bye!", Talk.FAREWELL),
        ("that is all for now", Talk.FAREWELL),
        ("What can you do?", Talk.HELP),
        ("help", Talk.HELP),
    ],
)
def test_who_asks_nothing_gets_a_friendly_word(said: str, talk: Talk) -> None:
    assert small_talk(said) is talk


@pytest.mark.parametrize(
    "question",
    [
        "Thanks! Who sold the mill?",
        "Hello, who is the mayor?",
        "Is that right?",
        "Thanks Lind",
        "Great Orme",
        "Who said hello?",
        "and then?",
        "again",
        "And right now?",
        "The most interesting one?",
        "Until then?",
        "Nothing else?",
        "How does it work?",
        "What is good?",
        "2023?",
        "?!",
        "",
    ],
)
def test_what_asks_anything_is_no_small_talk(question: str) -> None:
    assert small_talk(question) is None


def test_every_reply_to_small_talk_says_what_can_be_asked_or_goodbye() -> None:
    assert all(
        "ask" in talk.value.lower() or "Goodbye" in talk.value for talk in Talk if talk is not Talk.FILLER
    )


def test_small_talk_is_no_turn_to_lean_on() -> None:
    asked = Turn("Who sold the mill?", "Ada Lind.")
    assert without_small_talk([asked, Turn("Thanks!", "You’re welcome.")]) == [asked]


@given(st.text(st.characters(exclude_categories=()), max_size=2 * LONGEST))
def test_any_text_is_small_talk_or_not(said: str) -> None:
    assert small_talk(said) is None or len(said) <= LONGEST


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("ok thanks. and who sold the mill?", "and who sold the mill?"),
        ("Thanks, what else did he say?", "what else did he say?"),
        ("Who sold the mill, thanks?", "Who sold the mill, thanks?"),
        ("So, who sold it?", "So, who sold it?"),
        ("Thanks, bye!", "Thanks, bye!"),
    ],
)
def test_small_talk_before_a_request_is_no_part_of_it(typed: str, asked: str) -> None:
    assert without_opening_talk(typed) == asked
