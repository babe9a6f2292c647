"""A friendly word, with what can be asked of the reader's own articles."""

from dataclasses import replace

import pytest

from qa.answers import AnswerKind
from qa.intents.conversation import LONGEST_TITLE
from tests.qa.fakes import BOAT, MILL, SHED
from tests.qa.intents.asking import asked_as, resources_with


@pytest.mark.parametrize(
    "said", ["Thanks!", "Hello", "What can you do?", "What sort of thing could I ask you?"]
)
def test_what_is_said_gets_a_word_and_examples_from_the_newest_article(said: str) -> None:
    answer = asked_as(AnswerKind.CONVERSATION, said, resources_with(MILL, BOAT, SHED))
    assert answer.kind is AnswerKind.CONVERSATION
    assert not answer.citations
    assert "Summarize “The boat”" in answer.text


def test_a_farewell_is_no_occasion_for_examples() -> None:
    assert "Summarize" not in asked_as(AnswerKind.CONVERSATION, "Bye!", resources_with(MILL)).text


def test_without_articles_there_are_no_examples() -> None:
    assert "For example" not in asked_as(AnswerKind.CONVERSATION, "Hi", resources_with()).text


def test_a_long_title_is_shortened_between_words() -> None:
    long = replace(MILL, title="mill " * 40)
    text = asked_as(AnswerKind.CONVERSATION, "Hi", resources_with(long)).text
    title = text.partition("“")[2].partition("”")[0]
    assert len(title) <= LONGEST_TITLE + 2
    assert title.endswith("mill …")
