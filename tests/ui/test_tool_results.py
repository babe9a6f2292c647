from tests.ui import fakes_kinds as kinds
from tests.ui.fakes_writing import NOT_WRITTEN, WRITTEN
from ui.tool_results import HeadedQuotes, HeldBackSentence, QuotedSpeaker, ask_result


def test_an_agent_gets_the_sections_by_the_numbers_of_their_quotes() -> None:
    result = ask_result(kinds.TIMELINE)
    assert (result.kind, result.statement) == ("timeline", "5 days, of 2 articles.")
    assert result.sections[2] == HeadedQuotes("15 September 2025", [3, 4])
    assert [quote.n for quote in result.citations] == [1, 2, 3, 4, 5, 6]


def test_an_agent_is_told_whose_claim_a_quote_is() -> None:
    spoken, told = ask_result(kinds.STATEMENTS).citations[2], ask_result(kinds.TIMELINE).citations[0]
    start = kinds.FERRY.text.index(kinds.TOR)
    assert spoken.speaker == QuotedSpeaker("Tor Selvik", kinds.TOR, start, start + len(kinds.TOR))
    assert told.speaker is None


def test_an_agent_gets_the_prose_with_its_numbers_and_apart_from_it_what_was_held_back() -> None:
    result = ask_result(WRITTEN)
    assert result.text == "It opened in 1931. [1]\nIt was closed in 1999. [2] [1]"
    assert [quote.n for quote in result.citations] == [1, 2]
    assert result.written
    assert (result.written.model, result.written.is_answer, result.written.problem) == (
        "openai:gull",
        True,
        "",
    )
    assert (result.written.tokens, result.written.cost) == (1230, 0.002)
    assert result.written.held_back_not_part_of_the_answer == [
        HeldBackSentence("It burned in 1941.", "The quotes do not have “1941”. The quotes do not say it.")
    ]


def test_an_agent_is_told_that_quotes_stand_for_what_was_written() -> None:
    result = ask_result(NOT_WRITTEN)
    assert result.text == "“…” [1]"
    assert result.written
    assert (result.written.is_answer, result.written.problem) == (False, "Too little of it is carried.")
    assert ask_result(kinds.TIMELINE).written is None
