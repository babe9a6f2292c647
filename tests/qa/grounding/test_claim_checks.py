"""The checks of a claim: what each of them holds back, and what it lets through."""

from datetime import date

import pytest

from qa.grounding import Evidence, Fault, supported

PUBLISHED = date(2024, 6, 20)


def faults(claim: str, *quotes: Evidence | str) -> set[Fault]:
    return {reason.fault for reason in supported(claim, quotes).reasons}


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("Mayor Berg resigned.", "Bo Berg, the mayor of Aahus, resigned."),
        ("The WFO moved to Brask.", "The World Fisheries Organization (WFO) moved to Brask."),
        (
            "The World Fisheries Organization moved to Brask.",
            "The WFO moved to Brask. WFO is short for World Fisheries Organization.",
        ),
        ("The British firm closed.", "The firm in Britain closed."),
        ("Delcorp invested 2,500 million dollars.", "Delcorp invested $2.5 billion."),
        ("Some 500,000 homes lost power.", "Half a million homes lost power."),
        ("Twenty-four helicopters were bought.", "Two dozen helicopters were bought."),
        ("Profits rose about 40,000 crowns.", "Profits rose 39,800 crowns."),
    ],
)
def test_names_and_numbers_are_known_in_other_forms(claim: str, quote: str) -> None:
    assert not faults(claim, quote)


@pytest.mark.parametrize(
    ("claim", "quote", "fault"),
    [
        ("Bo Holm resigned.", "Bo Berg and Nils Holm met; Holm resigned.", Fault.NAME),
        ("Petra Lang resigned.", "Simon Lang resigned.", Fault.NAME),
        ("Delcorp invested $2.5 million.", "Delcorp invested $2.5 billion.", Fault.NUMBER),
        ("Delcorp invested 101 million crowns.", "Delcorp invested 100 million crowns.", Fault.NUMBER),
        ("Two thirds of the ice melted.", "A third of the ice melted.", Fault.NUMBER),
        ("The plan was approved.", "The plan was not approved.", Fault.NEGATION),
        ("Ada Lind resigned.", "Ada Lind reportedly resigned.", Fault.HEDGE),
        ("The virus came from bats.", "The virus may have come from bats.", Fault.HEDGE),
        (
            "Rents in Brask are higher than in Kellin.",
            "Rents in Brask are lower than in Kellin.",
            Fault.COMPARISON,
        ),
        ("Ada Lind finished second.", "Ada Lind finished third.", Fault.COMPARISON),
        ("At most 40 houses were damaged.", "At least 40 houses were damaged.", Fault.COMPARISON),
        ("Torsvik were beaten by Marbeck.", "Torsvik beat Marbeck.", Fault.ROLE),
        ("The mill closed because its owner died.", "The mill closed.", Fault.CAUSE),
        ("All schools in Aahus were closed.", "Some schools in Aahus were closed.", Fault.GENERALISATION),
        ("Bo Berg resigned and moved to Brask with friends.", "Bo Berg resigned.", Fault.NAME),
        ("The mayor resigned and wrote novels.", "The mayor resigned.", Fault.UNSUPPORTED),
    ],
)
def test_a_fault_is_found(claim: str, quote: str, fault: Fault) -> None:
    assert fault in faults(claim, quote)


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        ("The bridge collapsed on 18 June 2024.", True),
        ("The bridge collapsed on June 18.", True),
        ("The bridge collapsed in June 2024.", True),
        ("The bridge collapsed on Tuesday.", True),
        ("The bridge collapsed on Thursday.", False),
        ("The bridge collapsed on 19 June 2024.", False),
        ("The bridge collapsed in June 2023.", False),
    ],
)
def test_relative_days_are_counted_from_the_day_of_the_article(claim: str, holds: bool) -> None:
    told = faults(claim, Evidence("The bridge collapsed on Tuesday.", published=PUBLISHED))
    assert (Fault.DATE in told) != holds


def test_a_context_resolves_who_is_meant() -> None:
    quote = "She was sentenced to nine years."
    assert not faults(
        "Mira Salto was sentenced to nine years.", Evidence(quote, context="Mira Salto appealed.")
    )
    assert faults("Hanna Vik was sentenced to nine years.", Evidence(quote, context="Mira Salto appealed."))


def test_what_somebody_says_is_left_to_them() -> None:
    quote = Evidence("The tax will ruin small shops.", speaker="Petra Lang")
    assert not faults("Petra Lang said the tax would ruin small shops.", quote)
    assert faults("The tax will ruin small shops.", quote) == {Fault.SPEAKER}
    assert Fault.SPEAKER in faults("Bo Berg said the tax would ruin small shops.", quote)


def test_words_in_quotation_marks_stand_in_the_quotes() -> None:
    quote = "“We will not sell the harbour to anybody,” Bo Berg told the council."
    assert not faults("Bo Berg told the council: “We will not sell the harbour.”", quote)
    assert faults("Bo Berg told the council: “We sell the harbour.”", quote)


@pytest.mark.parametrize(
    ("claim", "quote", "fault"),
    [
        ("The city mows too often.", "A gardener, Tom Ravn, said the city mows too often.", Fault.SPEAKER),
        ("The ferry carries 240 cars.", "The ferry carries 240 passengers and 36 cars.", Fault.NUMBER),
        ("The mill stood empty since 1884.", "The mill, built in 1884, stood empty since 2015.", Fault.DATE),
        ("Two people left at eleven.", "Witnesses reportedly saw two people leave at eleven.", Fault.HEDGE),
        ("Delcorp raised its price.", "Delcorp lowered its price.", Fault.COMPARISON),
    ],
)
def test_what_is_said_of_something_else_is_a_fault(claim: str, quote: str, fault: Fault) -> None:
    assert fault in faults(claim, quote)


def test_a_sentence_that_is_told_as_a_fact_too_needs_no_speaker() -> None:
    quotes = ["The bridge is closed, Bo Berg said.", "The bridge is closed."]
    assert not faults("The bridge is closed.", *quotes)
