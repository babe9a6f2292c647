"""Factuality checks: a plan is not told as done."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.grounding import supported
from qa.grounding.factuality import check_factuality
from qa.grounding.premise import Claim, Premise
from qa.support import Fault


def is_told_too_early(claim: str, quote: str) -> bool:
    reasons = check_factuality(Claim.of(claim), Premise.of([quote]))
    assert all(reason.fault is Fault.HEDGE for reason in reasons)
    return bool(reasons)


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("Havnia opened a school.", "Havnia plans to open a school."),
        ("Havnia has opened a school.", "Havnia will open a school in May."),
        ("The council voted on the bridge.", "The council will soon vote on the bridge."),
        ("Berg resigned.", "Berg wants to resign."),
        ("Berg resigned after the vote.", "Berg agreed to resign after the vote."),
        ("Nordfarer bought the ferry.", "Nordfarer tried to buy the ferry."),
        ("The firm cut 300 jobs.", "The firm is to cut 300 jobs."),
        ("The firm cut 300 jobs.", "The firm has offered to cut 300 jobs."),
        ("The bridge was built of wood.", "The bridge is due to be built of wood."),
        ("Oy paid the fine.", "Oy declined to pay the fine."),
    ],
)
def test_what_is_only_planned_or_tried_has_not_happened(claim: str, quote: str) -> None:
    assert is_told_too_early(claim, quote)
    assert not supported(claim, [quote]).holds


@pytest.mark.parametrize(
    ("claim", "quote"),
    [
        ("Havnia opened a school.", "Havnia has opened a school."),
        ("Havnia plans to open a school.", "Havnia plans to open a school."),
        ("Havnia planned to open a school.", "Havnia plans to open a school."),
        ("Berg sold the ship.", "Berg managed to sell the ship."),
        ("Berg went to Aahus and opened the school.", "Berg went to Aahus to open the school."),
        ("The vote was held in May.", "The council will vote in May, and it held a vote in April."),
        ("The virus possibly came from bats.", "The virus may have come from bats."),
        ("The club announced that Oy left.", "The club can announce that Oy has left."),
        ("Berg cut the ribbon.", "Berg will cut taxes, he said as he cut the ribbon."),
    ],
)
def test_what_has_happened_may_be_told_as_done(claim: str, quote: str) -> None:
    assert not is_told_too_early(claim, quote)


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_may_be_checked(claim: str, quote: str) -> None:
    check_factuality(Claim.of(claim), Premise.of([quote]))
