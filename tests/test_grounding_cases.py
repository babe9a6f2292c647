"""Claims on the fixed set: nearly all with a fault are held back, and nearly none without."""

from collections import Counter

import pytest

from qa.grounding import Fault, supported
from tests.grounding_set import cases, share_held_back

FAULTY, FAITHFUL = 0.85, 0.20
"""Shares of the claims with a fault that must be held back, and of those without that may be."""


@pytest.mark.parametrize("half", ["even", "odd"])
def test_nearly_all_faulty_claims_are_held_back_and_nearly_no_faithful_ones(half: str) -> None:
    judged = [(case, supported(case.claim, case.quotes)) for case in cases(half)]
    assert share_held_back(judged, faulty=True) >= FAULTY
    assert share_held_back(judged, faulty=False) <= FAITHFUL


def test_the_set_has_as_many_faithful_claims_as_faulty_ones_of_each_of_ten_kinds() -> None:
    faults = Counter(case.fault for case in cases())
    faithful = faults.pop("")
    assert faithful == sum(faults.values()) >= 140
    assert len(faults) == 10 and len(set(faults.values())) == 1
    assert set(faults) <= {fault.value for fault in Fault}
