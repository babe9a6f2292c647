"""Support: a claim holds where its quotes carry it; what is held back scores below, and says why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.grounding import Evidence, Fault, supported

OPENED = "Bo Berg, the mayor of Aahus, opened the new harbour on Saturday with 300 guests."


def test_a_paraphrase_in_the_passive_holds() -> None:
    support = supported("The new harbour was opened by Mayor Berg.", [OPENED])
    assert support.holds and not support.reasons


@pytest.mark.parametrize(
    ("claim", "fault"),
    [
        ("The new harbour was opened by Nils Holm.", Fault.NAME),
        ("Bo Berg opened the new harbour with 400 guests.", Fault.NUMBER),
        ("Bo Berg opened the new harbour on Sunday.", Fault.DATE),
        ("Bo Berg did not open the new harbour.", Fault.NEGATION),
    ],
)
def test_what_the_quotes_do_not_have_is_named(claim: str, fault: Fault) -> None:
    support = supported(claim, [OPENED])
    assert not support.holds
    assert fault in {reason.fault for reason in support.reasons}


@pytest.mark.parametrize("quotes", [[], [""], [Evidence("")]])
def test_a_claim_without_a_quote_does_not_hold(quotes: list[str | Evidence]) -> None:
    support = supported("Bo Berg opened the harbour.", quotes)
    assert [reason.fault for reason in support.reasons] == [Fault.NO_QUOTE]


def test_what_is_held_back_scores_below_what_holds() -> None:
    good, bad = (
        supported("Bo Berg opened the new harbour.", [OPENED]),
        supported("Bo Berg closed it.", [OPENED]),
    )
    assert good.holds and not bad.holds and bad.score < good.score


NAMES = st.sampled_from("Bo Berg,Ada Lind,Nils Holm,Petra Lang,Aldo Ferrant,Mira Salto".split(","))
PLACES = st.sampled_from("Aahus Brask Kellin Havnia Norland Torsvik".split())
NUMBERS = st.integers(2, 99999)
FILLERS = st.fixed_dictionaries({"name": NAMES, "place": PLACES, "number": NUMBERS})
SENTENCES = st.sampled_from(
    [
        "{name} opened {number} schools in {place}.",
        "In {place}, {number} people met {name}.",
        "The council of {place} paid {name} {number} crowns for the bridge.",
    ]
)


@given(SENTENCES, FILLERS)
def test_a_quote_carries_its_own_words(sentence: str, fillers: dict[str, str | int]) -> None:
    told = sentence.format(**fillers)
    assert supported(told, ["It rained.", told]).holds


@given(st.text(max_size=200).filter(lambda text: any(map(str.isalnum, text))))
def test_anybodys_words_carry_themselves_unless_they_are_somebodys(text: str) -> None:
    support = supported(text, [text])
    assert support.holds or {reason.fault for reason in support.reasons} <= {Fault.SPEAKER, Fault.NO_QUOTE}


@given(SENTENCES, FILLERS, FILLERS)
def test_an_altered_name_or_number_never_holds(
    sentence: str, told: dict[str, str | int], altered: dict[str, str | int]
) -> None:
    holds = supported(sentence.format(**altered), [sentence.format(**told)]).holds
    assert holds == (altered == told)


@given(st.text(max_size=200), st.lists(st.text(max_size=200), max_size=3))
def test_anybodys_text_is_judged(claim: str, quotes: list[str]) -> None:
    support = supported(claim, quotes)
    assert 0 <= support.score <= 1
    assert support.holds != bool(support.reasons)
