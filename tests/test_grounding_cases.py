"""Claims on the fixed set: nearly all with a fault are held back, and nearly none without."""

from collections import Counter

import pytest

from benchmarks.claim_sets import own_cases
from qa.grounding import Fault
from tests.grounding_set import judged, share_held_back

FAULTY, FAITHFUL = 0.92, 0.08
"""Shares of the claims with a fault that must be held back, and of those without that may be."""


@pytest.mark.parametrize("half", ["even", "odd"])
def test_nearly_all_faulty_claims_are_held_back_and_nearly_no_faithful_ones(half: str) -> None:
    outcomes = judged(half)
    assert share_held_back(outcomes, faulty=True) >= FAULTY
    assert share_held_back(outcomes, faulty=False) <= FAITHFUL


def test_the_set_has_as_many_faithful_claims_as_faulty_ones_of_each_of_ten_kinds() -> None:
    every = Counter((one.kind, one.supported) for one in own_cases())
    assert sum(every.values()) >= 280
    assert len(every) == 20 and len(set(every.values())) == 1
    assert {kind for kind, _ in every} <= {fault.value for fault in Fault}
