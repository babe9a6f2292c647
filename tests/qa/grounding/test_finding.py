"""Finding support: another quote of the evidence may carry what the cited one does not."""

import pytest

from qa.grounding import Evidence, Fault, find_support, select_evidence

EVIDENCE = [
    Evidence("The harbour of Aahus lies in the north of Norland."),
    Evidence("Bo Berg, the mayor, opened it on Saturday.", context="Aahus has a new harbour."),
    Evidence("The harbour cost 40 million crowns."),
]


def test_the_cited_quote_is_kept_where_it_carries_the_claim() -> None:
    support, places = find_support("The harbour cost 40 million crowns.", EVIDENCE, [2])
    assert support.holds and places == (2,)


def test_another_quote_is_found_where_the_cited_one_does_not_carry_it() -> None:
    support, places = find_support("The harbour cost 40 million crowns.", EVIDENCE, [0])
    assert support.holds and places == (2,)


def test_two_quotes_together_may_carry_it() -> None:
    claim = "Mayor Bo Berg opened the harbour of Aahus, which cost 40 million crowns."
    support, places = find_support(claim, EVIDENCE, [1])
    assert support.holds and set(places) == {1, 2}


def test_the_reason_told_is_that_of_the_cited_quotes() -> None:
    support, places = find_support("The harbour cost 50 million crowns.", EVIDENCE, [2, 2, 99, -1])
    assert not support.holds and places == (2,)
    assert support.reasons[0].fault is Fault.NUMBER


def test_nothing_cited_is_looked_for_too() -> None:
    assert find_support("The harbour cost 40 million crowns.", EVIDENCE, [])[1] == (2,)
    assert find_support("Havnia won.", [], [])[0].reasons[0].fault is Fault.NO_QUOTE


def test_quotes_are_selected_for_what_those_before_do_not_say() -> None:
    twice = [EVIDENCE[2], EVIDENCE[2], EVIDENCE[1]]
    assert select_evidence("Bo Berg opened the harbour that cost 40 million crowns.", twice, 2) == [0, 2]
    assert select_evidence("Havnia won.", EVIDENCE, 2) == []


@pytest.mark.parametrize("cited", [[0], [0, 1], [], [1]])
def test_another_quote_lends_a_claim_no_name_number_or_negation(cited: list[int]) -> None:
    quotes = [
        Evidence("The harbour of Aahus cost 40 million crowns."),
        Evidence("The mill of Havnia did not cost 55 crowns."),
        Evidence("Havnia has 55 boats."),
    ]
    for claim in (
        "The harbour of Havnia cost 40 million crowns.",
        "The harbour of Aahus cost 55 million crowns.",
        "The harbour of Aahus did not cost 40 million crowns.",
    ):
        assert not find_support(claim, quotes, cited)[0].holds


def test_all_cited_quotes_that_carry_a_claim_alone_are_told() -> None:
    twice = [*EVIDENCE, Evidence("Forty million crowns is what the harbour cost, 40 million crowns in all.")]
    assert find_support("The harbour cost 40 million crowns.", twice, [2, 0, 3])[1] == (2, 3)


def test_a_whole_quote_carries_itself_where_it_tells_whose_words_it_is() -> None:
    quotes = [
        Evidence(
            "The city of Aahus said that Havnia is believed to have sold it.", speaker="The city\nof Aahus"
        ),
        Evidence("“It will not last,” he added.", speaker="Bo Berg"),
        Evidence("It is in very good shape.", speaker="Bo Berg"),
    ]
    assert find_support(quotes[0].text, quotes, [2])[1] == (0,)
    assert find_support(quotes[1].text, quotes, [])[1] == (1,)
    assert not find_support(quotes[2].text, quotes, [2])[0].holds
