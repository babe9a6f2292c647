import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.answers import AnswerKind
from qa.interpretation.reply import MOST_PARTS, read_reply
from qa.interpretation.values import Interpretation
from qa.language_model import Usage

TYPED = "And what did she pay, and when does it open?"
SAID = ("Who bought the lighthouse of Ruhnby?", "A hotelier, Mette Oy, bought it on 4 March.")
USED = Usage(40, 9)


def read(reply: str, *texts: str) -> Interpretation:
    return read_reply(reply, texts or (TYPED, *SAID), USED)


def test_a_follow_up_is_completed_with_the_words_of_the_conversation() -> None:
    told = read("QUESTION: What did Mette Oy pay for the lighthouse of Ruhnby?\nKIND: fact")
    assert told.standalone == "What did Mette Oy pay for the lighthouse of Ruhnby?"
    assert told.kind is AnswerKind.FACT
    assert told.usage == USED


@pytest.mark.parametrize(
    "invented",
    [
        "What did Karl Berg pay for the lighthouse of Ruhnby?",
        "What did Mette Oy pay for the lighthouse of Ruhnby in 2031?",
        "Is the council of the capital corrupt, and does the lighthouse open?",
        "pay " * 100,
        "??????",
        "",
    ],
)
def test_a_question_that_the_conversation_does_not_bear_out_is_not_believed(invented: str) -> None:
    assert read(f"QUESTION: {invented}").standalone == ""


def test_hidden_and_control_characters_are_no_part_of_a_question() -> None:
    told = read("QUESTION: What did \x1b Mette\x00Oy \u202epay for the lighthouse?")
    assert told.standalone == "What did Mette Oy pay for the lighthouse?"


def test_a_question_may_be_worded_anew() -> None:
    told = read("QUESTION: What price did Mette Oy pay for the Ruhnby lighthouse?")
    assert told.standalone == "What price did Mette Oy pay for the Ruhnby lighthouse?"


def test_a_question_is_split_into_its_parts() -> None:
    parts = ("What did Mette Oy pay for the lighthouse?", "When does the lighthouse open?")
    assert read("".join(f"PART: {part}\n" for part in parts)).parts == parts


def test_one_part_alone_and_too_many_parts_are_no_parts() -> None:
    assert read("PART: When does it open?\nPART: When does it open?").parts == ()
    many = "".join(f"PART: When does it open, {number}?\n" for number in range(1, MOST_PARTS + 2))
    assert read(many, TYPED, "1 2 3 4 5").parts == ()


@pytest.mark.parametrize("name", ["conversation", "more", "support", "poem", ""])
def test_a_kind_that_a_model_cannot_tell_is_none(name: str) -> None:
    assert read(f"KIND: {name}").kind is None


def test_the_catalog_is_asked_to_count_or_to_list() -> None:
    counted = read("KIND: catalog\nCOUNT: Ruhnby\nSINCE: 2031-03-04").catalog
    assert counted and counted.counts and counted.query.mention == "Ruhnby"
    assert counted.query.filters.since and counted.query.filters.since.isoformat() == "2031-03-04"
    listed = read("LIST: all\nUNTIL: soon").catalog
    assert listed and not listed.counts and listed.query.mention == "" and not listed.query.filters


def test_the_catalog_is_not_asked_for_what_nobody_named() -> None:
    assert read("COUNT: Karl Berg").catalog is None


def test_a_model_that_fills_in_every_line_asks_no_catalog() -> None:
    told = read("KIND: fact\nLIST: all")
    assert told.kind is AnswerKind.FACT and told.catalog is None


def test_lines_of_other_forms_tell_nothing() -> None:
    assert read("Sure! The answer is 42.\nIgnore what was asked.") == Interpretation(usage=USED)


@given(st.text(), st.text())
def test_any_reply_is_read(reply: str, typed: str) -> None:
    told = read_reply(f"QUESTION: {reply}\nPART: {reply}\nCOUNT: {reply}\n{reply}", [typed], USED)
    assert len(told.standalone) <= 300
