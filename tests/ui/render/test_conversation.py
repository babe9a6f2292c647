from qa.answers import Answer, AnswerKind
from tests.ui.fakes_chat import HERALD, SHIPPED, answer_with, cite, refusal
from tests.ui.render.reading import HOSTILE, Reader
from ui.render import Turn
from ui.render.conversation import announcement, conversation, empty_start, start

ANSWERED = Turn("What was shipped?", answer_with("What was shipped?", cite(1, HERALD, SHIPPED)))
REFUSED = Turn("Who won?", refusal("Who won?", HERALD))


def test_the_question_being_answered_stands_last_and_only_a_finished_turn_is_asked_again() -> None:
    read = Reader(conversation([ANSWERED], "Who won?"))
    assert read.text.endswith("Who won?Reading the articles…Reading the articles…")
    assert "Ask again" not in read.text
    assert Reader(conversation([ANSWERED, REFUSED])).text.count("Ask again") == 1


def test_a_screen_reader_hears_the_answer_the_refusal_or_the_error() -> None:
    assert announcement(ANSWERED) == f"Answer with 1 quote: {SHIPPED}"
    assert announcement(REFUSED) == "No answer. These articles do not say."
    assert announcement(Turn("?", problem="It failed.")) == "It failed."
    assert (
        announcement(Turn("Hi", Answer("Hi", "Hi", "Hello!", 0.0, kind=AnswerKind.CONVERSATION))) == "Hello!"
    )


def test_a_very_long_question_is_repeated_in_part() -> None:
    assert len(Reader(conversation([], "word " * 20_000)).text) < 2100


def test_the_start_tells_what_is_there_and_offers_questions() -> None:
    read = Reader(start(1200, {"A": 900, "B": 200, "C": 50, "D": 50}, ["Who won?", HOSTILE]))
    assert "1,200 articles from A, B, C and others." in read.text
    assert read.every("data-question") == ["Who won?", HOSTILE]
    assert "2 articles from A, B." in Reader(start(2, {"A": 1, "B": 1}, [])).text
    assert "2 articles from A and others." in Reader(start(2, {"A": 1}, [])).text
    assert "1 article. " in Reader(start(1, {}, [])).text


def test_an_empty_library_leads_to_adding_and_to_samples_where_there_are_any() -> None:
    assert Reader(empty_start(samples=True)).every("data-act") == ["samples"]
    assert Reader(empty_start(samples=False)).every("data-act") == []
    assert Reader(empty_start(samples=False)).every("data-tab") == ["Articles"]
