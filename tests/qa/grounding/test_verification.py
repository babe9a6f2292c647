from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from qa.grounding import Evidence, Fault, supported
from qa.grounding.premise import Claim, Premise
from qa.grounding.verification import LARGEST_LOGIT, UNKNOWN, VETO, verified_logit

FIRE = "A fire destroyed the archive of Havnia."


@dataclass
class SureVerifier:
    """Gives one probability; keeps what it was asked."""

    probability: float
    asked: Sequence[tuple[str, str]] = ()

    def scores(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        self.asked = pairs
        return [self.probability] * len(pairs)


def logit(claim: str, quotes: Sequence[Evidence], probability: float) -> float:
    return verified_logit(Claim.of(claim), Premise.of(quotes), SureVerifier(probability))


@pytest.mark.parametrize(
    ("probability", "expected"), [(0.5, 0.0), (0.0, -LARGEST_LOGIT), (1.0, LARGEST_LOGIT)]
)
def test_a_probability_becomes_a_bounded_logit(probability: float, expected: float) -> None:
    assert logit("The mill burnt.", [Evidence("The mill burnt.")], probability) == expected


def test_quotes_are_read_after_their_contexts() -> None:
    verifier = SureVerifier(0.9)
    quotes = [Evidence("He sold it.", context="Bo Berg had a mill."), Evidence("It burnt.")]
    verified_logit(Claim.of("Bo Berg sold a mill."), Premise.of(quotes), verifier)
    assert verifier.asked == [("Bo Berg sold a mill.", "Bo Berg had a mill. He sold it. It burnt.")]


def test_the_verifier_is_not_asked_about_other_languages() -> None:
    assert logit("Die Mühle ist von der Stadt verkauft worden.", [Evidence("x")], 0.0) == UNKNOWN


@pytest.mark.parametrize("number", ["24", "Twenty-four"])
def test_the_verifier_is_not_asked_to_count(number: str) -> None:
    quotes = [Evidence("The ministry bought two dozen helicopters.")]
    assert logit(f"{number} helicopters were bought.", quotes, 0.0) == UNKNOWN
    assert logit("Two dozen boats were bought.", quotes, 0.0) < VETO


def test_one_noun_for_another_is_held_back() -> None:
    told = supported("A flood destroyed the archive of Havnia.", [FIRE])
    assert [reason.fault for reason in told.reasons] == [Fault.UNSUPPORTED]
    assert supported("The archive of Havnia was destroyed by a fire.", [FIRE]).holds
