"""Parallel checks: what stands together in the quotes stands together in a claim."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.grounding.parallels import check_parallels
from qa.grounding.premise import Claim, Premise
from qa.support import Fault

FERRIES = "Nordfarer's first ferry, the Sule, carries 300 passengers; its second, the Terne, carries 450."
LOANS = "The bank Sundkredit lent the town 8 million crowns, and the state gave 4 million."
POLLS = "Berg won 40 percent of the votes in Aahus, while Oy won 35 percent."


def crossed(claim: str, *quotes: str) -> bool:
    reasons = check_parallels(Claim.of(claim), Premise.of(quotes))
    assert all(reason.fault is Fault.ROLE for reason in reasons)
    return bool(reasons)


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("The Terne carries 300 passengers.", FERRIES),
        ("Nordfarer's second ferry, the Sule, carries 300 passengers.", FERRIES),
        ("The Sule carries 450 passengers and the Terne carries 300.", FERRIES),
        ("The bank Sundkredit gave the town 8 million crowns.", LOANS),
        ("The state lent the town 8 million crowns.", LOANS),
        ("Oy won 40 percent of the votes in Aahus.", POLLS),
    ],
)
def test_what_stands_in_another_part_with_its_own_figure_is_crossed(claim: str, quote: str) -> None:
    assert crossed(claim, quote)


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("The Sule carries 300 passengers and the Terne carries 450.", FERRIES),
        ("Nordfarer's second ferry, the Terne, carries 450 passengers.", FERRIES),
        ("The state gave the town 4 million crowns.", LOANS),
        ("Sundkredit and the state gave and lent 12 million.", "Sundkredit and the state helped in 2031."),
        ("Oy won 35 percent of the votes.", POLLS),
        ("Sales rose 5 percent in June.", "Sales rose 3 percent in May and 5 percent in June."),
        ("Berg was born in 1971.", "Berg was born in 1971, and Oy was born in 1980."),
        ("Berg, 45, met Oy.", "Berg, 45, met Oy, 50, and both signed."),
    ],
)
def test_what_stands_together_or_is_shared_is_not(claim: str, quote: str) -> None:
    assert not crossed(claim, quote)


def test_what_another_quote_puts_together_is_not_crossed() -> None:
    assert not crossed("The Terne carries 300 passengers.", FERRIES, "Since May the Terne carries 300.")


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_may_be_checked(claim: str, quote: str) -> None:
    check_parallels(Claim.of(claim), Premise.of([quote]))


def test_long_texts_take_little_time() -> None:
    claim = " ".join(f"the Name{n} carried {n + 200} and" for n in range(100))
    quotes = [" ".join(f"the Name{n} carried {n + 300} and" for n in range(300))] * 5
    start = process_time()
    check_parallels(Claim.of(claim), Premise.of(quotes))
    assert process_time() - start < 5
