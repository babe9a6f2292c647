from collections.abc import Generator, Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from index.errors import ArticleNotFound, QuestionError
from index.library import Library
from qa.answers import Draft, StopWriting, Writing
from qa.assistant import Assistant
from qa.interpretation import Interpretation
from qa.language_model import Usage
from qa.turns import Turn
from tests.qa.fakes import BOAT, ListReader, ListWriter

READER = ListReader([(BOAT, "It has two masts.", 0.9)])
WORDS = ("The boat has two masts.", "Both are masts.")
QUESTION = "How many masts has the boat?"


@pytest.fixture
def writer() -> ListWriter:
    return ListWriter(WORDS)


@pytest.fixture
def assistant(small_library: Library, writer: ListWriter) -> Assistant:
    return Assistant(small_library, READER, writer=writer)


def test_without_a_writer_the_answer_comes_at_once_and_whole(small_library: Library) -> None:
    assistant = Assistant(small_library, READER)
    assert list(assistant.stream(QUESTION)) == [Draft(answer=assistant.ask(QUESTION))]


def test_an_answer_is_shown_while_it_is_written(assistant: Assistant) -> None:
    *before, last = assistant.stream(QUESTION)
    assert [draft.unchecked for draft in before] == list(WORDS)
    assert [len(draft.sentences) for draft in before] == [0, 1]
    assert all(draft.answer is None for draft in before)
    assert last.answer == assistant.ask(QUESTION)
    assert last.answer and last.answer.text == "The boat has two masts. [1] Both are masts. [1]"


def test_the_writer_is_given_the_request_the_quotes_and_the_library(
    assistant: Assistant, writer: ListWriter, small_library: Library
) -> None:
    assistant.ask("Hello! " + QUESTION, asked=date(2024, 7, 1), history=[("Who?", "Bo Berg.")])
    ((request, answer, resources),) = writer.asked
    assert (request.question, request.asked, request.history[0].text) == (
        QUESTION,
        date(2024, 7, 1),
        "Bo Berg.",
    )
    assert answer.question == "Hello! " + QUESTION
    assert answer.text == "“It has two masts.” [1]"
    assert resources.library.record is small_library.record


def test_nothing_is_written_where_the_reader_wants_the_quotes(
    assistant: Assistant, writer: ListWriter
) -> None:
    plain = assistant.ask(QUESTION, written=False)
    assert list(assistant.stream(QUESTION, written=False)) == [Draft(answer=plain)]
    assert plain.writing is None
    assert not writer.asked


def test_closing_the_stream_stops_the_writer(assistant: Assistant, writer: ListWriter) -> None:
    drafts = assistant.stream(QUESTION)
    next(drafts)
    drafts.close()
    assert writer.cancelled == 1


def test_what_cannot_be_asked_is_told_before_the_stream_begins(assistant: Assistant) -> None:
    with pytest.raises(QuestionError, match="empty"):
        assistant.stream(" ")
    with pytest.raises(QuestionError, match="asked"):
        assistant.stream(QUESTION, asked="today")  # type: ignore[arg-type]
    with pytest.raises(ArticleNotFound):
        assistant.stream(QUESTION, articles=["nowhere"])


@dataclass
class Explainer:
    """Tells one interpretation of any request, after a draft."""

    told: Interpretation
    name: str = "explainer"

    def interpret(self, question: str, history: Sequence[Turn]) -> Generator[Draft, None, Interpretation]:
        yield Draft()
        return self.told


def test_what_is_written_is_what_the_interpreter_understood(
    small_library: Library, writer: ListWriter
) -> None:
    told = Interpretation("How many masts has the boat?", usage=Usage(7, 3))
    assistant = Assistant(small_library, READER, writer=writer, interpreter=Explainer(told))
    answer = assistant.ask("And masts?", history=[("What was sold?", "The boat was sold.")])
    assert (answer.question, answer.standalone) == ("And masts?", "How many masts has the boat?")
    assert writer.asked[0][0].used == Usage(7, 3)


def test_nobody_interprets_where_the_reader_wants_the_quotes(
    small_library: Library, writer: ListWriter
) -> None:
    told = Interpretation("How many masts has the boat?")
    assistant = Assistant(small_library, READER, writer=writer, interpreter=Explainer(told))
    assert assistant.ask("Masts?", written=False).standalone == "Masts?"


def test_stopped_before_it_is_understood_the_answer_is_made_of_quotes(
    small_library: Library, writer: ListWriter
) -> None:
    assistant = Assistant(small_library, READER, writer=writer, interpreter=Explainer(Interpretation()))
    drafts = assistant.stream(QUESTION)
    assert next(drafts) == Draft()
    last = drafts.throw(StopWriting())
    assert last.answer == assistant.ask(QUESTION, written=False)
    assert writer.asked == []


def test_a_model_that_could_not_be_asked_what_is_meant_is_not_asked_to_write(
    small_library: Library, writer: ListWriter
) -> None:
    told = Interpretation(usage=Usage(5, 0), problem="The server is down. Start it.")
    assistant = Assistant(small_library, READER, writer=writer, interpreter=Explainer(told))
    answer = assistant.ask(QUESTION)
    assert answer.writing == Writing("explainer", (), Usage(5, 0), told.problem)
    assert answer.text == assistant.ask(QUESTION, written=False).text
    assert writer.asked == []
