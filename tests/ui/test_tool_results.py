from tests.ui import fakes_kinds as kinds
from ui.tool_results import HeadedQuotes, QuotedSpeaker, ask_result


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
